package jp.machimori.inquiry;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.machimori.account.Audit;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.town.Town;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** 回答した人の記録。How long the names of those who answered are kept, set by administrators. */
@Controller
@RequestMapping("/{town}/office/inquiries/respondents")
class RespondentsController {

    private static final int MOST = 30;

    private final Respondents respondents;
    private final Inquiries inquiries;
    private final Audit audit;

    RespondentsController(Respondents respondents, Inquiries inquiries, Audit audit) {
        this.respondents = respondents;
        this.inquiries = inquiries;
        this.audit = audit;
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView years(Person person, @RequestParam(defaultValue = "") String done) {
        administrator(person);
        ModelAndView page = page(String.valueOf(respondents.years()), List.of());
        page.addObject("done", done);
        return page;
    }

    private static void administrator(Person person) {
        if (!person.isAdministrator()) {
            throw new Forbidden("inquiry.forbidden.respondents");
        }
    }

    private ModelAndView page(String years, List<Problem> problems) {
        int kept = respondents.years();
        Map<Inquiry, Object> ends = new LinkedHashMap<>();
        inquiries.all().forEach(inquiry -> ends.put(inquiry, respondents.erasedFrom(inquiry, kept)));
        ModelAndView page = new ModelAndView("inquiry/respondents");
        page.addObject("years", years);
        page.addObject("ends", ends);
        page.addObject("problems", problems);
        return page;
    }

    @PostMapping
    @Transactional
    ModelAndView keep(@RequestAttribute Town town, Person person, @RequestParam(defaultValue = "") String years) {
        administrator(person);
        Optional<Integer> kept = Typed.number(years, "年").filter(number -> number.scale() <= 0 && number.signum() > 0 && number.compareTo(BigDecimal.valueOf(MOST)) <= 0)
                .map(BigDecimal::intValue);
        if (kept.isEmpty()) {
            ModelAndView page = page(years, List.of(new Problem("years", "inquiry.bad.years")));
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        respondents.keepFor(kept.get());
        audit.note(person, "inquiry.retention", "/office/inquiries/respondents", Map.of("years", kept.get()));
        return new ModelAndView("redirect:/" + town.key() + "/office/inquiries/respondents?done=kept");
    }
}
