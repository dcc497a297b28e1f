package jp.machimori.forecast;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jp.machimori.forecast.engine.Forecast;
import jp.machimori.forecast.engine.Forecasting.Explanation;
import jp.machimori.forecast.engine.Part;

/** 見込みの説明。Says what a cell's expected count is and rests on, to somebody who plans walks. An amount, never that something will happen. */
record Sentences(Forecast forecast, int cell, Explanation explanation) {

    /** Less than this is not worth a word. */
    private static final double LEAST = 0.05;

    void print(PrintStream out) {
        double expected = forecast.expected()[cell];
        double average = forecast.total() / forecast.cells().count();
        String place = "%d,%d".formatted(forecast.cells().gx(cell), forecast.cells().gy(cell));
        List<Map.Entry<Part.Kind, Double>> shares = explanation.shares().entrySet().stream().filter(share -> share.getValue() >= LEAST)
                .sorted(Map.Entry.<Part.Kind, Double>comparingByValue().reversed().thenComparing(Map.Entry::getKey, Comparator.naturalOrder())).toList();
        List<String> japanese = new ArrayList<>();
        List<String> english = new ArrayList<>();
        for (Map.Entry<Part.Kind, Double> share : shares) {
            japanese.add("%sが %.0f %%".formatted(japanese(share.getKey()), 100 * share.getValue()));
            english.add("%.0f %% %s".formatted(100 * share.getValue(), english(share.getKey())));
        }
        out.printf("区画 %s（%s から %d 日間）：見込みは %s 件で、対象区域の平均の %.1f 倍です。1件以上となる確率は %.1f %%、件数は 90 %% の確からしさで %d〜%d 件です。%n",
                place, Results.day(forecast.start()), forecast.days(), amount(expected), expected / average, 100 * forecast.chance()[cell],
                forecast.low()[cell], forecast.high()[cell]);
        out.printf("この見込みの内訳は、%sです。およそ半年以内の動きによる分は %.0f %% です。%n", String.join("、", japanese), 100 * explanation.recent());
        if (forecast.towns()) {
            out.printf("事案の場所は町丁目までしか分からないため、町の見込みをその広がりに均等に分けています。%n");
        }
        out.printf("%nCell %s, %d days from %s: %s expected, %.1f times the average of the area. At least one in %.1f %% of such periods; 90 %% lie between %d and %d.%n",
                place, forecast.days(), Results.day(forecast.start()), amount(expected), expected / average, 100 * forecast.chance()[cell],
                forecast.low()[cell], forecast.high()[cell]);
        out.printf("Of it rests %s. %.0f %% comes from about the last half year.%n", String.join(", ", english), 100 * explanation.recent());
        if (forecast.towns()) {
            out.printf("The events are known by town only; what a town expects is spread evenly over its extent.%n");
        }
    }

    private static String amount(double expected) {
        return String.format(Locale.ROOT, expected >= 0.095 ? "%.1f" : expected >= 0.0095 ? "%.2f" : "%.4f", expected);
    }

    private static String japanese(Part.Kind kind) {
        return switch (kind) {
            case CELL -> "この区画で以前に起きたこと";
            case AROUND -> "まわり（およそ 150 m〜1.2 km）で起きたこと";
            case KNOWN -> "近くの、以前に起きた場所";
            case SEASON -> "前の年までの同じ時期";
            case ANYWHERE -> "区域全体の平均";
        };
    }

    private static String english(Part.Kind kind) {
        return switch (kind) {
            case CELL -> "on what happened in this cell before";
            case AROUND -> "on what happened around it (some 150 m to 1.2 km)";
            case KNOWN -> "on places nearby where it happened before";
            case SEASON -> "on the same weeks of earlier years";
            case ANYWHERE -> "on the average of the whole area";
        };
    }
}
