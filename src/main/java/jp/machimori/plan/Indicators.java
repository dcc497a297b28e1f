package jp.machimori.plan;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.figures.Nature;
import jp.machimori.ledger.Forms;
import jp.machimori.ledger.Tallies;
import jp.machimori.ledger.TallyQuestion;
import jp.machimori.plan.Actual.Origin;
import jp.machimori.shell.SearchText;
import jp.machimori.town.Dimension;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.PackMemory;
import jp.machimori.town.Period;
import jp.machimori.town.Reload;
import jp.machimori.town.Towns;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import jp.machimori.town.Writing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All indicators of the current town, in the plan's order. A hundred of them cost as many statements as one. */
@Repository
public class Indicators {

    private final JdbcClient jdbc;
    private final Figures figures;
    private final Tallies tallies;
    private final Forms forms;
    private final TargetChanges changes;
    private final Clock clock;
    private final PackMemory<String, List<Indicator>> known;

    Indicators(Towns towns, JdbcClient jdbc, Figures figures, Tallies tallies, Forms forms, TargetChanges changes, Clock clock) {
        this.jdbc = jdbc;
        this.figures = figures;
        this.tallies = tallies;
        this.forms = forms;
        this.changes = changes;
        this.clock = clock;
        this.known = new PackMemory<>(towns, 100_000, List::size);
    }

    public List<Indicator> all() {
        return known.get("", this::read);
    }

    public Optional<Indicator> find(String key) {
        return all().stream().filter(indicator -> indicator.key().equals(key)).findFirst();
    }

    /** Those that bear all the words in name or note; none when there are no words. */
    public List<Indicator> search(SearchText words, int limit) {
        return words.isEmpty() ? List.of() : jdbc.sql("""
                        select * from indicator
                         where not exists (
                               select from unnest(:words::text[]) as word
                                where position(word in lower(normalize(concat_ws(' ', key, label, label_en, note, note_en), NFKC))) = 0)
                         order by ord
                         limit :limit
                        """)
                .param("words", words.array()).param("limit", limit).query((row, number) -> indicator(row, Map.of())).list();
    }

    private List<Indicator> read() {
        Map<String, List<Indicator.Change>> changes = new HashMap<>();
        jdbc.sql("select * from indicator_change order by indicator, ord").query(row -> {
            changes.computeIfAbsent(row.getString("indicator"), any -> new ArrayList<>())
                    .add(new Indicator.Change(row.getString("period"), row.getString("reason"), row.getString("reason_en")));
        });
        return jdbc.sql("select * from indicator order by ord").query((row, number) -> indicator(row, changes)).list();
    }

    /** Where these indicators stand: their values, targets and what came of them. */
    public List<Standing> standing(Collection<Indicator> asked) {
        return standing(asked, LocalDate.now(clock), figure -> true, counted -> counted);
    }

    /**
     * Where they stood when that year was over, or stand today while it runs. What is of a later time does not count, even
     * where it is known by now; targets are those of today.
     */
    public List<Standing> standing(Collection<Indicator> asked, FiscalYear year) {
        LocalDate today = LocalDate.now(clock);
        LocalDate over = year.next().from();
        return standing(asked, over.isBefore(today) ? over : today, figure -> figure.nature() == Nature.TARGET
                || figure.period().to() == null || !figure.period().to().isAfter(year.to()), counted -> counted.headMap(year, true));
    }

