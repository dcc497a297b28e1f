package jp.machimori.plan;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 担当。Which divisions answer for a part of the plan. Where a document names none, those of the part above do.
 *
 * @param nodes all of the town's plans with what hangs on them, by key
 */
public record Responsibility(Map<String, Node> nodes) {

    static Responsibility of(Collection<Plan> plans) {
        return new Responsibility(Plans.byKey(plans.stream().flatMap(plan -> plan.nodes().stream()).flatMap(Node::all).toList(), Node::key));
    }

    /** Those of the node, and of the programmes below it. */
    public List<String> of(Node node) {
        Set<String> all = new LinkedHashSet<>(node.divisions());
        node.allProgrammes().forEach(programme -> all.addAll(programme.divisions()));
        return all.isEmpty() ? above(node) : List.copyOf(all);
    }

    public List<String> of(Programme programme) {
        return programme.divisions().isEmpty() ? named(nodes.get(programme.node())) : programme.divisions();
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
        return all.isEmpty() ? named(nodes.get(indicator.node())) : List.copyOf(all);
    }

    private List<String> named(@Nullable Node node) {
        return node == null ? List.of() : node.divisions().isEmpty() ? above(node) : node.divisions();
    }

    private List<String> above(Node node) {
        return node.parent() == null ? List.of() : named(nodes.get(Objects.requireNonNull(node.parent())));
    }
}
