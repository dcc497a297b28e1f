package jp.machimori.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.account.Person;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Nature;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Ground;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 新旧対照表。Two plans side by side: published ones for everybody, a draft beside its origin for staff. */
@Controller
@Transactional(readOnly = true)
class ComparisonController {

    private final Plans plans;
    private final Indicators indicators;
    private final Lineage lineage;
    private final Versions versions;
    private final DraftDesk desk;
    private final Sentences sentences;
    private final Ground ground;

    ComparisonController(Plans plans, Indicators indicators, Lineage lineage, Versions versions, DraftDesk desk, Sentences sentences, Ground ground) {
        this.plans = plans;
        this.indicators = indicators;
        this.lineage = lineage;
        this.versions = versions;
        this.desk = desk;
        this.sentences = sentences;
        this.ground = ground;
    }

    @GetMapping("/{town}/plan/compare")
    String compare(@PathVariable String town, @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to,
                   @RequestParam(defaultValue = "") String show, Locale locale, Model model) {
        List<Plan> all = plans.all();
        if (lineage.isMadeOf(to, from)) {
            return "redirect:/" + town + "/plan/compare?from=" + to + "&to=" + from;
        }
        model.addAttribute("plans", all);
        model.addAttribute("versions", all.stream().collect(Collectors.toMap(Plan::key, plan -> versions.of(plan.key()))));
        model.addAttribute("draft", null);
        if (from.equals(to) && !from.isEmpty()) {
            plan(all, from);
            model.addAttribute("chosen", List.of(from, to));
            model.addAttribute("same", true);
            return "plan/compare";
        }
        if (from.isEmpty() && to.isEmpty()) {
            Versions.Version last = versions.known().versions().isEmpty() ? null : versions.known().versions().getLast();
            model.addAttribute("chosen", List.of(last == null ? "" : last.from(), last == null ? "" : last.plan()));
            return "plan/compare";
        }
        Plan earlier = plan(all, from);
        Plan later = plan(all, to);
        model.addAttribute("chosen", List.of(from, to));
        model.addAttribute("related", lineage.isMadeOf(from, to));
        show(earlier, later, lineage.compare(earlier, later), targets(earlier, locale), targets(later, locale), show, locale, model);
        return "plan/compare";
    }

    private static Plan plan(List<Plan> all, String key) {
        return all.stream().filter(plan -> plan.key().equals(key)).findFirst().orElseThrow(NotFound::new);
    }

    @GetMapping("/{town}/office/plans/{number}/compare")
    String draft(@PathVariable int number, Person person, @RequestParam(defaultValue = "") String show, Locale locale, Model model) {
        DraftTree tree = desk.look(number, person);
        Plan from = plan(plans.all(), tree.draft().from());
        Plan to = tree.plan();
        Map<String, Indicator> known = Plans.byKey(indicators.all(), Indicator::key);
        Map<String, List<String>> standing = targets(to, known.values().stream()
                .filter(indicator -> tree.rows().containsKey(DraftTree.Place.key(indicator.key()))).toList(), locale);
        Map<String, List<String>> now = new LinkedHashMap<>(standing);
        tree.places().stream().filter(place -> !place.goals().isEmpty() && known.containsKey(place.indicator())).forEach(place ->
                now.put(place.indicator(), Stream.concat(standing.getOrDefault(place.indicator(), List.of()).stream(), place.goals().stream()
                        .map(goal -> said(known.get(place.indicator()), Period.parse(goal.period()), Drafting.value(goal),
                                known.get(place.indicator()).unit(), locale))).toList()));
        model.addAttribute("draft", tree.draft());
        model.addAttribute("related", true);
        model.addAttribute("chosen", List.of(from.key(), to.key()));
        show(from, to, Comparison.of(from, to, tree.origins()), targets(from, locale), now, show, locale, model);
        return "plan/compare";
    }

    private void show(Plan from, Plan to, Comparison comparison, Map<String, List<String>> before, Map<String, List<String>> now, String show,
                      Locale locale, Model model) {
        if (!List.of("", "changed").contains(show)) {
            throw new BadParameter("show", "changed");
        }
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("fromVersion", versions.of(from.key()));
        model.addAttribute("toVersion", versions.of(to.key()));
        model.addAttribute("counts", comparison.counts());
        model.addAttribute("marks", Comparison.Mark.values());
        model.addAttribute("onlyChanged", show.equals("changed"));
        model.addAttribute("rows", show.isEmpty() ? comparison.rows() : comparison.rows().stream().filter(row -> !row.isUnchanged()).toList());
        model.addAttribute("targets", lineage.targets(before, now, indicators.all()));
        model.addAttribute("divisions", ground.divisionsByKey());
    }

    private Map<String, List<String>> targets(Plan plan, Locale locale) {
        Map<String, Indicator> known = Plans.byKey(indicators.all(), Indicator::key);
        Map<String, List<Versions.Then>> then = lineage.remembered(plan.key()).collect(Collectors.groupingBy(Versions.Then::indicator));
        if (then.isEmpty()) {
            return targets(plan, plans.indicators(plan).values().stream().flatMap(Collection::stream).toList(), locale);
        }
        Map<String, List<String>> targets = new LinkedHashMap<>();
        then.forEach((key, all) -> {
            Indicator indicator = known.get(key);
            if (indicator != null) {
                targets.put(key, all.stream().sorted(Comparator.comparing(Versions.Then::period, Period.BY_TIME))
                        .map(one -> said(indicator, one.period(), one.value(), one.unit(), locale)).toList());
            }
        });
        return targets;
    }

    private Map<String, List<String>> targets(Plan plan, Collection<Indicator> of, Locale locale) {
        Map<String, List<String>> targets = new LinkedHashMap<>();
        indicators.standing(of).forEach(standing -> {
            List<String> all = standing.goals().stream().map(Standing.Goal::figure).filter(figure -> Drafting.within(figure.period(), plan.span()))
                    .map(figure -> said(standing.indicator(), figure.period(), figure.value(), figure.unit(), locale)).toList();
            if (!all.isEmpty()) {
                targets.put(standing.indicator().key(), all);
            }
        });
        return targets;
    }

    private String said(Indicator indicator, Period period, Value value, String unit, Locale locale) {
        Figure figure = new Figure(new UUID(0, 0), indicator.line(), Nature.TARGET, period, indicator.words(), value, unit, null, List.of(), null, 1, null, null);
        return period.shortLabel(locale) + " " + Objects.requireNonNull(sentences.say(Target.words(Target.of(figure, indicator), figure), locale));
    }
}