    private List<Standing> standing(Collection<Indicator> asked, LocalDate day, Predicate<Figure> counts,
                                    UnaryOperator<NavigableMap<FiscalYear, BigDecimal>> within) {
        LocalDate today = LocalDate.now(clock);
        Map<Line, List<Figure>> lines = figures.of(asked.stream().flatMap(indicator -> Stream.concat(Stream.of(indicator.line()),
                Stream.ofNullable(indicator.comparator()).map(Indicator.Comparator::line))).distinct().toList());
        Map<Indicator, TallyQuestion> questions = new HashMap<>();
        asked.forEach(indicator -> {
            TallyQuestion question = question(indicator, today);
            if (question != null) {
                questions.put(indicator, question);
            }
        });
        Map<TallyQuestion, NavigableMap<FiscalYear, BigDecimal>> counted = questions.isEmpty() ? Map.of() : tallies.yearly(questions.values().stream().distinct().toList());
        Map<String, Integer> decimals = questions.isEmpty() ? Map.of() : forms.decimals();
        questions.values().forEach(question -> counted.getOrDefault(question, new TreeMap<>()).replaceAll((year, number) ->
                Tallies.written(number, decimals.getOrDefault(question.tally(), 0))));
        Map<String, FiscalYear> begun = questions.isEmpty() ? Map.of() : tallies.begun(questions.values().stream().map(TallyQuestion::tally).distinct().toList());
        Map<String, List<TargetChange>> changed = changes.of(asked).stream().collect(Collectors.groupingBy(TargetChange::indicator));
        return asked.stream().map(indicator -> standing(indicator, lines.getOrDefault(indicator.line(), List.of()).stream().filter(counts).toList(),
                indicator.comparator() == null ? List.of()
                        : lines.getOrDefault(indicator.comparator().line(), List.of()).stream().filter(counts).toList(),
                within.apply(questions.containsKey(indicator) ? since(begun.get(questions.get(indicator).tally()), counted.get(questions.get(indicator)))
                        : new TreeMap<>()), changed.getOrDefault(indicator.key(), List.of()), day)).toList();
    }

    /** The years that something had been recorded by: before, a count of 0 says nothing. */
    private static NavigableMap<FiscalYear, BigDecimal> since(@Nullable FiscalYear begun, @Nullable NavigableMap<FiscalYear, BigDecimal> counted) {
        return begun == null || counted == null ? new TreeMap<>() : new TreeMap<>(counted.tailMap(begun, true));
    }

    private static @Nullable TallyQuestion question(Indicator indicator, LocalDate today) {
        return indicator.source() instanceof Source.FromLedger ledger && !ledger.since().isAfter(today)
                ? new TallyQuestion(ledger.tally(), ledger.counted(), ledger.since(), FiscalYear.of(ledger.since()), FiscalYear.of(today))
                : null;
    }

    private static Standing standing(Indicator indicator, List<Figure> of, List<Figure> comparators,
                                     NavigableMap<FiscalYear, BigDecimal> counted, List<TargetChange> changes, LocalDate today) {
        List<Figure> planned = of.stream().filter(figure -> figure.nature() == Nature.PLANNED).toList();
        List<Figure> baselines = of.stream().filter(figure -> figure.nature() == Nature.BASELINE).toList();
        List<Actual> values = indicator.source() instanceof Source.FromLedger ledger
                ? sinceOpening(indicator, ledger, recorded(ledger, printed(of), counted, today), today)
                : printed(of).stream().map(figure -> printed(figure, today)).sorted(Actual.BY_END).toList();
        Judging judging = new Judging(indicator, values, planned, baselines, comparators, today);
        List<Standing.Goal> goals = of.stream().filter(figure -> figure.nature() == Nature.TARGET)
                .sorted(Comparator.comparing(Figure::period, Period.BY_TIME)).map(figure -> {
                    Target target = Target.of(figure, indicator);
                    return new Standing.Goal(figure, target, Target.words(target, figure), judging.of(target, figure),
                            judging.measures(target, figure.period()).orElse(null),
                            changes.stream().filter(change -> change.period().equals(figure.period())).map(change -> changed(change, figure, judging)).toList());
                }).toList();
        List<Figure> compared = comparators.stream().filter(Figure::isCounted).sorted(Comparator.comparing(Figure::period, Period.BY_TIME)).toList();
        return new Standing(indicator, values, planned, baselines, compared, goals, today);
    }

    private static Standing.Changed changed(TargetChange change, Figure figure, Judging judging) {
        if (change.before() == null || change.now() == null || change.on() == null) {
            return new Standing.Changed(change, null, null, Sentence.of("target.changed-unprinted"));
        }
        Figure old = with(figure, change.before(), change.unit());
        Target before = Target.of(old, judging.indicator());
        Figure made = with(figure, change.now(), change.unit());
        Sentence words = Target.words(before, old);
        return new Standing.Changed(change, words, judging.of(before, old), Sentence.of("target.changed", new Sentence.Day(change.on()),
                words, Target.words(Target.of(made, judging.indicator()), made)));
    }

