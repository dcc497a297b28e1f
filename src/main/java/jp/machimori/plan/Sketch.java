package jp.machimori.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import jp.machimori.plan.DraftTree.Content;
import jp.machimori.plan.DraftTree.Goal;
import jp.machimori.plan.DraftTree.Place;
import jp.machimori.plan.DraftTree.Row;
import org.jspecify.annotations.Nullable;

/** 計画案の下書き。One change of a draft while it is made: what the rows were and what they become. */
final class Sketch {

    /** What an officer wrote of a node or a programme. */
    record Text(@Nullable String number, String label, @Nullable String labelEn, @Nullable String about, @Nullable String aboutEn,
                List<String> divisions) {
    }

    private final Draft draft;
    private final Map<String, Row> before;
    private final Map<String, Row> now;
    private int lastKey;

    Sketch(DraftTree tree) {
        this.draft = tree.draft();
        this.before = tree.rows();
        this.now = new LinkedHashMap<>(tree.rows());
        this.lastKey = draft.lastKey();
    }

    DraftTree tree() {
        return new DraftTree(draft, now);
    }

    int lastKey() {
        return lastKey;
    }

    /** @param kind n for nodes, p for programmes */
    private String newKey(String kind) {
        return draft.key() + "-" + kind + ++lastKey;
    }

    void put(String key, Content content) {
        Row old = before.get(key);
        now.put(key, old != null && old.content().equals(content) ? old : new Row(key, draft.edition() + 1, content));
    }

    void remove(String key) {
        now.remove(key);
    }

    /** Rows before and after, of those that changed. */
    Map<String, Change> changes() {
        Map<String, Change> changes = new HashMap<>();
        Stream.concat(before.keySet().stream(), now.keySet().stream()).distinct().forEach(key -> {
            Content old = before.containsKey(key) ? before.get(key).content() : null;
            Content made = now.containsKey(key) ? now.get(key).content() : null;
            if (!Objects.equals(old, made)) {
                changes.put(key, new Change(old, made));
            }
        });
        return changes;
    }

    /** One row before and after; null where there was or is none. */
    record Change(@Nullable Content before, @Nullable Content after) {
    }

    private Content content(String key) {
        return now.get(key).content();
    }

    private Node node(String key) {
        return Objects.requireNonNull(content(key).node());
    }

    private Programme programme(String key) {
        return Objects.requireNonNull(content(key).programme());
    }

    private void put(Node node) {
        put(node.key(), Content.of(node, now.containsKey(node.key()) ? content(node.key()).from() : List.of()));
    }

    private void put(Programme programme) {
        put(programme.key(), Content.of(programme, now.containsKey(programme.key()) ? content(programme.key()).from() : List.of()));
    }

    void write(String key, Text text) {
        Node node = node(key);
        put(new Node(key, text.number(), text.label(), text.labelEn(), text.about(), text.aboutEn(), node.tags(), node.sensitive(),
                text.divisions(), List.of(), List.of(), node.plan(), node.parent(), node.ord()));
    }

    /** A new measure, the last below that one; null: a pillar. */
    String add(@Nullable String parent, String label) {
        String key = newKey("n");
        put(new Node(key, null, label, null, null, null, List.of(), false, List.of(), List.of(), List.of(), draft.key(), parent, last(parent)));
        return key;
    }

    private int last(@Nullable String parent) {
        return tree().siblings(parent).stream().mapToInt(Node::ord).max().orElse(0) + 1;
    }

    void order(String key, boolean up) {
        List<Node> siblings = tree().siblings(node(key).parent());
        int at = siblings.indexOf(node(key));
        int other = up ? at - 1 : at + 1;
        if (other >= 0 && other < siblings.size()) {
            Node neighbour = siblings.get(other);
            int ord = node(key).ord();
            place(node(key), node(key).parent(), neighbour.ord());
            place(neighbour, neighbour.parent(), ord);
        }
    }

    private void place(Node node, @Nullable String parent, int ord) {
        put(node.placed(node.plan(), parent, ord, node.sensitive()));
    }

    void move(String key, @Nullable String parent) {
        if (!Objects.equals(node(key).parent(), parent)) {
            place(node(key), parent, last(parent));
        }
    }

    /** All that hangs on the other comes to the first, and the other is no more. */
    void merge(String key, String other) {
        Node into = node(key);
        Node from = node(other);
        Set<String> origins = new LinkedHashSet<>(content(key).from());
        origins.addAll(content(other).from());
        put(key, Content.of(new Node(key, into.number(), into.label(), into.labelEn(), into.about(), into.aboutEn(),
                joined(into.tags(), from.tags()), into.sensitive() || from.sensitive(), joined(into.divisions(), from.divisions()),
                List.of(), List.of(), into.plan(), into.parent(), into.ord()), origins));
        hang(other, key, null);
        remove(other);
    }

