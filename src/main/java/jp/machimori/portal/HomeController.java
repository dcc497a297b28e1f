package jp.machimori.portal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import jp.machimori.ledger.EntryList;
import jp.machimori.ledger.Forms;
import jp.machimori.plan.Plans;
import jp.machimori.plan.Programmes;
import jp.machimori.shell.RememberedPages;
import jp.machimori.town.Ground;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** A town's home page: what happened lately, what one can apply for, whom to call, what the plan wants and where it stands. */
@Controller
@Transactional(readOnly = true)
class HomeController {

    private static final int NEWEST = 5;

    /** The desks that are the same all over Japan. */
    private static final List<String> NATIONAL = List.of("9110", "188", "189", "8008", "8891");

    private final EntryList entries;
    private final Forms forms;
    private final Programmes programmes;
    private final Plans plans;
    private final Ground ground;

    HomeController(EntryList entries, Forms forms, Programmes programmes, Plans plans, Ground ground) {
        this.entries = entries;
        this.forms = forms;
        this.programmes = programmes;
        this.plans = plans;
        this.ground = ground;
    }

    @GetMapping("/{town}")
    String home(Locale locale, Model model) {
        Map<String, Object> shown = Map.of(
                "news", entries.newest("bulletin", NEWEST, locale),
                "hasNews", forms.find("bulletin").filter(form -> form.isKnownTo(null)).isPresent(),
                "offers", programmes.offers(),
                "national", NATIONAL,
                "contacts", ground.contacts(),
                "overviews", plans.overview());
        model.addAllAttributes(shown);
        model.addAttribute(RememberedPages.SHOWN, shown);
        return RememberedPages.PAGE + "portal/home";
    }
}