    private static Figure with(Figure figure, Value value, String unit) {
        return new Figure(figure.id(), figure.line(), figure.nature(), figure.period(), figure.label(), value, unit, null,
                List.of(), null, figure.version(), null, null);
    }

    /** What was counted, one figure a period: an actual before a baseline, a number before words. */
    private static List<Figure> printed(List<Figure> of) {
        Map<String, Figure> byPeriod = new TreeMap<>();
        of.stream().filter(Figure::isCounted).sorted(Comparator.comparing((Figure figure) -> !figure.value().isNumber())
                        .thenComparing(Figure::nature))
                .forEach(figure -> byPeriod.putIfAbsent(figure.period().notation(), figure));
        return List.copyOf(byPeriod.values());
    }

    private static Actual printed(Figure figure, LocalDate today) {
        LocalDate end = figure.period().to();
        return new Actual(figure.period(), figure.value(), new Origin.Printed(figure), end != null && end.isAfter(today), null);
    }

    /**
     * The years of the ledger after those of the figures. A year that was partly kept on paper joins the part a figure gives
     * ({@code 2024-04-01..2024-09-30}) with what was recorded since; where none gives it, only what was recorded is known,
     * and of that part of the year only. What a document prints of a recorded year stands beside it.
     */
    static List<Actual> recorded(Source.FromLedger ledger, List<Figure> printed, NavigableMap<FiscalYear, BigDecimal> counted, LocalDate today) {
        FiscalYear first = FiscalYear.of(ledger.since());
        boolean begun = ledger.counted() == TallyQuestion.Count.FLOW && !ledger.since().equals(first.from());
        List<Figure> rest = new ArrayList<>(printed);
        Figure typed = !begun ? null
                : printed.stream().filter(figure -> figure.value().isNumber() && figure.period() instanceof Period.Range
                        && first.from().equals(figure.period().from())
                        && ledger.since().minusDays(1).equals(figure.period().to())).findFirst().orElse(null);
        rest.remove(typed);
        List<Actual> values = new ArrayList<>();
        counted.forEach((year, number) -> {
            boolean running = !year.to().isBefore(today);
            if (begun && typed == null && year.equals(first)) {
                values.add(new Actual(new Period.Range(ledger.first(), new Period.AsOf(year.to())), Value.exact(number),
                        new Origin.Recorded(ledger.tally(), year, null, null), running, null));
                return;
            }
            Figure part = year.equals(first) ? typed : null;
            BigDecimal total = number;
            if (part != null) {
                total = total.add(Objects.requireNonNull(part.value().number()));
            }
            if (ledger.opening() != null) {
                total = total.add(ledger.opening().value());
            }
            Figure beside = rest.stream().filter(figure -> isOf(figure.period(), year)).findFirst().orElse(null);
            rest.remove(beside);
            values.add(new Actual(year, Value.of(part == null ? ValueForm.EXACT : part.value().form(), total.toPlainString()),
                    new Origin.Recorded(ledger.tally(), year, part, ledger.opening()), running, beside));
        });
        rest.forEach(figure -> values.add(printed(figure, today)));
        values.sort(Actual.BY_END);
        return values;
    }

    /** A running total of which nothing has been recorded yet stands at its opening number. */
    private static List<Actual> sinceOpening(Indicator indicator, Source.FromLedger ledger, List<Actual> values, LocalDate today) {
        Source.Opening opening = ledger.opening();
        if (opening == null || opening.on().isAfter(today)
                || values.stream().anyMatch(actual -> actual.origin() instanceof Origin.Recorded || actual.period().equals(opening.day()))) {
            return values;
        }
        List<Actual> all = new ArrayList<>(values);
        all.add(new Actual(opening.day(), Value.exact(opening.value()), new Origin.Opened(indicator.key(), opening), false, null));
        all.sort(Actual.BY_END);
        return all;
    }

    /** A figure of that fiscal year, or of a range that ends with it. */
    private static boolean isOf(Period period, FiscalYear year) {
        return period.equals(year) || period instanceof Period.Range range && range.end().equals(year);
    }

