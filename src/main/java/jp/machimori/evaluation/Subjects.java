package jp.machimori.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.machimori.plan.Actual;
import jp.machimori.plan.Indicator;
import jp.machimori.plan.Indicators;
import jp.machimori.plan.Node;
import jp.machimori.plan.Plan;
import jp.machimori.plan.Plans;
import jp.machimori.plan.Programme;
import jp.machimori.plan.Responsibility;
import jp.machimori.plan.Sentence;
import jp.machimori.plan.Sentences;
import jp.machimori.plan.Standing;
import jp.machimori.shell.Words;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is rated of a plan, and what the numbers say of it in a year. */
@Component
class Subjects {

    private final Plans plans;
    private final Indicators indicators;
    private final Sentences sentences;
    private final Proposing proposing;

    Subjects(Plans plans, Indicators indicators, Sentences sentences, Proposing proposing) {
        this.plans = plans;
        this.indicators = indicators;
        this.sentences = sentences;
        this.proposing = proposing;
    }

    /** One that is rated, and what it is measured by, before anything is computed. */
    private record Named(String key, Words label, List<Words> above, List<String> divisions, List<Indicator> measured) {
    }

    /** Their keys, in the plan's order. */
    List<String> keys(Plan plan, Scale scale) {
        return named(plan, scale).stream().map(Named::key).toList();
    }

    List<Subject> of(Plan plan, FiscalYear year, Scale scale) {
        List<Named> named = named(plan, scale);
        Map<String, Standing> standings = indicators.standing(named.stream().flatMap(one -> one.measured().stream()).distinct().toList(), year)
                .stream().collect(Collectors.toMap(standing -> standing.indicator().key(), Function.identity()));
        return named.stream().map(one -> {
            List<Standing> standing = one.measured().stream().map(indicator -> Objects.requireNonNull(standings.get(indicator.key()))).toList();
            return new Subject(one.key(), one.label(), one.above(), one.divisions(),
                    standing.stream().map(each -> evidence(each, year)).toList(), proposing.of(standing, year, scale).orElse(null));
        }).toList();
    }

    private List<Named> named(Plan plan, Scale scale) {
        Responsibility responsible = plans.responsibility();
        List<Node> nodes = plan.nodes().stream().flatMap(Node::all).toList();
        Map<String, List<Indicator>> byNode = plans.indicators(plan);
        Map<String, String> places = new HashMap<>();
        byNode.forEach((node, all) -> all.forEach(indicator -> places.put(indicator.key(), node)));
        List<Indicator> measured = indicators.all().stream().filter(indicator -> places.containsKey(indicator.key())).toList();
        Map<String, Set<String>> origins = plans.origins(plan.key());
        return switch (scale.rates()) {
            case MEASURES -> rated(plan, scale.level()).stream().map(node -> {
                Set<String> below = node.all().map(Node::key).collect(Collectors.toSet());
                return new Named(node.key(), numbered(node), above(node.parent(), responsible), responsible.of(node),
                        measured.stream().filter(indicator -> below.contains(places.get(indicator.key()))).toList());
            }).toList();
            case PROGRAMMES -> nodes.stream().flatMap(node -> node.programmes().stream()).map(programme ->
                    new Named(programme.key(), programme.words(), above(programme.node(), responsible), responsible.of(programme),
                            measured.stream().filter(indicator -> measures(indicator, programme, origins.getOrDefault(programme.key(), Set.of()))).toList())).toList();
            case INDICATORS -> measured.stream().filter(indicator -> indicator.kind() != Indicator.Kind.REFERENCE).map(indicator ->
                    new Named(indicator.key(), indicator.words(), above(places.get(indicator.key()), responsible), responsible.of(indicator), List.of(indicator))).toList();
        };
    }

    /** @param origins keys of the programmes of earlier plans that it came from */
    private static boolean measures(Indicator indicator, Programme programme, Set<String> origins) {
        return indicator.programmes().contains(programme.key()) || programme.quantities().contains(indicator.key())
                || indicator.programmes().stream().anyMatch(origins::contains);
    }

    /** Those of that level, and what ends above it; without a level (or where the plan has none of that name) all that bear programmes. */
    private static List<Node> rated(Plan plan, @Nullable String level) {
        int depth = level == null ? -1 : plan.levels().indexOf(level);
        if (depth < 0) {
            return plan.nodes().stream().flatMap(Node::all).filter(node -> !node.programmes().isEmpty()).toList();
        }
        List<Node> found = new ArrayList<>();
        plan.nodes().forEach(node -> descend(node, depth, found));
        return found;
    }

    private static void descend(Node node, int depth, List<Node> found) {
        if (depth == 0 || node.children().isEmpty()) {
            found.add(node);
        } else {
            node.children().forEach(child -> descend(child, depth - 1, found));
        }
    }

    private static Words numbered(Node node) {
        return node.number() == null ? node.words()
                : new Words(node.number() + " " + node.label(), node.labelEn() == null ? null : node.number() + " " + node.labelEn());
    }

    private static List<Words> above(@Nullable String key, Responsibility responsible) {
        List<Words> above = new ArrayList<>();
        for (Node at = key == null ? null : responsible.nodes().get(key); at != null; at = at.parent() == null ? null : responsible.nodes().get(at.parent())) {
            above.addFirst(numbered(at));
        }
        return above;
    }

    private Subject.Evidence evidence(Standing standing, FiscalYear year) {
        Actual latest = standing.latest();
        Standing.Goal judged = standing.goal(year);
        List<Standing.Goal> goals = judged == null ? List.of() : standing.goals().subList(standing.goals().indexOf(judged), standing.goals().size());
        return new Subject.Evidence(standing.indicator().key(), standing.indicator().words(),
                latest == null ? null : latest.shown(standing.indicator().unit()), latest == null ? null : period(latest.period()),
                latest != null && latest.running(), goals.stream().map(this::aim).toList());
    }

    private Subject.Aim aim(Standing.Goal goal) {
        return new Subject.Aim(period(goal.figure().period()), said(List.of(goal.words())), goal.achievement().state().notation(),
                goal.achievement().running(), said(goal.achievement().why()), goal.percent(),
                goal.changed().stream().map(one -> {
                    Words said = said(List.of(one.said()));
                    Words why = one.change().reason();
                    return new Words(said.ja() + "理由：" + why.ja(), said.en() + " Reason: " + why.in(Locale.ENGLISH));
                }).toList());
    }

    private static Words period(Period period) {
        return new Words(period.label(Locale.JAPANESE), period.label(Locale.ENGLISH));
    }

    private Words said(List<Sentence> said) {
        return new Words(sentences.say(said, Locale.JAPANESE), sentences.say(said, Locale.ENGLISH));
    }
}
