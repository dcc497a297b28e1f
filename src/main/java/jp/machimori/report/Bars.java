package jp.machimori.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 横棒の図。The values of an indicator or a statistic as bars that lie below one another, from zero on; targets as outlines. */
final class Bars {

    /**
     * One bar with its words.
     *
     * @param percent of the longest; null where there is nothing to draw
     */
    record Bar(UUID datum, String period, String shown, @Nullable Integer percent, boolean goal) {
    }

    private Bars() {
    }

    static List<Bar> of(List<Snapshot.Point> points, List<Snapshot.Goal> goals) {
        BigDecimal longest = Stream.concat(points.stream().map(Snapshot.Point::number), goals.stream().map(Snapshot.Goal::number))
                .filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::max);
        boolean drawn = points.stream().filter(point -> point.number() != null).count()
                + goals.stream().filter(goal -> goal.number() != null).count() > 1;
        List<Bar> bars = new ArrayList<>();
        points.forEach(point -> bars.add(new Bar(point.datum(), Wording.period(point.period()), point.shown(),
                drawn ? percent(point.number(), longest) : null, false)));
        goals.forEach(goal -> bars.add(new Bar(goal.datum(), Wording.period(goal.period()), goal.words(),
                drawn ? percent(goal.number(), longest) : null, true)));
        return bars;
    }

    /** Whether there is anything to draw: one number alone is longer than nothing. */
    static boolean areDrawn(List<Bar> bars) {
        return bars.stream().anyMatch(bar -> bar.percent() != null);
    }

    /** Below zero there is no bar, only the number. */
    private static @Nullable Integer percent(@Nullable BigDecimal number, BigDecimal longest) {
        return number == null || number.signum() < 0 ? null : longest.signum() == 0 ? 0
                : number.multiply(BigDecimal.valueOf(100)).divide(longest, MathContext.DECIMAL32).intValue();
    }
}
