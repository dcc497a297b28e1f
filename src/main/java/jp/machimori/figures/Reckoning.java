package jp.machimori.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.town.Dimension;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;

/** 検算。Works printed numbers out again from the numbers beside them; never puts the one in the place of the other. */
final class Reckoning {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private record Place(Line line, String period) {
    }

    private final Map<String, SeriesRule> rules;
    private final Map<Place, Figure> known = new HashMap<>();

    /** @param figures those of the series themselves and of all that {@link Formula#series} names */
    Reckoning(Map<String, SeriesRule> rules, Collection<Figure> figures) {
        this.rules = rules;
        figures.stream().filter(Figure::isCounted).filter(figure -> figure.value().isNumber())
                .forEach(figure -> known.merge(new Place(figure.line(), figure.period().notation()), figure,
                        (one, other) -> one.nature() == Nature.ACTUAL ? one : other));
    }

    /** What the rules of its series make of a counted number; empty when a part is missing or no number. */
    List<Formula.Computed> of(Figure figure) {
        SeriesRule rule = rules.get(figure.key());
        BigDecimal printed = figure.value().number();
        if (rule == null || !figure.isCounted() || printed == null) {
            return List.of();
        }
        List<Formula.Computed> all = new ArrayList<>();
        for (Formula formula : rule.computed()) {
            if (formula.where() == null || new Dimension(formula.where()).canonical().equals(figure.line().dimension().canonical())) {
                Formula.Computed computed = compute(formula, figure, printed);
                if (computed != null) {
                    all.add(computed);
                }
            }
        }
        return all;
    }

    private Formula.@Nullable Computed compute(Formula formula, Figure figure, BigDecimal printed) {
        if (formula.share() != null) {
            BigDecimal part = number(formula.share().of(), figure, figure.period());
            BigDecimal whole = number(formula.share().to(), figure, figure.period());
            return part == null || whole == null || whole.signum() == 0 ? null
                    : beside(printed, part.multiply(HUNDRED).divide(whole, MathContext.DECIMAL64),
                            Value.grouped(part) + " ÷ " + Value.grouped(whole) + " × 100");
        }
        if (formula.sum() != null) {
            return sum(formula.sum(), figure, printed);
        }
        Formula.Operand operand = formula.growth() != null ? formula.growth() : Objects.requireNonNull(formula.difference());
        Period before = before(figure.period());
        BigDecimal now = number(operand, figure, figure.period());
        BigDecimal last = before == null ? null : number(operand, figure, before);
        if (now == null || last == null || last.signum() == 0) {
            return null;
        }
        String change = Value.grouped(now) + " − " + Value.grouped(last);
        return formula.growth() == null ? beside(printed, now.subtract(last), change)
                : beside(printed, now.subtract(last).multiply(HUNDRED).divide(last, MathContext.DECIMAL64),
                        "(" + change + ") ÷ " + Value.grouped(last) + " × 100");
    }

    private Formula.@Nullable Computed sum(Formula.Sum sum, Figure figure, BigDecimal printed) {
        Map<String, String> own = new LinkedHashMap<>(figure.line().dimension().parts());
        if (sum.without() != null) {
            sum.without().forEach(own::remove);
        }
        List<BigDecimal> parts = new ArrayList<>();
        known.forEach((place, other) -> {
            Map<String, String> theirs = new LinkedHashMap<>(place.line().dimension().parts());
            String value = theirs.remove(sum.over());
            if (place.line().key().equals(sum.figure()) && value != null && theirs.equals(own)
                    && place.period().equals(figure.period().notation()) && (sum.of() == null || sum.of().contains(value))) {
                parts.add(Objects.requireNonNull(other.value().number()));
            }
        });
        if (parts.isEmpty() || sum.of() != null && parts.size() < sum.of().size()) {
            return null;
        }
        parts.sort(java.util.Comparator.reverseOrder());
        return beside(printed, parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                parts.stream().map(Value::grouped).collect(Collectors.joining(" ＋ ")));
    }

    /** Rounded half up to the decimals of the printed number, as the documents do. */
    private static Formula.Computed beside(BigDecimal printed, BigDecimal exact, String way) {
        BigDecimal rounded = exact.setScale(Math.max(0, printed.scale()), RoundingMode.HALF_UP);
        return new Formula.Computed(rounded, way, rounded.compareTo(printed) == 0);
    }

    private @Nullable BigDecimal number(Formula.Operand operand, Figure figure, Period period) {
        Map<String, String> parts = new LinkedHashMap<>(figure.line().dimension().parts());
        if (operand.without() != null) {
            operand.without().forEach(parts::remove);
        }
        if (operand.with() != null) {
            parts.putAll(operand.with());
        }
        String notation = operand.period() == null ? period.notation() : operand.period();
        Figure found = known.get(new Place(new Line(operand.figure(), new Dimension(parts)), notation));
        return found == null ? null : found.value().number();
    }

    /** The year before, of the same kind. */
    private static @Nullable Period before(Period period) {
        return switch (period) {
            case FiscalYear year -> year.previous();
            case Period.CalendarYear year -> new Period.CalendarYear(year.year() - 1);
            case Period.Year year -> new Period.Year(year.year() - 1);
            case Period.Month month -> new Period.Month(month.month().minusYears(1));
            case Period.AsOf day -> new Period.AsOf(day.day().minusYears(1));
            case Period.Range range -> null;
            case Period.Loose loose -> null;
        };
    }

    /** Series that these rules compute from. */
    static List<String> needed(Stream<SeriesRule> rules) {
        return rules.flatMap(rule -> rule.computed().stream()).flatMap(formula -> formula.series().stream()).distinct().toList();
    }
}
