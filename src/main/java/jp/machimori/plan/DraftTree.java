package jp.machimori.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 計画案の中身。The rows of a draft by key, and the tree that they make. */
record DraftTree(Draft draft, Map<String, Row> rows) {

    /** 引き継いだ指標。An indicator at its place in the draft, with the targets that the new plan sets. */
    record Place(String indicator, String node, List<Goal> goals) {
        Place {
            goals = goals == null ? List.of() : List.copyOf(goals);
        }

        static String key(String indicator) {
            return "indicator:" + indicator;
        }
    }

    /** 新しい目標。 @param value as the officer wrote it, without its unit: a number, 増加, 減少 or a comparison */
    record Goal(String period, String value) {
        /** The year alone, as it was written. */
        public String year() {
            return period.replaceFirst("^(FY|CY)", "");
        }

        /** 2,800件; words have no unit. */
        public String said(String unit) {
            return Drafting.value(this).isNumber() ? value + unit : value;
        }
    }

    /**
     * One of a node, a programme and an indicator's place.
     *
     * @param from keys of what it came from, in the plan that the draft was copied from; none where it is new
     */
    record Content(@Nullable Node node, @Nullable Programme programme, @Nullable Place place, List<String> from) {
        Content {
            from = from == null ? List.of() : List.copyOf(from);
        }

        static Content of(Node node, Collection<String> from) {
            return new Content(node, null, null, List.copyOf(from));
        }

        static Content of(Programme programme, Collection<String> from) {
            return new Content(null, programme, null, List.copyOf(from));
        }

        static Content of(Place place) {
            return new Content(null, null, place, List.of());
        }

        /** The node it hangs on, null for a pillar. */
        @Nullable String above() {
            return node != null ? node.parent() : programme != null ? programme.node() : Objects.requireNonNull(place).node();
        }
    }

    /** @param edition of the draft when it last changed */
    record Row(String key, int edition, Content content) {
    }

    Optional<Row> node(String key) {
        return Optional.ofNullable(rows.get(key)).filter(row -> row.content().node() != null);
    }

    Optional<Row> programme(String key) {
        return Optional.ofNullable(rows.get(key)).filter(row -> row.content().programme() != null);
    }

    List<Node> nodes() {
        return rows.values().stream().map(row -> row.content().node()).filter(Objects::nonNull)
                .sorted(Comparator.comparing(Node::ord).thenComparing(Node::key)).toList();
    }

    List<Programme> programmes() {
        return rows.values().stream().map(row -> row.content().programme()).filter(Objects::nonNull)
                .sorted(Comparator.comparing(Programme::ord).thenComparing(Programme::key)).toList();
    }

    List<Place> places() {
        return rows.values().stream().map(row -> row.content().place()).filter(Objects::nonNull).toList();
    }

    List<Place> places(String node) {
        return places().stream().filter(place -> place.node().equals(node)).toList();
    }

    /** Those with the same node above, in their order. */
    List<Node> siblings(@Nullable String parent) {
        return nodes().stream().filter(node -> Objects.equals(node.parent(), parent)).toList();
    }

    /** That node and all below it. */
    Set<String> below(String key) {
        Set<String> below = new LinkedHashSet<>(Set.of(key));
        List<Node> nodes = nodes();
        int known;
        do {
            known = below.size();
            nodes.stream().filter(node -> node.parent() != null && below.contains(node.parent())).forEach(node -> below.add(node.key()));
        } while (below.size() > known);
        return below;
    }

    /** Whether each row hangs on a node that is there. */
    boolean isWhole() {
        return rows.values().stream().map(row -> row.content().above()).allMatch(above -> above == null || node(above).isPresent());
    }

    /** The tree as it would be published, numbered through. */
    Plan plan() {
        int[] ord = new int[2];
        return new Plan(draft.key(), draft.label(), draft.labelEn(), draft.period(), draft.about(), draft.aboutEn(), draft.levels(),
                grown(null, false, ord), null);
    }

    private List<Node> grown(@Nullable String parent, boolean sensitive, int[] ord) {
        List<Node> grown = new ArrayList<>();
        for (Node node : siblings(parent)) {
            boolean hidden = sensitive || node.sensitive();
            Node row = node.placed(draft.key(), parent, ord[0]++, hidden);
            List<Programme> hanging = programmes().stream().filter(one -> one.node().equals(node.key()))
                    .map(one -> one.placed(node.key(), ord[1]++, hidden || one.sensitive())).toList();
            grown.add(row.grown(hanging, grown(node.key(), hidden, ord)));
        }
        return grown;
    }

    /** What each node and programme came from. */
    Map<String, List<String>> origins() {
        Map<String, List<String>> origins = new LinkedHashMap<>();
        rows.values().stream().filter(row -> row.content().place() == null).forEach(row -> origins.put(row.key(), row.content().from()));
        return origins;
    }

    /** Keys of all divisions that answer for a part of it. */
    Set<String> divisions() {
        Set<String> divisions = new LinkedHashSet<>();
        Stream.concat(nodes().stream().map(Node::divisions), programmes().stream().map(Programme::divisions)).forEach(divisions::addAll);
        return divisions;
    }
}
