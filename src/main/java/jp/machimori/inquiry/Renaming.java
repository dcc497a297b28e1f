package jp.machimori.inquiry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.figures.Line;
import jp.machimori.town.Dimension;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;

/**
 * 課の名前の移り変わり。Who answers for a division today, and under which name its numbers stand in which year.
 *
 * @param named divisions by their name
 * @param before those that ended, by the key of the one that took over
 */
record Renaming(Map<String, Division> divisions, Map<String, Division> named, Map<String, List<Division>> before) {

    private static final String PART = "dept";

    Renaming(Map<String, Division> divisions) {
        this(divisions, divisions.values().stream().collect(Collectors.toMap(Division::name, division -> division, (one, other) -> one)),
                divisions.values().stream().filter(division -> division.successor() != null && division.until() != null)
                        .collect(Collectors.groupingBy(division -> Objects.requireNonNull(division.successor()))));
    }

    /** The division that answers in that year: the one it is asked through, and whoever took that over. */
    String asked(String key, FiscalYear year) {
        Set<String> met = new HashSet<>();
        String at = key;
        while (met.add(at) && divisions.get(at) instanceof Division division) {
            if (division.askedThrough() != null) {
                at = division.askedThrough();
            } else if (!division.existsIn(year) && division.successor() != null) {
                at = division.successor();
            }
        }
        return at;
    }

    /** Its name, or its key where the town has no such division any more. */
    static String name(Map<String, Division> divisions, String key, Locale locale) {
        return divisions.containsKey(key) ? divisions.get(key).nameIn(locale) : key;
    }

    /** The lines that a slot may stand under in any year: those of its division, of whoever it followed and of whoever follows it. */
    Stream<Line> lines(Slot slot) {
        return Stream.concat(Stream.of(slot.line()), inAnyYear(slot).map(division -> line(slot, division))).distinct();
    }

    /** The lines of a slot in that year: after a renaming one, after a merger those of all that became one. */
    List<Line> lines(Slot slot, FiscalYear year) {
        Division now = slot.dimension().get(PART) == null ? null : named.get(slot.dimension().get(PART));
        if (now == null || now.askedThrough() != null) {
            return List.of(slot.line());
        }
        List<Division> then = Stream.concat(Stream.of(now), predecessors(now)).filter(division -> division.existsIn(year)).toList();
        return then.isEmpty() ? List.of(line(slot, divisions.getOrDefault(asked(now.key(), year), now)))
                : then.stream().map(division -> line(slot, division)).distinct().toList();
    }

    /** The line of a slot in that year: after a renaming, numbers stand under the new name. */
    Line line(Slot slot, FiscalYear year) {
        return lines(slot, year).getFirst();
    }

    private Stream<Division> inAnyYear(Slot slot) {
        Division now = slot.dimension().get(PART) == null ? null : named.get(slot.dimension().get(PART));
        return now == null ? Stream.empty() : Stream.concat(Stream.concat(Stream.of(now), predecessors(now)), successors(now));
    }

    /** All that it followed, however long ago, the latest first. */
    private Stream<Division> predecessors(Division division) {
        Set<Division> met = new LinkedHashSet<>(List.of(division));
        for (Deque<Division> open = new ArrayDeque<>(met); !open.isEmpty(); ) {
            before.getOrDefault(open.remove().key(), List.of()).stream().filter(met::add).forEach(open::add);
        }
        return met.stream().skip(1);
    }

    private Stream<Division> successors(Division division) {
        Set<Division> met = new LinkedHashSet<>(List.of(division));
        Division at = division;
        while (at.successor() != null && divisions.get(at.successor()) instanceof Division next && met.add(next)) {
            at = next;
        }
        return met.stream().skip(1);
    }

    private static Line line(Slot slot, Division division) {
        if (division.name().equals(slot.dimension().get(PART))) {
            return slot.line();
        }
        Map<String, String> parts = new LinkedHashMap<>(slot.dimension());
        parts.put(PART, division.name());
        return new Line(slot.series(), new Dimension(parts));
    }
}
