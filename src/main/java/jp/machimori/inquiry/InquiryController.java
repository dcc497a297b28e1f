package jp.machimori.inquiry;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.post.Post;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Ground;
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

/** 照会の仕事場。Where the division that asks changes an inquiry, sends it out, follows it and closes it. */
@Controller
@RequestMapping("/{town}/office/inquiries/{id}")
class InquiryController {

    private final Inquiries inquiries;
    private final Questions questions;
    private final Invitations invitations;
    private final Inviting inviting;
    private final Holding holding;
    private final Resolving resolving;
    private final InquiryPages pages;
    private final Ground ground;
    private final Post post;
    private final Audit audit;
    private final Clock clock;

    InquiryController(Inquiries inquiries, Questions questions, Invitations invitations, Inviting inviting, Holding holding, Resolving resolving, InquiryPages pages, Ground ground,
                      Post post, Audit audit, Clock clock) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.invitations = invitations;
        this.inviting = inviting;
        this.holding = holding;
        this.resolving = resolving;
        this.pages = pages;
        this.ground = ground;
        this.post = post;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView one(@PathVariable UUID id, Person person, @RequestParam(required = false) @Nullable String done, Locale locale) {
        return pages.page(inquiries.kept(id, person), person, locale).addObject("done", done);
    }

    @PostMapping("/change")
    @Transactional
    ModelAndView change(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String title,
                        @RequestParam(defaultValue = "") String deadline, @RequestParam(defaultValue = "30") String share,
                        @RequestParam(defaultValue = "false") boolean approval, Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        Wish wish = new Wish(inquiry.plan(), inquiry.year().notation(), inquiry.division(), title, deadline, share, approval);
        List<Problem> problems = wish.problems(LocalDate.now(clock));
        if (!problems.isEmpty() || inquiry.isClosed()) {
            ModelAndView page = pages.page(inquiry, person, locale);
            page.addObject("problems", problems);
            page.addObject("wish", wish);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        Wish.Settings settings = wish.settings();
        inquiries.change(id, settings.title().isEmpty() ? inquiry.title() : settings.title(), settings.deadline(), settings.share(), approval);
        audit.note(person, "inquiry.changed", inquiry.path(), Map.of("deadline", settings.deadline().toString()));
        return back(town, inquiry, "changed");
    }

    @PostMapping("/open")
    @Transactional
    ModelAndView open(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (inquiry.state() == Inquiry.State.DRAFT && resolving.changes(inquiry).stream().anyMatch(change -> change.to() == null)) {
            return back(town, inquiry, "nobody");
        }
        if (!holding.open(inquiry)) {
            return back(town, inquiry, "");      // a colleague was first
        }
        inviting.invite(inquiries.find(id).orElseThrow(), questions.progress(id).stream().map(Questions.Progress::division).toList());
        audit.note(person, "inquiry.opened", inquiry.path(), Map.of("title", inquiry.title()));
        return back(town, inquiry, "opened");
    }

    @PostMapping("/remind")
    @Transactional
    ModelAndView remind(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String division) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (inquiry.isOpen()) {
            List<String> due = questions.progress(id).stream().filter(one -> one.due() > 0).map(Questions.Progress::division)
                    .filter(key -> division.isEmpty() || division.equals(key)).toList();
            if (due.isEmpty()) {
                return back(town, inquiry, "");      // all have answered meanwhile
            }
            List<String> without = inviting.remind(inquiry, due);
            if (without.size() == due.size()) {
                return back(town, inquiry, "unreminded");
            }
            audit.note(person, "inquiry.reminded", inquiry.path(), Map.of("divisions", due.size() - without.size()));
        }
        return back(town, inquiry, "reminded");
    }

    /** Shown by the answer itself and kept nowhere, hence no redirect. */
    @PostMapping("/link")
    @Transactional
    ModelAndView link(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam String division, Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (invitations.find(id, division).isEmpty() || inquiry.state() == Inquiry.State.DRAFT) {
            throw new NotFound();
        }
        String link = inviting.link(town, inquiry, division);
        audit.note(person, "inquiry.linked", inquiry.path(), Map.of("division", division));
        ModelAndView page = pages.page(inquiry, person, locale);
        page.addObject("link", link);
        page.addObject("made", Renaming.name(ground.divisionsByKey(), division, locale));
        return page;
    }

    @PostMapping("/stop")
    @Transactional
    ModelAndView stop(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam String division) {
        Inquiry inquiry = inquiries.kept(id, person);
        invitations.stop(id, division);
        audit.note(person, "inquiry.stopped", inquiry.path(), Map.of("division", division));
        return back(town, inquiry, "stopped");
    }

    @GetMapping("/close")
    @Transactional(readOnly = true)
    ModelAndView closing(@PathVariable UUID id, Person person, Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        ModelAndView page = pages.page(inquiry, person, locale);
        page.addObject("unsettled", holding.unsettled(inquiry).size());
        page.setViewName("inquiry/close");
        return page;
    }

    @PostMapping("/close")
    @Transactional
    ModelAndView close(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (!holding.close(town, id)) {
            return inquiries.find(id).orElseThrow().isOpen() ? new ModelAndView("redirect:/" + town.key() + inquiry.path() + "/settle?done=unsettled")
                    : back(town, inquiry, "closed");
        }
        post.withdraw("inquiry/" + id);
        audit.note(person, "inquiry.closed", inquiry.path(), Map.of("title", inquiry.title()));
        return back(town, inquiry, "closed");
    }

    @PostMapping("/drop")
    @Transactional
    ModelAndView drop(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (inquiries.holdAlone(id).state() == Inquiry.State.DRAFT) {
            inquiries.drop(id);
            audit.note(person, "inquiry.dropped", inquiry.path(), Map.of("title", inquiry.title()));
        }
        return new ModelAndView("redirect:/" + town.key() + "/office/inquiries");
    }

    private static ModelAndView back(Town town, Inquiry inquiry, String done) {
        return new ModelAndView("redirect:/" + town.key() + inquiry.path() + "?done=" + done);
    }
}
