package jp.machimori.plan;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import jp.machimori.town.Division;
import org.jspecify.annotations.Nullable;

/**
 * 担当。Which divisions answer for a part of the plan. Where a document names none, those of the part above do; 全庁 answers
 * only where nobody is named beside it.
 *
 * @param nodes all of the town's plans with what hangs on them, by key
 * @param everybody keys of 全庁 and its like
 */
public record Responsibility(Map<String, Node> nodes, Set<String> everybody) {

    static Responsibility of(Collection<Plan> plans, Collection<Division> divisions) {
        return new Responsibility(Plans.byKey(plans.stream().flatMap(plan -> plan.nodes().stream()).flatMap(Node::all).toList(), Node::key),
                divisions.stream().filter(division -> "all".equals(division.kind())).map(Division::key).collect(Collectors.toSet()));
    }

    private List<String> named(Collection<String> all) {
        List<String> named = all.stream().filter(division -> !everybody.contains(division)).toList();
        return named.isEmpty() ? List.copyOf(all) : named;
    }

    /** Those of the node, and of the programmes below it. */
    public List<String> of(Node node) {
        Set<String> all = new LinkedHashSet<>(node.divisions());
        node.allProgrammes().forEach(programme -> all.addAll(programme.divisions()));
        return all.isEmpty() ? above(node) : named(all);
    }

    public List<String> of(Programme programme) {
        return programme.divisions().isEmpty() ? answering(nodes.get(programme.node())) : named(programme.divisions());
    }

    /** The one that reports it, and those of the programmes it measures. */
    public List<String> of(Indicator indicator) {
        Set<String> all = new LinkedHashSet<>();
        if (indicator.source() instanceof Source.FromAnswer answer) {
            all.add(answer.division());
        }
        nodes.values().stream().flatMap(node -> node.programmes().stream())
                .filter(programme -> indicator.programmes().contains(programme.key()))
                .forEach(programme -> all.addAll(of(programme)));
        return all.isEmpty() ? answering(nodes.get(indicator.node())) : named(all);
    }

    private List<String> answering(@Nullable Node node) {
        return node == null ? List.of() : node.divisions().isEmpty() ? above(node) : named(node.divisions());
    }

    private List<String> above(Node node) {
        return node.parent() == null ? List.of() : answering(nodes.get(Objects.requireNonNull(node.parent())));
    }
}
