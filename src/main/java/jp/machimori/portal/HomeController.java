package jp.machimori.portal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jp.machimori.comment.Consultations;
import jp.machimori.ledger.EntryList;
import jp.machimori.ledger.Forms;
import jp.machimori.plan.Plans;
import jp.machimori.plan.Programme;
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

    private final EntryList entries;
    private final Forms forms;
    private final Programmes programmes;
    private final Plans plans;
    private final Consultations consultations;
    private final Ground ground;
    private final Clock clock;

    HomeController(EntryList entries, Forms forms, Programmes programmes, Plans plans, Consultations consultations,
                   Ground ground, Clock clock) {
        this.entries = entries;
        this.forms = forms;
        this.programmes = programmes;
        this.plans = plans;
        this.consultations = consultations;
        this.ground = ground;
        this.clock = clock;
    }

    @GetMapping("/{town}")
    String home(Locale locale, Model model) {
        Map<Boolean, List<Programme>> offers = programmes.offers().stream().collect(Collectors.partitioningBy(Programme::sensitive));
        Map<String, Object> shown = Map.of(
                "news", entries.newest("bulletin", NEWEST, locale),
                "hasNews", forms.find("bulletin").filter(form -> form.isKnownTo(null)).isPresent(),
                "offers", offers.get(false),
                "desks", offers.get(true),
                "contacts", ground.contacts(),
                "overviews", plans.current(),
                "consultations", consultations.open(),
                "consulted", consultations.isAnyPublished(),
                "today", LocalDate.now(clock));
        model.addAllAttributes(shown);
        model.addAttribute(RememberedPages.SHOWN, shown);
        return RememberedPages.PAGE + "portal/home";
    }
}