    /** A second measure beside it that takes over what is named. */
    String split(String key, String label, Set<String> taken) {
        Node node = node(key);
        String made = newKey("n");
        put(made, Content.of(new Node(made, null, label, null, null, null, node.tags(), node.sensitive(), node.divisions(), List.of(),
                List.of(), draft.key(), node.parent(), last(node.parent())), content(key).from()));
        hang(key, made, taken);
        return made;
    }

    /** @param taken keys of what moves, null for all */
    private void hang(String from, String to, @Nullable Set<String> taken) {
        int ord = last(to);
        List<Row> inOrder = now.values().stream().sorted(Comparator.comparing((Row row) ->
                row.content().node() == null ? 0 : row.content().node().ord()).thenComparing(Row::key)).toList();
        for (Row row : inOrder) {
            Content content = row.content();
            if (!from.equals(content.above()) || taken != null && !taken.contains(row.key())) {
                continue;
            }
            if (content.node() != null) {
                place(content.node(), to, ord++);
            } else if (content.programme() != null) {
                put(content.programme().placed(to, content.programme().ord(), content.programme().sensitive()));
            } else if (content.place() != null) {
                put(row.key(), Content.of(new Place(content.place().indicator(), to, content.place().goals())));
            }
        }
    }

    /** The measure with all that hangs below it. */
    void retire(String key) {
        Set<String> below = tree().below(key);
        List.copyOf(now.values()).stream().filter(row -> below.contains(row.key()) || below.contains(String.valueOf(row.content().above())))
                .forEach(row -> remove(row.key()));
    }

    String addProgramme(String node, String label) {
        String key = newKey("p");
        int ord = tree().programmes().stream().mapToInt(Programme::ord).max().orElse(0) + 1;
        put(new Programme(key, "", label, null, null, null, node(node).divisions(), List.of(), false, List.of(), List.of(), null,
                new Home.InAnswer(true), node, ord));
        return key;
    }

    void writeProgramme(String key, Text text, String node) {
        Programme one = programme(key);
        put(new Programme(key, one.path(), text.label(), text.labelEn(), text.about(), text.aboutEn(), text.divisions(), one.tags(),
                one.sensitive(), one.sources(), one.quantities(), one.apply(), one.home(), node, one.ord()));
    }

    void hangIndicator(String indicator, String node, List<Goal> goals) {
        put(Place.key(indicator), Content.of(new Place(indicator, node, goals)));
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> joined = new ArrayList<>(one);
        other.stream().filter(each -> !one.contains(each)).forEach(joined::add);
        return joined;
    }

    /** A published plan with all that hangs on it, under keys of the draft. */
    static Sketch copy(Draft draft, Plan plan, Map<String, List<Indicator>> byNode) {
        Sketch sketch = new Sketch(new DraftTree(draft, Map.of()));
        Map<String, String> keys = new HashMap<>();
        plan.nodes().stream().flatMap(Node::all).forEach(node -> {
            String key = sketch.newKey("n");
            keys.put(node.key(), key);
            sketch.put(key, Content.of(new Node(key, node.number(), node.label(), node.labelEn(), node.about(), node.aboutEn(), node.tags(),
                    node.sensitive(), node.divisions(), List.of(), List.of(), draft.key(),
                    node.parent() == null ? null : keys.get(node.parent()), node.ord()), List.of(node.key())));
            node.programmes().forEach(one -> sketch.copy(one, key, byNode));
            byNode.getOrDefault(node.key(), List.of()).forEach(indicator -> sketch.hangIndicator(indicator.key(), key, List.of()));
        });
        return sketch;
    }

    /** What a document prints of it stays with the plan of that document. */
    private void copy(Programme one, String node, Map<String, List<Indicator>> byNode) {
        String key = newKey("p");
        List<String> measured = byNode.values().stream().flatMap(List::stream)
                .filter(indicator -> indicator.programmes().contains(one.key())).map(Indicator::key).distinct().toList();
        put(key, Content.of(new Programme(key, "", one.label(), one.labelEn(), one.about(), one.aboutEn(), one.divisions(), one.tags(),
                one.sensitive(), List.of(), joined(one.quantities(), measured), one.apply(), one.home(), node, one.ord()), List.of(one.key())));
    }
}
