package jp.machimori.inquiry;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jp.machimori.figures.Line;
import jp.machimori.town.Dimension;
import jp.machimori.town.Era;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;

/**
 * 数の欄。A number that a question asks for; in the text of the answer it stands as 〔label〕.
 *
 * @param series key of the series it becomes a figure of
 * @param label short and unique in its question: 車両数
 * @param unit empty where it is answered in words
 * @param since start of a running total, as {@code FY2015}
 * @param asked for the year that is over, the one that runs, or both
 * @param calendar counted by calendar years
 * @param earlier of the year before the one that is asked about
 */
record Slot(String series, Map<String, String> dimension, String label, String unit, @Nullable String since, Asked asked, Boolean calendar, Boolean earlier) {

    /** 実績・予定・両方。 */
    enum Asked {
        BOTH, RESULT, PLAN;

        @JsonValue
        String notation() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Slot {
        dimension = dimension == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(dimension));
        unit = Objects.requireNonNullElse(unit, "");
        asked = Objects.requireNonNullElse(asked, Asked.BOTH);
        calendar = Objects.requireNonNullElse(calendar, false);
        earlier = Objects.requireNonNullElse(earlier, false);
    }

    Slot(String series, Map<String, String> dimension, String label, String unit, @Nullable String since, Asked asked, boolean calendar) {
        this(series, dimension, label, unit, since, asked, calendar, false);
    }

    Line line() {
        return new Line(series, new Dimension(dimension));
    }

    /** The year of its number, where that year is asked about. */
    FiscalYear year(FiscalYear asked) {
        return earlier ? asked.previous() : asked;
    }

    /** What its number is of, where that year is asked about. */
    public Period period(FiscalYear asked) {
        FiscalYear year = year(asked);
        if (since != null) {
            return new Period.Range(Period.parse(since), year);
        }
        return calendar ? new Period.CalendarYear(year.year()) : year;
    }

    public boolean isAskedFor(Half half) {
        return asked == Asked.BOTH || (half == Half.RESULT) == (asked == Asked.RESULT);
    }

    /** How it stands in a text. */
    public String mark() {
        return "〔" + label + "〕";
    }

    Slot askedFor(Asked asked) {
        return new Slot(series, dimension, label, unit, since, asked, calendar, earlier);
    }

    Slot in(Map<String, String> dimension) {
        return new Slot(series, dimension, label, unit, since, asked, calendar, earlier);
    }

    Slot labelled(String label) {
        return new Slot(series, dimension, label, unit, since, asked, calendar, earlier);
    }

    /** The same number of the year before the one that is asked about: 特殊詐欺認知件数（令和2年）. */
    Slot ofTheYearBefore(FiscalYear asked) {
        FiscalYear before = asked.previous();
        return new Slot(series, dimension, label + "（" + (calendar ? Era.yearOf(before.year()) : before.era()) + "）", unit, since, Asked.RESULT, calendar, true);
    }
}
