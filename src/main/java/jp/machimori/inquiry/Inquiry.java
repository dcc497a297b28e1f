package jp.machimori.inquiry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import jp.machimori.town.FiscalYear;
import org.jspecify.annotations.Nullable;

/**
 * 照会。The yearly question to all divisions about one plan.
 *
 * @param year whose results are asked for; what is planned is asked for the year after
 * @param division key of the one that asks
 * @param share a change by more than so many per cent stands out
 * @param approval the head of each division approves its answers
 * @param letterhead of the covering letter
 */
public record Inquiry(UUID id, FiscalYear year, String plan, String division, String title, LocalDate deadline, int share,
                      boolean approval, State state, Letterhead letterhead, @Nullable Instant openedAt,
                      @Nullable Instant closedAt) {

    /**
     * 文書番号と日付。
     *
     * @param number as the town's document system gave it; empty: the letter is a 事務連絡
     * @param on null: the day the inquiry is opened, before that today
     */
    public record Letterhead(String number, @Nullable LocalDate on) {
    }

    /** 準備中・回答受付中・締切済み。 */
    public enum State {
        DRAFT, OPEN, CLOSED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As divisions will see it. */
    Inquiry opened() {
        return new Inquiry(id, year, plan, division, title, deadline, share, approval, State.OPEN, letterhead, openedAt, closedAt);
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    public boolean isClosed() {
        return state == State.CLOSED;
    }

    public FiscalYear year(Half half) {
        return half.year(year);
    }

    /** Where staff keep it, beneath the town. */
    public String path() {
        return "/office/inquiries/" + id;
    }
}