    void load(List<Indicator> wanted, Reload reload) {
        Writing<Indicator> rows = new Writing<>(jdbc, "indicator", Indicators::columns);
        Writing<Map<String, Object>> changes = new Writing<>(jdbc, "indicator_change", row -> row);
        reload.rows("plan/indicator", Indicator.class, Plans.byKey(wanted, Indicator::key), Plans.byKey(all(), Indicator::key),
                new Reload.Rows<>() {
                    @Override
                    public void put(String key, Indicator row) {
                        rows.put(key, row);
                        for (int ord = 0; ord < row.changed().size(); ord++) {
                            Indicator.Change change = row.changed().get(ord);
                            changes.insert(Writing.columns("indicator", key, "ord", ord, "period", change.period(),
                                    "reason", change.reason(), "reason_en", change.reasonEn()));
                        }
                    }

                    @Override
                    public void remove(String key, Indicator row) {
                        rows.remove(key, row);
                    }
                });
    }

    private static Map<String, Object> columns(Indicator one) {
        Map<String, Object> values = Writing.columns("key", one.key(), "ord", one.ord(), "node", one.node(), "label", one.label(),
                "label_en", one.labelEn(), "kind", one.kind().notation(), "programmes", one.programmes(), "unit", one.unit(),
                "better", one.better().notation(), "basis", one.basis().notation(), "figure", one.figure(),
                "dimension", new Dimension(one.dimension()).printed(), "cumulative", one.cumulative(),
                "sense", one.sense() == null ? null : one.sense().notation(), "source", one.source().notation(),
                "note", one.note(), "note_en", one.noteEn());
        if (one.comparator() != null) {
            values.put("comparator_figure", one.comparator().figure());
            values.put("comparator_dimension", one.comparator().dimension() == null ? null : new Dimension(one.comparator().dimension()).printed());
        }
        switch (one.source()) {
            case Source.FromLedger ledger -> {
                values.put("tally", ledger.tally());
                values.put("counted", ledger.count());
                values.put("since", ledger.since().toString());
                if (ledger.opening() != null) {
                    Source.Opening opening = ledger.opening();
                    values.putAll(Writing.columns("opening_value", opening.value(), "opening_on", opening.on().toString(),
                            "opening_document", opening.document(), "opening_line", opening.line(), "opening_note", opening.note(),
                            "opening_note_en", opening.noteEn()));
                }
            }
            case Source.FromSurvey survey -> values.put("question", survey.question());
            case Source.FromAnswer answer -> values.put("division", answer.division());
            case Source.FromSeries series -> { }
        }
        return values;
    }

    private static Indicator indicator(ResultSet row, Map<String, List<Indicator.Change>> changes) throws SQLException {
        String sense = row.getString("sense");
        String comparator = row.getString("comparator_figure");
        String with = row.getString("comparator_dimension");
        return new Indicator(row.getString("key"), row.getString("label"), row.getString("label_en"),
                Indicator.Kind.valueOf(constant(row.getString("kind"))), row.getString("node"), Plans.strings(row, "programmes"),
                row.getString("unit"), Indicator.Better.valueOf(constant(row.getString("better"))),
                Indicator.Basis.valueOf(constant(row.getString("basis"))), row.getString("figure"),
                Dimension.parse(row.getString("dimension")).parts(), row.getBoolean("cumulative"),
                sense == null ? null : Indicator.Sense.valueOf(constant(sense)),
                comparator == null ? null : new Indicator.Comparator(comparator, with == null ? null : Dimension.parse(with).parts()),
                changes.getOrDefault(row.getString("key"), List.of()), source(row), row.getString("note"), row.getString("note_en"),
                row.getInt("ord"));
    }

    private static Source source(ResultSet row) throws SQLException {
        return switch (row.getString("source")) {
            case "ledger" -> new Source.FromLedger(row.getString("tally"), row.getString("counted"), row.getObject("since", LocalDate.class),
                    row.getBigDecimal("opening_value") == null ? null : new Source.Opening(row.getBigDecimal("opening_value"),
                            row.getObject("opening_on", LocalDate.class), row.getString("opening_document"),
                            row.getObject("opening_line", Integer.class), row.getString("opening_note"), row.getString("opening_note_en")));
            case "survey" -> new Source.FromSurvey(row.getString("question"));
            case "answer" -> new Source.FromAnswer(row.getString("division"));
            default -> new Source.FromSeries();
        };
    }

    private static String constant(String notation) {
        return notation.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
