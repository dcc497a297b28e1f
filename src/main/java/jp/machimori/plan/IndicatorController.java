package jp.machimori.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jp.machimori.account.Person;
import jp.machimori.figures.Figure;
import jp.machimori.figures.PeriodChart;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.NotFound;
import jp.machimori.shell.SearchText;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The indicators of a town, and each with its values, targets and where it stands. */
@Controller
@RequestMapping("/{town}/indicators")
@Transactional(readOnly = true)
class IndicatorController {

    private final Indicators indicators;
    private final Plans plans;
    private final Lineage lineage;
    private final Ground ground;
    private final MessageSource messages;

    IndicatorController(Indicators indicators, Plans plans, Lineage lineage, Ground ground, MessageSource messages) {
        this.indicators = indicators;
        this.plans = plans;
        this.lineage = lineage;
        this.ground = ground;
        this.messages = messages;
    }

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String q, @RequestParam(defaultValue = "") String state, Model model) {
        SearchText words = SearchText.of(q, "q");
        if (!state.isEmpty() && !state.equals("no-target")
                && java.util.Arrays.stream(Achievement.State.values()).noneMatch(one -> one.notation().equals(state))) {
            throw new BadParameter("state", "achieved | not-yet | not-achieved | cannot-say | no-target");
        }
        List<Standing> all = indicators.standing(words.isEmpty() ? indicators.all() : indicators.search(words, Integer.MAX_VALUE));
        Map<Indicator.Kind, List<Standing>> kinds = new EnumMap<>(Indicator.Kind.class);
        all.stream().filter(standing -> state.isEmpty() || state.equals(state(standing)))
                .forEach(standing -> kinds.computeIfAbsent(standing.indicator().kind(), any -> new ArrayList<>()).add(standing));
        model.addAttribute("kinds", kinds);
        model.addAttribute("count", Plans.Count.of(all));
        model.addAttribute("q", words.typed());
        model.addAttribute("state", state);
        return "plan/indicators";
    }

    private static String state(Standing standing) {
        Achievement achievement = standing.achievement();
        return achievement == null ? "no-target" : achievement.state().notation();
    }

    @GetMapping("/{key}")
    String indicator(@PathVariable String key, @RequestParam(defaultValue = "") String done, @Nullable Person person, Locale locale, Model model) {
        Indicator indicator = indicators.find(key).orElseThrow(NotFound::new);
        Standing standing = indicators.standing(List.of(indicator)).getFirst();
        Map<String, Node> nodes = Plans.byKey(plans.nodes(), Node::key);
        List<Lineage.Place> places = lineage.places(standing, nodes);
        List<Node> path = places.isEmpty() ? Plans.path(indicator.node(), nodes) : lineage.path(places);
        model.addAttribute("indicator", indicator);
        model.addAttribute("standing", standing);
        model.addAttribute("charts", charts(standing, locale));
        model.addAttribute("changeable", person != null && !TargetController.changeable(standing).isEmpty()
                && person.mayWrite(plans.responsibility().of(indicator)));
        model.addAttribute("done", person != null && done.equals("changed") ? done : null);
        model.addAttribute("path", path);
        model.addAttribute("places", places);
        model.addAttribute("sensitive", !path.isEmpty() && path.getLast().sensitive());
        model.addAttribute("programmes", lineage.programmes(indicator));
        model.addAttribute("divisions", ground.divisionsByKey());
        model.addAttribute("documents", ground.documentsByKey());
        return "plan/indicator";
    }

    private List<PeriodChart> charts(Standing standing, Locale locale) {
        List<PeriodChart.Point> points = new ArrayList<>();
        standing.values().forEach(actual -> points.add(new PeriodChart.Point(actual.period(), actual.value(), false, actual.running())));
        for (Figure planned : standing.planned()) {
            if (standing.values().stream().noneMatch(actual -> actual.period().equals(planned.period()))) {
                points.add(new PeriodChart.Point(planned.period(), planned.value(), true, false));
            }
        }
        return PeriodChart.of(standing.indicator().words().in(locale), standing.indicator().unit(), points,
                PeriodChart.targets(standing.goals().stream().map(Standing.Goal::figure).toList(), messages, locale), locale);
    }
}
