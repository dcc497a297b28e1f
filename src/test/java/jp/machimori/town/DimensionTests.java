package jp.machimori.town;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DimensionTests {

    @Test
    void isTheSameInWhateverOrderItIsWritten() {
        Dimension one = Dimension.parse("ward=中央区;offence=窃盗犯");
        Dimension other = Dimension.parse("offence=窃盗犯;ward=中央区");
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.canonical()).isEqualTo(other.canonical()).isEqualTo("offence=窃盗犯;ward=中央区");
        assertThat(one.printed()).isEqualTo("ward=中央区;offence=窃盗犯");
        assertThat(one.label()).isEqualTo("中央区・窃盗犯");
    }

    @Test
    void isNoneWhenNothingIsWritten() {
        assertThat(Dimension.parse("")).isEqualTo(Dimension.NONE);
        assertThat(Dimension.NONE.canonical()).isEmpty();
        assertThat(Dimension.NONE.label()).isEmpty();
    }

    @Test
    void mayHoldAnEqualsSignInItsValue() {
        assertThat(Dimension.parse("answer=a=b").parts()).containsEntry("answer", "a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"中央区", "=中央区", "ward=中央区;窃盗犯", "ward=中央区;ward=西区"})
    void refusesAPartWithoutANameAndANameTwice(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Dimension.parse(text));
    }

    @Test
    void readsBackItsOneWayOfWritingFromAnyOrder() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            List<String> parts = new ArrayList<>();
            for (int at = 0; at <= random.nextInt(5); at++) {
                parts.add("n" + at + "=値" + random.nextInt(100));
            }
            Dimension dimension = Dimension.parse(String.join(";", parts));
            Collections.shuffle(parts, random);
            assertThat(Dimension.parse(String.join(";", parts))).isEqualTo(dimension);
            assertThat(Dimension.parse(dimension.canonical())).isEqualTo(dimension);
        }
    }
}
