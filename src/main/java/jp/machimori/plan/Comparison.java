package jp.machimori.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;

/** 新旧対照。An earlier and a later plan side by side, each node and programme beside what it came from. */
record Comparison(List<Row> rows) {

    /** What became of it. */
    enum Mark {
        UNCHANGED, RENAMED, REWORDED, MOVED, MERGED, SPLIT, NEW, GONE;

        public String notation() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A node or a programme.
     *
     * @param depth 0 for a pillar
     * @param above key of the node it hangs on
     */
    record Item(String key, boolean programme, int depth, @Nullable String above, @Nullable String number, Words words,
                List<String> divisions, @Nullable String about) {
        /** 1 防犯 */
        public String shown(Locale locale) {
            return (number == null ? "" : number + " ") + words.in(locale);
        }
    }

    /** @param before what it came from; alone where it is gone */
    record Row(List<Item> before, @Nullable Item now, Set<Mark> marks) {
        public boolean isUnchanged() {
            return marks.contains(Mark.UNCHANGED);
        }

        public boolean isReworded() {
            return marks.contains(Mark.REWORDED);
        }

        public Item item() {
            return now == null ? before.getFirst() : now;
        }

        Versions.Link.Kind kind() {
            return marks.contains(Mark.MERGED) ? Versions.Link.Kind.MERGED : marks.contains(Mark.SPLIT) ? Versions.Link.Kind.SPLIT
                    : marks.contains(Mark.MOVED) ? Versions.Link.Kind.MOVED : Versions.Link.Kind.COPIED;
        }
    }

    /** @param origins keys of the earlier plan by keys of the later */
    static Comparison of(Plan from, Plan to, Map<String, ? extends Collection<String>> origins) {
        Map<String, Item> before = items(from);
        Map<String, Integer> uses = new HashMap<>();
        Map<String, Item> now = items(to);
        now.keySet().stream().filter(origins::containsKey).flatMap(key -> origins.get(key).stream()).forEach(origin -> uses.merge(origin, 1, Integer::sum));
        Map<@Nullable String, List<Row>> gone = gone(before, uses.keySet());
        List<Row> rows = new ArrayList<>(gone.getOrDefault(null, List.of()));
        Set<String> passed = new HashSet<>();
        now.forEach((key, item) -> {
            List<Item> came = origins.containsKey(key)
                    ? origins.get(key).stream().map(before::get).filter(Objects::nonNull).toList() : List.of();
            rows.add(new Row(came, item, marks(came, item, uses, origins)));
            came.stream().map(Item::key).filter(passed::add).forEach(origin -> rows.addAll(gone.getOrDefault(origin, List.of())));
        });
        return new Comparison(List.copyOf(rows));
    }

    /** What nothing came of, by the item before it that something came of. */
    private static Map<@Nullable String, List<Row>> gone(Map<String, Item> before, Set<String> used) {
        Map<@Nullable String, List<Row>> gone = new HashMap<>();
        @Nullable String last = null;
        for (Item item : before.values()) {
            if (used.contains(item.key())) {
                last = item.key();
            } else {
                gone.computeIfAbsent(last, any -> new ArrayList<>()).add(new Row(List.of(item), null, EnumSet.of(Mark.GONE)));
            }
        }
        return gone;
    }

    private static Set<Mark> marks(List<Item> came, Item now, Map<String, Integer> uses, Map<String, ? extends Collection<String>> origins) {
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        if (came.isEmpty()) {
            marks.add(Mark.NEW);
            return marks;
        }
        if (came.size() > 1) {
            marks.add(Mark.MERGED);
        }
        if (came.stream().anyMatch(item -> uses.get(item.key()) > 1)) {
            marks.add(Mark.SPLIT);
        }
        Collection<String> above = now.above() == null || !origins.containsKey(now.above()) ? List.of() : origins.get(now.above());
        if (came.stream().noneMatch(item -> item.above() == null ? now.above() == null : above.contains(item.above()))) {
            marks.add(Mark.MOVED);
        }
        if (came.stream().noneMatch(item -> item.words().ja().equals(now.words().ja()))) {
            marks.add(Mark.RENAMED);
        }
        if (came.size() == 1 && (!Objects.equals(came.getFirst().about(), now.about()) || !came.getFirst().divisions().equals(now.divisions()))) {
            marks.add(Mark.REWORDED);
        }
        if (marks.isEmpty()) {
            marks.add(Mark.UNCHANGED);
        }
        return marks;
    }

    static Map<String, Item> items(Plan plan) {
        Map<String, Item> items = new LinkedHashMap<>();
        plan.nodes().forEach(node -> put(node, 0, items));
        return items;
    }

    private static void put(Node node, int depth, Map<String, Item> items) {
        items.put(node.key(), new Item(node.key(), false, depth, node.parent(), node.number(), node.words(), node.divisions(), node.about()));
        node.programmes().forEach(one -> items.put(one.key(), new Item(one.key(), true, depth + 1, node.key(), null, one.words(), one.divisions(), one.about())));
        node.children().forEach(child -> put(child, depth + 1, items));
    }

    /** How many rows bear each mark, of the measures and of the programmes; none are left out. */
    Map<Mark, Count> counts() {
        Map<Mark, Count> counts = new EnumMap<>(Mark.class);
        rows.forEach(row -> row.marks().forEach(mark -> counts.merge(mark,
                row.item().programme() ? new Count(0, 1) : new Count(1, 0), Count::plus)));
        return counts;
    }

    /** 件数。 */
    record Count(int measures, int programmes) {
        Count plus(Count other) {
            return new Count(measures + other.measures, programmes + other.programmes);
        }
    }

    /** 目標の新旧。 @param before period and value in words; empty where there was none */
    record Targets(Indicator indicator, List<String> before, List<String> now) {
    }
}
