package jp.machimori.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jp.machimori.shell.BarChart;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;

/**
 * 推移の図。A chart of values over periods of one kind. 年度 and 暦年 never stand in one chart: a line that has both gets
 * two, each under its own name.
 */
public record PeriodChart(Kind kind, String svg) {

    private static final int MOST = 16;

    /** What the bars of a chart are. */
    public enum Kind { FISCAL, CALENDAR, YEAR, MONTH, DAY }

    /**
     * A value to be drawn.
     *
     * @param planned a plan, not a result: drawn hatched
     */
    public record Point(Period period, Value value, boolean planned) {
    }

    /** Draws what can be drawn: at least two numbers over periods of the same kind. Ranges and undated values are in the table only. */
    public static List<PeriodChart> of(String title, String unit, Collection<Point> points, List<BarChart.Line> targets, Locale locale) {
        Map<Kind, List<Point>> byKind = new LinkedHashMap<>();
        points.stream().sorted(java.util.Comparator.comparing(Point::period, Period.BY_TIME)).forEach(point -> {
            Kind kind = kind(point.period());
            if (kind != null) {
                byKind.computeIfAbsent(kind, any -> new ArrayList<>()).add(point);
            }
        });
        List<PeriodChart> charts = new ArrayList<>();
        byKind.forEach((kind, all) -> {
            List<Point> shown = all.size() > MOST ? all.subList(all.size() - MOST, all.size()) : all;
            Point latest = shown.stream().filter(point -> !point.planned() && point.value().isNumber()).reduce((one, other) -> other).orElse(null);
            BarChart chart = BarChart.of(title, unit, shown.stream().map(point -> bar(point, point == latest, locale)).toList(), targets);
            if (chart.isUseful()) {
                charts.add(new PeriodChart(kind, chart.svg()));
            }
        });
        return charts;
    }

    /** The kind of chart a period belongs into, null for ranges and what has no date. */
    public static @Nullable Kind kind(Period period) {
        return switch (period) {
            case FiscalYear year -> Kind.FISCAL;
            case Period.CalendarYear year -> Kind.CALENDAR;
            case Period.Year year -> Kind.YEAR;
            case Period.Month month -> Kind.MONTH;
            case Period.AsOf day -> Kind.DAY;
            case Period.Range range -> null;
            case Period.Loose loose -> null;
        };
    }

    private static BarChart.Bar bar(Point point, boolean strong, Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        Period period = point.period();
        Value value = point.value();
        String western = english || period.from() == null ? "" : String.valueOf(period.from().getYear());
        return new BarChart.Bar(period.shortLabel(locale), western, value.number(),
                value.isNumber() ? Value.grouped(value.number()) : value.label(locale, null), strong, point.planned());
    }
}
