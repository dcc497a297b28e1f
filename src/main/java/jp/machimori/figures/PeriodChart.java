package jp.machimori.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import jp.machimori.shell.BarChart;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * 推移の図。A chart of values over periods of one kind. 年度 and 暦年 never stand in one chart: a line that has both gets
 * two, each under its own name.
 *
 * @param strong the newest period that is over, whose bar stands out; null when there is none
 */
public record PeriodChart(Kind kind, String svg, @Nullable Period strong) {

    private static final int MOST = 16;

    /** What the bars of a chart are. */
    public enum Kind { FISCAL, CALENDAR, YEAR, MONTH, DAY }

    /**
     * A value to be drawn.
     *
     * @param planned a plan, not a result: drawn as an outline
     * @param running the period is not over: said beneath, and never the one that stands out
     */
    public record Point(Period period, Value value, boolean planned, boolean running) {
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
            Point latest = shown.stream().filter(point -> !point.planned() && !point.running() && point.value().isNumber()).reduce((one, other) -> other).orElse(null);
            BarChart chart = BarChart.of(title, unit, locale, bars(shown, latest, locale), targets);
            if (chart.isUseful()) {
                charts.add(new PeriodChart(kind, chart.svg(), latest == null ? null : latest.period()));
            }
        });
        return charts;
    }

    /** A line for each target that is a number. */
    public static List<BarChart.Line> targets(Collection<Figure> figures, MessageSource messages, Locale locale) {
        return figures.stream().filter(figure -> figure.nature() == Nature.TARGET && figure.value().isNumber())
                .map(figure -> new BarChart.Line(figure.value().number(), messages.getMessage("figures.chart.target", new Object[] {
                    figure.period().shortLabel(locale), Value.grouped(figure.value().number())}, locale))).toList();
    }

    /** A year that nobody knows keeps its place between two known ones, as 「…」. */
    private static List<BarChart.Bar> bars(List<Point> points, @Nullable Point latest, Locale locale) {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (int at = 0; at < points.size(); at++) {
            if (at > 0) {
                List<Period> between = between(points.get(at - 1).period(), points.get(at).period());
                between.forEach(year -> bars.add(new BarChart.Bar(year.shortLabel(locale), western(year, locale), null, "…", false, false)));
            }
            bars.add(bar(points.get(at), points.get(at) == latest, locale));
        }
        return bars;
    }

    /** The years between two of the same kind, none when they are many. */
    private static List<Period> between(Period one, Period other) {
        int from = one.from() == null ? 0 : one.from().getYear() + 1;
        int to = other.from() == null ? 0 : other.from().getYear();
        if (to - from > 4) {
            return List.of();
        }
        return switch (one) {
            case FiscalYear year -> IntStream.range(from, to).<Period>mapToObj(FiscalYear::new).toList();
            case Period.CalendarYear year -> IntStream.range(from, to).<Period>mapToObj(Period.CalendarYear::new).toList();
            case Period.Year year -> IntStream.range(from, to).<Period>mapToObj(Period.Year::new).toList();
            case Period.Month month -> List.of();
            case Period.AsOf day -> List.of();
            case Period.Range range -> List.of();
            case Period.Loose loose -> List.of();
        };
    }

    private static String western(Period period, Locale locale) {
        return locale.getLanguage().equals("en") || period.from() == null ? "" : String.valueOf(period.from().getYear());
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
        Period period = point.period();
        Value value = point.value();
        String western = western(period, locale);
        String below = !point.running() ? western : (western + (locale.getLanguage().equals("en") ? " so far" : " 途中")).strip();
        return new BarChart.Bar(period.shortLabel(locale), below, value.number(),
                value.isNumber() ? Value.grouped(value.number()) : value.label(locale, null), strong, point.planned());
    }
}
