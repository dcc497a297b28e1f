package jp.machimori.inquiry;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.figures.Series;
import jp.machimori.plan.Indicators;
import jp.machimori.plan.Node;
import jp.machimori.plan.Plan;
import jp.machimori.plan.Plans;
import jp.machimori.shell.SearchText;
import jp.machimori.shell.Words;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 照会を行う。Prepares an inquiry, opens it, closes it, and makes figures of what was answered. */
@Component
class Holding {

    private final Inquiries inquiries;
    private final Questions questions;
    private final Invitations invitations;
    private final Asks asks;
    private final Plans plans;
    private final Indicators indicators;
    private final Figures figures;
    private final Ground ground;
    private final Clock clock;

    Holding(Inquiries inquiries, Questions questions, Invitations invitations, Asks asks, Plans plans, Indicators indicators, Figures figures,
            Ground ground, Clock clock) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.invitations = invitations;
        this.asks = asks;
        this.plans = plans;
        this.indicators = indicators;
        this.figures = figures;
        this.ground = ground;
        this.clock = clock;
    }

    /** Makes it with all its questions. @return false when there is one of that plan and year already */
    boolean prepare(Inquiry inquiry) {
        if (!inquiries.add(inquiry)) {
            return false;
        }
        Plan plan = plans.all().stream().filter(one -> one.key().equals(inquiry.plan())).findFirst().orElseThrow();
        List<Figure> known = figures.ofSeries(figures.series(SearchText.of("", "q")).stream().map(Series::key).toList());
        Drafting drafting = new Drafting(inquiry, renaming(), asks.all(), indicators.all(), known, before(inquiry), FiscalYear.of(LocalDate.now(clock)));
        List<Question> drafted = drafting.questions(plan);
        questions.add(drafted);
        invitations.add(inquiry.id(), drafted.stream().map(Question::asked).distinct().toList());
        return true;
    }

    /** What the inquiry of the year before came to, by measure and division. */
    private Map<String, Drafting.Before> before(Inquiry inquiry) {
        Map<String, Drafting.Before> before = new HashMap<>();
        inquiries.find(inquiry.plan(), inquiry.year().previous()).ifPresent(last -> {
            List<Question> asked = questions.of(last.id());
            Map<UUID, Answer> answers = last.isClosed() ? questions.counted(asked) : questions.newest(asked);
            asked.stream().filter(question -> answers.containsKey(question.id())).forEach(question -> {
                Drafting.Before one = new Drafting.Before(question, answers.get(question.id()));
                before.put(question.node() + "/" + question.asked(), one);
                question.parties().forEach(party -> before.putIfAbsent(question.node() + "/" + party, one));
            });
        });
        return before;
    }

    Renaming renaming() {
        return new Renaming(ground.divisionsByKey());
    }

    /** Opens it: from now on divisions can answer. @return false when it was open already */
    boolean open(Inquiry inquiry) {
        return inquiries.holdAlone(inquiry.id()).state() == Inquiry.State.DRAFT && inquiries.open(inquiry.id());
    }

    /** Fixes all answers, those excepted that are being kept at this moment: they come first. */
    void close(Town town, UUID id) {
        Inquiry inquiry = inquiries.holdAlone(id);
        if (!inquiry.isOpen()) {
            return;
        }
        questions.close(id);
        inquiries.close(id);
        List<Question> asked = questions.of(id);
        report(town, inquiry, asked, questions.counted(asked));
    }

    /** From now on that version of an answer counts, and its numbers are figures beside the old ones. */
    void correct(Town town, Inquiry inquiry, Question question, int version, String reason) {
        inquiries.holdAlone(inquiry.id());
        Set<UUID> before = reported(town, inquiry, List.of(question), questions.counted(List.of(question))).keySet();
        questions.count(question.id(), version, reason);
        List<Question> all = questions.of(inquiry.id());
        Set<UUID> now = reported(town, inquiry, all, questions.counted(all)).keySet();
        figures.takeBack(before.stream().filter(id -> !now.contains(id)).toList());
        List<Question> corrected = List.of(questions.find(inquiry.id(), question.id()).orElseThrow());
        report(town, inquiry, corrected, questions.counted(corrected));
    }

    private void report(Town town, Inquiry inquiry, Collection<Question> asked, Map<UUID, Answer> answers) {
        Map<UUID, Figure> reported = reported(town, inquiry, asked, answers);
        Map<Line, List<Figure>> present = figures.of(reported.values().stream().map(Figure::line).distinct().toList());
        figures.report(reported.values().stream().map(figure -> labelled(figure, present.getOrDefault(figure.line(), List.of()))).toList());
    }

    /** The numbers of these answers; one that two divisions report stands once. */
    private Map<UUID, Figure> reported(Town town, Inquiry inquiry, Collection<Question> asked, Map<UUID, Answer> answers) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        plans.all().stream().flatMap(plan -> plan.nodes().stream()).flatMap(Node::all).forEach(node -> nodes.put(node.key(), node));
        Renaming renaming = renaming();
        Map<UUID, Figure> reported = new LinkedHashMap<>();
        asked.stream().filter(question -> answers.containsKey(question.id())).forEach(question -> {
            for (Half half : Half.values()) {
                Answer.Said said = answers.get(question.id()).said(half);
                // what stands in the boxes of a half that is not answered yet was said by nobody
                question.slots(half).stream().filter(slot -> said.outcome() == Outcome.TOLD && said.numbers().containsKey(slot.label())).forEach(slot -> {
                    Figure figure = figure(town, inquiry, question, half, slot, said.numbers().get(slot.label()), renaming, nodes.get(question.node()));
                    reported.putIfAbsent(figure.id(), figure);
                });
            }
        });
        return reported;
    }

    private static Figure figure(Town town, Inquiry inquiry, Question question, Half half, Slot slot, Given given, Renaming renaming, @Nullable Node node) {
        FiscalYear year = inquiry.year(half);
        Line line = renaming.line(slot, year);
        String label = node == null ? slot.label() : node.label() + " " + slot.label();
        return new Figure(Figure.id(town.key(), line, half.nature(), slot.period(year), given.form()), line, half.nature(), slot.period(year),
                new Words(label, null), given.value(), slot.unit(), null, List.of(), given.reason(), 1, null, path(inquiry, question));
    }

    /** The page of what was answered about a measure, beneath the town. */
    static String path(Inquiry inquiry, Question question) {
        return "/results/" + inquiry.year().notation() + "/" + question.node();
    }

    /** A line keeps the name it has. */
    private static Figure labelled(Figure figure, List<Figure> present) {
        return present.isEmpty() ? figure : new Figure(figure.id(), figure.line(), figure.nature(), figure.period(), present.getLast().label(), figure.value(),
                figure.unit(), figure.status(), figure.sources(), figure.note(), figure.version(), figure.loadedAt(), figure.reported());
    }
}
