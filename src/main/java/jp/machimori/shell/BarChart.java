package jp.machimori.shell;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * 棒グラフ。Server-made SVG: values on the bars, the latest strong, earlier ones pale, targets as lines named above. What
 * is no number stands as its words where its bar would be. The table beneath is the page's.
 *
 * <p>It is drawn at its natural size in pixels and shrinks with the page; one too wide for a phone scrolls instead, so
 * that its words stay readable, and shows its latest bars first.
 */
public final class BarChart {

    private static final int PHONE = 430;
    private static final int WORDS = 15;
    private static final int SMALL = 13;
    private static final double PLOT = 190;
    private static final double BELOW = 46;
    private static final double TOP = 24;

    /**
     * One bar.
     *
     * @param label beneath it, as R5
     * @param sublabel beneath that, as 2023; may be empty
     * @param number null when there is none; then {@code text} stands in its place
     * @param text the value as it is shown, without its unit
     * @param strong the one that matters now
     * @param planned a plan, not a result: an outline
     */
    public record Bar(String label, String sublabel, @Nullable BigDecimal number, String text, boolean strong, boolean planned) {
    }

    /** A line across: a target with its words, its number among them. */
    public record Line(BigDecimal number, String text) {
    }

    private final String title;
    private final String unit;
    private final List<Bar> bars;
    private final List<Line> lines;
    private final Locale locale;
    private final Scale scale;
    private final double left;
    private final double slot;

    private BarChart(String title, String unit, Locale locale, List<Bar> bars, List<Line> lines) {
        this.title = title;
        this.unit = unit;
        this.bars = bars;
        this.lines = lines;
        this.locale = locale;
        this.scale = Scale.of(Stream.concat(bars.stream().map(Bar::number), lines.stream().map(Line::number))
                .filter(Objects::nonNull).toList());
        this.left = 14 + scale.marks().stream().mapToDouble(mark -> width(scale.words(mark), SMALL)).max().orElse(0);
        this.slot = bars.stream().mapToDouble(BarChart::width).max().orElse(0);
    }

    /** @param unit said once, above the scale, in that language */
    public static BarChart of(String title, String unit, Locale locale, List<Bar> bars, List<Line> lines) {
        return new BarChart(title, unit, locale, List.copyOf(bars), List.copyOf(lines));
    }

    /** Whether there is anything to compare. */
    public boolean isUseful() {
        return bars.stream().filter(bar -> bar.number() != null).count() >= 2;
    }

    /** The drawing; safe to be put into a page as it is. */
    public String svg() {
        double width = Math.max(left + slot * bars.size() + 8, 280);
        var svg = new StringBuilder(4_000);
        svg.append("<div class=\"chart\"><p class=\"legend\" aria-hidden=\"true\">");
        String bracketed = Units.bracketed(unit, locale);
        if (!bracketed.isEmpty()) {
            svg.append("<span class=\"unit-name\">").append(escape(bracketed)).append("</span>");
        }
        lines.forEach(line -> svg.append("<span class=\"goal-name\">").append(escape(line.text())).append("</span>"));
        svg.append("</p>");
        boolean wide = width > PHONE;
        if (wide) {
            svg.append("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"").append(escape(title)).append("\">");
        }
        svg.append("<svg width=\"%s\" height=\"%s\" viewBox=\"0 0 %1$s %2$s\" role=\"img\" aria-label=\"%s\">"
                .formatted(n(width), n(TOP + PLOT + BELOW), escape(description())));
        for (BigDecimal mark : scale.marks()) {
            line(svg, mark.signum() == 0 ? "zero" : "grid", left, width, y(mark));
            text(svg, "mark-text", left - 6, y(mark) + 5, "end", scale.words(mark));
        }
        double room = (width - left) / Math.max(bars.size(), 1);
        for (int at = 0; at < bars.size(); at++) {
            bar(svg, bars.get(at), left + room * (at + 0.5), Math.min(room * 0.6, 56));
        }
        lines.forEach(line -> line(svg, "goal", left, width, y(line.number())));
        for (int at = 0; at < bars.size(); at++) {
            words(svg, bars.get(at), left + room * (at + 0.5));
        }
        return svg.append(wide ? "</svg></div></div>" : "</svg></div>").toString();
    }

