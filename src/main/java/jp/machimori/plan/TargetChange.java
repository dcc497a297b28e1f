package jp.machimori.plan;

import java.time.LocalDate;
import jp.machimori.shell.Words;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;

/**
 * 変わった目標。A target that was changed: in the application, or before its plan was printed, as the pack says.
 *
 * @param indicator key
 * @param period of the target
 * @param on the day it was decided; null where the document does not say
 * @param before what it was; null where the document does not print it
 * @param now what it became; null where {@code before} is
 * @param by who wrote it, for staff; null where the pack says it
 */
public record TargetChange(String indicator, Period period, @Nullable LocalDate on, @Nullable Value before, @Nullable Value now,
                           String unit, Words reason, @Nullable String by) {

    static TargetChange of(Indicator indicator, Indicator.Change printed) {
        return new TargetChange(indicator.key(), printed.span(), null, null, null, indicator.unit(), printed.words(), null);
    }

    /** Whether the document says that it was changed, and not from what. */
    public boolean isUnprinted() {
        return before == null;
    }
}
