package jp.machimori.report;

import java.util.Arrays;
import java.util.List;

/** A column of the printed table of indicators. One that would stay empty on every row is left out, and the others take its room. */
enum IndicatorColumn {
    INDICATOR("report.indicator", 20), BASELINE("report.baseline", 11), POINTS("report.points", 31), GOALS("report.goals", 14), ACHIEVEMENT("report.achievement", 24);

    /** Share of the column of points that has nothing to draw. */
    private static final int SINGLE = 8;

    private final String head;
    private final int share;

    IndicatorColumn(String head, int share) {
        this.head = head;
        this.share = share;
    }

    static List<IndicatorColumn> of(Snapshot.Indicators indicators) {
        return Arrays.stream(values()).filter(column -> switch (column) {
            case INDICATOR -> true;
            case POINTS -> indicators.rows().stream().anyMatch(row -> !row.points().isEmpty() || !row.goals().isEmpty());
            case BASELINE -> indicators.rows().stream().anyMatch(row -> !row.baselines().isEmpty());
            case GOALS, ACHIEVEMENT -> indicators.rows().stream().anyMatch(row -> !row.goals().isEmpty());
        }).toList();
    }

    static List<String> heads(List<IndicatorColumn> columns, Wording words) {
        return columns.stream().map(column -> words.say(column.head)).toList();
    }

    /** In percent of the page, together at most 100. Where each row says one number and draws no bar, its words get the room. */
    static int[] widths(List<IndicatorColumn> columns, Snapshot.Indicators indicators) {
        boolean single = indicators.rows().stream().allMatch(row -> row.points().size() + row.goals().size() < 2);
        int[] shares = columns.stream().mapToInt(column -> single && column == POINTS ? SINGLE : column.share).toArray();
        int all = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share * 100 / all).toArray();
    }
}