    private void bar(StringBuilder svg, Bar bar, double centre, double width) {
        if (bar.number() == null) {
            return;
        }
        double zero = y(BigDecimal.ZERO);
        double end = y(bar.number());
        svg.append("<rect class=\"one%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>".formatted(
                bar.planned() ? " planned" : bar.strong() ? " strong" : "", n(centre - width / 2), n(Math.min(zero, end)), n(width),
                n(Math.max(Math.abs(zero - end), 1))));
    }

    private void words(StringBuilder svg, Bar bar, double centre) {
        BigDecimal number = bar.number();
        if (number == null) {
            text(svg, "none", centre, y(BigDecimal.ZERO) - 7, "middle", bar.text());
        } else {
            text(svg, "value", centre, number.signum() < 0 ? y(number) + 17 : y(number) - 6, "middle", bar.text());
        }
        text(svg, "label", centre, TOP + PLOT + 22, "middle", bar.label());
        text(svg, "below", centre, TOP + PLOT + 40, "middle", bar.sublabel());
    }

    private double y(BigDecimal number) {
        return TOP + PLOT * (1 - scale.share(number));
    }

    private String description() {
        var words = new StringBuilder(title).append(": ");
        bars.forEach(bar -> words.append(bar.label()).append(' ').append(bar.text()).append(bar.number() == null || unit.startsWith("(") ? "" : Units.behind(unit, bar.number(), locale)).append("; "));
        lines.forEach(line -> words.append(line.text()).append("; "));
        return words.toString();
    }

    private static double width(Bar bar) {
        return Math.max(44, 12 + Stream.of(width(bar.label(), WORDS), width(bar.sublabel(), SMALL), width(bar.text(), WORDS))
                .max(Double::compare).orElseThrow());
    }

    /** About how wide words are: Japanese letters are square, others a good half of that. */
    private static double width(String words, int size) {
        return size * words.chars().mapToDouble(letter -> letter < 0x2000 ? 0.6 : 1).sum();
    }

    private static void line(StringBuilder svg, String kind, double from, double to, double y) {
        svg.append("<line class=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%4$s\"/>".formatted(kind, n(from), n(to), n(y)));
    }

    private static void text(StringBuilder svg, String kind, double x, double y, String anchor, String words) {
        if (!words.isEmpty()) {
            svg.append("<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>".formatted(kind, n(x), n(y), anchor, escape(words)));
        }
    }

    private static String escape(String words) {
        return HtmlUtils.htmlEscape(words, "UTF-8");
    }

    private static String n(double number) {
        return BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    /** The scale at the left: round marks from the lowest to the highest, zero always among them. */
    private record Scale(BigDecimal low, BigDecimal step, int steps) {

        static Scale of(List<BigDecimal> numbers) {
            BigDecimal high = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
            BigDecimal low = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::min);
            BigDecimal step = step(high.subtract(low));
            if (numbers.stream().allMatch(number -> number.stripTrailingZeros().scale() <= 0)) {
                step = step.max(BigDecimal.ONE);
            }
            BigDecimal from = low.divide(step, 0, RoundingMode.FLOOR);
            BigDecimal to = high.divide(step, 0, RoundingMode.CEILING);
            return new Scale(from.multiply(step), step, Math.max(to.subtract(from).intValueExact(), 1));
        }

        /** A fourth of the range, made round: 1, 2 or 5 with zeros. */
        private static BigDecimal step(BigDecimal range) {
            BigDecimal rough = range.signum() == 0 ? BigDecimal.ONE : range.divide(BigDecimal.valueOf(4));
            BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(rough.precision() - rough.scale() - 1);
            return Stream.of(1, 2, 5, 10).map(lead -> power.multiply(BigDecimal.valueOf(lead)))
                    .filter(step -> step.compareTo(rough) >= 0).findFirst().orElseThrow();
        }

        List<BigDecimal> marks() {
            return Stream.iterate(low, mark -> mark.add(step)).limit(steps + 1L).toList();
        }

        double share(BigDecimal number) {
            return number.subtract(low).doubleValue() / step.multiply(BigDecimal.valueOf(steps)).doubleValue();
        }

        String words(BigDecimal mark) {
            BigDecimal plain = mark.setScale(Math.max(step.stripTrailingZeros().scale(), 0), RoundingMode.HALF_UP);
            return String.format(Locale.ROOT, "%s%,." + plain.scale() + "f", plain.signum() < 0 ? "△" : "", plain.abs());
        }
    }
}
