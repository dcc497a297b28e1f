package jp.machimori.inquiry;

import java.util.Locale;
import java.util.UUID;
import jp.machimori.account.Person;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Town;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** 下見。What a division will get, for the division that asks to read before anything goes out: the page, its workbook, the mail, the covering letter. */
@Controller
@RequestMapping("/{town}/office/inquiries/{id}/preview/{division}")
class PreviewController {

    private final Inquiries inquiries;
    private final Invitations invitations;
    private final AnswerPages pages;
    private final BookPages books;
    private final Inviting inviting;
    private final Letters letters;

    PreviewController(Inquiries inquiries, Invitations invitations, AnswerPages pages, BookPages books, Inviting inviting, Letters letters) {
        this.inquiries = inquiries;
        this.invitations = invitations;
        this.pages = pages;
        this.books = books;
        this.inviting = inviting;
        this.letters = letters;
    }

    /** What it will be shown to, as if it were open. */
    private AnswerPages.Answerer answerer(Inquiry inquiry, String division) {
        if (invitations.find(inquiry.id(), division).isEmpty()) {
            throw new NotFound();
        }
        return new AnswerPages.Answerer(inquiry.opened(), division, inquiry.path() + "/preview/" + division, null, "link", null);
    }

    /** Once it went out there is the page itself. */
    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView page(@RequestAttribute Town town, @PathVariable UUID id, @PathVariable String division, Person person, @RequestParam(defaultValue = "-1") int after,
                      Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        AnswerPages.Answerer answerer = answerer(inquiry, division);
        if (inquiry.state() != Inquiry.State.DRAFT) {
            return new ModelAndView("redirect:/" + town.key() + inquiry.path() + "/answers/" + division);
        }
        return pages.show(answerer, after, null, locale).addObject("preview", inviting.draft(inquiry, division)).addObject("letter", letters.text(inquiry));
    }

    @GetMapping("/answers.xlsx")
    @Transactional(readOnly = true)
    ResponseEntity<byte[]> workbook(@PathVariable UUID id, @PathVariable String division, Person person) {
        return books.download(answerer(inquiries.kept(id, person), division));
    }
}
