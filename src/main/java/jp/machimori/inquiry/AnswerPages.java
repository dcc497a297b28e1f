package jp.machimori.inquiry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.machimori.ledger.Typed;
import jp.machimori.plan.Node;
import jp.machimori.plan.Plan;
import jp.machimori.shell.BadParameter;
import jp.machimori.town.Division;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** 回答のページ。What a division sees and sends, whether it came by a link or by an account. */
@Component
class AnswerPages {

    /** Questions on one page, and boxes: a browser's form has its limits, and so has a person. */
    private static final int MOST = 15;
    private static final int MOST_BOXES = 200;

    private final Answering answering;
    private final Questions questions;
    private final Invitations invitations;
    private final HeldPlans held;
    private final Ground ground;

    AnswerPages(Answering answering, Questions questions, Invitations invitations, HeldPlans held, Ground ground) {
        this.answering = answering;
        this.questions = questions;
        this.invitations = invitations;
        this.held = held;
        this.ground = ground;
    }

    /**
     * 回答者。Who answers for which division.
     *
     * @param path where the page stands, beneath the town
     * @param key of its forms, where no session keeps one
     * @param via link or account
     * @param name of the account; null for a link
     */
    record Answerer(Inquiry inquiry, String division, String path, @Nullable String key, String via, @Nullable String name) {
    }

    /** 問いの見出し。Where a measure stands in the plan. */
    record Place(List<String> above, String label, @Nullable String about) {
    }

    ModelAndView show(Answerer answerer, int after, @Nullable String done, Locale locale) {
        List<Question> page = page(answerer, after);
        return page(answerer, after, answering.items(answerer.inquiry(), page), null, done, locale);
    }

    private List<Question> page(Answerer answerer, int after) {
        List<Question> found = questions.of(answerer.inquiry().id(), answerer.division(), after, MOST);
        List<Question> page = new ArrayList<>();
        int boxes = 0;
        for (Question question : found) {
            boxes += question.slots().size();
            if (!page.isEmpty() && boxes > MOST_BOXES) {
                break;
            }
            page.add(question);
        }
        return page;
    }

