package jp.machimori.plan;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jp.machimori.shell.NotFound;
import jp.machimori.shell.RememberedPages;
import jp.machimori.town.Ground;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The plan from above, and each of its nodes. */
@Controller
@RequestMapping("/{town}/plan")
@Transactional(readOnly = true)
class PlanController {

    private final Plans plans;
    private final Indicators indicators;
    private final Lineage lineage;
    private final Ground ground;
    private final Clock clock;

    PlanController(Plans plans, Indicators indicators, Lineage lineage, Ground ground, Clock clock) {
        this.plans = plans;
        this.indicators = indicators;
        this.lineage = lineage;
        this.ground = ground;
        this.clock = clock;
    }

    @GetMapping
    String plan(Model model) {
        List<Plans.Overview> overview = plans.overview();
        Map<String, Lineage.Of> lineages = lineage.of(overview.stream().map(Plans.Overview::plan).toList());
        model.addAttribute("plans", overview);
        model.addAttribute("lineages", lineages);
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute(RememberedPages.SHOWN, List.of(overview, lineages));
        return RememberedPages.PAGE + "plan/plan";
    }

    @GetMapping("/{node}")
    String node(@PathVariable String node, Model model) {
        List<Plan> all = plans.all();
        Map<String, Node> nodes = Plans.byKey(all.stream().flatMap(plan -> plan.nodes().stream()).flatMap(Node::all).toList(), Node::key);
        Node shown = nodes.get(node);
        if (shown == null) {
            throw new NotFound();
        }
        List<Node> path = Plans.path(node, nodes);
        Plan plan = all.stream().filter(one -> one.key().equals(shown.plan())).findFirst().orElseThrow(NotFound::new);
        Set<String> below = shown.all().map(Node::key).collect(Collectors.toSet());
        model.addAttribute("plan", plan);
        model.addAttribute("path", Plans.trail(path.subList(0, path.size() - 1), shown.words()));
        model.addAttribute("level", path.size() <= plan.levels().size() ? plan.levels().get(path.size() - 1) : null);
        model.addAttribute("node", shown);
        model.addAttribute("divisions", ground.divisionsByKey());
        model.addAttribute("contacts", ground.contacts());
        model.addAttribute("standings", indicators.standing(plans.indicators(plan).entrySet().stream()
                .filter(place -> below.contains(place.getKey())).flatMap(place -> place.getValue().stream())
                .sorted(Comparator.comparing(Indicator::ord)).toList()));
        model.addAttribute("kin", lineage.kinship(node));
        model.addAttribute("later", lineage.later(plan.key()));
        return "plan/node";
    }
}
