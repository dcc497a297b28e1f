package jp.machimori.inquiry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** 聞く問い。What an inquiry asks and what it leaves out, along the plan; chosen while it is prepared, to be read ever after. */
@Controller
@RequestMapping("/{town}/office/inquiries/{id}/questions")
class ChoosingController {

    private final Inquiries inquiries;
    private final Choosing choosing;
    private final Audit audit;

    ChoosingController(Inquiries inquiries, Choosing choosing, Audit audit) {
        this.inquiries = inquiries;
        this.choosing = choosing;
        this.audit = audit;
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView page(@PathVariable UUID id, Person person, @RequestParam(defaultValue = "0") int from, @RequestParam(required = false) @Nullable String done, Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        ModelAndView page = new ModelAndView("inquiry/questions");
        page.addObject("inquiry", inquiry);
        page.addObject("shown", choosing.shown(inquiry, from, locale));
        page.addObject("done", done);
        return page;
    }

    @PostMapping
    @Transactional
    ModelAndView choose(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") List<Integer> were,
                        @RequestParam(defaultValue = "") List<Integer> ask, @RequestParam(defaultValue = "") String leave, @RequestParam(defaultValue = "") String take,
                        @RequestParam(defaultValue = "0") int from) {
        Inquiry inquiry = inquiries.kept(id, person);
        Choosing.Chosen chosen = choosing.choose(inquiry, were, ask, leave, take);
        if (chosen.isChange()) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("left", String.join(" ", chosen.left()));
            details.put("taken", String.join(" ", chosen.taken()));
            audit.note(person, "inquiry.chosen", inquiry.path(), details);
        }
        String heading = leave + take;
        return new ModelAndView("redirect:/" + town.key() + inquiry.path() + "/questions?done=" + (chosen.draft() ? "chosen" : "begun")
                + (from == 0 ? "" : "&from=" + from) + (!chosen.draft() || heading.isEmpty() ? "" : "#" + heading));
    }
}
