package jp.machimori.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTypeTests {

    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "-3", "8.0", "0.0", "12.50", "-3.10", "2147483647", "-2147483648", "2147483648", "9223372036854775807",
            "9223372036854775808", "99999999999999999999", "0.000001"})
    void aNumberIsTheNodeThatIsReadBack(String written) {
        BigDecimal number = new BigDecimal(written);
        assertThat(FieldType.number(number)).isEqualTo(Forms.JSON.readTree(number.toPlainString()))
                .hasToString(number.toPlainString());
    }
}
