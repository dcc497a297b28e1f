package jp.machimori.inquiry;

import java.util.HashSet;
import java.util.LinkedHashMap;
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
        Division now = slot.dimension().get(PART) == null ? null : named.get(slot.dimension().get(PART));
        return now == null ? Stream.of(slot.line()) : Stream.of(Stream.of(now), before.getOrDefault(now.key(), List.of()).stream(),
                Stream.ofNullable(divisions.get(Objects.requireNonNullElse(now.successor(), "")))).flatMap(some -> some).map(division -> line(slot, division.name()));
    }

    private static Line line(Slot slot, String name) {
        Map<String, String> parts = new LinkedHashMap<>(slot.dimension());
        parts.put(PART, name);
        return new Line(slot.series(), new Dimension(parts));
    }

    /** The line of a slot in that year: after a renaming, numbers stand under the new name. */
    Line line(Slot slot, FiscalYear year) {
        String name = slot.dimension().get(PART);
        Division now = name == null ? null : named.get(name);
        if (now == null || now.askedThrough() != null) {
            return slot.line();
        }
        Division then = before.getOrDefault(now.key(), List.of()).stream().filter(division -> division.existsIn(year)).findFirst()
                .orElseGet(() -> divisions.getOrDefault(asked(now.key(), year), now));
        if (then.equals(now)) {
            return slot.line();
        }
        return line(slot, then.name());
    }
}
