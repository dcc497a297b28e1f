package jp.machimori.figures;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;

/**
 * 計算のしかた。How a printed number of a series follows from others, so that both can be shown. Exactly one of share,
 * growth, difference and sum is given.
 *
 * @param where the breakdown the rule is for, exactly; null for all lines
 * @param share a part in per cent of a whole
 * @param growth this year on last year in per cent
 * @param difference this year less last year
 * @param sum of lines
 */
record Formula(@Nullable Map<String, String> where, @Nullable Share share, @Nullable Operand growth,
               @Nullable Operand difference, @Nullable Sum sum) {

    /** @param of the part; {@code to} the whole */
    record Share(Operand of, Operand to) {
    }

    /**
     * Another line, in the same period unless said otherwise.
     *
     * @param with parts added to the breakdown, or put in their place
     * @param without names of parts taken out of the breakdown
     * @param period notation of another period, empty for undated
     */
    record Operand(String figure, @Nullable Map<String, String> with, @Nullable List<String> without, @Nullable String period) {
    }

    /**
     * All lines of a series that have one part more.
     *
     * @param over name of the part that the lines differ in
     * @param of only these values of it; null for all
     * @param without names of parts taken out of the breakdown first
     */
    record Sum(String figure, String over, @Nullable List<String> of, @Nullable List<String> without) {
    }

    /** What came of it beside the printed number. */
    record Computed(BigDecimal number, String way, boolean same) {
        public String shown() {
            return Value.grouped(number);
        }
    }

    /** 定義の変更。From this period on the series counts something else. */
    record Break(String period, String reason, @Nullable @JsonProperty("reason_en") String reasonEn) {
    }

    List<String> series() {
        return share != null ? List.of(share.of().figure(), share.to().figure())
                : growth != null ? List.of(growth.figure())
                : difference != null ? List.of(difference.figure())
                : sum != null ? List.of(sum.figure()) : List.of();
    }
}
