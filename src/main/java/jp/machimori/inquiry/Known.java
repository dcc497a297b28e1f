package jp.machimori.inquiry;

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
 * @param countedBefore that was counted from the records of the ledger
 * @param planned what was planned for the year asked for
 */
record Known(@Nullable Value now, @Nullable String path, boolean counted, @Nullable Value before, @Nullable String pathBefore, boolean countedBefore,
             @Nullable String unitBefore, @Nullable Value planned) {

    static final Known NOTHING = new Known(null, null, false, null, null, false, null, null);
}
