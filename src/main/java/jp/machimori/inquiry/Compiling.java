package jp.machimori.inquiry;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.evaluation.Evaluations;
import jp.machimori.figures.Citation;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.figures.Nature;
import jp.machimori.figures.Series;
import jp.machimori.plan.Actual;
import jp.machimori.plan.Indicator;
import jp.machimori.plan.Indicators;
import jp.machimori.plan.Node;
import jp.machimori.plan.Plan;
import jp.machimori.plan.Plans;
import jp.machimori.plan.Sentences;
import jp.machimori.plan.Standing;
import jp.machimori.report.Snapshot;
import jp.machimori.shell.SearchText;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import jp.machimori.town.Period;
import jp.machimori.town.SourceDocument;
import jp.machimori.town.Town;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** 報告書の取りまとめ。Freezes what a closed inquiry came to: the measures with their answers, the indicators, the statistics. */
@Component
class Compiling {

    /** A line of statistics is worth a chart from so many years on. */
    private static final int YEARS = 3;
    private static final Locale JA = Locale.JAPANESE;

    private final Questions questions;
    private final Telling telling;
    private final HeldPlans held;
    private final Asks asks;
    private final Plans plans;
    private final Indicators indicators;
    private final Figures figures;
    private final Evaluations evaluations;
    private final Ground ground;
    private final Sentences sentences;
    private final MessageSource messages;
    private final Clock clock;

    Compiling(Questions questions, Telling telling, HeldPlans held, Asks asks, Plans plans, Indicators indicators, Figures figures, Evaluations evaluations, Ground ground,
              Sentences sentences, MessageSource messages, Clock clock) {
        this.questions = questions;
        this.telling = telling;
        this.held = held;
        this.asks = asks;
        this.plans = plans;
        this.indicators = indicators;
        this.figures = figures;
        this.evaluations = evaluations;
        this.ground = ground;
        this.sentences = sentences;
        this.messages = messages;
        this.clock = clock;
    }

    /** 書きぶり。What an officer says of the report beside what is computed. */
    record Manner(String title, Snapshot.Paper paper, boolean indicators, boolean statistics) {
    }

    Snapshot snapshot(Town town, Inquiry inquiry, Manner manner) {
        Plan plan = held.of(inquiry);
        Map<UUID, Snapshot.Datum> numbers = new LinkedHashMap<>();
        List<Snapshot.Chapter> chapters = new ArrayList<>();
        chapters.add(measures(inquiry, plan, numbers));
        if (manner.indicators()) {
            List<Snapshot.Indicator> rows = indicators(town, plan, inquiry.year(), numbers);
            if (!rows.isEmpty()) {
                chapters.add(new Snapshot.Indicators(say("inquiry.chapter.indicators"), rows));
            }
        }
        evaluations(plan, inquiry.year()).ifPresent(chapters::add);
        if (manner.statistics()) {
            List<Snapshot.Statistic> rows = statistics(numbers);
            if (!rows.isEmpty()) {
                chapters.add(new Snapshot.Statistics(say("inquiry.chapter.statistics"), rows));
            }
        }
        return new Snapshot(town.key(), town.name(), manner.title(), inquiry.year().notation(), manner.paper(), LocalDate.now(clock), chapters,
                List.copyOf(numbers.values()));
    }

    private String say(String key, Object... words) {
        return Objects.requireNonNull(messages.getMessage(key, words, JA));
    }

    // ---- 施策の一覧

    private Snapshot.Measures measures(Inquiry inquiry, Plan plan, Map<UUID, Snapshot.Datum> numbers) {
        List<Question> asked = questions.of(inquiry.id());
        Telling.Told told = telling.told(inquiry, asked, numbers, JA);
        Map<String, List<Question>> byNode = asked.stream().collect(Collectors.groupingBy(Question::node, LinkedHashMap::new, Collectors.toList()));
        List<Snapshot.Section> sections = new ArrayList<>();
        plan.nodes().forEach(node -> sections(node, 0, byNode, told, sections));
        return new Snapshot.Measures(plan.label(), heads(inquiry), sections);
    }

    /** In the town's own spelling; {year} and {next} are filled in. */
    private List<String> heads(Inquiry inquiry) {
        List<String> heads = asks.heads();
        List<String> own = heads.isEmpty() ? List.of(say("inquiry.head.measure"), say("inquiry.head.divisions"), say("inquiry.head.about"),
                say("inquiry.head.results", inquiry.year().era()), say("inquiry.head.plans", inquiry.year().next().era())) : heads;
        return own.stream().map(head -> head.replace("{year}", inquiry.year().era()).replace("{next}", inquiry.year().next().era())).toList();
    }

