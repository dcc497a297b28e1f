package jp.machimori.inquiry;

import java.util.Map;
import java.util.UUID;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Town;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who is asked for a division that is no more, where nobody is known to have taken over; decided before an inquiry is opened. */
@Controller
@RequestMapping("/{town}/office/inquiries/{id}/pass")
class ResolvingController {

    private final Inquiries inquiries;
    private final Resolving resolving;
    private final Audit audit;

    ResolvingController(Inquiries inquiries, Resolving resolving, Audit audit) {
        this.inquiries = inquiries;
        this.resolving = resolving;
        this.audit = audit;
    }

    @PostMapping
    @Transactional
    ModelAndView pass(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (inquiries.holdAlone(id).state() != Inquiry.State.DRAFT) {
            return new ModelAndView("redirect:/" + town.key() + inquiry.path());
        }
        if (!resolving.pass(inquiry, from, to)) {
            throw new NotFound();
        }
        audit.note(person, "inquiry.passed", inquiry.path(), Map.of("division", to));
        return new ModelAndView("redirect:/" + town.key() + inquiry.path() + "?done=passed");
    }
}
