package jp.machimori.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import jp.machimori.figures.Figure;
import jp.machimori.town.FiscalYear;
import org.jspecify.annotations.Nullable;

/**
 * 指標の現在。An indicator with its values, what is planned, its baselines and its targets with what came of them.
 *
 * @param values counted ones only, the newest last
 * @param planned shown as planned, never counted
 * @param compared what a target such as 全国平均以上 is held against, by time
 */
public record Standing(Indicator indicator, List<Actual> values, List<Figure> planned, List<Figure> baselines, List<Figure> compared, List<Goal> goals,
                       LocalDate today) {

    /**
     * 目標とその達成。
     *
     * @param measuredBy the value that a number was measured by; null where there is none
     * @param changed what it was before, the latest change last
     */
    public record Goal(Figure figure, Target target, Sentence words, Achievement achievement, @Nullable Actual measuredBy,
                       List<Changed> changed) {

        /**
         * 達成率. The value in percent of the target, the target in percent of the value where less is better; rounded down,
         * so that 100 is reached. Null where nobody can say.
         */
        public @Nullable Integer percent() {
            if (!(target instanceof Target.Level level) || measuredBy == null || measuredBy.value().number() == null) {
                return null;
            }
            BigDecimal actual = measuredBy.value().number();
            BigDecimal part = level.sense() == Indicator.Sense.AT_LEAST ? actual : level.number();
            BigDecimal whole = level.sense() == Indicator.Sense.AT_LEAST ? level.number() : actual;
            return whole.signum() <= 0 || part.signum() < 0 ? null
                    : part.multiply(BigDecimal.valueOf(100)).divide(whole, 0, RoundingMode.FLOOR).min(BigDecimal.valueOf(9_999)).intValue();
        }
    }

    /**
     * 変更前の目標。
     *
     * @param before in words; null where the document does not print it
     * @param had what would have come of it
     * @param said that it was changed, in a sentence; the reason stands in the change
     */
    public record Changed(TargetChange change, @Nullable Sentence before, @Nullable Achievement had, Sentence said) {
    }

    /** Changes that the pack tells of for a time of which it has no target. */
    public List<Indicator.Change> changedElsewhere() {
        return indicator.changed().stream().filter(change -> goals.stream().noneMatch(goal -> goal.figure().period().equals(change.span()))).toList();
    }

    /** The baselines that stand beside another value of the same period, and are not among the values. */
    public List<Figure> baselinesBeside() {
        return baselines.stream().filter(baseline -> values.stream().noneMatch(actual -> baseline.id().equals(actual.figure()))).toList();
    }

    /** Whether it is counted from records and there are none yet. */
    public boolean isUnrecorded() {
        return Judging.isUnrecorded(indicator, values);
    }

    /** The newest value that is a number, else the newest. */
    public @Nullable Actual latest() {
        return values.stream().filter(actual -> actual.value().isNumber()).reduce((one, other) -> other)
                .orElse(values.isEmpty() ? null : values.getLast());
    }

    /** The next target to come, or the last one that has passed; null when there is none. */
    public @Nullable Goal goal() {
        return goals.stream().filter(goal -> goal.figure().period().to() == null || !goal.figure().period().to().isBefore(today)).findFirst()
                .orElse(goals.isEmpty() ? null : goals.getLast());
    }

    /** The target that comes first from the beginning of that year on, else the last one before; null when there is none. */
    public @Nullable Goal goal(FiscalYear year) {
        return goals.stream().filter(goal -> goal.figure().period().to() == null || !goal.figure().period().to().isBefore(year.from())).findFirst()
                .orElse(goals.isEmpty() ? null : goals.getLast());
    }

    /** What came of the next target; null when there is none. */
    public @Nullable Achievement achievement() {
        Goal goal = goal();
        return goal == null ? null : goal.achievement();
    }
}
