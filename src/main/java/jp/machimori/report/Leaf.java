package jp.machimori.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * 報告書の一画面。As much of a report as the web shows at once: whole pillars or sections where they are short, rows of one where it is long.
 *
 * @param paths where the numbers that it shows come from, beneath the town
 */
record Leaf(List<Part> parts, Map<UUID, String> paths) {

    /** How much is on one, in answers, values and targets. */
    static final int MOST = 400;

    /**
     * 章の一部。
     *
     * @param chapter its place in the report
     * @param section place of its first section in the chapter
     * @param begins whether the chapter begins with it
     */
    record Part(int chapter, int section, boolean begins, Snapshot.Chapter content) {
    }

    /** What can be cut off at its beginning. */
    private record Piece(int chapter, int section, int level, int weight, Snapshot.Chapter content) {
    }

    private record Chunk<T>(List<T> rows, int weight) {
    }

    static List<Leaf> of(Snapshot snapshot) {
        Map<UUID, String> paths = snapshot.numbers().stream().collect(Collectors.toMap(Snapshot.Datum::id, Snapshot.Datum::path));
        List<Piece> pieces = new ArrayList<>();
        for (int at = 0; at < snapshot.chapters().size(); at++) {
            cut(snapshot.chapters().get(at), at, pieces);
        }
        List<Leaf> leaves = new ArrayList<>();
        List<Piece> open = new ArrayList<>();
        for (int at = 0; at < pieces.size(); at++) {
            if (weight(open) > 0 && weight(open) + ahead(pieces, at) > MOST) {
                leaves.add(leaf(open, leaves, paths));
                open.clear();
            }
            open.add(pieces.get(at));
        }
        leaves.add(leaf(open, leaves, paths));
        return leaves;
    }

    private static int weight(List<Piece> pieces) {
        return pieces.stream().mapToInt(Piece::weight).sum();
    }

    /** What had best stay together with a piece: its pillar or chapter if that fits, else its headings and what follows them. */
    private static int ahead(List<Piece> pieces, int from) {
        int whole = pieces.get(from).weight();
        int needed = whole;
        boolean headed = whole > 0;
        for (int at = from + 1; at < pieces.size() && pieces.get(at).level() > pieces.get(from).level(); at++) {
            whole += pieces.get(at).weight();
            needed += headed ? 0 : pieces.get(at).weight();
            headed |= pieces.get(at).weight() > 0;
        }
        return whole <= MOST ? whole : needed;
    }

    private static Leaf leaf(List<Piece> pieces, List<Leaf> before, Map<UUID, String> all) {
        Map<UUID, String> paths = new HashMap<>();
        pieces.stream().flatMap(piece -> piece.content().shown()).forEach(id -> paths.put(id, all.get(id)));
        List<Part> parts = new ArrayList<>();
        for (Piece piece : pieces) {
            Part last = parts.isEmpty() ? null : parts.getLast();
            if (last != null && last.chapter() == piece.chapter()) {
                parts.set(parts.size() - 1, new Part(last.chapter(), last.section(), last.begins(), joined(last.content(), piece.content())));
            } else {
                parts.add(new Part(piece.chapter(), piece.section(), before.stream().flatMap(leaf -> leaf.parts().stream()).noneMatch(part -> part.chapter() == piece.chapter()),
                        piece.content()));
            }
        }
        return new Leaf(List.copyOf(parts), paths);
    }

    private static void cut(Snapshot.Chapter chapter, int at, List<Piece> pieces) {
        switch (chapter) {
            case Snapshot.Measures measures -> {
                for (int section = 0; section < measures.sections().size(); section++) {
                    cut(measures, measures.sections().get(section), at, section, pieces);
                }
            }
            case Snapshot.Indicators indicators -> chunks(indicators.rows(), row -> 2 + row.baselines().size() + row.points().size() + 2 * row.goals().size())
                    .forEach(chunk -> pieces.add(new Piece(at, 0, pieces.isEmpty() || pieces.getLast().chapter() != at ? 0 : 1, chunk.weight(), new Snapshot.Indicators(indicators.title(), chunk.rows()))));
            case Snapshot.Statistics statistics -> chunks(statistics.rows(), row -> 2 + row.points().size())
                    .forEach(chunk -> pieces.add(new Piece(at, 0, pieces.isEmpty() || pieces.getLast().chapter() != at ? 0 : 1, chunk.weight(), new Snapshot.Statistics(statistics.title(), chunk.rows()))));
            case Snapshot.Evaluations evaluations -> chunks(evaluations.rows(), row -> 2)
                    .forEach(chunk -> pieces.add(new Piece(at, 0, pieces.isEmpty() || pieces.getLast().chapter() != at ? 0 : 1, chunk.weight(),
                            new Snapshot.Evaluations(evaluations.title(), evaluations.scale(), chunk.rows()))));
        }
    }

    private static void cut(Snapshot.Measures measures, Snapshot.Section section, int chapter, int place, List<Piece> pieces) {
        List<Chunk<Snapshot.Row>> chunks = chunks(section.rows(), row -> 1 + row.results().size() + row.plans().size());
        (chunks.isEmpty() ? List.of(new Chunk<Snapshot.Row>(List.of(), 0)) : chunks).forEach(chunk -> {
            boolean first = pieces.isEmpty() || pieces.getLast().chapter() != chapter || pieces.getLast().section() != place;
            pieces.add(new Piece(chapter, place, first ? section.level() : section.level() + 1, chunk.weight(), new Snapshot.Measures(measures.title(), measures.heads(),
                    List.of(new Snapshot.Section(section.level(), section.number(), section.label(), first ? section.about() : null, chunk.rows())))));
        });
    }

    /** The rows with their weight, as they are; where they are too many for one leaf in parts. */
    private static <T> List<Chunk<T>> chunks(List<T> rows, ToIntFunction<T> weight) {
        List<Chunk<T>> chunks = new ArrayList<>();
        List<T> open = new ArrayList<>();
        int heavy = 0;
        for (T row : rows) {
            if (!open.isEmpty() && heavy + weight.applyAsInt(row) > MOST) {
                chunks.add(new Chunk<>(List.copyOf(open), heavy));
                open.clear();
                heavy = 0;
            }
            open.add(row);
            heavy += weight.applyAsInt(row);
        }
        if (!open.isEmpty()) {
            chunks.add(new Chunk<>(List.copyOf(open), heavy));
        }
        return chunks;
    }

    private static Snapshot.Chapter joined(Snapshot.Chapter one, Snapshot.Chapter other) {
        return switch (one) {
            case Snapshot.Measures measures -> new Snapshot.Measures(measures.title(), measures.heads(), both(measures.sections(), ((Snapshot.Measures) other).sections()));
            case Snapshot.Indicators indicators -> new Snapshot.Indicators(indicators.title(), both(indicators.rows(), ((Snapshot.Indicators) other).rows()));
            case Snapshot.Statistics statistics -> new Snapshot.Statistics(statistics.title(), both(statistics.rows(), ((Snapshot.Statistics) other).rows()));
            case Snapshot.Evaluations evaluations -> new Snapshot.Evaluations(evaluations.title(), evaluations.scale(), both(evaluations.rows(), ((Snapshot.Evaluations) other).rows()));
        };
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
