package jp.machimori.inquiry;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.figures.Nature;
import jp.machimori.plan.Actual;
import jp.machimori.plan.Indicator;
import jp.machimori.plan.Indicators;
import jp.machimori.plan.Source;
import jp.machimori.plan.Standing;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the ledger and the series what they know of many slots at once. */
@Component
class Knowing {

    private final Indicators indicators;
    private final Figures figures;

    Knowing(Indicators indicators, Figures figures) {
        this.indicators = indicators;
        this.figures = figures;
    }

    /** 一つの欄と年度。 */
    record Asked(Slot slot, FiscalYear year) {
    }

    /** What is known of these slots in these years; one that nothing is known of is left out. */
    Map<Asked, Known> of(Collection<Asked> asked, Renaming renaming) {
        Set<Line> lines = new LinkedHashSet<>();
        asked.forEach(one -> {
            lines.add(renaming.line(one.slot(), one.year()));
            lines.addAll(renaming.lines(one.slot(), one.year().previous()));
        });
        Map<Line, List<Figure>> printed = figures.of(lines);
        Map<Line, Standing> standings = standings(lines);
        Map<Asked, Known> known = new HashMap<>();
        for (Asked one : asked) {
            Line line = renaming.line(one.slot(), one.year());
            Line last = renaming.line(one.slot(), one.year().previous());
            Period period = one.slot().period(one.year());
            Optional<Actual> counted = counted(standings.get(line), one.slot().year(one.year()));
            // what was answered here before is no second source
            Optional<Figure> now = figure(printed.get(line), Nature.ACTUAL, period).filter(figure -> figure.reported() == null);
            Optional<Actual> countedBefore = counted(standings.get(last), one.slot().year(one.year().previous()));
            Map<Line, Figure> before = new LinkedHashMap<>();
            renaming.lines(one.slot(), one.year().previous()).forEach(then ->
                    figure(printed.get(then), Nature.ACTUAL, one.slot().period(one.year().previous())).ifPresent(figure -> before.put(then, figure)));
            known.put(one, new Known(
                    counted.map(actual -> plain(actual.value())).or(() -> now.map(Figure::value)).orElse(null),
                    counted.map(Actual::path).or(() -> now.map(Figure::path)).orElse(null), counted.isPresent(),
                    countedBefore.map(actual -> plain(actual.value())).or(() -> before(before)).orElse(null),
                    countedBefore.map(Actual::path).or(() -> before.size() == 1 ? before.values().stream().findFirst().map(Figure::path) : Optional.empty()).orElse(null),
                    countedBefore.isPresent() ? Known.From.COUNTED : Known.From.PRINTED,
                    before.size() == 1 ? before.values().iterator().next().unit() : null,
                    figure(printed.get(line), Nature.PLANNED, period).map(Figure::value).orElse(null)));
        }
        return known;
    }

    private Map<Line, Standing> standings(Set<Line> lines) {
        List<Indicator> recorded = indicators.all().stream()
                .filter(indicator -> indicator.source() instanceof Source.FromLedger && lines.contains(indicator.line())).toList();
        return recorded.isEmpty() ? Map.of() : indicators.standing(recorded).stream()
                .collect(Collectors.toMap(standing -> standing.indicator().line(), standing -> standing, (one, other) -> one));
    }

    /** What the ledger counted on these lines, by fiscal year; a year of which only a part was recorded is left out. */
    Map<Line, Map<FiscalYear, Value>> counted(Set<Line> lines) {
        Map<Line, Map<FiscalYear, Value>> counted = new HashMap<>();
        standings(lines).forEach((line, standing) -> standing.values().stream().filter(actual -> actual.origin() instanceof Actual.Origin.Recorded)
                .forEach(actual -> {
                    if (actual.period() instanceof FiscalYear year) {
                        counted.computeIfAbsent(line, any -> new HashMap<>()).put(year, plain(actual.value()));
                    }
                }));
        return counted;
    }

    /** What was reported a year ago; by divisions that are one since, each with its name, for whether they add up nobody knows here. */
    private static Optional<Value> before(Map<Line, Figure> before) {
        return before.size() < 2 ? before.values().stream().map(Figure::value).findFirst() : Optional.of(Value.of(ValueForm.WORDS, before.entrySet().stream()
                .map(one -> one.getKey().dimension().parts().get("dept") + " " + one.getValue().shown().ja()).collect(Collectors.joining("、"))));
    }

    /** 2,416km, as people write it, not 2,416.0km. */
    private static Value plain(Value value) {
        if (value.number() == null) {
            return value;
        }
        BigDecimal bare = value.number().stripTrailingZeros();
        return Value.of(value.form(), (bare.scale() < 0 ? bare.setScale(0) : bare).toPlainString());
    }

    private static Optional<Actual> counted(@Nullable Standing standing, FiscalYear year) {
        return standing == null ? Optional.empty() : standing.values().stream()
                .filter(actual -> actual.origin() instanceof Actual.Origin.Recorded && actual.period().equals(year)).findFirst();
    }

    private static Optional<Figure> figure(@Nullable List<Figure> of, Nature nature, Period period) {
        return of == null ? Optional.empty() : of.stream().filter(figure -> figure.nature() == nature && figure.period().equals(period)).findFirst();
    }
}
