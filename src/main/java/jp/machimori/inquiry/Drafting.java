package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.Collection;
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
 * @param figures of the town, those that an answer may give
 * @param before the questions of the year before, by measure and division, with their answers
 */
record Drafting(Inquiry inquiry, Renaming renaming, Map<String, Ask> asks, List<Indicator> indicators, List<Figure> figures,
                Map<String, Before> before, FiscalYear today) {

    /** 前年の問いと回答。 */
    record Before(Question question, Answer answer) {
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

    private Question question(Node node, List<String> parties, String asked, int ord, Map<Place, List<Figure>> cited, Map<Line, List<Figure>> lines) {
        Before last = Stream.concat(Stream.of(asked), parties.stream()).map(party -> before.get(node.key() + "/" + party))
                .filter(Objects::nonNull).findFirst().orElse(null);
        Ask ask = Stream.concat(parties.stream(), Stream.of(asked)).map(party -> asks.get(node.key() + "/" + party))
                .filter(Objects::nonNull).findFirst().orElse(null);
        List<Slot> slots = ask != null ? ask.slots() : last != null ? last.question().slots() : slots(node, parties, asked, cited, lines);
        String told = last != null ? kept(last, Half.PLAN, slots, Half.RESULT) : "";
        String draft = !told.isEmpty() ? told : ask != null && ask.text() != null ? ask.text() : Wording.template(of(slots, Half.RESULT));
        String planned = last != null ? kept(last, Half.PLAN, slots, Half.PLAN) : "";
        String draftPlan = !planned.isEmpty() ? planned : ask != null && ask.plan() != null ? ask.plan()
                : Wording.template(of(slots, Half.PLAN).stream().filter(slot -> isPlanned(slot, lines)).toList());
        return new Question(UUID.randomUUID(), inquiry.id(), ord, node.key(), parties, asked, slots, draft, draftPlan,
                last != null ? Wording.plain(last.answer().result(), last.question().slots(Half.RESULT)) : printed(slots, Nature.ACTUAL, inquiry.year().previous(), lines),
                last != null ? Wording.plain(last.answer().plan(), last.question().slots(Half.PLAN)) : printed(slots, Nature.PLANNED, inquiry.year(), lines),
                Question.Stand.WAITING, null, 0, null);
    }

    private static List<Slot> of(List<Slot> slots, Half half) {
        return slots.stream().filter(slot -> slot.isAskedFor(half)).toList();
    }

    /** Last year's text of one half, for a half of this year's; a mark of which there is no slot any more keeps its number. */
    private static String kept(Before last, Half half, List<Slot> slots, Half now) {
        Answer.Said said = last.answer().said(half);
        if (said.outcome() != Outcome.TOLD) {
            return "";
        }
        String text = said.text();
        for (String stranger : Wording.strangers(text, of(slots, now))) {
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

    /** What documents print of that year, where no inquiry was held. */
    private String printed(List<Slot> slots, Nature nature, FiscalYear year, Map<Line, List<Figure>> lines) {
        return slots.stream().flatMap(slot -> lines.getOrDefault(renaming.line(slot, year), List.of()).stream()
                .filter(figure -> figure.nature() == nature && figure.period().equals(slot.period(year))).limit(1)
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
        Set<String> own = node.programmes().stream().map(Programme::key).collect(Collectors.toSet());
        Set<String> fed = node.programmes().stream().flatMap(programme -> programme.quantities().stream()).collect(Collectors.toSet());
        boolean first = renaming.asked(responsible(node).iterator().next(), today).equals(asked);
        Map<Line, Indicator> measured = new LinkedHashMap<>();
        for (Indicator indicator : indicators) {
            boolean here = indicator.node().equals(node.key()) || fed.contains(indicator.key()) || indicator.programmes().stream().anyMatch(own::contains);
            boolean mine = switch (indicator.source()) {
                case Source.FromAnswer answer -> renaming.asked(answer.division(), today).equals(asked);
                case Source.FromLedger ledger -> belongs(indicator.line(), parties, asked, first);
                case Source.FromSeries series -> false;
                case Source.FromSurvey survey -> false;
            };
            if (here && mine) {
                wanted.add(indicator.line());
                measured.put(indicator.line(), indicator);
            }
        }
        node.programmes().stream().flatMap(programme -> programme.citations().stream()).map(Place::of).distinct()
                .flatMap(place -> cited.getOrDefault(place, List.of()).stream())
                .filter(figure -> figure.line().dimension().parts().containsKey("dept") && belongs(figure.line(), parties, asked, false))
                .map(Figure::line).forEach(wanted::add);
        Map<String, Slot> slots = new LinkedHashMap<>();
        wanted.stream().filter(line -> wanted.stream().noneMatch(other -> isRenamed(line, other))).forEach(line -> {
            Slot slot = slot(line, node, measured.get(line), lines.getOrDefault(line, List.of()), slots.keySet());
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

    /** CoCoパトロール隊 車両数 is 車両数 below its measure. */
    private static String tail(String name) {
        int blank = name.lastIndexOf(' ');
        return blank > 0 && blank < name.length() - 1 ? name.substring(blank + 1) : name;
    }
}
