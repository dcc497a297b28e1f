package jp.machimori.town;

import java.time.LocalDate;
import java.util.Locale;

/** 年度。1 April of {@code year} to 31 March of the next; never mixed with a calendar year. */
public record FiscalYear(int year) implements Period, Comparable<FiscalYear> {

    public static FiscalYear of(LocalDate day) {
        return new FiscalYear(day.getMonthValue() < 4 ? day.getYear() - 1 : day.getYear());
    }

    @Override
    public String notation() {
        return "FY" + year;
    }

    @Override
    public LocalDate from() {
        return LocalDate.of(year, 4, 1);
    }

    @Override
    public LocalDate to() {
        return LocalDate.of(year + 1, 3, 31);
    }

    /** 令和5年度（2023年度）. */
    @Override
    public String label(Locale locale) {
        return Period.japanese(locale)
                ? era() + "（" + year + "年度）"
                : "FY" + year + " (Apr " + year + "–Mar " + (year + 1) + ")";
    }

    @Override
    public String shortLabel(Locale locale) {
        return Period.japanese(locale) ? Era.shortYear(year) + "年度" : "FY" + year;
    }

    /** 令和5年度, as letters and reports write it. */
    public String era() {
        return Era.yearOf(year) + "度";
    }

    /** 1 October. Of several versions of a plan, the one that is followed then is the one of the year. */
    public LocalDate middle() {
        return LocalDate.of(year, 10, 1);
    }

    public FiscalYear next() {
        return new FiscalYear(year + 1);
    }

    public FiscalYear previous() {
        return new FiscalYear(year - 1);
    }

    @Override
    public int compareTo(FiscalYear other) {
        return Integer.compare(year, other.year);
    }
}
