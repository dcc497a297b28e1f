package jp.machimori.inquiry;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.machimori.figures.Line;
import jp.machimori.town.Dimension;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;

/** 課の名前の移り変わり。Who answers for a division today, and under which name its numbers stand in which year. */
record Renaming(Map<String, Division> divisions) {

    private static final String PART = "dept";

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

    /** The line of a slot in that year: after a renaming, numbers stand under the new name. */
    Line line(Slot slot, FiscalYear year) {
        String name = slot.dimension().get(PART);
        Optional<Division> named = divisions.values().stream().filter(division -> division.name().equals(name)).findFirst();
        if (named.isEmpty()) {
            return slot.line();
        }
        Division now = named.get();
        Optional<Division> before = divisions.values().stream().filter(division -> now.key().equals(division.successor())
                && division.until() != null && division.existsIn(year)).findFirst();
        Division then = before.orElseGet(() -> divisions.getOrDefault(asked(now.key(), year), now));
        if (now.askedThrough() != null || then.equals(now)) {
            return slot.line();
        }
        Map<String, String> parts = new LinkedHashMap<>(slot.dimension());
        parts.put(PART, then.name());
        return new Line(slot.series(), new Dimension(parts));
    }
}
