package jp.machimori.town;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** 元号。Years by era; the first year is 元年. A year that saw two eras bears the later one, as 令和元年度 does. */
public enum Era {
    MEIJI("明治", "M", LocalDate.of(1868, 1, 25)),
    TAISHO("大正", "T", LocalDate.of(1912, 7, 30)),
    SHOWA("昭和", "S", LocalDate.of(1926, 12, 25)),
    HEISEI("平成", "H", LocalDate.of(1989, 1, 8)),
    REIWA("令和", "R", LocalDate.of(2019, 5, 1));

    private static final Pattern WRITTEN =
            Pattern.compile("(明治?|大正?|昭和?|平成?|令和?|[MTSHR])(元|\\d{1,2})");

    private final String name;
    private final String letter;
    private final LocalDate begins;

    Era(String name, String letter, LocalDate begins) {
        this.name = name;
        this.letter = letter;
        this.begins = begins;
    }

    /** 令和5年 for 2023, 令和元年 for 2019. */
    public static String yearOf(int year) {
        return at(year).written(year);
    }

    /** R5 for 2023, R元 for 2019. */
    public static String shortYear(int year) {
        Era era = at(year);
        int number = era.number(year);
        return era.letter + (number == 1 ? "元" : String.valueOf(number));
    }

    /** 令和7年11月 for 2025-11; a month that saw two eras bears the later one. */
    public static String monthOf(YearMonth month) {
        Era era = of(month.atEndOfMonth());
        return era.written(month.getYear()) + month.getMonthValue() + "月";
    }

    /** R7.11 for 2025-11. */
    public static String shortMonth(YearMonth month) {
        Era era = of(month.atEndOfMonth());
        return era.letter + era.number(month.getYear()) + "." + month.getMonthValue();
    }

    /** R7.11.28 for 2025-11-28. */
    public static String shortDate(LocalDate day) {
        Era era = of(day);
        return era.letter + era.number(day.getYear()) + "." + day.getMonthValue() + "." + day.getDayOfMonth();
    }

    /** 令和7年11月28日 for 2025-11-28. */
    public static String dateOf(LocalDate day) {
        return of(day).written(day.getYear()) + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    /** The western year of 令和5, 令5, R5 or 令和元; null when the text is no era year. */
    public static @Nullable Integer westernYear(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return null;
        }
        int number = written.group(2).equals("元") ? 1 : Integer.parseInt(written.group(2));
        for (Era era : values()) {
            if (era.name.startsWith(written.group(1)) || era.letter.equals(written.group(1))) {
                return number < 1 ? null : era.begins.getYear() + number - 1;
            }
        }
        return null;
    }

    private static Era at(int year) {
        return of(LocalDate.of(year, 12, 31));
    }

    private static Era of(LocalDate day) {
        Era found = MEIJI;
        for (Era era : values()) {
            if (!day.isBefore(era.begins)) {
                found = era;
            }
        }
        return found;
    }

    private String written(int year) {
        int number = number(year);
        return name + (number == 1 ? "元" : String.valueOf(number)) + "年";
    }

    private int number(int year) {
        return year - begins.getYear() + 1;
    }
}