    /** Keeps what was sent; the page comes back with what could not be kept. */
    ModelAndView send(Town town, Answerer answerer, HttpServletRequest request, Locale locale) {
        Answer.By by = by(answerer, request);
        List<Problem> missing = missing(by);
        List<Answering.Sent> sent = sent(answerer, request);
        int after = number(request, "after");
        Answering.Kept kept = answering.keep(answerer.inquiry().id(), answerer.division(), missing.isEmpty() ? sent : List.of(), by);
        if (!missing.isEmpty()) {
            Answering.Kept unread = new Answering.Kept(List.of(), 0, false);
            ModelAndView page = page(answerer, after, retyped(answerer, after, sent), unread, null, locale);
            page.addObject("by", by);
            page.addObject("problems", missing);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        if (kept.kept() > 0 && !kept.late()) {
            invitations.answeredBy(answerer.inquiry().id(), answerer.division(), by);
        }
        if (kept.isGood()) {
            String next = request.getParameter("next") != null && !sent.isEmpty() ? "&after=" + last(kept) : after >= 0 ? "&after=" + after : "";
            return new ModelAndView("redirect:/" + town.key() + answerer.path() + "?done=" + (kept.late() ? "late" : "kept") + next);
        }
        ModelAndView page = page(answerer, after, kept.items(), kept, null, locale);
        page.setStatus(kept.items().stream().anyMatch(item -> item.standing() != null) ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private static int last(Answering.Kept kept) {
        return kept.items().getLast().question().ord();
    }

    /** What was typed, on a page that kept nothing of it. */
    private List<Answering.Item> retyped(Answerer answerer, int after, List<Answering.Sent> sent) {
        Map<UUID, Answering.Sent> byQuestion = sent.stream().collect(Collectors.toMap(Answering.Sent::question, one -> one, (one, other) -> one));
        return answering.items(answerer.inquiry(), page(answerer, after)).stream().map(item -> {
            Answering.Sent one = byQuestion.get(item.question().id());
            if (one == null) {
                return item;
            }
            Map<Half, Reading> readings = new LinkedHashMap<>();
            item.readings().forEach((half, reading) -> readings.put(half, new Reading(half, one.typed(half), reading.said(), List.of())));
            return new Answering.Item(item.question(), item.answer(), readings, item.known(), null);
        }).toList();
    }

    private ModelAndView page(Answerer answerer, int after, List<Answering.Item> items, Answering.@Nullable Kept kept, @Nullable String done, Locale locale) {
        Inquiry inquiry = answerer.inquiry();
        Map<String, Division> divisions = ground.divisionsByKey();
        ModelAndView page = new ModelAndView("inquiry/answer");
        page.addObject("inquiry", inquiry);
        page.addObject("answerer", answerer);
        page.addObject("division", divisions.get(answerer.division()));
        page.addObject("divisions", divisions);
        page.addObject("asking", divisions.get(inquiry.division()));
        page.addObject("items", items);
        page.addObject("places", places(inquiry));
        page.addObject("halves", Half.values());
        page.addObject("outcomes", Outcome.values());
        page.addObject("sent", kept);
        page.addObject("done", done);
        page.addObject("after", after);
        page.addObject("progress", questions.progressOf(inquiry.id(), answerer.division()));
        Optional<Invitation> invitation = invitations.find(inquiry.id(), answerer.division());
        page.addObject("invitation", invitation.orElse(null));
        page.addObject("by", invitation.map(Invitation::by).filter(by -> !by.name().isEmpty() || answerer.name() == null)
                .orElse(new Answer.By(Renaming.name(divisions, answerer.division(), locale), Objects.requireNonNullElse(answerer.name(), ""), "", "", answerer.via())));
        boolean more = !items.isEmpty() && !questions.of(inquiry.id(), answerer.division(), items.getLast().question().ord(), 1).isEmpty();
        page.addObject("more", more);
        page.addObject("others", divisions.values().stream().filter(Division::isOwn).filter(one -> !one.key().equals(answerer.division())).toList());
        page.addObject("problems", items.stream().flatMap(AnswerPages::problems).toList());
        return page;
    }

    /** A problem as the summary tells it: the id of its box, and the sentence with its arguments. */
    record Problem(String id, String why, Object[] words) {
    }

    private static Stream<Problem> problems(Answering.Item item) {
        return item.readings().values().stream().flatMap(reading -> reading.problems().stream().map(problem ->
                new Problem(box(item.question(), reading.half(), problem), problem.why(), problem.words())));
    }

    static String box(Question question, Half half, Reading.Problem problem) {
        List<Slot> slots = question.slots(half);
        String name = half.key() + "-" + question.ord();
        if (problem.label() == null) {
            return name + "-text";
        }
        int at = IntStream.range(0, slots.size()).filter(index -> slots.get(index).label().equals(problem.label())).findFirst().orElse(0);
        return name + (problem.atReason() ? "-why-" : "-n-") + at;
    }

    /** The measures of its plan by key, as they were when it was asked. */
    Map<String, Place> places(Inquiry inquiry) {
        Plan plan = held.of(inquiry);
        Map<String, List<String>> above = HeldPlans.above(plan);
        return plan.nodes().stream().flatMap(Node::all).collect(Collectors.toMap(Node::key, node ->
                new Place(above.getOrDefault(node.key(), List.of()), node.label(), node.about())));
    }

    static Answer.By by(Answerer answerer, HttpServletRequest request) {
        return new Answer.By(line(request, "section"), line(request, "person"), line(request, "phone"), line(request, "checker"), answerer.via());
    }

    private static String line(HttpServletRequest request, String name) {
        String text = Typed.clean(Objects.requireNonNullElse(request.getParameter(name), "")).replace('\n', ' ');
        return text.substring(0, Math.min(text.length(), 100));
    }

    private static List<Problem> missing(Answer.By by) {
        List<Problem> missing = new ArrayList<>();
        if (by.section().isEmpty()) {
            missing.add(new Problem("section", "inquiry.by.section.missing", new Object[0]));
        }
        if (by.name().isEmpty()) {
            missing.add(new Problem("person", "inquiry.by.name.missing", new Object[0]));
        }
        return missing;
    }

    private static int number(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        try {
            return text == null || text.isEmpty() ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw new BadParameter(name);
        }
    }

    /** The questions of this division that the form holds; whatever else it holds is passed over. */
    private List<Answering.Sent> sent(Answerer answerer, HttpServletRequest request) {
        List<UUID> ids = Stream.of(Objects.requireNonNullElse(request.getParameterValues("question"), new String[0])).map(AnswerPages::uuid).toList();
        Map<UUID, Question> own = questions.of(answerer.inquiry().id(), answerer.division(), ids).stream()
                .collect(Collectors.toMap(Question::id, question -> question));
        List<Answering.Sent> sent = new ArrayList<>();
        for (UUID id : ids) {
            Question question = own.get(id);
            if (question != null) {
                sent.add(new Answering.Sent(question.id(), Math.max(0, number(request, "version-" + question.ord())), typed(question, Half.RESULT, request), typed(question, Half.PLAN, request)));
            }
        }
        return sent;
    }

    /** The id of a question in a form. */
    static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException none) {
            throw new BadParameter("question");
        }
    }

    private static Reading.Typed typed(Question question, Half half, HttpServletRequest request) {
        String name = half.key() + "-" + question.ord();
        Map<String, String> numbers = new HashMap<>();
        Map<String, String> reasons = new HashMap<>();
        List<Slot> slots = question.slots(half);
        for (int at = 0; at < slots.size(); at++) {
            numbers.put(slots.get(at).label(), Objects.requireNonNullElse(request.getParameter(name + "-n-" + at), ""));
            reasons.put(slots.get(at).label(), Objects.requireNonNullElse(request.getParameter(name + "-why-" + at), ""));
        }
        String outcome = request.getParameter(name);
        try {
            return new Reading.Typed(outcome == null ? Outcome.NOT_YET : Outcome.of(outcome), Objects.requireNonNullElse(request.getParameter(name + "-text"), ""), numbers, reasons);
        } catch (IllegalArgumentException unknown) {
            throw new BadParameter(name);
        }
    }
}
