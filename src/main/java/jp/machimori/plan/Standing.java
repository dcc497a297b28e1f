package jp.machimori.plan;

import java.time.LocalDate;
import java.util.List;
import jp.machimori.figures.Figure;
import org.jspecify.annotations.Nullable;

/**
 * 指標の現在。An indicator with its values, what is planned, its baselines and its targets with what came of them.
 *
 * @param values counted ones only, the newest last
 * @param planned shown as planned, never counted
 */
public record Standing(Indicator indicator, List<Actual> values, List<Figure> planned, List<Figure> baselines, List<Goal> goals,
                       LocalDate today) {

    /** 目標とその達成。 */
    public record Goal(Figure figure, Target target, Sentence words, Achievement achievement) {
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

    /** What came of the next target; null when there is none. */
    public @Nullable Achievement achievement() {
        Goal goal = goal();
        return goal == null ? null : goal.achievement();
    }
}
