package jp.machimori.plan;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.plan.DraftTree.Goal;
import jp.machimori.plan.DraftTree.Place;
import jp.machimori.plan.DraftTree.Row;
import jp.machimori.plan.Drafting.Outcome;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The indicators of a draft: where they hang and what they are to reach. */
@Controller
@RequestMapping("/{town}/office/plans/{number}")
@Transactional(readOnly = true)
class DraftIndicatorController {

    private final DraftDesk desk;
    private final DraftPages pages;
    private final Indicators indicators;

    DraftIndicatorController(DraftDesk desk, DraftPages pages, Indicators indicators) {
        this.desk = desk;
        this.pages = pages;
        this.indicators = indicators;
    }

    /** Hangs an indicator of the town on a measure, or moves it there. */
    @PostMapping("/nodes/{key}/indicators")
    @Transactional
    String hang(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person,
                @RequestParam(defaultValue = "") String indicator, HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        if (indicators.find(indicator).isEmpty() || tree.rows().containsKey(Place.key(indicator))) {
            return pages.refuse(number, key, person, "plan.node.indicator.problem", null, response, model);
        }
        if (tree.node(key).isEmpty()) {
            throw new NotFound();
        }
        return pages.act(number, "", person, 0, "indicator", town, response, model, sketch -> {
            sketch.hangIndicator(indicator, key, List.of());
            return new Outcome.Kept(key);
        });
    }

    /** Where it hangs and what it is to reach; {@code to} empty: the new plan does without it. */
    @PostMapping("/indicators/{indicator}")
    @Transactional
    String indicator(@PathVariable String town, @PathVariable int number, @PathVariable String indicator, Person person,
                     @RequestParam(defaultValue = "0") int edition, @RequestParam(defaultValue = "?") String to,
                     @RequestParam MultiValueMap<String, String> typed,
                     HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        Indicator known = indicators.find(indicator).orElseThrow(NotFound::new);
        Row row = Optional.ofNullable(tree.rows().get(Place.key(indicator))).orElseThrow(NotFound::new);
        String at = Objects.requireNonNull(row.content().place()).node();
        List<String> years = typed.getOrDefault("year", List.of());
        List<String> values = typed.getOrDefault("value", List.of());
        Goals goals = goals(known, tree.draft(), years, values);
        model.addAttribute("typedGoals", new DraftPages.TypedGoals(indicator, IntStream.range(0, Math.min(years.size(), values.size()))
                .mapToObj(line -> new DraftPages.TypedGoal(years.get(line), values.get(line))).toList(), to));
        if (!to.isEmpty() && tree.node(to).isEmpty()) {
            return pages.refuse(number, at, person, "plan.node.move.problem", null, response, model);
        }
        if (goals.problem() != null) {
            return pages.refuse(number, at, person, goals.problem(), null, response, model);
        }
        return pages.act(number, Place.key(indicator), person, edition, "indicator", town, response, model, sketch -> {
            if (to.isEmpty()) {
                sketch.remove(Place.key(indicator));
            } else {
                sketch.hangIndicator(indicator, to, goals.goals());
            }
            return new Outcome.Kept(to.isEmpty() ? at : to);
        });
    }

    /** @param problem message key, null where all can be read */
    private record Goals(List<Goal> goals, @Nullable String problem) {
    }

    /** A target is of a year of the draft that has none yet: one that stands is changed with its reason, elsewhere. */
    private Goals goals(Indicator indicator, Draft draft, List<String> years, List<String> values) {
        Map<String, String> goals = new LinkedHashMap<>();
        List<Period> standing = indicators.standing(List.of(indicator)).getFirst().goals().stream().map(goal -> goal.figure().period()).toList();
        for (int at = 0; at < Math.min(years.size(), values.size()); at++) {
            String typed = Typed.clean(values.get(at));
            if (years.get(at).isBlank() && typed.isEmpty()) {
                continue;
            }
            Optional<Integer> year = DraftController.year(years.get(at));
            if (year.isEmpty()) {
                return new Goals(List.of(), "plan.goal.problem");
            }
            Value value;
            switch (TypedTarget.read(typed, indicator, indicator.unit())) {
                case TypedTarget.Read read -> value = read.value();
                case TypedTarget.Refused refused -> {
                    return new Goals(List.of(), refused.reason());
                }
            }
            Period period = Period.parse(switch (indicator.basis()) {
                case FISCAL -> "FY";
                case CALENDAR -> "CY";
                case AS_OF, NONE -> "";
            } + year.get());
            if (!Drafting.within(period, draft.span())) {
                return new Goals(List.of(), "plan.goal.outside");
            }
            if (standing.contains(period) || goals.put(period.notation(), value.text()) != null) {
                return new Goals(List.of(), "plan.goal.standing");
            }
        }
        return new Goals(goals.entrySet().stream().map(goal -> new Goal(goal.getKey(), goal.getValue())).toList(), null);
    }
}
