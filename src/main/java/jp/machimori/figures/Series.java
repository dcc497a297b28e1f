package jp.machimori.figures;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jp.machimori.shell.Units;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;

/**
 * 系列。Numbers of one kind: how many, in how many breakdowns, over how many periods.
 *
 * @param periods different periods that something was counted in
 * @param newest of a series of one line the number counted last, or else the last one given; null where there are several lines
 */
public record Series(String key, Words label, int figures, int lines, int periods, List<Nature> natures, List<String> units,
                     @Nullable Figure newest) {

    Series with(@Nullable Figure newest) {
        return new Series(key, label, figures, lines, periods, natures, units, newest);
    }

    /** What the list of all series groups by. */
    public enum Group { TREND, POINT, PLANNED, GOAL, BUDGET }

    /** Its units in words, as 件・人. */
    public String unitsIn(Locale locale) {
        return units.stream().filter(unit -> !unit.startsWith("(")).map(unit -> Units.alone(unit, locale))
                .collect(Collectors.joining(locale.getLanguage().equals("en") ? ", " : "・"));
    }

    public Group group() {
        return natures.contains(Nature.ACTUAL)
                ? periods > 1 ? Group.TREND : Group.POINT
                : natures.contains(Nature.PLANNED) ? Group.PLANNED
                : natures.contains(Nature.BUDGET) ? Group.BUDGET : Group.GOAL;
    }
}
