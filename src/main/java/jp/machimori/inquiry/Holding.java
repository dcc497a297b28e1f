package jp.machimori.inquiry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.plan.Node;
import jp.machimori.shell.Words;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 照会を行う。Opens an inquiry, closes it, and makes figures of what was answered. */
@Component
class Holding {

    private final Inquiries inquiries;
    private final Questions questions;
    private final Answers answers;
    private final Settlements settlements;
    private final Takeovers takeovers;
    private final Resolving resolving;
    private final HeldPlans held;
    private final Figures figures;
    private final Ground ground;

    Holding(Inquiries inquiries, Questions questions, Answers answers, Settlements settlements, Takeovers takeovers, Resolving resolving, HeldPlans held,
            Figures figures, Ground ground) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.answers = answers;
        this.settlements = settlements;
        this.takeovers = takeovers;
        this.resolving = resolving;
        this.held = held;
        this.figures = figures;
        this.ground = ground;
    }

    Renaming renaming() {
        return new Renaming(ground.divisionsByKey());
    }

    /**
     * Opens it: from now on divisions can answer, those that answer today.
     *
     * @return false when it was open already, it asks nothing, or a division is to be asked that is no more and nobody took over from
     */
    boolean open(Inquiry inquiry) {
        boolean opened = inquiries.holdAlone(inquiry.id()).state() == Inquiry.State.DRAFT && !questions.nodes(inquiry.id()).isEmpty() && resolving.resolve(inquiry) && inquiries.open(inquiry.id());
        if (opened) {
            takeovers.drop(inquiry.id());   // read as last year's, it must not be taken for this year's answers
        }
        return opened;
    }

    /** What divisions report differently and nobody has decided yet. */
    List<ToldNumber> unsettled(Inquiry inquiry) {
        List<Question> asked = questions.of(inquiry.id());
        List<Settlement> settled = settlements.of(inquiry.id());
        return ToldNumber.of(inquiry, asked, answers.newest(asked), renaming()).stream().filter(ToldNumber::isDisputed)
                .filter(told -> settled.stream().allMatch(one -> one.given(told).isEmpty())).toList();
    }

    /**
     * Fixes all answers, those excepted that are being kept at this moment: they come first.
     *
     * @return false when it is not open, or divisions report numbers that differ and nobody has decided which counts
     */
    boolean close(Town town, UUID id) {
        Inquiry inquiry = inquiries.holdAlone(id);
        if (!inquiry.isOpen() || !unsettled(inquiry).isEmpty()) {
            return false;
        }
        questions.close(id);
        inquiries.close(id);
        takeovers.drop(id);
        List<Question> asked = questions.of(id);
        report(reported(town, inquiry, told(inquiry, asked)).values());
        return true;
    }

    private List<ToldNumber> told(Inquiry inquiry, List<Question> asked) {
        return ToldNumber.of(inquiry, asked, answers.counted(asked), renaming());
    }

    /** From now on that version of an answer counts, and its numbers are figures beside the old ones. */
    void correct(Town town, Inquiry inquiry, Question question, int version, String reason) {
        inquiries.holdAlone(inquiry.id());
        List<ToldNumber> before = told(inquiry, questions.of(inquiry.id())).stream().filter(told -> isTeller(question, told)).toList();
        Map<UUID, Figure> stood = reported(town, inquiry, before);
        questions.count(question.id(), version);
        answers.explain(question.id(), version, reason);
        List<ToldNumber> now = told(inquiry, questions.of(inquiry.id())).stream().filter(told -> isTeller(question, told)
                || before.stream().anyMatch(one -> one.half() == told.half() && one.line().equals(told.line()))).toList();
        settle(inquiry, question, now, reason);
        Map<UUID, Figure> reported = reported(town, inquiry, now);
        figures.takeBack(stood.keySet().stream().filter(id -> !reported.containsKey(id)).toList());
        report(reported.values().stream().filter(figure -> !figure.equals(stood.get(figure.id())))
                .map(figure -> stood.containsKey(figure.id()) ? corrected(figure, reason) : figure).toList());
    }

    /** Says in its note why it changed, beside what was said of the number itself. */
    private static Figure corrected(Figure figure, String reason) {
        String note = figure.note() == null || figure.note().equals(reason) ? "訂正：" + reason : figure.note() + "（訂正：" + reason + "）";
        return new Figure(figure.id(), figure.line(), figure.nature(), figure.period(), figure.label(), figure.value(), figure.unit(), figure.status(), figure.sources(),
                note, figure.version(), figure.loadedAt(), figure.reported());
    }

    private static boolean isTeller(Question question, ToldNumber told) {
        return told.tellers().stream().anyMatch(teller -> teller.question().id().equals(question.id()));
    }

    /** After a correction numbers that differ are settled as they were; where nothing was, the corrected one counts, for its reason. */
    private void settle(Inquiry inquiry, Question corrected, Collection<ToldNumber> numbers, String reason) {
        List<Settlement> settled = settlements.of(inquiry.id());
        numbers.stream().filter(ToldNumber::isDisputed).filter(told -> settled.stream().allMatch(one -> one.given(told).isEmpty())).forEach(told -> {
            Settlement rule = settled.stream().filter(one -> one.isOf(told) && one.among(told).isPresent()).findFirst().orElseGet(() -> new Settlement(told.half(),
                    told.line().notation(), told.period().notation(), isTeller(corrected, told) ? corrected.id() : told.first().question().id(), reason, "", ""));
            settlements.settle(inquiry.id(), new Settlement(rule.half(), rule.line(), rule.period(), rule.question(), rule.reason(), told.seen(), rule.by()));
        });
    }

    private void report(Collection<Figure> reported) {
        Map<Line, List<Figure>> present = figures.of(reported.stream().map(Figure::line).distinct().toList());
        figures.report(reported.stream().map(figure -> labelled(figure, present.getOrDefault(figure.line(), List.of()))).toList());
    }

    /** The numbers as figures, each once however many divisions report it. */
    private Map<UUID, Figure> reported(Town town, Inquiry inquiry, Collection<ToldNumber> numbers) {
        Map<String, Node> nodes = held.of(inquiry).nodes().stream().flatMap(Node::all).collect(Collectors.toMap(Node::key, node -> node));
        List<Settlement> settled = settlements.of(inquiry.id());
        Map<UUID, Figure> reported = new LinkedHashMap<>();
        for (ToldNumber told : numbers) {
            Settlement settlement = told.isDisputed() ? settled.stream().filter(one -> one.given(told).isPresent()).findFirst().orElse(null) : null;
            ToldNumber.Teller teller = settlement == null || settlement.isSum() ? told.first() : told.tellers().stream()
                    .filter(one -> one.question().id().equals(settlement.question())).findFirst().orElseThrow();
            Figure figure = figure(town, inquiry, told, teller, settlement == null ? teller.given() : settlement.given(told).orElseThrow(), nodes.get(teller.question().node()));
            reported.put(figure.id(), figure);
        }
        return reported;
    }

    private static Figure figure(Town town, Inquiry inquiry, ToldNumber told, ToldNumber.Teller teller, Given given, @Nullable Node node) {
        String label = node == null ? teller.slot().label() : node.label() + " " + teller.slot().label();
        return new Figure(Figure.id(town.key(), told.line(), told.half().nature(), told.period(), given.form()), told.line(), told.half().nature(), told.period(),
                new Words(label, null), given.value(), teller.slot().unit(), null, List.of(), given.reason(), 1, null, path(inquiry, teller.question()));
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
