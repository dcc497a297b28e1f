package jp.machimori.town;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            exact          | 3238             | 件           | 3,238件          | 3,238件
            exact          | 4.60             | %            | 4.60%            | 4.60%
            exact          | -12              | 件           | △12件            | △12件
            exact          | 0                | 校           | 0校              | 0校
            exact          | 18               | (単位記載なし) | 18             | 18
            exact          | 18               | -            | 18               | 18
            approximate    | 2000             | 台           | 約2,000台        | about 2,000台
            direction      | 減少             | 件           | 減少             | 減少
            masked         | ***              | 件           | 非公表（***）    | not published (***)
            none           | なし             | -            | なし             | none (なし)
            not-applicable | 該当なし         | -            | 該当なし         | not applicable (該当なし)
            dash           | －               | 件           | －               | －
            words          | 7割弱            | -            | 7割弱            | 7割弱
            included       | 4-2-1を含む      | -            | 4-2-1を含む      | 4-2-1を含む
            comparison     | 全国平均以上     | %            | 全国平均以上     | 全国平均以上
            date           | 11月6日          | -            | 11月6日          | 11月6日
            """)
    void isShownAsWhatItIs(String form, String text, String unit, String japanese, String english) {
        Value value = Value.of(ValueForm.parse(form), text);
        assertThat(value.label(Locale.JAPANESE, unit)).isEqualTo(japanese);
        assertThat(value.label(Locale.ENGLISH, unit)).isEqualTo(english);
        assertThat(value.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource(ValueForm.class)
    void canBeComputedWithOnlyWhenItIsANumber(ValueForm form) {
        assertThat(Value.of(form, "12").isNumber())
                .isEqualTo(form == ValueForm.EXACT || form == ValueForm.APPROXIMATE);
        assertThat(ValueForm.parse(form.notation())).isEqualTo(form);
    }

    @Test
    void keepsNoneNotApplicableDashAndZeroApart() {
        assertThat(Value.exact(0)).isNotEqualTo(Value.of(ValueForm.NONE, "0"));
        assertThat(Value.of(ValueForm.NONE, "なし").label(Locale.JAPANESE, "件"))
                .isNotEqualTo(Value.of(ValueForm.NOT_APPLICABLE, "該当なし").label(Locale.JAPANESE, "件"))
                .isNotEqualTo(Value.of(ValueForm.DASH, "－").label(Locale.JAPANESE, "件"))
                .isNotEqualTo(Value.exact(0).label(Locale.JAPANESE, "件"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "約2000", "3,238", "12件", "減少", "***", "１２", "1e5", "1e999999999", "0x10", " 5", "5.", ".5", "--5", "Infinity"})
    void refusesAnExactValueThatIsNoPlainNumber(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(ValueForm.EXACT, text));
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(ValueForm.APPROXIMATE, text));
    }

    @Test
    void refusesAFormNobodyKnows() {
        assertThatIllegalArgumentException().isThrownBy(() -> ValueForm.parse("about"));
    }

    @Test
    void keepsTheDecimalsItWasGivenWith() {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            BigDecimal number = BigDecimal.valueOf(random.nextLong(-1_000_000_000L, 1_000_000_000L), random.nextInt(5));
            Value value = Value.exact(number);
            String shown = value.label(Locale.JAPANESE, null);
            assertThat(new BigDecimal(shown.replace(",", "").replace("△", "-"))).isEqualTo(number);
            assertThat(Value.of(ValueForm.EXACT, value.text())).isEqualTo(value);
        }
    }
}
