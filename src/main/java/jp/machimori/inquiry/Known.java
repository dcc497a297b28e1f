package jp.machimori.inquiry;

import java.util.Locale;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;

/**
 * 分かっている数。What the town knows of a slot before anybody answers.
 *
 * @param now of the year asked for, computed from records or known from a series; null: nobody knows yet
 * @param path where that opens, beneath the town
 * @param counted it was counted from the records of the ledger
 * @param before of the year before
 * @param pathBefore where that opens, beneath the town
 * @param from where the number of the year before is from
 * @param planned what was planned for the year asked for
 */
record Known(@Nullable Value now, @Nullable String path, boolean counted, @Nullable Value before, @Nullable String pathBefore, From from,
             @Nullable String unitBefore, @Nullable Value planned) {

    /** 記録・分かっている数・取り込んだブック。 */
    enum From {
        COUNTED, PRINTED, TAKEN;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Known NOTHING = new Known(null, null, false, null, null, From.PRINTED, null, null);

    /** With what a workbook tells that was taken in, where nothing else is known. */
    Known with(@Nullable Given last, @Nullable Given plan) {
        Value start = planned != null || plan == null ? planned : plan.value();
        return before != null || last == null ? new Known(now, path, counted, before, pathBefore, from, unitBefore, start)
                : new Known(now, path, counted, last.value(), null, From.TAKEN, null, start);
    }

    public boolean isTaken() {
        return before != null && from == From.TAKEN;
    }
}
