package jp.machimori.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 計画のつながり。Where a plan, a measure, a programme or an indicator stands among the plans before and after. */
@Component
class Lineage {

    private final Plans plans;
    private final Programmes programmes;
    private final Versions versions;

    Lineage(Plans plans, Programmes programmes, Versions versions) {
        this.plans = plans;
        this.programmes = programmes;
        this.versions = versions;
    }

    /**
     * 計画の前後。
     *
     * @param from the plan or version it was made from, null where it was made elsewhere
     * @param next plans that were made from it and are not versions of it
     */
    record Of(Versions.Version version, @Nullable Plan from, List<Plan> next) {
    }

    Map<String, Of> of(Collection<Plan> shown) {
        Map<String, Plan> all = Plans.byKey(plans.all(), Plan::key);
        Map<String, Of> of = new LinkedHashMap<>();
        shown.forEach(plan -> {
            Versions.Version version = versions.of(plan.key());
            of.put(plan.key(), new Of(version, version.from().equals(plan.key()) ? null : all.get(version.from()),
                    versions.known().versions().stream().filter(other -> !other.isReview() && other.from().equals(plan.key()))
                            .map(other -> all.get(other.plan())).filter(Objects::nonNull).toList()));
        });
        return of;
    }

    /** The version after it, null where there is none. */
    Versions.@Nullable Version later(String plan) {
        return versions.after(plan);
    }

    /** 前後の計画での姿。 @param address beneath the town @param plan the plan it stands in @param kind how the later came from the earlier */
    record Kin(String address, Words words, Words plan, Versions.Link.Kind kind) {
    }

    /** What a node or programme came from, and what came of it. */
    record Kinship(List<Kin> before, List<Kin> after) {
    }

    Kinship kinship(String key) {
        List<Versions.Link> links = versions.known().links();
        return links.isEmpty() ? new Kinship(List.of(), List.of())
                : new Kinship(links.stream().filter(link -> link.to().equals(key)).map(link -> kin(link.from(), link)).filter(Objects::nonNull).toList(),
                        links.stream().filter(link -> link.from().equals(key)).map(link -> kin(link.to(), link)).filter(Objects::nonNull).toList());
    }

    private @Nullable Kin kin(String key, Versions.Link link) {
        for (Plan plan : plans.all()) {
            for (Node node : plan.nodes().stream().flatMap(Node::all).toList()) {
                if (node.key().equals(key)) {
                    return new Kin("/plan/" + key, node.words(), plan.words(), link.kind());
                }
                for (Programme one : node.programmes()) {
                    if (one.key().equals(key)) {
                        return new Kin("/programmes/" + key, one.words(), plan.words(), link.kind());
                    }
                }
            }
        }
        return null;
    }

    /** 計画ごとの目標。 @param goals those whose time lies in the plan's; of a version that was replaced those it had */
    record Place(Plan plan, Versions.Version version, List<Node> path, List<Standing.Goal> goals) {
    }

    /** The plans that an indicator belongs to, the newest first. */
    List<Place> places(Standing standing, Map<String, Node> nodes) {
        Indicator indicator = standing.indicator();
        List<Place> places = new ArrayList<>();
        for (Plan plan : plans.all()) {
            Node home = nodes.get(indicator.node());
            String node = versions.known().places().getOrDefault(plan.key(), Map.of())
                    .getOrDefault(indicator.key(), home != null && home.plan().equals(plan.key()) ? home.key() : "");
            if (!node.isEmpty()) {
                List<Versions.Then> then = remembered(plan.key()).toList();
                places.add(new Place(plan, versions.of(plan.key()), Plans.path(node, nodes), standing.goals().stream()
                        .filter(goal -> Drafting.within(goal.figure().period(), plan.span()))
                        .filter(goal -> then.isEmpty() || then.stream().anyMatch(one -> one.indicator().equals(indicator.key()) && one.period().equals(goal.figure().period())))
                        .toList()));
            }
        }
        places.sort(Comparator.comparing((Place place) -> place.plan().ord()).reversed());
        return places;
    }

    /** Where it stands in the plan followed today, else in the newest. */
    List<Node> path(List<Place> places) {
        Set<String> notFollowed = versions.notFollowed();
        return places.stream().filter(place -> !notFollowed.contains(place.plan().key())).findFirst().or(() -> places.stream().findFirst())
                .map(Place::path).orElse(List.of());
    }

    /** Those it measures, and what came of them in later plans. */
    List<Programme> programmes(Indicator indicator) {
        Set<String> keys = new LinkedHashSet<>(indicator.programmes());
        Set<String> notFollowed = versions.notFollowed();
        List<Versions.Link> links = versions.known().links();
        int known;
        do {
            known = keys.size();
            links.stream().filter(link -> keys.contains(link.from())).map(Versions.Link::to).toList().forEach(keys::add);
        } while (keys.size() > known);
        List<Programme> all = programmes.find(keys);
        List<Programme> followed = notFollowed.isEmpty() ? all : all.stream().filter(one -> !notFollowed.contains(planOf(one))).toList();
        return followed.isEmpty() ? all : followed;
    }

    private String planOf(Programme programme) {
        return plans.all().stream().filter(plan -> plan.nodes().stream().flatMap(Node::all).anyMatch(node -> node.key().equals(programme.node())))
                .map(Plan::key).findFirst().orElse("");
    }

    /** What two plans have in common and where they differ, the earlier one first. */
    Comparison compare(Plan from, Plan to) {
        Map<String, Set<String>> origins = versions.origins(from.key(), to.key());
        return Comparison.of(from, to, origins == null ? Collections.<String, Set<String>>emptyMap() : origins);
    }

    /** Whether the second was made of the first, through others or not. */
    boolean isMadeOf(String from, String to) {
        return versions.origins(from, to) != null && !from.equals(to);
    }

    /** The targets of indicators of both or one of them that are not the same. */
    List<Comparison.Targets> targets(Map<String, List<String>> before, Map<String, List<String>> now, Collection<Indicator> all) {
        return all.stream().filter(indicator -> before.containsKey(indicator.key()) || now.containsKey(indicator.key()))
                .map(indicator -> new Comparison.Targets(indicator, before.getOrDefault(indicator.key(), List.of()), now.getOrDefault(indicator.key(), List.of())))
                .filter(targets -> !targets.before().equals(targets.now())).toList();
    }

    /** What a plan's indicators were to reach: as remembered when the one after it was begun, else as it is now. */
    Stream<Versions.Then> remembered(String plan) {
        return versions.known().versions().stream().anyMatch(version -> version.from().equals(plan))
                ? versions.known().targets().stream().filter(then -> then.plan().equals(plan)) : Stream.empty();
    }
}
