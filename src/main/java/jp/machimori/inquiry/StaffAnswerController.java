package jp.machimori.inquiry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.account.Audit;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** アカウントで回答する。The same page as by a link, for those who sign in; the division that asks may type in what came on paper. */
@Controller
@RequestMapping("/{town}/office/inquiries/{id}/answers/{division}")
class StaffAnswerController {

    private final Inquiries inquiries;
    private final Invitations invitations;
    private final AnswerPages pages;
    private final BookPages books;
    private final Audit audit;

    StaffAnswerController(Inquiries inquiries, Invitations invitations, AnswerPages pages, BookPages books, Audit audit) {
        this.inquiries = inquiries;
        this.invitations = invitations;
        this.pages = pages;
        this.books = books;
        this.audit = audit;
    }

    private Answerer answerer(UUID id, String division, Person person) {
        Inquiry inquiry = inquiries.find(id).orElseThrow(NotFound::new);
        if (inquiry.state() == Inquiry.State.DRAFT || invitations.find(id, division).isEmpty()) {
            throw new NotFound();
        }
        if (!person.mayWrite(List.of(division)) && !person.mayWrite(List.of(inquiry.division()))) {
            throw new Forbidden("inquiry.forbidden.answer");
        }
        String from = person.own().contains(division) ? null : person.own().stream().findFirst().orElse(inquiry.division());
        return new Answerer(inquiry, division, inquiry.path() + "/answers/" + division, null, "account", person.displayName(), from);
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView page(@PathVariable UUID id, @PathVariable String division, Person person, @RequestParam(defaultValue = "-1") int after,
                      @RequestParam(required = false) @Nullable String done, Locale locale) {
        return pages.show(answerer(id, division, person), after, done, locale);
    }

    @PostMapping
    @Transactional
    ModelAndView send(@RequestAttribute Town town, @PathVariable UUID id, @PathVariable String division, Person person, HttpServletRequest request,
                      Locale locale) {
        Answerer answerer = answerer(id, division, person);
        audit.note(person, "inquiry.answered", answerer.path(), Map.of("division", division));
        return pages.send(town, answerer, request, locale);
    }

    @PostMapping("/keep")
    @Transactional
    ModelAndView keep(@RequestAttribute Town town, @PathVariable UUID id, @PathVariable String division, Person person, HttpServletRequest request, Locale locale) {
        return pages.keep(town, answerer(id, division, person), request, locale);
    }

    @PostMapping("/hand-on")
    @Transactional
    ModelAndView handOn(@RequestAttribute Town town, @PathVariable UUID id, @PathVariable String division, Person person, HttpServletRequest request, Locale locale) {
        return pages.handOn(town, answerer(id, division, person), person, request, locale);
    }

    @PostMapping("/approve")
    @Transactional
    ModelAndView approve(@RequestAttribute Town town, @PathVariable UUID id, @PathVariable String division, Person person, HttpServletRequest request, Locale locale) {
        return pages.approve(town, answerer(id, division, person), person, request, locale);
    }

    @GetMapping("/answers.xlsx")
    @Transactional(readOnly = true)
    ResponseEntity<byte[]> workbook(@PathVariable UUID id, @PathVariable String division, Person person) {
        return books.download(answerer(id, division, person));
    }

    @PostMapping("/workbook")
    ModelAndView upload(@PathVariable UUID id, @PathVariable String division, Person person, @RequestParam(required = false) @Nullable MultipartFile file,
                        Locale locale) {
        return books.upload(() -> {
            Answerer answerer = answerer(id, division, person);
            audit.note(person, "inquiry.answered", answerer.path(), Map.of("division", division));
            return Optional.of(answerer);
        }, file, locale).orElseThrow();
    }

    @PostMapping("/workbook/choose")
    @Transactional
    ModelAndView choose(@PathVariable UUID id, @PathVariable String division, Person person, HttpServletRequest request) {
        Answerer answerer = answerer(id, division, person);
        audit.note(person, "inquiry.answered", answerer.path(), Map.of("division", division));
        return books.choose(answerer, request);
    }
}
