package jp.machimori.shell;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * 棒グラフ。Server-made SVG: values on the bars, the latest strong, earlier ones pale, a target as a line. What is no
 * number stands as its words where its bar would be. The table beneath is the page's.
 */
public final class BarChart {

    private static final double WIDTH = 640;
    private static final double HEIGHT = 280;
    private static final double LEFT = 56;
    private static final double RIGHT = 12;
    private static final double TOP = 36;
    private static final double BOTTOM = 48;

    /**
     * One bar.
     *
     * @param label beneath it, as R5
     * @param sublabel beneath that, as 2023
     * @param number null when there is none; then {@code text} stands in its place
     * @param strong the one that matters now
     * @param planned a plan, not a result: hatched
     */
    public record Bar(String label, String sublabel, @Nullable BigDecimal number, String text, boolean strong, boolean planned) {
    }

    /** A line across: a target with its words. */
    public record Line(BigDecimal number, String text) {
    }

    private final String title;
    private final String unit;
    private final List<Bar> bars;
    private final List<Line> lines;

    private BarChart(String title, String unit, List<Bar> bars, List<Line> lines) {
        this.title = title;
        this.unit = unit;
        this.bars = bars;
        this.lines = lines;
    }

    public static BarChart of(String title, String unit, List<Bar> bars, List<Line> lines) {
        return new BarChart(title, unit, List.copyOf(bars), List.copyOf(lines));
    }

    /** Whether there is anything to draw. */
    public boolean isUseful() {
        return bars.stream().filter(bar -> bar.number() != null).count() >= 2;
    }

    /** The drawing; safe to be put into a page as it is. */
    public String svg() {
        double top = Math.max(max(), 0);
        double low = Math.min(min(), 0);
        double step = step(top - low);
        double high = Math.ceil(top / step) * step;
        double base = Math.floor(low / step) * step;
        high = high == base ? base + step : high;
        StringBuilder svg = new StringBuilder(4_000);
        svg.append("<svg class=\"chart\" viewBox=\"0 0 ").append(n(WIDTH)).append(' ').append(n(HEIGHT))
                .append("\" role=\"img\" aria-label=\"").append(HtmlUtils.htmlEscape(description())).append("\">");
        text(svg, 4, 16, "chart-unit", "start", unit.isEmpty() || unit.startsWith("(") ? "" : "（" + unit + "）");
        for (double mark = base; mark <= high + step / 2; mark += step) {
            double y = y(mark, base, high);
            svg.append("<line class=\"chart-grid\" x1=\"").append(n(LEFT)).append("\" x2=\"").append(n(WIDTH - RIGHT))
                    .append("\" y1=\"").append(n(y)).append("\" y2=\"").append(n(y)).append("\"/>");
            text(svg, LEFT - 8, y + 5, "chart-mark", "end", label(mark, step));
        }
        double slot = (WIDTH - LEFT - RIGHT) / bars.size();
        double width = Math.min(slot * 0.6, 72);
        for (int at = 0; at < bars.size(); at++) {
            bar(svg, bars.get(at), LEFT + slot * at + slot / 2, width, base, high);
        }
        List<Double> taken = new ArrayList<>();
        for (Line line : lines) {
            double y = y(line.number().doubleValue(), base, high);
            svg.append("<line class=\"chart-target\" x1=\"").append(n(LEFT)).append("\" x2=\"").append(n(WIDTH - RIGHT))
                    .append("\" y1=\"").append(n(y)).append("\" y2=\"").append(n(y)).append("\"/>");
            double place = y - 6;
            while (taken.stream().anyMatch(near(place))) {
                place += 16;
            }
            taken.add(place);
            text(svg, WIDTH - RIGHT, place, "chart-target-text", "end", line.text());
        }
        return svg.append("</svg>").toString();
    }

    private static java.util.function.Predicate<Double> near(double place) {
        return other -> Math.abs(other - place) < 15;
    }

    private void bar(StringBuilder svg, Bar bar, double centre, double width, double base, double high) {
        double zero = y(0, base, high);
        boolean dense = bars.size() > 8;
        if (bar.number() == null) {
            text(svg, centre, zero - 8, "chart-none", "middle", bar.text());
        } else {
            double y = y(bar.number().doubleValue(), base, high);
            svg.append("<rect class=\"chart-bar").append(bar.planned() ? " planned" : bar.strong() ? " strong" : "")
                    .append("\" x=\"").append(n(centre - width / 2)).append("\" y=\"").append(n(Math.min(y, zero)))
                    .append("\" width=\"").append(n(width)).append("\" height=\"").append(n(Math.max(Math.abs(zero - y), 1)))
                    .append("\"/>");
            text(svg, centre, Math.min(y, zero) - 6, dense ? "chart-value dense" : "chart-value", "middle", bar.text());
        }
        text(svg, centre, HEIGHT - BOTTOM + 20, "chart-label", "middle", bar.label());
        text(svg, centre, HEIGHT - BOTTOM + 38, "chart-sublabel", "middle", bar.sublabel());
    }

    private String description() {
        StringBuilder words = new StringBuilder(title).append(": ");
        bars.forEach(bar -> words.append(bar.label()).append(' ').append(bar.text()).append(unit.startsWith("(") ? "" : unit).append("; "));
        return words.toString();
    }

    private double max() {
        return java.util.stream.Stream.concat(bars.stream().map(Bar::number), lines.stream().map(Line::number))
                .filter(java.util.Objects::nonNull).mapToDouble(BigDecimal::doubleValue).max().orElse(1);
    }

    private double min() {
        return bars.stream().map(Bar::number).filter(java.util.Objects::nonNull).mapToDouble(BigDecimal::doubleValue).min().orElse(0);
    }

    private static double step(double range) {
        double rough = (range <= 0 ? 1 : range) / 4;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double lead = rough / power;
        return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
    }

    private static double y(double value, double base, double high) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - base) / (high - base));
    }

    private static String label(double mark, double step) {
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step)));
        return String.format(Locale.ROOT, "%,." + decimals + "f", mark + 0.0).replace("-", "△");
    }

    private static void text(StringBuilder svg, double x, double y, String style, String anchor, String words) {
        if (!words.isEmpty()) {
            svg.append("<text class=\"").append(style).append("\" x=\"").append(n(x)).append("\" y=\"").append(n(y))
                    .append("\" text-anchor=\"").append(anchor).append("\">").append(HtmlUtils.htmlEscape(words)).append("</text>");
        }
    }

    private static String n(double number) {
        return new BigDecimal(number).round(new MathContext(5)).stripTrailingZeros().toPlainString();
    }
}
