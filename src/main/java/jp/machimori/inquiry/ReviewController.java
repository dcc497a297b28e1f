package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.ledger.Typed;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** 回答の確認。The answers side by side with last year's and with what stands out; accepted, sent back, corrected after the closing. */
@Controller
@RequestMapping("/{town}/office/inquiries/{id}")
class ReviewController {

    private static final int PAGE = 50;

    /** Of more questions than these, what stands out is looked for only on the page that is shown, or when it is asked for. */
    private static final int MOST = 1_000;

    private final Inquiries inquiries;
    private final Questions questions;
    private final Answering answering;
    private final Holding holding;
    private final Inviting inviting;
    private final AnswerPages pages;
    private final Figures figures;
    private final Audit audit;

    ReviewController(Inquiries inquiries, Questions questions, Answering answering, Holding holding, Inviting inviting, AnswerPages pages, Figures figures,
                     Audit audit) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.answering = answering;
        this.holding = holding;
        this.inviting = inviting;
        this.pages = pages;
        this.figures = figures;
        this.audit = audit;
    }

    /** 並べた一行。 @param late an answer that came in after the closing and is newer than what counts */
    record Row(Question question, AnswerPages.Place place, String division, @Nullable Answer answer, String result, String plan,
               List<Findings.Finding> findings, boolean late) {
    }

    @GetMapping("/review")
    @Transactional(readOnly = true)
    ModelAndView review(@PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String division, @RequestParam(defaultValue = "") String show,
                        @RequestParam(defaultValue = "0") int from, @RequestParam(required = false) @Nullable String done, Locale locale) {
        if (!List.of("", "findings", "answered", "waiting", "returned", "accepted", "late").contains(show)) {
            throw new BadParameter("show", "findings | answered | waiting | returned | accepted | late");
        }
        Inquiry inquiry = inquiries.kept(id, person);
        Shown shown = shown(inquiry, division, show, from, locale);
        ModelAndView page = new ModelAndView("inquiry/review");
        page.addObject("inquiry", inquiry);
        page.addObject("rows", shown.rows());
        page.addObject("count", shown.count());
        page.addObject("next", shown.from() + PAGE < shown.count() ? shown.from() + PAGE : null);
        page.addObject("findings", shown.findings());
        page.addObject("acceptable", shown.acceptable());
        Renaming renaming = holding.renaming();
        Map<String, Division> asked = new LinkedHashMap<>();
        questions.progress(id).forEach(one -> asked.put(one.division(), renaming.divisions().get(one.division())));
        page.addObject("asked", asked);
        page.addObject("division", division);
        page.addObject("show", show);
        page.addObject("done", done);
        return page;
    }

    /**
     * 見せる行。
     *
     * @param count of all rows that were chosen, of which one page is shown
     * @param findings how many answers stand out; null where that was not looked for in all
     * @param acceptable how many chosen ones can be accepted together
     */
    private record Shown(List<Row> rows, int from, int count, @Nullable Integer findings, int acceptable) {
    }

    private Shown shown(Inquiry inquiry, String division, String show, int from, Locale locale) {
        boolean findings = show.equals("findings");
        if (!findings && questions.count(inquiry.id(), new Questions.Choice(division, "")) > MOST) {
            Questions.Choice choice = new Questions.Choice(division, show);
            int count = questions.count(inquiry.id(), choice);
            int start = Math.clamp(from, 0, Math.max(0, count - 1));
            return new Shown(rows(inquiry, questions.chosen(inquiry.id(), choice, start, PAGE), locale), start, count, null, 0);
        }
        List<Row> all = rows(inquiry, questions.chosen(inquiry.id(), new Questions.Choice(division, ""), 0, Integer.MAX_VALUE), locale);
        List<Row> chosen = all.stream().filter(row -> switch (show) {
            case "" -> true;
            case "findings" -> !row.findings().isEmpty();
            case "late" -> row.late();
            default -> row.question().stand().key().equals(show);
        }).toList();
        int start = Math.clamp(from, 0, Math.max(0, chosen.size() - 1));
        return new Shown(chosen.subList(chosen.isEmpty() ? 0 : start, Math.min(chosen.size(), start + PAGE)), start, chosen.size(),
                (int) all.stream().filter(row -> !row.findings().isEmpty()).count(), (int) chosen.stream().filter(ReviewController::isAcceptable).count());
    }

    private static boolean isAcceptable(Row row) {
        return row.question().stand() == Question.Stand.ANSWERED && row.findings().isEmpty();
    }

    /** These questions with what stands out in them, also beside questions that ask for the same number. */
    private List<Row> rows(Inquiry inquiry, List<Question> asked, Locale locale) {
        Renaming renaming = holding.renaming();
        List<Question> beside = questions.asking(inquiry.id(), asked.stream().flatMap(question -> question.slots(Half.RESULT).stream())
                .flatMap(renaming::lines).distinct().toList(), asked);
        List<Question> all = Stream.concat(asked.stream(), beside.stream()).sorted(Comparator.comparing(Question::ord)).toList();
        Map<UUID, Answer> answers = inquiry.isClosed() ? questions.counted(all) : questions.newest(all);
        Map<UUID, Map<Half, Map<String, Known>>> known = answering.known(inquiry, all);
        Map<String, AnswerPages.Place> places = pages.places(inquiry);
        Map<String, String> measures = new LinkedHashMap<>();
        places.forEach((node, place) -> measures.put(node, place.label()));
        Map<UUID, List<Findings.Finding>> found = new Findings(inquiry, inquiry.share(), renaming, known, series(inquiry, all, renaming), measures).of(all, answers);
        return asked.stream().map(question -> {
            Answer answer = answers.get(question.id());
            return new Row(question, places.getOrDefault(question.node(), new AnswerPages.Place(List.of(), question.node(), null)),
                    Renaming.name(renaming.divisions(), question.asked(), locale), answer,
                    answer == null ? "" : Wording.plain(answer.result(), question.slots(Half.RESULT)),
                    answer == null ? "" : Wording.plain(answer.plan(), question.slots(Half.PLAN)),
                    found.getOrDefault(question.id(), List.of()),
                    inquiry.isClosed() && question.version() > (question.counted() == null ? 0 : question.counted()));
        }).toList();
    }

    /** The figures of five years back, for claims about them. */
    private Map<Line, List<Figure>> series(Inquiry inquiry, Collection<Question> asked, Renaming renaming) {
        return figures.of(asked.stream().flatMap(question -> question.slots(Half.RESULT).stream()).flatMap(slot -> Stream.iterate(inquiry.year(), FiscalYear::previous)
                .limit(6).map(year -> renaming.line(slot, year))).distinct().toList());
    }

    /** One answer, or all shown ones of which nothing stands out. */
    @PostMapping("/accept")
    @Transactional
    String accept(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(required = false) @Nullable UUID question,
                  @RequestParam(defaultValue = "") String division, @RequestParam(defaultValue = "") String show, Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (inquiry.isOpen()) {
            List<UUID> ids = question != null ? questions.find(id, question).filter(one -> one.stand() == Question.Stand.ANSWERED).map(one -> List.of(one.id())).orElse(List.of())
                    : !List.of("", Question.Stand.ANSWERED.key()).contains(show) ? List.of()
                    : rows(inquiry, questions.chosen(id, new Questions.Choice(division, Question.Stand.ANSWERED.key()), 0, Integer.MAX_VALUE), locale).stream()
                            .filter(ReviewController::isAcceptable).map(row -> row.question().id()).toList();
            questions.stand(ids, Question.Stand.ACCEPTED, null);
            audit.note(person, "inquiry.accepted", inquiry.path(), Map.of("questions", ids.size()));
        }
        return review(town, inquiry, division, show, "accepted");
    }

    @PostMapping("/return")
    @Transactional
    String sendBack(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam UUID question, @RequestParam(defaultValue = "") String remark,
                    @RequestParam(defaultValue = "") String division, @RequestParam(defaultValue = "") String show) {
        Inquiry inquiry = inquiries.kept(id, person);
        Question one = questions.find(id, question).orElseThrow(NotFound::new);
        String why = Typed.clean(remark);
        if (!inquiry.isOpen() || one.version() == 0 || why.isEmpty() || why.length() > 1000) {
            return review(town, inquiry, division, show, why.isEmpty() ? "no-remark" : "no-return");
        }
        questions.stand(List.of(question), Question.Stand.RETURNED, why);
        inviting.returned(inquiry, one, why);
        audit.note(person, "inquiry.returned", inquiry.path(), Map.of("division", one.asked(), "node", one.node()));
        return review(town, inquiry, division, show, "returned");
    }

    private static String review(Town town, Inquiry inquiry, String division, String show, String done) {
        return "redirect:/" + town.key() + inquiry.path() + "/review?done=" + done
                + (division.matches("[a-z][a-z0-9_-]*") ? "&division=" + division : "") + (show.matches("[a-z]+") ? "&show=" + show : "");
    }

    /** 一問のこれまで。 */
    record Version(Answer answer, String result, String plan) {
    }

    @GetMapping("/questions/{question}")
    @Transactional(readOnly = true)
    ModelAndView question(@PathVariable UUID id, @PathVariable UUID question, Person person, @RequestParam(required = false) @Nullable String done, Locale locale) {
        return question(inquiries.kept(id, person), question, done, locale);
    }

    private ModelAndView question(Inquiry inquiry, UUID question, @Nullable String done, Locale locale) {
        Question one = questions.find(inquiry.id(), question).orElseThrow(NotFound::new);
        ModelAndView page = new ModelAndView("inquiry/question");
        page.addObject("inquiry", inquiry);
        page.addObject("row", rows(inquiry, List.of(one), locale).getFirst());
        page.addObject("versions", versions(one));
        page.addObject("done", done);
        return page;
    }

    private List<Version> versions(Question one) {
        List<Version> versions = new ArrayList<>();
        questions.versions(one.id()).forEach(answer -> versions.add(new Version(answer, Wording.plain(answer.result(), one.slots(Half.RESULT)),
                Wording.plain(answer.plan(), one.slots(Half.PLAN)))));
        return versions;
    }

    /** After the closing: another version of the answer counts from now on, with the reason. */
    @PostMapping("/questions/{question}/count")
    @Transactional
    ModelAndView count(@RequestAttribute Town town, @PathVariable UUID id, @PathVariable UUID question, Person person, @RequestParam int version,
                       @RequestParam(defaultValue = "") String reason, Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        Question one = questions.find(id, question).orElseThrow(NotFound::new);
        String why = Typed.clean(reason).replace('\n', ' ');
        if (!inquiry.isClosed() || version < 1 || version > one.version()) {
            throw new BadParameter("version");
        }
        if (why.isEmpty() || why.length() > 500) {
            ModelAndView page = question(inquiry, question, null, locale);
            page.addObject("problems", List.of(new AnswerPages.Problem("reason-" + version, "inquiry.bad.correction", new Object[0])));
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        holding.correct(town, inquiry, one, version, why);
        audit.note(person, "inquiry.corrected", inquiry.path() + "/questions/" + question, Map.of("node", one.node(), "version", version, "reason", why));
        return new ModelAndView("redirect:/" + town.key() + inquiry.path() + "/questions/" + question + "?done=counted");
    }
}
