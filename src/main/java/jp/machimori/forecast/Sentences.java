package jp.machimori.forecast;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jp.machimori.forecast.engine.Forecast;
import jp.machimori.forecast.engine.Forecasting;
import jp.machimori.forecast.engine.Forecasting.Explanation;
import jp.machimori.forecast.engine.Part;

/** 見込みの説明。Says what a cell's expected count is and rests on, to somebody who plans walks. An amount, never that something will happen. */
record Sentences(Forecast forecast, int cell, Explanation explanation) {

    /** Per cent. Less than this is not worth a word of its own. */
    private static final int LEAST = 5;

    void print(PrintStream out) {
        String place = place(cell);
        Map<Part.Kind, Integer> shares = shares();
        int rest = 100 - shares.values().stream().mapToInt(share -> share).sum();
        double times = forecast.expected()[cell] / (forecast.total() / forecast.cells().count());
        say(out, "区画 %s（%s から %d 日間）：見込みは %sに %sで、対象区域の平均の %s。1件以上となる確率は %s、%s。", place, Results.day(forecast.start()), forecast.days(),
                forecast.days() == 7 ? "1週間" : forecast.days() == 1 ? "1日" : forecast.days() + " 日間", amount("%s 件", "0.001 件未満"),
                times < 0.05 ? "0.1 倍未満です" : number("%.1f 倍です", times), chance("%s %%", "0.1 %% 未満"), boundsJapanese());
        say(out, "この見込みの内訳は、%s%sです。", shares.entrySet().stream().map(share -> japanese(share.getKey()) + "が " + share.getValue() + " %").collect(Collectors.joining("、")),
                rest > 0 ? "、そのほかが %d %%".formatted(rest) : "");
        say(out, "データのある最後の %d 日間の事案による分は、全体の %.0f %%%s。", Forecasting.RECENT_DAYS, 100 * explanation.recently(), ownRecent("、%sによる分では %.0f %% です", " です", japanese(Part.Kind.CELL)));
        if (forecast.towns()) {
            say(out, explanation.cells() == 0 ? "事案の場所は町丁目までしか分かりません。この区画は、どの町丁目の地点からも遠く離れています。"
                    : "事案の場所は町丁目までしか分からないため、町丁目（地点は区画 %s）の見込みを、そこに最も近い %d 区画に均等に分けています。", place(explanation.cell()), explanation.cells());
        }
        say(out, "%nCell %s, %s from %s: %s expected %s, %s the average of the area. At least one in %s of such periods; %s.", place,
                forecast.days() == 1 ? "1 day" : forecast.days() + " days", Results.day(forecast.start()), amount("%s", "less than 0.001"),
                forecast.days() == 7 ? "a week" : forecast.days() == 1 ? "a day" : "in " + forecast.days() + " days",
                times < 0.05 ? "less than 0.1 times" : number("%.1f times", times), chance("%s %%", "less than 0.1 %%"), boundsEnglish());
        say(out, "Of this, %s%s.", shares.entrySet().stream().map(share -> share.getValue() + " % rests " + english(share.getKey())).collect(Collectors.joining(", ")),
                rest > 0 ? ", %d %% on other things".formatted(rest) : "");
        say(out, "%.0f %% of the whole%s comes from events of the last %d days that are known.", 100 * explanation.recently(),
                ownRecent(", and %2$.0f %% of what rests %1$s,", "", english(Part.Kind.CELL)), Forecasting.RECENT_DAYS);
        if (forecast.towns()) {
            say(out, explanation.cells() == 0 ? "The events are known by town only, and this cell is far from the point of any town."
                    : explanation.cells() == 1 ? "The events are known by town only; the town is the cell %s alone."
                    : "The events are known by town only; what the town (its point is in cell %s) expects is spread evenly over the %d cells nearest to it.",
                    place(explanation.cell()), explanation.cells());
        }
    }

    private static void say(PrintStream out, String sentence, Object... of) {
        out.printf(Locale.ROOT, sentence + "%n", of);
    }

    private static String number(String form, double number) {
        return String.format(Locale.ROOT, form, number);
    }

    private String place(int cell) {
        return "%d,%d".formatted(forecast.cells().gx(cell), forecast.cells().gy(cell));
    }

    /** In whole per cent, the largest first; what rounding adds or takes away is the largest one's, unless small ones are left out. */
    private Map<Part.Kind, Integer> shares() {
        List<Map.Entry<Part.Kind, Double>> sorted = explanation.shares().entrySet().stream()
                .sorted(Map.Entry.<Part.Kind, Double>comparingByValue().reversed().thenComparing(Map.Entry::getKey, Comparator.naturalOrder())).toList();
        Map<Part.Kind, Integer> shares = new LinkedHashMap<>();
        double left = 0;
        for (Map.Entry<Part.Kind, Double> share : sorted) {
            int percent = (int) Math.round(100 * share.getValue());
            if (percent >= LEAST) {
                shares.put(share.getKey(), percent);
            } else {
                left += 100 * share.getValue();
            }
        }
        int off = 100 - shares.values().stream().mapToInt(percent -> percent).sum() - (int) Math.round(left);
        shares.merge(sorted.getFirst().getKey(), off, Integer::sum);
        return shares;
    }

    private String ownRecent(String form, String otherwise, String own) {
        double share = explanation.shares().getOrDefault(Part.Kind.CELL, 0.0);
        return 100 * share < LEAST ? otherwise : String.format(Locale.ROOT, form, own, 100 * explanation.recent().getOrDefault(Part.Kind.CELL, 0.0) / share);
    }

    private String amount(String form, String little) {
        double expected = forecast.expected()[cell];
        return expected < 0.001 ? little : form.formatted(number(expected >= 0.095 ? "%.1f" : expected >= 0.0095 ? "%.2f" : "%.3f", expected));
    }

    private String chance(String form, String little) {
        double chance = 100 * forecast.chance()[cell];
        return (chance < 0.1 ? little : form).formatted(number("%.1f", chance));
    }

    private String boundsJapanese() {
        int low = forecast.low()[cell];
        int high = forecast.high()[cell];
        return high == 0 ? "こうした期間の 95 % 以上では 1 件もありません" : low == 0 ? "こうした期間の 95 %% 以上では %d 件以下です".formatted(high)
                : "こうした期間の 90 %% 以上では %d〜%d 件です".formatted(low, high);
    }

    private String boundsEnglish() {
        int low = forecast.low()[cell];
        int high = forecast.high()[cell];
        return high == 0 ? "none in at least 95 % of them" : low == 0 ? "at most %d in at least 95 %% of them".formatted(high)
                : "between %d and %d in at least 90 %% of them".formatted(low, high);
    }

    private String japanese(Part.Kind kind) {
        return switch (kind) {
            case CELL -> explanation.cells() > 0 ? "この町丁目で以前に起きたこと" : "この区画で以前に起きたこと";
            case AROUND -> "まわり（およそ 150 m〜1.2 km）で起きたこと";
            case KNOWN -> "近くの町丁目で以前に起きたこと";
            case SEASON -> "前の年までの同じ時期";
            case ANYWHERE -> "区域全体の平均";
        };
    }

    private String english(Part.Kind kind) {
        return switch (kind) {
            case CELL -> explanation.cells() > 0 ? "on what happened in this town before" : "on what happened in this cell before";
            case AROUND -> "on what happened around it (some 150 m to 1.2 km)";
            case KNOWN -> "on towns nearby where it happened before";
            case SEASON -> "on the same weeks of earlier years";
            case ANYWHERE -> "on the average of the whole area";
        };
    }
}
