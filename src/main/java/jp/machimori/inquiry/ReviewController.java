package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Division;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
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

    private final Inquiries inquiries;
    private final Questions questions;
    private final Answers answers;
    private final Reviewing reviewing;
    private final Holding holding;
    private final Inviting inviting;
    private final Audit audit;

    ReviewController(Inquiries inquiries, Questions questions, Answers answers, Reviewing reviewing, Holding holding, Inviting inviting, Audit audit) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.answers = answers;
        this.reviewing = reviewing;
        this.holding = holding;
        this.inviting = inviting;
        this.audit = audit;
    }

    /** What the officer looks at. @param show null: what is to be looked at first */
    record View(String division, @Nullable String show, int from) {
        View {
            if (show != null && !Reviewing.SHOWS.contains(show)) {
                throw new BadParameter("show", String.join(" | ", Reviewing.SHOWS));
            }
        }

        String query() {
            return (division.matches("[a-z][a-z0-9_-]*") ? "&division=" + division : "") + (show == null ? "" : "&show=" + show) + (from == 0 ? "" : "&from=" + from);
        }
    }

    @ModelAttribute("view")
    View view(@RequestParam(defaultValue = "") String division, @RequestParam(defaultValue = "") String show, @RequestParam(defaultValue = "0") int from) {
        return new View(division, show.isEmpty() ? null : show, from);
    }

    @GetMapping("/review")
    @Transactional(readOnly = true)
    ModelAndView review(@PathVariable UUID id, Person person, @ModelAttribute(name = "view", binding = false) View view, @RequestParam(required = false) @Nullable String done, Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        Reviewing.Shown shown = reviewing.shown(inquiry, view.division(), view.show(), view.from(), locale);
        ModelAndView page = new ModelAndView("inquiry/review");
        page.addObject("inquiry", inquiry);
        page.addObject("shown", shown);
        page.addObject("shows", Reviewing.SHOWS);
        page.addObject("rows", shown.rows());
        page.addObject("next", shown.from() + Reviewing.PAGE < shown.count() ? shown.from() + Reviewing.PAGE : null);
        Map<String, Division> divisions = holding.renaming().divisions();
        Map<String, Division> asked = new LinkedHashMap<>();
        questions.progress(id).forEach(one -> asked.put(one.division(), divisions.get(one.division())));
        page.addObject("asked", asked);
        page.addObject("done", done);
        return page;
    }

    /** These rows alone, to be looked at again before anything is pressed. */
    private static ModelAndView again(Inquiry inquiry, List<Reviewing.Row> rows, int done, HttpStatus status) {
        ModelAndView page = new ModelAndView("inquiry/again");
        page.setStatus(status);
        page.addObject("inquiry", inquiry);
        page.addObject("rows", rows);
        page.addObject("pressed", done);
        return page;
    }

    /** One answer, or all of which nothing stands out; those that are not what the officer saw are shown as they are now. */
    @PostMapping("/accept")
    @Transactional
    ModelAndView accept(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") List<String> seen,
                        @RequestParam(defaultValue = "false") boolean together, @ModelAttribute(name = "view", binding = false) View view, Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        List<Reviewing.Seen> pressed = Reviewing.Seen.of(seen);
        Reviewing.Pressed result = reviewing.accept(inquiry, pressed, together, locale);
        if (!result.done().isEmpty()) {
            audit.note(person, "inquiry.accepted", inquiry.path(), Map.of("questions", result.done().size()));
        }
        if (!result.changed().isEmpty()) {
            return again(inquiry, result.changed(), result.done().size(), HttpStatus.CONFLICT);
        }
        return back(town, inquiry, view, !result.open() ? "closed" : "accepted");
    }

    @PostMapping("/return")
    @Transactional
    ModelAndView sendBack(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam String seen, @RequestParam(defaultValue = "") String remark,
                          @ModelAttribute(name = "view", binding = false) View view, Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        Reviewing.Seen pressed = Reviewing.Seen.of(List.of(seen)).getFirst();
        String why = Typed.clean(remark);
        if (why.isEmpty() || why.length() > 1000) {
            Question one = questions.at(id, pressed.place()).orElseThrow(NotFound::new);
            ModelAndView page = again(inquiry, reviewing.rows(inquiry, List.of(one), locale), 0, HttpStatus.UNPROCESSABLE_CONTENT);
            page.addObject("problems", List.of(new Problem("remark-" + one.ord(), "inquiry.bad.remark")));
            page.addObject("remark", remark);
            return page;
        }
        Reviewing.Pressed result = reviewing.sendBack(inquiry, pressed, why, locale);
        if (!result.changed().isEmpty()) {
            ModelAndView page = again(inquiry, result.changed(), 0, HttpStatus.CONFLICT);
            page.addObject("remark", remark);
            return page;
        }
        for (Question one : result.done()) {
            inviting.returned(inquiry, one, reviewing.place(inquiry, one).label(), why);
            audit.note(person, "inquiry.returned", inquiry.path(), Map.of("division", one.asked(), "node", one.node()));
        }
        return back(town, inquiry, view, !result.open() ? "closed" : "returned");
    }

    private static ModelAndView back(Town town, Inquiry inquiry, View view, String done) {
        return new ModelAndView("redirect:/" + town.key() + inquiry.path() + "/review?done=" + done + view.query());
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
        List<Reviewing.Row> rows = reviewing.rows(inquiry, List.of(one), locale);
        page.addObject("rows", rows);
        page.addObject("row", rows.getFirst());
        page.addObject("versions", versions(one));
        page.addObject("done", done);
        return page;
    }

    private List<Version> versions(Question one) {
        List<Version> versions = new ArrayList<>();
        answers.versions(one.id()).forEach(answer -> versions.add(new Version(answer, AnswerText.plain(answer.result(), one.slots(Half.RESULT)),
                AnswerText.plain(answer.plan(), one.slots(Half.PLAN)))));
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
            page.addObject("problems", List.of(new Problem("reason-" + version, "inquiry.bad.correction")));
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        holding.correct(town, inquiry, one, version, why);
        audit.note(person, "inquiry.corrected", inquiry.path() + "/questions/" + question, Map.of("node", one.node(), "version", version, "reason", why));
        return new ModelAndView("redirect:/" + town.key() + inquiry.path() + "/questions/" + question + "?done=counted");
    }
}
