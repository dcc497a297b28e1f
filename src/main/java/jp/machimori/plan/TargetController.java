package jp.machimori.plan;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.machimori.account.Audit;
import jp.machimori.account.Faults;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Era;
import jp.machimori.town.Town;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Changes a target: the responsible division or an administrator says to what, when that was decided, and why. */
@Controller
@RequestMapping("/{town}/office/indicators/{key}/targets")
class TargetController {

    private static final int LONGEST = 500;

    private final Indicators indicators;
    private final Plans plans;
    private final TargetChanges changes;
    private final Audit audit;
    private final Faults faults;
    private final Clock clock;

    TargetController(Indicators indicators, Plans plans, TargetChanges changes, Audit audit, Faults faults, Clock clock) {
        this.indicators = indicators;
        this.plans = plans;
        this.changes = changes;
        this.audit = audit;
        this.faults = faults;
        this.clock = clock;
    }

    /** As it was typed. */
    record Typing(String value, String on, String reason) {
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView asking(@PathVariable String key, @RequestParam(defaultValue = "") String period, Person person) {
        Standing standing = changeable(key, person);
        return page(standing, goal(standing, period), new Typing("", Era.shortDate(LocalDate.now(clock)), ""), Map.of(), HttpStatus.OK);
    }

    @PostMapping
    @Transactional
    ModelAndView change(@RequestAttribute Town town, @PathVariable String key, Person person, @RequestParam(defaultValue = "") String period,
                        @RequestParam(defaultValue = "0") int version, @RequestParam(defaultValue = "") String value,
                        @RequestParam(defaultValue = "") String on, @RequestParam(defaultValue = "") String reason) {
        Standing standing = changeable(key, person);
        Standing.Goal goal = goal(standing, period);
        Typing typing = new Typing(Typed.clean(value), Typed.clean(on), Typed.clean(reason).replace('\n', ' '));
        if (goal == null) {
            return page(standing, null, typing, Map.of("period", "plan.change.bad.period"), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Map<String, String> wrong = new LinkedHashMap<>();
        Value now = switch (TypedTarget.read(typing.value(), standing.indicator(), goal.figure().unit())) {
            case TypedTarget.Read read -> read.value();
            case TypedTarget.Refused refused -> {
                wrong.put("value", refused.reason());
                yield goal.figure().value();
            }
        };
        Optional<LocalDate> day = Typed.date(typing.on());
        if (now.equals(goal.figure().value())) {
            wrong.putIfAbsent("value", "plan.change.bad.same");
        }
        if (day.isEmpty()) {
            wrong.put("on", "plan.change.bad.day");
        } else if (day.get().isAfter(LocalDate.now(clock))) {
            wrong.put("on", "plan.change.bad.future");
        }
        if (typing.reason().isEmpty() || typing.reason().length() > LONGEST) {
            wrong.put("reason", "plan.change.bad.reason");
        }
        if (!wrong.isEmpty()) {
            ModelAndView page = page(standing, goal, typing, wrong, HttpStatus.UNPROCESSABLE_CONTENT);
            page.addObject("version", version);
            return page;
        }
        if (version != goal.figure().version()
                || !changes.change(standing.indicator(), goal.figure(), now, day.orElseThrow(), typing.reason(), person)) {
            Standing meanwhile = changeable(key, person);
            ModelAndView page = page(meanwhile, goal(meanwhile, period), typing, Map.of(), HttpStatus.CONFLICT);
            page.addObject("overtaken", true);
            return page;
        }
        audit.note(person, "target.changed", "/indicators/" + key, Map.of("period", goal.figure().period().notation(),
                "from", goal.figure().value().text(), "to", now.text()));
        return new ModelAndView("redirect:/" + town.key() + "/indicators/" + key + "?done=changed");
    }

    private Standing changeable(String key, Person person) {
        Indicator indicator = indicators.find(key).orElseThrow(NotFound::new);
        if (!person.mayWrite(plans.responsibility().of(indicator))) {
            throw new Forbidden("plan.forbidden.target");
        }
        return indicators.standing(List.of(indicator)).getFirst();
    }

    /** The one of that period, or the only one; words are another figure and stay with the pack. */
    private static Standing.@Nullable Goal goal(Standing standing, String period) {
        List<Standing.Goal> all = changeable(standing);
        return period.isEmpty() && all.size() == 1 ? all.getFirst()
                : all.stream().filter(goal -> goal.figure().period().notation().equals(period)).findFirst().orElse(null);
    }

    static List<Standing.Goal> changeable(Standing standing) {
        return standing.goals().stream().filter(goal -> goal.figure().value().form() != ValueForm.WORDS).toList();
    }

    private ModelAndView page(Standing standing, Standing.@Nullable Goal goal, Typing typing, Map<String, String> wrong, HttpStatus status) {
        ModelAndView page = new ModelAndView("plan/target");
        page.setStatus(status);
        page.addObject("indicator", standing.indicator());
        page.addObject("goals", changeable(standing));
        page.addObject("goal", goal);
        page.addObject("version", goal == null ? null : goal.figure().version());
        page.addObject("typing", typing);
        Model shown = new ExtendedModelMap();
        faults.show(wrong, shown, LONGEST);
        page.addAllObjects(shown.asMap());
        page.addObject("overtaken", false);
        return page;
    }
}
