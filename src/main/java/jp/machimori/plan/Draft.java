package jp.machimori.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import jp.machimori.shell.Words;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;

/**
 * 計画案。A plan in the making, copied from a published one. Staff see it; to everybody else it does not exist.
 *
 * @param from key of the plan it was copied from
 * @param decidedOn when a mid-term review was decided
 * @param reason of a mid-term review
 * @param edition grows with each change
 * @param lastKey number of the last key made for it
 * @param madeBy their name as people know them
 */
record Draft(int number, String key, Kind kind, String from, String label, @Nullable String labelEn, String period,
             @Nullable String about, @Nullable String aboutEn, List<String> levels, @Nullable LocalDate decidedOn,
             @Nullable String reason, State state, int edition, int lastKey, Instant madeAt, String madeBy) {

    /** 次の計画・中間見直し。 */
    enum Kind {
        NEXT, REVIEW;

        public String notation() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind parse(String notation) {
            return valueOf(notation.toUpperCase(Locale.ROOT));
        }
    }

    /** 作成中・公開済み・取りやめ。 */
    enum State {
        DRAFT, PUBLISHED, DISCARDED;

        public String notation() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isOpen() {
        return state == State.DRAFT;
    }

    public boolean isReview() {
        return kind == Kind.REVIEW;
    }

    public Words words() {
        return new Words(label, labelEn);
    }

    public Period span() {
        return Period.parse(period);
    }

    String address() {
        return "office/plans/" + number;
    }

    /** The first year that is asked about and evaluated by it, as {@link Plans#followedIn} has it; null where its period has no beginning. */
    public @Nullable FiscalYear followedFrom() {
        LocalDate begin = isReview() ? decidedOn : span().from();
        FiscalYear year = begin == null ? null : FiscalYear.of(begin);
        return year == null || !begin.isAfter(year.middle()) ? year : year.next();
    }
}
