package jp.machimori.inquiry;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.town.ValueForm;
import org.jspecify.annotations.Nullable;

/**
 * 採った数。What an officer decided where divisions report different numbers of one line.
 *
 * @param question whose number counts; null: all of them together, as a sum
 * @param reason empty where none was given
 * @param seen what each had reported then, as {@link ToldNumber#seen}
 */
record Settlement(Half half, String line, String period, @Nullable UUID question, String reason, String seen, String by) {

    public boolean isSum() {
        return question == null;
    }

    boolean isOf(ToldNumber told) {
        return half == told.half() && line.equals(told.line().notation()) && period.equals(told.period().notation());
    }

    /** The number that counts; empty when others were reported since it was decided. */
    Optional<Given> given(ToldNumber told) {
        return isOf(told) && seen.equals(told.seen()) ? among(told) : Optional.empty();
    }

    /** The number that counts by this rule, whatever was reported when it was decided. */
    Optional<Given> among(ToldNumber told) {
        @Nullable String why = reason.isEmpty() ? null : reason;
        if (question != null) {
            return told.tellers().stream().filter(teller -> teller.question().id().equals(question)).findFirst()
                    .map(teller -> new Given(teller.given().form(), teller.given().text(), why == null ? teller.given().reason() : why));
        }
        if (!told.isAddable()) {
            return Optional.empty();
        }
        BigDecimal sum = told.tellers().stream().map(teller -> Objects.requireNonNull(teller.given().value().number())).reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean about = told.tellers().stream().anyMatch(teller -> teller.given().form() == ValueForm.APPROXIMATE);
        return Optional.of(new Given(about ? ValueForm.APPROXIMATE : ValueForm.EXACT, sum.toPlainString(), why));
    }
}
