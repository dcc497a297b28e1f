package jp.machimori.inquiry;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.machimori.account.Audit;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.post.Mail;
import jp.machimori.post.Mailboxes;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** 各課の送り先。The shared mailbox of each division, kept by administrators. */
@Controller
@RequestMapping("/{town}/office/inquiries/mailboxes")
class MailboxController {

    private final Mailboxes mailboxes;
    private final Ground ground;
    private final Audit audit;
    private final Clock clock;

    MailboxController(Mailboxes mailboxes, Ground ground, Audit audit, Clock clock) {
        this.mailboxes = mailboxes;
        this.ground = ground;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView mailboxes(Person person, @RequestParam(required = false) @Nullable String done) {
        administrator(person);
        return page(mailboxes.all(), List.of(), done);
    }

    private static void administrator(Person person) {
        if (!person.isAdministrator()) {
            throw new Forbidden("inquiry.forbidden.mailboxes");
        }
    }

    private ModelAndView page(Map<String, String> typed, List<Problem> problems, @Nullable String done) {
        ModelAndView page = new ModelAndView("inquiry/mailboxes");
        page.addObject("own", ground.divisions().stream().filter(Division::isOwn).filter(division -> division.existsIn(FiscalYear.of(LocalDate.now(clock)))).toList());
        page.addObject("mailboxes", typed);
        page.addObject("problems", problems);
        page.addObject("wrong", problems.stream().map(Problem::id).toList());
        page.addObject("done", done);
        return page;
    }

    @PostMapping
    @Transactional
    ModelAndView keep(@RequestAttribute Town town, Person person, HttpServletRequest request) {
        administrator(person);
        Map<String, String> typed = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Division division : ground.divisions()) {
            String text = request.getParameter("to-" + division.key());
            if (text != null) {
                String address = Mail.plain(text);
                typed.put(division.key(), address);
                if (!address.isEmpty()) {
                    Mail.fault(address).ifPresent(fault -> problems.add(new Problem("to-" + division.key(), "inquiry.bad.mailbox", division.name())));
                }
            }
        }
        if (!problems.isEmpty()) {
            ModelAndView page = page(typed, problems, null);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        typed.forEach(mailboxes::keep);
        audit.note(person, "inquiry.mailboxes", "/office/inquiries/mailboxes", Map.of("divisions", typed.size()));
        return new ModelAndView("redirect:/" + town.key() + "/office/inquiries/mailboxes?done=kept");
    }
}
