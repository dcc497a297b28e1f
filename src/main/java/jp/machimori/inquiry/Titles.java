package jp.machimori.inquiry;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * 施策名の見分け。The names of measures as people type them anew.
 *
 * @param bare names without numbers and signs, by node
 * @param pairs how often each two letters follow one another in them
 */
record Titles(Map<String, String> bare, Map<String, Map<String, Long>> pairs) {

    private static final int LONG_ENOUGH = 6;
    /** One of two words is another one at most. */
    private static final double ALIKE = 0.5;
    /** The next best is so much less alike. */
    private static final double AHEAD = 0.1;

    static Titles of(Map<String, String> labels) {
        Map<String, String> bare = new HashMap<>();
        labels.forEach((node, label) -> bare.put(node, bare(label)));
        return new Titles(bare, bare.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, one -> pairs(one.getValue()))));
    }

    /** Without its number, brackets and stops: what is left of a title when people type it anew. */
    static String bare(String title) {
        return BookWords.plain(title).replaceFirst("^(?:[(]?\\d+[)]?[-.:、]*)+", "").replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Nodes of the same name; else the only one whose name contains this one or is contained in it. */
    Set<String> same(String title) {
        String name = bare(title);
        Set<String> same = bare.keySet().stream().filter(node -> bare.get(node).equals(name)).collect(Collectors.toSet());
        if (!same.isEmpty() || name.length() < LONG_ENOUGH) {
            return same;
        }
        Set<String> part = bare.keySet().stream().filter(node -> bare.get(node).length() >= LONG_ENOUGH
                && (bare.get(node).contains(name) || name.contains(bare.get(node)))).collect(Collectors.toSet());
        return part.size() == 1 ? part : Set.of();
    }

    /** The one of these nodes whose name is nearly the same, clearly more than any other's; none where none is. */
    Set<String> like(String title, Set<String> nodes) {
        Map<String, Long> own = pairs(bare(title));
        List<Map.Entry<String, Double>> near = nodes.stream().map(node -> Map.entry(node, alike(own, pairs.get(node))))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())).limit(2).toList();
        boolean clear = !near.isEmpty() && near.getFirst().getValue() >= ALIKE && (near.size() < 2 || near.getFirst().getValue() - near.getLast().getValue() >= AHEAD);
        return clear ? Set.of(near.getFirst().getKey()) : Set.of();
    }

    private static Map<String, Long> pairs(String name) {
        return IntStream.range(0, Math.max(0, name.length() - 1)).mapToObj(at -> name.substring(at, at + 2)).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** Dice's coefficient: 0 where no pair of letters is the same, 1 where all are. */
    private static double alike(Map<String, Long> one, Map<String, Long> other) {
        long all = Stream.of(one, other).flatMap(pairs -> pairs.values().stream()).mapToLong(Long::longValue).sum();
        long both = one.entrySet().stream().mapToLong(pair -> Math.min(pair.getValue(), other.getOrDefault(pair.getKey(), 0L))).sum();
        return all == 0 ? 0 : 2.0 * both / all;
    }
}
