package jp.machimori.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.machimori.shell.Words;
import jp.machimori.town.FiscalYear;
import org.jspecify.annotations.Nullable;

/**
 * 年度の評価。A plan in one fiscal year: what is rated, by which scale. While it is open the numbers move with what is known
 * of the year; a closed one stays as it was on that day.
 *
 * @param plan key
 * @param closedAt null while it is open
 */
public record Round(String plan, Words label, FiscalYear year, Scale scale, List<Subject> subjects, @Nullable Instant closedAt) {

    public Round {
        subjects = List.copyOf(subjects);
    }

    public boolean isClosed() {
        return closedAt != null;
    }

    Optional<Subject> subject(String key) {
        return subjects.stream().filter(subject -> subject.key().equals(key)).findFirst();
    }

    /** Where everybody reads it once it is closed, beneath the town. */
    public String path() {
        return path(plan, year);
    }

    static String path(String plan, FiscalYear year) {
        return "/evaluations/" + plan + "/" + year.notation();
    }

    /** Where it is written, beneath the town. */
    public String officePath() {
        return "/office" + path();
    }
}
