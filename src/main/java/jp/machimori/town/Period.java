package jp.machimori.town;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * 期間。What a number is of: a fiscal year, a calendar year, a year whose kind is not said, a month, a day as of which it
 * holds, a range, every year, of late, or not dated. Kinds are never converted into one another.
 *
 * <p>Notation: {@code FY2023 CY2022 2031 2023-07 2024-09-30 a..b ..b annual recent} and the empty text.
 */
public sealed interface Period
        permits FiscalYear, Period.CalendarYear, Period.Year, Period.Month, Period.AsOf, Period.Range, Period.Loose {

    /** By first day, then by last; undated ones come last. */
    Comparator<Period> BY_TIME = Comparator.comparing(Period::from, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Period::to, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Period::notation);

    /** Years from 1868, where the eras begin, to 2199: a slip like FY0203 is no period. */
    Pattern WRITTEN = Pattern.compile("(?:FY|CY)?(?:186[89]|18[7-9]\\d|19\\d\\d|2[01]\\d\\d)(?:-.*)?");

    String notation();

    /** First day, null when it has none. */
    @Nullable LocalDate from();

    /** Last day, null when it has none. */
    @Nullable LocalDate to();

    String label(Locale locale);

    default String shortLabel(Locale locale) {
        return label(locale);
    }

    /** @throws IllegalArgumentException when the text is no period */
    static Period parse(String text) {
        try {
            return parsed(text);
        } catch (DateTimeException | NumberFormatException notADate) {
            throw new IllegalArgumentException("no period: " + text, notADate);
        }
    }

    private static Period parsed(String text) {
        int dots = text.indexOf("..");
        if (dots >= 0) {
            return Range.of(dots == 0 ? null : parsed(text.substring(0, dots)), parsed(text.substring(dots + 2)));
        }
        return switch (text) {
            case "" -> Loose.UNDATED;
            case "annual" -> Loose.ANNUAL;
            case "recent" -> Loose.RECENT;
            default -> {
                if (!WRITTEN.matcher(text).matches()) {
                    throw new DateTimeException("no year since 1868: " + text);
                }
                if (text.startsWith("FY")) {
                    yield new FiscalYear(Integer.parseInt(text.substring(2)));
                }
                if (text.startsWith("CY")) {
                    yield new CalendarYear(Integer.parseInt(text.substring(2)));
                }
                yield switch (text.length()) {
                    case 4 -> new Year(Integer.parseInt(text));
                    case 7 -> new Month(YearMonth.parse(text));
                    default -> new AsOf(LocalDate.parse(text));
                };
            }
        };
    }

    static boolean japanese(Locale locale) {
        return !locale.getLanguage().equals("en");
    }

    /** 暦年。1 January to 31 December. */
    record CalendarYear(int year) implements Period {
        @Override
        public String notation() {
            return "CY" + year;
        }

        @Override
        public LocalDate from() {
            return LocalDate.of(year, 1, 1);
        }

        @Override
        public LocalDate to() {
            return LocalDate.of(year, 12, 31);
        }

        @Override
        public String label(Locale locale) {
            return japanese(locale) ? Era.yearOf(year) + "（" + year + "年）" : year + " (calendar year)";
        }

        @Override
        public String shortLabel(Locale locale) {
            return japanese(locale) ? Era.shortYear(year) + "年" : String.valueOf(year);
        }
    }

    /** 年・年度の別がない年。A year of which the source does not say whether it is fiscal. */
    record Year(int year) implements Period {
        @Override
        public String notation() {
            return String.valueOf(year);
        }

        @Override
        public LocalDate from() {
            return LocalDate.of(year, 1, 1);
        }

        @Override
        public LocalDate to() {
            return LocalDate.of(year, 12, 31);
        }

        @Override
        public String label(Locale locale) {
            return japanese(locale)
                    ? Era.shortYear(year) + "（" + year + "・年か年度かの記載なし）"
                    : year + " (calendar or fiscal not stated)";
        }

        @Override
        public String shortLabel(Locale locale) {
            return japanese(locale) ? Era.shortYear(year) : String.valueOf(year);
        }
    }

    /** 月。 */
    record Month(YearMonth month) implements Period {
        @Override
        public String notation() {
            return month.toString();
        }

        @Override
        public LocalDate from() {
            return month.atDay(1);
        }

        @Override
        public LocalDate to() {
            return month.atEndOfMonth();
        }

        @Override
        public String label(Locale locale) {
            return japanese(locale)
                    ? Era.monthOf(month) + "（" + month.getYear() + "年）"
                    : month.toString();
        }

        @Override
        public String shortLabel(Locale locale) {
            return japanese(locale)
                    ? Era.shortMonth(month)
                    : month.toString();
        }
    }

    /** 時点。The day as of which a number holds. */
    record AsOf(LocalDate day) implements Period {
        @Override
        public String notation() {
            return day.toString();
        }

        @Override
        public LocalDate from() {
            return day;
        }

        @Override
        public LocalDate to() {
            return day;
        }

        @Override
        public String label(Locale locale) {
            return japanese(locale) ? Era.dateOf(day) + "現在（" + day.getYear() + "年）" : "as of " + day;
        }

        @Override
        public String shortLabel(Locale locale) {
            return japanese(locale) ? Era.shortDate(day) : day.toString();
        }
    }

    /** 期間の範囲。From a period (or from an unknown start) to a period. */
    record Range(@Nullable Period start, Period end) implements Period {

        /** @throws DateTimeException when an end has no date, is a range itself, or lies before the start */
        private static Range of(@Nullable Period start, Period end) {
            if (!isEnd(end) || start != null && (!isEnd(start) || BY_TIME.compare(start, end) > 0)) {
                throw new DateTimeException("no range: " + (start == null ? "" : start.notation()) + ".." + end.notation());
            }
            return new Range(start, end);
        }

        private static boolean isEnd(Period period) {
            return !(period instanceof Range) && !(period instanceof Loose);
        }

        @Override
        public String notation() {
            return (start == null ? "" : start.notation()) + ".." + end.notation();
        }

        @Override
        public @Nullable LocalDate from() {
            return start == null ? null : start.from();
        }

        @Override
        public @Nullable LocalDate to() {
            return end.to();
        }

        @Override
        public String label(Locale locale) {
            return joined(start == null ? "" : end(start, locale), end(end, locale), locale);
        }

        /** A day that bounds a range is not one as of which something holds. */
        private static String end(Period period, Locale locale) {
            return !(period instanceof AsOf at) ? period.label(locale)
                    : japanese(locale) ? Era.dateOf(at.day()) + "（" + at.day().getYear() + "年）" : at.day().toString();
        }

        @Override
        public String shortLabel(Locale locale) {
            return joined(start == null ? "" : start.shortLabel(locale), end.shortLabel(locale), locale);
        }

        private static String joined(String from, String to, Locale locale) {
            return from + (japanese(locale) ? "〜" : from.isEmpty() ? "until " : " to ") + to;
        }
    }

    /** 日付のない期間。Every year, of late, or no date printed at all. */
    enum Loose implements Period {
        ANNUAL("annual", "毎年", "every year"),
        RECENT("recent", "近年", "recent years"),
        UNDATED("", "時期の記載なし", "no date given");

        private final String notation;
        private final String japanese;
        private final String english;

        Loose(String notation, String japanese, String english) {
            this.notation = notation;
            this.japanese = japanese;
            this.english = english;
        }

        @Override
        public String notation() {
            return notation;
        }

        @Override
        public @Nullable LocalDate from() {
            return null;
        }

        @Override
        public @Nullable LocalDate to() {
            return null;
        }

        @Override
        public String label(Locale locale) {
            return Period.japanese(locale) ? japanese : english;
        }
    }
}
