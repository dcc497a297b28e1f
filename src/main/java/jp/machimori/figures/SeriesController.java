package jp.machimori.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.shell.NotFound;
import jp.machimori.shell.SearchText;
import jp.machimori.shell.Words;
import jp.machimori.town.Ground;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of the figures: all series, one series line by line, one figure with its provenance. */
@Controller
@RequestMapping("/{town}/figures")
@Transactional(readOnly = true)
class SeriesController {

    private final Figures figures;
    private final Ground ground;
    private final MessageSource messages;

    SeriesController(Figures figures, Ground ground, MessageSource messages) {
        this.figures = figures;
        this.ground = ground;
        this.messages = messages;
    }

    @GetMapping
    String all(@RequestParam(required = false) @Nullable String q, Model model) {
        SearchText words = SearchText.of(q, "q");
        Map<Series.Group, List<Series>> groups = new EnumMap<>(Series.Group.class);
        figures.series(words).forEach(series -> groups.computeIfAbsent(series.group(), any -> new ArrayList<>()).add(series));
        model.addAttribute("q", words.typed());
        model.addAttribute("groups", groups);
        return "figures/all";
    }

    /** One row of a table. */
    record Row(Figure figure, List<Formula.Computed> computed) {
    }

    /**
     * 系列の一筋。
     *
     * @param mixed fiscal and calendar years stand in it
     */
    record Strand(Words title, String id, List<PeriodChart> charts, List<Row> rows, boolean mixed) {
        /** Whether a printed number is not what the numbers beside it come to. */
        public boolean differs() {
            return rows.stream().flatMap(row -> row.computed().stream()).anyMatch(computed -> !computed.same());
        }
    }

    @GetMapping("/{key}")
    String series(@PathVariable String key, Locale locale, Model model) {
        List<Figure> all = figures.ofSeries(List.of(key));
        if (all.isEmpty()) {
            throw new NotFound();
        }
        Map<UUID, List<Formula.Computed>> reckoned = figures.reckoned(all);
        SeriesRule rule = figures.rules().get(key);
        Words label = label(rule, all);
        boolean oneName = rule != null && rule.label() != null || all.stream().map(Figure::label).distinct().count() == 1;
        List<Strand> strands = new ArrayList<>();
        all.stream().collect(Collectors.groupingBy(Figure::line, LinkedHashMap::new, Collectors.toList()))
                .forEach((line, of) -> strands.add(strand(line, of, label, oneName, strands.size(), reckoned, locale)));
        model.addAttribute("key", key);
        model.addAttribute("label", label);
        model.addAttribute("about", rule == null || rule.about() == null ? null : new Words(rule.about(), rule.aboutEn()));
        model.addAttribute("breaks", rule == null ? List.of() : rule.breaks().stream()
                .map(change -> Map.of("period", Period.parse(change.period()), "reason", new Words(change.reason(), change.reasonEn()))).toList());
        model.addAttribute("units", all.stream().map(Figure::unit).filter(unit -> !unit.isEmpty()).distinct().toList());
        model.addAttribute("drawn", strands.stream().filter(strand -> !strand.charts().isEmpty()).toList());
        model.addAttribute("listed", strands.stream().filter(strand -> strand.charts().isEmpty()).toList());
        model.addAttribute("computed", reckoned.values().stream().anyMatch(computed -> !computed.isEmpty()));
        model.addAttribute("documents", ground.documentsByKey());
        return "figures/series";
    }

    private Strand strand(Line line, List<Figure> of, Words series, boolean oneName, int place,
                          Map<UUID, List<Formula.Computed>> reckoned, Locale locale) {
        List<Figure> figures = of.stream().sorted(Figures.BY_TIME).toList();
        String part = line.dimension().label();
        Words own = figures.getFirst().label();
        Words title = oneName ? part.isEmpty() ? series : new Words(part, null)
                : part.isEmpty() ? own : new Words(own.ja() + "（" + part + "）", own.en() == null ? null : own.en() + " (" + part + ")");
        List<PeriodChart> charts = PeriodChart.of(title.in(locale), figures.getFirst().unit(), points(figures),
                PeriodChart.targets(figures, messages, locale), locale);
        var kinds = figures.stream().map(figure -> PeriodChart.kind(figure.period())).collect(Collectors.toSet());
        return new Strand(title, "line-" + place, charts,
                figures.stream().map(figure -> new Row(figure, reckoned.getOrDefault(figure.id(), List.of()))).toList(),
                kinds.contains(PeriodChart.Kind.FISCAL) && kinds.contains(PeriodChart.Kind.CALENDAR));
    }

    /** One value a period: the actual before the baseline before the planned. */
    private static Collection<PeriodChart.Point> points(List<Figure> figures) {
        Map<String, PeriodChart.Point> points = new LinkedHashMap<>();
        for (Nature nature : List.of(Nature.ACTUAL, Nature.BASELINE, Nature.BUDGET, Nature.PLANNED)) {
            figures.stream().filter(figure -> figure.nature() == nature).forEach(figure -> points.putIfAbsent(
                    figure.period().notation(), new PeriodChart.Point(figure.period(), figure.value(), nature == Nature.PLANNED, false)));
        }
        return points.values();
    }

    private static Words label(@Nullable SeriesRule rule, List<Figure> all) {
        if (rule != null && rule.label() != null) {
            return new Words(rule.label(), rule.labelEn());
        }
        Map<Words, Long> counts = all.stream().collect(Collectors.groupingBy(Figure::label, LinkedHashMap::new, Collectors.counting()));
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return counts.entrySet().stream().filter(one -> one.getValue() == most).map(Map.Entry::getKey)
                .min(java.util.Comparator.comparing(Words::ja)).orElseThrow();
    }

    @GetMapping("/{key}/{id}")
    String figure(@PathVariable String key, @PathVariable String id, Model model) {
        List<Figure> versions = figures.versions(key, uuid(id));
        if (versions.isEmpty()) {
            throw new NotFound();
        }
        Figure current = versions.getFirst();
        List<Figure> series = figures.ofSeries(List.of(key));
        model.addAttribute("figure", current);
        model.addAttribute("gone", series.stream().noneMatch(figure -> figure.id().equals(current.id())));
        model.addAttribute("series", series.isEmpty() ? current.label() : label(figures.rules().get(key), series));
        model.addAttribute("computed", figures.reckoned(List.of(current)).getOrDefault(current.id(), List.of()));
        model.addAttribute("versions", versions);
        model.addAttribute("documents", ground.documentsByKey());
        return "figures/figure";
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            throw new NotFound();
        }
    }
}
