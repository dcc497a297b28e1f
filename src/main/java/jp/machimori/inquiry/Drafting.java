package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.machimori.figures.Citation;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Line;
import jp.machimori.figures.Nature;
import jp.machimori.plan.Home;
import jp.machimori.plan.Indicator;
import jp.machimori.plan.Node;
import jp.machimori.plan.Plan;
import jp.machimori.plan.Programme;
import jp.machimori.plan.Source;
import jp.machimori.town.Dimension;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;

/**
 * 問いの下書き。Makes the questions of an inquiry from the plan: each measure × each division that answers for it. Numbers that
 * the plan and the figures connect with the measure become its slots; what was answered and planned a year ago becomes
 * the draft.
 *
 * @param asks what the pack says of questions, by measure and division
 * @param placed indicators by the measure they stand at in the plan
 * @param origins what each measure and programme came from in earlier plans
 * @param programmes of all plans, by key
 * @param figures of the town, those that an answer may give
 * @param before the questions of the year before by measure, with their answers
 */
record Drafting(Inquiry inquiry, Renaming renaming, Map<String, Ask> asks, Map<String, List<Indicator>> placed, Map<String, Set<String>> origins,
                Map<String, Programme> programmes, List<Figure> figures, Map<String, List<Before>> before, FiscalYear today) {

    /** 前年の問いと回答。 @param label of the measure then */
    record Before(Question question, @Nullable Answer answer, String label) {
    }

    List<Question> questions(Plan plan) {
        Map<Place, List<Figure>> cited = new LinkedHashMap<>();
        figures.forEach(figure -> figure.sources().forEach(source ->
                cited.computeIfAbsent(Place.of(source), any -> new ArrayList<>()).add(figure)));
        Map<Line, List<Figure>> lines = figures.stream().collect(Collectors.groupingBy(Figure::line));
        List<Question> questions = new ArrayList<>();
        plan.nodes().stream().flatMap(Node::all).filter(Drafting::isMeasure).forEach(node -> {
            Map<String, List<String>> parties = new LinkedHashMap<>();
            responsible(node).forEach(party -> parties.computeIfAbsent(renaming.asked(party, today), any -> new ArrayList<>()).add(party));
            parties.forEach((asked, spoken) -> questions.add(question(node, spoken, asked, questions.size(), cited, lines)));
        });
        return questions;
    }

    /** Something is done under it; a mere heading is not asked for. */
    static boolean isMeasure(Node node) {
        return !node.programmes().isEmpty() ? node.programmes().stream().anyMatch(programme -> !(programme.home() instanceof Home.Heading))
                : node.children().isEmpty() && !node.divisions().isEmpty();
    }

    private Collection<String> responsible(Node node) {
        Set<String> all = new LinkedHashSet<>(node.divisions());
        if (all.isEmpty()) {
            node.programmes().forEach(programme -> all.addAll(programme.divisions()));
        }
        if (all.isEmpty()) {
            all.add(inquiry.division());
        }
        return all;
    }

    /** The measure itself and what it came from. */
    Stream<String> kin(String key) {
        return Stream.concat(Stream.of(key), origins.getOrDefault(key, Set.of()).stream());
    }

    private Question question(Node node, List<String> parties, String asked, int ord, Map<Place, List<Figure>> cited, Map<Line, List<Figure>> lines) {
        List<String> askable = responsible(node).stream().map(party -> renaming.asked(party, today)).distinct().toList();
        List<Before> all = kin(node.key()).flatMap(key -> before.getOrDefault(key, List.of()).stream())
                .sorted(Comparator.comparing(last -> last.question().ord())).toList();
        List<Before> own = all.stream().filter(last -> last.question().answerers(renaming, today).anyMatch(asked::equals)).toList();
        // who answered last year for what nobody here answers for any more is shown to the first
        List<Before> shown = all.stream().filter(last -> own.contains(last)
                || askable.getFirst().equals(asked) && last.question().answerers(renaming, today).noneMatch(askable::contains)).toList();
        List<Ask> said = kin(node.key()).flatMap(key -> Stream.concat(parties.stream(), Stream.of(asked)).map(party -> asks.get(key + "/" + party))
                .filter(Objects::nonNull).limit(1)).toList();
        List<Ask> wanted = said.isEmpty() ? List.of() : said.getFirst().node().equals(node.key()) ? said.subList(0, 1) : own.isEmpty() ? said : List.of();
        Joining joined = Joining.of(!wanted.isEmpty() ? wanted.stream().map(Ask::slots).toList()
                : own.isEmpty() ? List.of(slots(node, parties, asked, cited, lines)) : own.stream().map(last -> last.question().slots().stream().filter(slot -> !slot.earlier()).toList()).toList());
        List<Slot> slots = withTheYearBefore(joined.slots().stream().map(slot -> slot.asked() == Slot.Asked.PLAN && isPromised(slot, own) ? slot.askedFor(Slot.Asked.BOTH) : slot).toList(), lines);
        Function<Half, String> told = half -> Joining.texts(IntStream.range(0, own.size()).mapToObj(at ->
                kept(own.get(at), !wanted.isEmpty() ? Function.identity() : text -> joined.text(at, text), slots, half)));
        Function<Function<Ask, @Nullable String>, String> asking = text -> Joining.texts(IntStream.range(0, wanted.size())
                .filter(at -> text.apply(wanted.get(at)) != null).mapToObj(at -> joined.text(at, Objects.requireNonNull(text.apply(wanted.get(at))))));
        return new Question(UUID.randomUUID(), inquiry.id(), ord, node.key(), parties, asked, slots,
                first(AnswerText.placed(told.apply(Half.RESULT), asking.apply(Ask::text), of(slots, Half.RESULT)), asking.apply(Ask::text), AnswerText.template(of(slots, Half.RESULT))),
                first(told.apply(Half.PLAN), asking.apply(Ask::plan), AnswerText.template(of(slots, Half.PLAN).stream().filter(slot -> isPlanned(slot, lines)).toList())),
                said(shown, Half.RESULT),
                shown.stream().anyMatch(last -> last.answer() != null) ? said(shown, Half.PLAN) : planned(slots, lines),
                Set.of(), Question.Stand.WAITING, null, 0, null);
    }

    /** Whether a number was planned last year: then it is asked for what came of it. */
    private boolean isPromised(Slot slot, List<Before> own) {
        return own.stream().anyMatch(last -> last.answer() != null && last.question().slots(Half.PLAN).stream()
                .anyMatch(then -> renaming.line(then, inquiry.year()).equals(renaming.line(slot, inquiry.year())) && last.answer().plan().numbers().containsKey(then.label())));
    }

    /** And the number of the year before, where a target may not exceed it and nobody knows it. */
    private List<Slot> withTheYearBefore(List<Slot> slots, Map<Line, List<Figure>> lines) {
        return slots.stream().flatMap(slot -> {
            Slot before = slot.ofTheYearBefore(inquiry.year());
            boolean unknown = lines.getOrDefault(renaming.line(before, inquiry.year().previous()), List.of()).stream()
                    .noneMatch(figure -> figure.nature() == Nature.ACTUAL && isOf(figure, before));
            return unknown && slot.isAskedFor(Half.RESULT) && isHeldAgainstTheYearBefore(slot, lines) ? Stream.of(slot, before) : Stream.of(slot);
        }).toList();
    }

    private boolean isHeldAgainstTheYearBefore(Slot slot, Map<Line, List<Figure>> lines) {
        Line line = renaming.line(slot, inquiry.year());
        return lines.getOrDefault(line, List.of()).stream()
                .filter(figure -> figure.nature() == Nature.TARGET && (figure.period().equals(inquiry.year()) || isOf(figure, slot)))
                .anyMatch(target -> placed.values().stream().flatMap(List::stream)
                        .anyMatch(indicator -> indicator.line().equals(line) && indicator.isHeldAgainstTheYearBefore(target)));
    }

    private boolean isOf(Figure figure, Slot slot) {
        return figure.period().equals(slot.period(inquiry.year())) || figure.period().equals(new Period.Year(slot.year(inquiry.year()).year()));
    }

    private static String first(String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    /** Last year's answers in words; several are told apart by the measure and the division. */
    private String said(List<Before> last, Half half) {
        boolean measures = last.stream().map(Before::label).distinct().count() > 1;
        boolean divisions = last.stream().map(one -> one.question().asked()).distinct().count() > 1;
        return last.stream().filter(one -> one.answer() != null).map(one -> {
            String text = AnswerText.plain(Objects.requireNonNull(one.answer()).said(half), one.question().slots(half));
            String head = (divisions ? "【" + one.question().name(half.year(inquiry.year().previous()), renaming.divisions()) + "】" : "") + (measures ? "「" + one.label() + "」" : "");
            return text.isEmpty() || head.isEmpty() ? text : head + "\n" + text;
        }).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static List<Slot> of(List<Slot> slots, Half half) {
        return slots.stream().filter(slot -> slot.isAskedFor(half)).toList();
    }

    /** What was planned last year, for a half of this year's; a mark of which there is no slot any more keeps its number. */
    private static String kept(Before last, Function<String, String> marked, List<Slot> slots, Half now) {
        Answer.Said said = last.answer() == null ? Answer.Said.NOT_YET : last.answer().plan();
        if (said.outcome() != Outcome.TOLD) {
            return "";
        }
        String text = marked.apply(said.text());
        for (String stranger : AnswerText.strangers(text, of(slots, now))) {
            Given given = said.numbers().get(stranger);
            String unit = last.question().slots().stream().filter(slot -> slot.label().equals(stranger)).map(Slot::unit).findFirst().orElse("");
            text = text.replace("〔" + stranger + "〕", given == null ? "" : given.value().label(Locale.JAPANESE, unit));
        }
        return text;
    }

    private boolean isPlanned(Slot slot, Map<Line, List<Figure>> lines) {
        return slot.asked() == Slot.Asked.PLAN || lines.getOrDefault(renaming.line(slot, inquiry.year()), List.of()).stream()
                .anyMatch(figure -> figure.nature() == Nature.PLANNED);
    }

    /** What documents say was planned for the year, where no inquiry was held. Of its results the page knows more than a text written today. */
    private String planned(List<Slot> slots, Map<Line, List<Figure>> lines) {
        return slots.stream().flatMap(slot -> lines.getOrDefault(renaming.line(slot, inquiry.year()), List.of()).stream()
                .filter(figure -> figure.nature() == Nature.PLANNED && figure.period().equals(slot.period(inquiry.year()))).limit(1)
                .map(figure -> "・" + slot.label() + " " + figure.shown().ja())).collect(Collectors.joining("\n"));
    }

    /** A line of a document. */
    private record Place(String document, int line) {
        static Place of(Citation source) {
            return new Place(source.document(), source.line());
        }
    }

    private List<Slot> slots(Node node, List<String> parties, String asked, Map<Place, List<Figure>> cited, Map<Line, List<Figure>> lines) {
        Set<Line> wanted = new LinkedHashSet<>();
        Set<String> own = node.programmes().stream().flatMap(programme -> kin(programme.key())).collect(Collectors.toSet());
        Set<String> fed = node.programmes().stream().flatMap(programme -> programme.quantities().stream()).collect(Collectors.toSet());
        List<Indicator> here = placed.getOrDefault(node.key(), List.of());
        boolean first = renaming.asked(responsible(node).iterator().next(), today).equals(asked);
        Map<Line, Indicator> measured = new LinkedHashMap<>();
        Map<Line, Indicator> compared = new LinkedHashMap<>();
        for (Indicator indicator : placed.values().stream().flatMap(List::stream).sorted(Comparator.comparing(Indicator::ord)).toList()) {
            boolean measures = here.contains(indicator) || fed.contains(indicator.key()) || indicator.programmes().stream().anyMatch(own::contains);
            boolean mine = switch (indicator.source()) {
                case Source.FromAnswer answer -> renaming.asked(answer.division(), today).equals(asked);
                case Source.FromLedger ledger -> belongs(indicator.line(), parties, asked, first);
                case Source.FromSeries series -> false;
                case Source.FromSurvey survey -> false;
            };
            if (measures && mine) {
                wanted.add(indicator.line());
                measured.put(indicator.line(), indicator);
                if (indicator.comparator() != null) {
                    wanted.add(indicator.comparator().line());
                    compared.put(indicator.comparator().line(), indicator);
                }
            }
        }
        own.stream().map(programmes::get).filter(Objects::nonNull).sorted(Comparator.comparing(Programme::ord)).flatMap(programme -> programme.citations().stream()).map(Place::of).distinct()
                .flatMap(place -> cited.getOrDefault(place, List.of()).stream())
                .filter(figure -> figure.line().dimension().parts().containsKey("dept") && belongs(figure.line(), parties, asked, false))
                .map(Figure::line).forEach(wanted::add);
        Map<String, Slot> slots = new LinkedHashMap<>();
        wanted.stream().filter(line -> wanted.stream().noneMatch(other -> isRenamed(line, other))).forEach(line -> {
            Slot slot = compared.containsKey(line) ? compared(line, compared.get(line))
                    : slot(line, node, measured.get(line), lines.getOrDefault(line, List.of()), slots.keySet());
            slots.put(slot.label(), slot);
        });
        return List.copyOf(slots.values());
    }

    /** Whether the other line is the same one under the name that its division bore before. */
    private boolean isRenamed(Line line, Line other) {
        if (line.equals(other) || !line.key().equals(other.key())) {
            return false;
        }
        Slot slot = new Slot(other.key(), other.dimension().parts(), "", "", null, Slot.Asked.BOTH, false);
        return renaming.line(slot, inquiry.year().next()).equals(line);
    }

    /** Whether the department that a line names is one of these; a line that names none is the first one's. */
    private boolean belongs(Line line, List<String> parties, String asked, boolean first) {
        String name = line.dimension().parts().get("dept");
        return name == null ? first : Stream.concat(parties.stream(), Stream.of(asked)).map(renaming.divisions()::get).filter(Objects::nonNull)
                .anyMatch(division -> division.name().equals(name));
    }

    private Slot slot(Line line, Node node, @Nullable Indicator indicator, List<Figure> of, Set<String> taken) {
        boolean done = of.stream().anyMatch(figure -> figure.nature() == Nature.ACTUAL) || indicator != null;
        String name = indicator != null ? indicator.label() : of.getFirst().label().ja();
        String unit = indicator != null ? indicator.unit() : of.stream().map(Figure::unit).filter(one -> !one.isEmpty()).findFirst().orElse("");
        String since = of.stream().map(Figure::period).filter(Period.Range.class::isInstance).map(Period.Range.class::cast)
                .filter(range -> range.end() instanceof FiscalYear && range.start() instanceof FiscalYear)
                .map(range -> Objects.requireNonNull(range.start()).notation()).findFirst().orElse(null);
        String label = Stream.<Function<String, String>>of(Drafting::tail, Function.identity(), one -> one + "（" + new Dimension(line.dimension().parts()).label() + "）")
                .map(way -> way.apply(name).replace('〔', '（').replace('〕', '）')).filter(one -> !taken.contains(one)).findFirst()
                .orElse(name + " " + (taken.size() + 1));
        return new Slot(line.key(), line.dimension().parts(), label, unit, since, done ? Slot.Asked.BOTH : Slot.Asked.PLAN,
                indicator != null && indicator.basis() == Indicator.Basis.CALENDAR);
    }

    /** What a target such as 全国平均以上 is judged by: the same number of the nation. */
    private static Slot compared(Line line, Indicator indicator) {
        Map<String, String> own = indicator.line().dimension().parts();
        Map<String, String> other = new LinkedHashMap<>(line.dimension().parts());
        other.keySet().removeIf(part -> own.containsKey(part));
        return new Slot(line.key(), line.dimension().parts(), indicator.label() + "（" + new Dimension(other).label() + "）", indicator.unit(), null, Slot.Asked.RESULT,
                indicator.basis() == Indicator.Basis.CALENDAR);
    }

    /** CoCoパトロール隊 車両数 is 車両数 below its measure. */
    private static String tail(String name) {
        int blank = name.lastIndexOf(' ');
        return blank > 0 && blank < name.length() - 1 ? name.substring(blank + 1) : name;
    }
}
