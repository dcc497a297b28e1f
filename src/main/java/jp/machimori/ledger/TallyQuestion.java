package jp.machimori.ledger;

import java.time.LocalDate;
import jp.machimori.town.FiscalYear;

/**
 * 集計への問い。A tally, how it is counted, and the fiscal years asked for.
 *
 * @param since first day that counts for a cumulative count, and for a flow in its first year
 */
public record TallyQuestion(String tally, Count count, LocalDate since, FiscalYear from, FiscalYear to) {

    /** 年度の合計、年度末（今年度は今日）の登録数、初日からの累計。 */
    public enum Count { FLOW, STOCK, CUMULATIVE }
}
