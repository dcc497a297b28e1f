package jp.machimori.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jp.machimori.plan.Achievement;
import jp.machimori.plan.Standing;
import jp.machimori.shell.Words;
import jp.machimori.town.FiscalYear;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * 評価の案づくり。Proposes a mark by the rule of the scale: one for each indicator with a target, and of several the lowest.
 * It is a proposal, and always says why.
 */
@Component
class Proposing {

    private final MessageSource messages;

    Proposing(MessageSource messages) {
        this.messages = messages;
    }

    /** @param percent null where the mark follows from the state */
    private record One(Standing standing, Standing.Goal goal, String mark, @Nullable Integer percent) {
    }

    Optional<Subject.Proposal> of(List<Standing> standings, FiscalYear year, Scale scale) {
        Scale.Rule rule = scale.propose();
        if (rule == null) {
            return Optional.empty();
        }
        List<One> given = new ArrayList<>();
        int silent = 0;
        for (Standing standing : standings) {
            Standing.Goal goal = standing.goal(year);
            if (goal != null) {
                One one = one(standing, goal, rule);
                if (one == null) {
                    silent++;
                } else {
                    given.add(one);
                }
            }
        }
        List<One> compared = given.stream().filter(one -> !waits(one, scale)).toList();
        List<One> said = compared.isEmpty() ? given : compared;
        int unsaid = silent + given.size() - said.size();
        return scale.lowest(given.stream().map(One::mark).toList()).map(mark -> new Subject.Proposal(mark.mark(),
                new Words(why(said, mark.mark(), unsaid, Locale.JAPANESE), why(said, mark.mark(), unsaid, Locale.ENGLISH))));
    }

    private static boolean waits(One one, Scale scale) {
        return scale.mark(one.mark()).filter(mark -> mark.kind().equals("wait")).isPresent();
    }

    private static @Nullable One one(Standing standing, Standing.Goal goal, Scale.Rule rule) {
        Achievement.State state = goal.achievement().state();
        String byState = rule.states().get(state.notation());
        Integer percent = goal.percent();
        if (percent == null || state == Achievement.State.CANNOT_SAY || state == Achievement.State.NOT_YET && byState != null) {
            return byState == null ? null : new One(standing, goal, byState, null);
        }
        return rule.percent().stream().filter(step -> percent >= step.atLeast()).findFirst()
                .map(step -> new One(standing, goal, step.mark(), percent))
                .orElse(byState == null ? null : new One(standing, goal, byState, null));
    }

    private String why(List<One> given, String lowest, int silent, Locale locale) {
        List<String> said = new ArrayList<>();
        for (One one : given) {
            String indicator = one.standing().indicator().words().in(locale);
            said.add(one.percent() != null
                    ? messages.getMessage("evaluation.why.percent", new Object[] {indicator, one.goal().figure().period().shortLabel(locale),
                            one.percent().toString(), one.mark()}, locale)
                    : messages.getMessage("evaluation.why.state", new Object[] {indicator,
                            messages.getMessage("plan.state." + one.goal().achievement().state().notation(), null, locale), one.mark()}, locale));
        }
        if (given.size() > 1) {
            said.add(messages.getMessage("evaluation.why.lowest", new Object[] {lowest}, locale));
        }
        if (silent > 0) {
            said.add(messages.getMessage("evaluation.why.silent", new Object[] {silent}, locale));
        }
        return String.join(locale.getLanguage().equals("en") ? " " : "", said);
    }
}
