package jp.machimori.inquiry;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.account.Person;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
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
    private static final Set<String> DONE = Set.of("kept", "late", "handed", "unmailed", "approved", "noted");

    private final Inquiries inquiries;
    private final Answering answering;
    private final Questions questions;
    private final Jottings jottings;
    private final HandingOn handingOn;
    private final Invitations invitations;
    private final HeldPlans held;
    private final Ground ground;
    private final Clock clock;

    AnswerPages(Inquiries inquiries, Answering answering, Questions questions, Jottings jottings, HandingOn handingOn, Invitations invitations, HeldPlans held, Ground ground, Clock clock) {
        this.inquiries = inquiries;
        this.answering = answering;
        this.questions = questions;
        this.jottings = jottings;
        this.handingOn = handingOn;
        this.invitations = invitations;
        this.held = held;
        this.ground = ground;
        this.clock = clock;
    }

    ModelAndView show(Answerer answerer, int after, @Nullable String done, Locale locale) {
        return page(answerer, after, standing(answerer, page(answerer, after)), null, done != null && DONE.contains(done) ? done : null, locale);
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

    /** The questions of a page as they stand, with what was typed and not sent. */
    private List<Answering.Item> standing(Answerer answerer, List<Question> asked) {
        List<Answering.Item> items = answering.items(answerer.inquiry(), asked);
        Map<UUID, Jotting> jotted = jottings.of(ids(items));
        return items.stream().map(item -> jotted.containsKey(item.question().id()) ? item.with(jotted.get(item.question().id())) : item).toList();
    }

    private static List<UUID> ids(List<Answering.Item> items) {
        return items.stream().map(item -> item.question().id()).toList();
    }

    private FilledPage filled(Answerer answerer, HttpServletRequest request) {
        return FilledPage.of(request, answerer.via(), ids -> questions.of(answerer.inquiry().id(), ids));
    }

    /**
     * 手を入れた問い。What a page says that it did not show.
     *
     * @param items of all its questions that this division is asked, as they stand
     * @param own may be kept
     * @param also another hand typed something else there meanwhile and has not sent it
     * @param gone another division is asked by now, and something would be lost
     */
    private record Touched(Map<UUID, Answering.Item> items, Map<UUID, Jotting> jotted, List<Answering.Sent> own, List<Answering.Sent> also, List<Answering.Sent> gone) {

        boolean isLost() {
            return !also.isEmpty() || !gone.isEmpty();
        }
    }

    /** Held from here on in the order that everybody keeps: the inquiry, its questions, what was typed, the invitation. @param more questions to hold */
    private Touched touched(Answerer answerer, FilledPage filled, UUID... more) {
        Inquiry inquiry = inquiries.holdOpen(answerer.inquiry().id());
        List<UUID> ids = filled.sent().stream().map(Answering.Sent::question).toList();
        Map<UUID, Question> held = questions.hold(inquiry.id(), answerer.division(), Stream.concat(ids.stream(), Stream.of(more)).toList());
        Map<UUID, Answering.Item> items = new LinkedHashMap<>();
        answering.items(inquiry, held.values().stream().filter(question -> ids.contains(question.id())).toList()).forEach(item -> items.put(item.question().id(), item));
        Touched touched = new Touched(items, jottings.of(ids), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Answering.Sent one : filled.sent()) {
            Jotting now = touched.jotted().get(one.question());
            if (filled.isUntouched(one, now, held.containsKey(one.question()) ? held.get(one.question()).version() : null) && !filled.confirmed().contains(one.question())) {
                continue;
            }
            Answering.Item item = items.get(one.question());
            if (item == null) {
                touched.gone().add(one);
            } else if (now == null || filled.mayReplace(one, now)) {
                touched.own().add(one);
            } else if (!one.isWhatStandsIn(item)) {
                touched.also().add(one);
            }
        }
        Map<UUID, Answering.Item> elsewhere = answering.items(inquiry, questions.of(inquiry.id(), touched.gone().stream().map(Answering.Sent::question).toList())).stream()
                .collect(Collectors.toMap(item -> item.question().id(), Function.identity()));
        touched.gone().removeIf(one -> one.isWhatStandsIn(elsewhere.get(one.question())));
        return touched;
    }

    /** Keeps what was sent; the page comes back with what could not be kept. */
    ModelAndView send(Town town, Answerer answerer, HttpServletRequest request, Locale locale) {
        FilledPage filled = filled(answerer, request);
        Touched touched = touched(answerer, filled);
        List<Wrong> missing = Wrong.missing(filled.by());
        if (!missing.isEmpty()) {
            jot(answerer, filled, touched);
            ModelAndView page = back(answerer, filled, touched, List.of(), null, locale);
            page.addObject("problems", missing);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        Answering.Kept kept = answering.keep(answerer.inquiry().id(), answerer.division(), touched.own(), filled.by(), filled.confirmed());
        List<Answering.Item> bad = kept.items().stream().filter(item -> !item.isGood()).toList();
        jottings.drop(ids(kept.items().stream().filter(Answering.Item::isGood).toList()));
        jottings.keep(touched.own().stream().filter(one -> ids(bad).contains(one.question())).toList(), filled.sheet(), filled.by().name());
        if (kept.kept() > 0 && !kept.late()) {
            invitations.answeredBy(answerer.inquiry().id(), answerer.division(), filled.by());
        }
        if (bad.isEmpty() && !touched.isLost()) {
            boolean next = request.getParameter("next") != null && !touched.items().isEmpty();
            return redirect(town, answerer, kept.late() ? "late" : "kept", next ? List.copyOf(touched.items().values()).getLast().question().ord() : filled.after());
        }
        return back(answerer, filled, touched, bad, kept, locale);
    }

    /** The page with what was typed, and beside it what other hands did meanwhile. @param bad what could not be read or was overtaken */
    private ModelAndView back(Answerer answerer, FilledPage filled, Touched touched, List<Answering.Item> bad, Answering.@Nullable Kept kept, Locale locale) {
        Map<UUID, Answering.Item> typed = bad.stream().collect(Collectors.toMap(item -> item.question().id(), Function.identity()));
        touched.also().forEach(one -> typed.put(one.question(), touched.items().get(one.question()).with(one)));
        List<Answering.Item> items = standing(answerer, questions.of(answerer.inquiry().id(), answerer.division(), touched.items().keySet())).stream()
                .map(item -> typed.getOrDefault(item.question().id(), item)).toList();
        List<Gone> gone = gone(answerer.inquiry(), touched.gone(), locale);
        ModelAndView page = page(answerer, filled.after(), items, kept, null, locale);
        page.addObject("by", filled.by());
        page.addObject("gone", gone);
        page.addObject("problems", items.stream().flatMap(item ->
                typed.containsKey(item.question().id()) ? Stream.concat(Wrong.in(item), Wrong.overtaken(item)) : Wrong.in(item)).toList());
        boolean meanwhile = touched.isLost() || bad.stream().anyMatch(item -> item.standing() != null);
        page.setStatus(meanwhile ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private static ModelAndView redirect(Town town, Answerer answerer, String done, int after) {
        return new ModelAndView("redirect:/" + town.key() + answerer.path() + "?done=" + done + (after >= 0 ? "&after=" + after : ""));
    }

    /** Keeps what was typed, and answers nothing. */
    ModelAndView keep(Town town, Answerer answerer, HttpServletRequest request, Locale locale) {
        FilledPage filled = filled(answerer, request);
        Touched touched = touched(answerer, filled);
        jot(answerer, filled, touched);
        return touched.isLost() ? back(answerer, filled, touched, List.of(), null, locale) : redirect(town, answerer, "noted", filled.after());
    }

    private void jot(Answerer answerer, FilledPage filled, Touched touched) {
        Map<Boolean, List<Answering.Sent>> standing = touched.own().stream()
                .collect(Collectors.partitioningBy(one -> one.isWhatStandsIn(touched.items().get(one.question()))));
        jottings.drop(standing.get(true).stream().map(Answering.Sent::question).toList());
        jottings.keep(standing.get(false).stream().filter(one -> {
            Jotting now = touched.jotted().get(one.question());
            return now == null || !now.saysTheSameAs(one.result(), one.plan());
        }).toList(), filled.sheet(), filled.by().name());
        invitations.writtenBy(answerer.inquiry().id(), answerer.division(), filled.by());
    }

    /** Hands one question on and keeps what was typed about the others. */
    ModelAndView handOn(Town town, Answerer answerer, @Nullable Person person, HttpServletRequest request, Locale locale) {
        FilledPage filled = filled(answerer, request);
        UUID question = FilledPage.uuid(FilledPage.line(request, "hand"));
        Touched touched = touched(answerer, filled, question);
        jot(answerer, filled, touched);
        if (touched.isLost()) {
            return back(answerer, filled, touched, List.of(), null, locale);
        }
        String to = FilledPage.line(request, "to");
        return answered(town, answerer, filled, handingOn.reaches(to) ? "handed" : "unmailed", handingOn.handOn(answerer, person, question, to, locale), Map.of("hand", question, "to", to), locale);
    }

    /** Notes the approval of the head and keeps what was typed. */
    ModelAndView approve(Town town, Answerer answerer, @Nullable Person person, HttpServletRequest request, Locale locale) {
        FilledPage filled = filled(answerer, request);
        Touched touched = touched(answerer, filled);
        jot(answerer, filled, touched);
        if (touched.isLost()) {
            return back(answerer, filled, touched, List.of(), null, locale);
        }
        String approver = FilledPage.line(request, "approver");
        return answered(town, answerer, filled, "approved", handingOn.approve(answerer, person, approver), Map.of("approver", approver), locale);
    }

    /** @param typed to be shown again where it is refused */
    private ModelAndView answered(Town town, Answerer answerer, FilledPage filled, String done, Optional<Refusal> refusal, Map<String, ?> typed,
                                  Locale locale) {
        if (refusal.isEmpty()) {
            return redirect(town, answerer, done, filled.after());
        }
        ModelAndView page = page(answerer, filled.after(), standing(answerer, page(answerer, filled.after())), null, null, locale);
        page.addObject("refusal", refusal.get());
        page.addAllObjects(typed);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    /** 回された問い。What was typed about a question that another division is asked by now. @param text as one text */
    record Gone(String measure, String division, String text) {
    }

    private List<Gone> gone(Inquiry inquiry, List<Answering.Sent> sent, Locale locale) {
        Map<UUID, Answering.Sent> typed = sent.stream().collect(Collectors.toMap(Answering.Sent::question, Function.identity()));
        Map<String, Division> divisions = ground.divisionsByKey();
        Map<String, HeldPlans.Place> places = held.places(inquiry);
        return questions.of(inquiry.id(), typed.keySet()).stream().map(question -> new Gone(HeldPlans.Place.of(question, places).label(), Renaming.name(divisions, question.asked(), locale),
                typed.get(question.id()).asText(question))).toList();
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
        page.addObject("overdue", inquiry.isOpen() && inquiry.deadline().isBefore(LocalDate.now(clock)));
        page.addObject("items", items);
        page.addObject("places", held.places(inquiry));
        page.addObject("halves", Half.values());
        page.addObject("outcomes", Outcome.values());
        page.addObject("sent", kept);
        page.addObject("done", done);
        page.addObject("after", after);
        page.addObject("progress", questions.progressOf(inquiry.id(), answerer.division()));
        Optional<Invitation> invitation = invitations.find(inquiry.id(), answerer.division());
        page.addObject("invitation", invitation.orElse(null));
        page.addObject("by", invitation.map(Invitation::by).filter(by -> !answerer.correctsForAnother() && (!by.name().isEmpty() || answerer.name() == null))
                .orElse(new Answer.By(Renaming.name(divisions, answerer.correctsForAnother() ? Objects.requireNonNull(answerer.from()) : answerer.division(), locale), Objects.requireNonNullElse(answerer.name(), ""), "", "", answerer.via())));
        boolean more = !items.isEmpty() && !questions.of(inquiry.id(), answerer.division(), items.getLast().question().ord(), 1).isEmpty();
        page.addObject("more", more);
        FiscalYear today = FiscalYear.of(LocalDate.now(clock));
        page.addObject("others", divisions.values().stream().filter(one -> one.isOwn() && one.existsIn(today) && !one.key().equals(answerer.division())).toList());
        Map<UUID, Jotting> jotted = jottings.of(ids(items));
        page.addObject("jotted", jotted);
        Map<UUID, FilledPage.Shown> shown = new LinkedHashMap<>();
        items.forEach(item -> shown.put(item.question().id(), FilledPage.Shown.of(item.readings().get(Half.RESULT).typed(), item.readings().get(Half.PLAN).typed(),
                jotted.get(item.question().id()))));
        page.addObject("showing", shown);
        page.addObject("sheet", UUID.randomUUID());
        page.addObject("returned", questions.chosen(inquiry.id(), new Questions.Choice(answerer.division(), Question.Stand.RETURNED.key()), 0, MOST));
        page.addObject("shown", ids(items));
        page.addObject("gone", List.of());
        page.addObject("problems", items.stream().flatMap(Wrong::in).toList());
        return page;
    }
}
