package jp.machimori.inquiry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.shell.FileName;
import jp.machimori.town.Era;
import jp.machimori.town.Town;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** 照会文。The covering letter as the division that asks reads it before it goes out, with its number and its day. */
@Controller
@RequestMapping("/{town}/office/inquiries/{id}")
class LetterController {

    private static final int LONGEST = 50;

    private final Inquiries inquiries;
    private final Letters letters;
    private final Audit audit;

    LetterController(Inquiries inquiries, Letters letters, Audit audit) {
        this.inquiries = inquiries;
        this.letters = letters;
        this.audit = audit;
    }

    @GetMapping("/letter.docx")
    @Transactional(readOnly = true)
    ResponseEntity<byte[]> letter(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Inquiry inquiry = inquiries.kept(id, person);
        return BookPages.file(letters.letter(inquiry), Letters.DOCX, new FileName("letter-" + town.key() + "-" + inquiry.year().notation() + ".docx", Letters.NAME));
    }

    @GetMapping("/letter")
    @Transactional(readOnly = true)
    ModelAndView heading(@PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String done) {
        Inquiry inquiry = inquiries.kept(id, person);
        LocalDate on = inquiry.letterhead().on();
        ModelAndView page = page(inquiry, inquiry.letterhead().number(), on == null ? "" : Era.dateOf(on), List.of());
        page.addObject("done", done);
        return page;
    }

    private static ModelAndView page(Inquiry inquiry, String number, String on, List<Problem> problems) {
        ModelAndView page = new ModelAndView("inquiry/letter");
        page.addObject("inquiry", inquiry);
        page.addObject("number", number);
        page.addObject("on", on);
        page.addObject("problems", problems);
        page.addObject("wrong", problems.stream().map(Problem::id).toList());
        return page;
    }

    @PostMapping("/letter")
    @Transactional
    ModelAndView head(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String number,
                      @RequestParam(defaultValue = "") String on) {
        Inquiry inquiry = inquiries.kept(id, person);
        String plain = Typed.clean(number).replace('\n', ' ');
        Optional<LocalDate> day = Typed.date(on);
        List<Problem> problems = new ArrayList<>();
        if (plain.length() > LONGEST) {
            problems.add(new Problem("number", "inquiry.bad.letter-number"));
        }
        if (day.isEmpty() && !on.isBlank()) {
            problems.add(new Problem("on", "inquiry.bad.letter-date"));
        }
        if (!problems.isEmpty()) {
            ModelAndView page = page(inquiry, number, on, problems);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        inquiries.head(id, new Inquiry.Letterhead(plain, day.orElse(null)));
        audit.note(person, "inquiry.headed", inquiry.path(), Map.of("number", plain, "day", day.map(LocalDate::toString).orElse("")));
        return new ModelAndView("redirect:/" + town.key() + inquiry.path() + "/letter?done=kept");
    }
}
