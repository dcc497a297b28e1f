package jp.machimori.figures;

import java.util.List;
import jp.machimori.shell.Words;

/**
 * 系列。Numbers of one kind: how many, in how many breakdowns, over how many periods.
 *
 * @param periods different periods that something was counted in
 */
public record Series(String key, Words label, int figures, int lines, int periods, List<Nature> natures, List<String> units) {

    /** What the list of all series groups by. */
    public enum Group { TREND, POINT, PLANNED, GOAL, BUDGET }

    public Group group() {
        return natures.contains(Nature.ACTUAL)
                ? periods > 1 ? Group.TREND : Group.POINT
                : natures.contains(Nature.PLANNED) ? Group.PLANNED
                : natures.contains(Nature.BUDGET) ? Group.BUDGET : Group.GOAL;
    }
}
