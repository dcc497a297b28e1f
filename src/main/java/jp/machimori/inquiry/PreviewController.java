package jp.machimori.inquiry;

import java.util.Locale;
import java.util.UUID;
import java.util.function.BiFunction;
import jp.machimori.account.Person;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Town;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
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
    private final Resolving resolving;
    private final TransactionTemplate transaction;

    PreviewController(Inquiries inquiries, Invitations invitations, AnswerPages pages, BookPages books, Inviting inviting, Letters letters, Resolving resolving,
                      PlatformTransactionManager transactions) {
        this.inquiries = inquiries;
        this.invitations = invitations;
        this.pages = pages;
        this.books = books;
        this.inviting = inviting;
        this.letters = letters;
        this.resolving = resolving;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** As it will be once it is open: whoever took over from that division is asked, and asked once. All of it is undone after the look. */
    private <T> T foreseen(UUID id, String division, Person person, BiFunction<Inquiry, Answerer, T> look) {
        return transaction.execute(status -> {
            status.setRollbackOnly();
            Inquiry inquiry = inquiries.kept(id, person);
            if (invitations.find(id, division).isEmpty()) {
                throw new NotFound();
            }
            String asked = inquiry.state() == Inquiry.State.DRAFT && inquiries.holdAlone(id).state() == Inquiry.State.DRAFT ? resolving.foresee(inquiry, division) : division;
            return look.apply(inquiry, Answerer.byLink(inquiries.find(id).orElseThrow().opened(), asked, inquiry.path() + "/preview/" + division, null));
        });
    }

    /** Once it went out there is the page itself. */
    @GetMapping
    ModelAndView page(@RequestAttribute Town town, @PathVariable UUID id, @PathVariable String division, Person person, @RequestParam(defaultValue = "-1") int after,
                      Locale locale) {
        return foreseen(id, division, person, (inquiry, answerer) -> inquiry.state() != Inquiry.State.DRAFT
                ? new ModelAndView("redirect:/" + town.key() + inquiry.path() + "/answers/" + division)
                : pages.show(answerer, after, null, locale).addObject("preview", inviting.draft(answerer.inquiry(), answerer.division()))
                        .addObject("letter", letters.text(answerer.inquiry())));
    }

    @GetMapping("/answers.xlsx")
    ResponseEntity<byte[]> workbook(@PathVariable UUID id, @PathVariable String division, Person person) {
        return foreseen(id, division, person, (inquiry, answerer) -> books.download(answerer));
    }
}