    /** 小金井市防犯指針に基づく令和5年度及び令和6年度の取組み等について: what the town calls its results, in its own spelling. */
    String title(Inquiry inquiry) {
        String year = inquiry.year().era();
        String deeds = asks.heads().stream().filter(head -> head.startsWith("{year}の")).map(head -> head.substring("{year}の".length())).findFirst()
                .orElseGet(() -> say("inquiry.report.deeds"));
        return say("inquiry.report.named", held.of(inquiry).label(), year, inquiry.year().next().era(), deeds);
    }

    private static void sections(Node node, int level, Map<String, List<Question>> byNode, Telling.Told told, List<Snapshot.Section> sections) {
        if (node.all().noneMatch(one -> byNode.containsKey(one.key()))) {
            return;
        }
        boolean measure = byNode.containsKey(node.key());
        if (!measure || level == 0 || sections.isEmpty()) {
            sections.add(new Snapshot.Section(level, node.number(), node.label(), measure ? null : node.about(), new ArrayList<>()));
        }
        if (measure) {
            sections.getLast().rows().add(told.row(node, byNode.get(node.key())));
        }
        node.children().forEach(child -> sections(child, level + 1, byNode, told, sections));
    }

    // ---- 指標

    private List<Snapshot.Indicator> indicators(Town town, Plan plan, FiscalYear year, Map<UUID, Snapshot.Datum> numbers) {
        Map<String, List<String>> above = new HashMap<>();
        Map<String, List<String>> higher = HeldPlans.above(plan);
        plan.nodes().stream().flatMap(Node::all).forEach(node -> above.put(node.key(),
                Stream.concat(higher.get(node.key()).stream(), Stream.of(HeldPlans.named(node))).toList()));
        Map<String, String> places = new LinkedHashMap<>();
        plans.indicators(plan).forEach((node, all) -> all.forEach(indicator -> places.put(indicator.key(), node)));
        List<Indicator> own = indicators.all().stream().filter(indicator -> places.containsKey(indicator.key())).toList();
        return indicators.standing(own, year).stream().map(standing ->
                indicator(town, standing, above.get(places.get(standing.indicator().key())), numbers)).toList();
    }

    private Snapshot.Indicator indicator(Town town, Standing standing, List<String> above, Map<UUID, Snapshot.Datum> numbers) {
        Indicator one = standing.indicator();
        return new Snapshot.Indicator(one.key(), one.label(), say("plan.kind." + one.kind().notation()).replace("指標", ""), above, one.unit(),
                standing.baselines().stream().map(figure -> point(figure, numbers)).toList(),
                standing.values().stream().map(actual -> point(town, one, actual, numbers)).toList(),
                standing.goals().stream().map(goal -> goal(goal, numbers)).toList(), one.note());
    }

    /** With what it was before, where somebody can say; the reason of every change stands in its why. */
    private Snapshot.Goal goal(Standing.Goal goal, Map<UUID, Snapshot.Datum> numbers) {
        Snapshot.Before before = goal.changed().stream().filter(changed -> changed.before() != null && changed.change().on() != null).reduce((one, other) -> other)
                .map(changed -> new Snapshot.Before(sentences.say(Objects.requireNonNull(changed.before()), JA), Objects.requireNonNull(changed.change().on()),
                        changed.change().reason().ja())).orElse(null);
        String unprinted = goal.changed().stream().filter(changed -> changed.change().isUnprinted())
                .map(changed -> sentences.say(changed.said(), JA) + changed.change().reason().ja()).collect(Collectors.joining());
        return new Snapshot.Goal(Telling.note(goal.figure(), null, numbers), goal.figure().period().notation(), sentences.say(goal.words(), JA), goal.figure().value().number(),
                goal.achievement().state().notation(), sentences.say(goal.achievement().why(), JA) + unprinted, before);
    }

    // ---- 評価

    /** What the divisions evaluated, once it is fixed. */
    private Optional<Snapshot.Evaluations> evaluations(Plan plan, FiscalYear year) {
        Map<String, Division> divisions = ground.divisionsByKey();
        return evaluations.of(plan.key(), year).filter(yearly -> yearly.closed() && !yearly.rows().isEmpty()).map(yearly -> new Snapshot.Evaluations(
                yearly.rows().size() == yearly.all() ? say("inquiry.chapter.evaluations") : say("inquiry.chapter.evaluations.some", yearly.all(), yearly.rows().size()), yearly.scale().marks().stream().map(mark -> new Snapshot.Rating(mark.mark(), mark.meaning())).toList(),
                yearly.rows().stream().map(row -> new Snapshot.Evaluation(row.label().ja(), row.division().isEmpty() ? "" : Renaming.name(divisions, row.division(), JA),
                        row.mark(), row.comment().isEmpty() ? null : row.comment(), row.next().isEmpty() ? null : row.next())).toList()));
    }

    private static Snapshot.Point point(Figure figure, Map<UUID, Snapshot.Datum> numbers) {
        return new Snapshot.Point(Telling.note(figure, null, numbers), figure.period().notation(), figure.shown().ja(), figure.value().number());
    }

    private Snapshot.Point point(Town town, Indicator indicator, Actual actual, Map<UUID, Snapshot.Datum> numbers) {
        return switch (actual.origin()) {
            case Actual.Origin.Printed printed -> point(printed.figure(), numbers);
            case Actual.Origin.Recorded recorded -> counted(town, indicator, actual, numbers);
            case Actual.Origin.Opened opened -> counted(town, indicator, actual, numbers);
        };
    }

    private Snapshot.Point counted(Town town, Indicator indicator, Actual actual, Map<UUID, Snapshot.Datum> numbers) {
        Optional<Snapshot.Datum> total = numbers.values().stream().filter(datum -> isTotal(datum, indicator, actual)).findFirst();
        if (total.isPresent()) {
            return new Snapshot.Point(total.get().id(), actual.period().notation(), actual.shown(indicator.unit()).ja(), actual.value().number());
        }
        UUID id = UUID.nameUUIDFromBytes(String.join("\n", town.key(), "counted", indicator.key(), actual.period().notation()).getBytes(StandardCharsets.UTF_8));
        numbers.put(id, new Snapshot.Datum(id, indicator.figure(), indicator.label(), Nature.ACTUAL.notation(), indicator.line().dimension().printed(),
                actual.period().notation(), actual.value().text(), actual.value().form().notation(), indicator.unit(), List.of(), actual.path()));
        String shown = actual.shown(indicator.unit()).ja();
        Figure told = actual.printed();
        boolean differs = told != null && told.reported() != null && !told.value().label(JA, told.unit()).equals(actual.value().label(JA, indicator.unit()));
        return new Snapshot.Point(id, actual.period().notation(), told != null && differs ? say("inquiry.indicator.told", shown, told.shown().ja()) : shown, actual.value().number());
    }

    /** Whether a division reported that running total, from its beginning to the end of that year: it is one number, not two. */
    private static boolean isTotal(Snapshot.Datum datum, Indicator indicator, Actual actual) {
        return datum.key().equals(indicator.figure()) && datum.nature().equals(Nature.ACTUAL.notation()) && datum.unit().equals(indicator.unit())
                && datum.dimension().equals(indicator.line().dimension().printed()) && datum.form().equals(actual.value().form().notation())
                && actual.value().number() != null && actual.value().number().compareTo(new BigDecimal(datum.value())) == 0
                && Period.parse(datum.period()) instanceof Period.Range range && actual.period().equals(range.end());
    }

    // ---- 統計

    /** Whether there is anything to draw a chart of. */
    boolean hasStatistics() {
        return !statistics(new LinkedHashMap<>()).isEmpty();
    }

    private List<Snapshot.Statistic> statistics(Map<UUID, Snapshot.Datum> numbers) {
        Map<String, SourceDocument> documents = ground.documentsByKey();
        Set<Line> measured = indicators.all().stream().map(Indicator::line).collect(Collectors.toSet());
        Map<Line, List<Figure>> lines = figures.ofSeries(figures.series(SearchText.of("", "q")).stream().map(Series::key).toList()).stream()
                .filter(figure -> figure.nature() == Nature.ACTUAL && !measured.contains(figure.line()))
                .collect(Collectors.groupingBy(Figure::line, LinkedHashMap::new, Collectors.toList()));
        return lines.entrySet().stream().filter(line -> line.getValue().stream().filter(figure -> figure.value().isNumber()).count() >= YEARS).map(line -> {
            List<Figure> byTime = line.getValue().stream().sorted(Comparator.comparing(Figure::period, Period.BY_TIME)).toList();
            Figure last = byTime.getLast();
            String part = line.getKey().dimension().label();
            return new Snapshot.Statistic(line.getKey().key(), last.label().ja() + (part.isEmpty() ? "" : "（" + part + "）"), last.unit(),
                    byTime.stream().map(figure -> point(figure, numbers)).toList(), source(byTime, documents));
        }).toList();
    }

    private static String source(Collection<Figure> of, Map<String, SourceDocument> documents) {
        return of.stream().flatMap(figure -> figure.sources().stream()).map(Citation::document).distinct()
                .map(key -> documents.containsKey(key) ? documents.get(key).title() : key).collect(Collectors.joining("、"));
    }
}
