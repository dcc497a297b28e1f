package jp.machimori.ledger;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.machimori.shell.Units;
import jp.machimori.town.Era;
import org.jspecify.annotations.Nullable;

/** 手で書かれた値。Reads what people type: 全角 digits, separators, units, 令和 dates; certain or not at all. */
public final class Typed {

    private static final Pattern DATE = Pattern.compile(
            "(?:(\\d{4})|((?:明治?|大正?|昭和?|平成?|令和?|[MTSHRmtshr])(?:元|\\d{1,2})))\\s*(?:年|[./-])\\s*(\\d{1,2})\\s*(?:月|[./-])\\s*(\\d{1,2})\\s*日?");
    private static final Pattern WEEKDAY = Pattern.compile("(.+?)\\s*\\(([月火水木金土日])(?:曜日?)?\\)");
    private static final Pattern COMPACT = Pattern.compile("(?:(\\d{4})|([MTSHRmtshr]\\d{2}))(\\d{2})(\\d{2})");
    private static final Pattern MONTH = Pattern.compile(
            "(?:(\\d{4})|((?:明治?|大正?|昭和?|平成?|令和?|[MTSHRmtshr])(?:元|\\d{1,2})))\\s*(?:年|[./-])\\s*(\\d{1,2})\\s*月?");
    private static final Pattern TIME = Pattern.compile("(午前|午後)?\\s*(\\d{1,2})\\s*[:時]\\s*(半|\\d{1,2}(?=\\s*分?$))?\\s*分?");
    private static final Pattern FOUR_DIGITS = Pattern.compile("([01]\\d|2[0-3])([0-5]\\d)");
    /** Commas stand between thousands only: 12,5 may be somebody's 12.5. */
    private static final Pattern NUMBER = Pattern.compile("[-△▲]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?");
    /** What people write for a unit, beside the unit itself. */
    private static final Map<String, List<String>> UNITS = Map.of("km", List.of("キロメートル", "キロ"), "人", List.of("名"),
            "個", List.of("着", "枚", "本", "点"), "分", List.of("分間"));

    private Typed() {
    }

    /** Without outer blanks; composed (NFC); control characters other than line ends are dropped. */
    public static String clean(String typed) {
        String narrow = Normalizer.normalize(typed, Normalizer.Form.NFC).replace("\r\n", "\n").strip();
        StringBuilder kept = new StringBuilder(narrow.length());
        narrow.codePoints().filter(point -> point == '\n' || !Character.isISOControl(point))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    static String narrow(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
    }

    /** @param unit may follow the number; another one makes it uncertain */
    public static Optional<BigDecimal> number(String typed, @Nullable String unit) {
        String text = narrow(typed).toLowerCase(Locale.ROOT).replace('、', ',').replace(" ", "").replace("−", "-");
        if (unit != null && !unit.isEmpty()) {
            String own = narrow(unit).toLowerCase(Locale.ROOT);
            String english = Units.alone(unit, Locale.ENGLISH).toLowerCase(Locale.ROOT).replace(" ", "");
            String written = text;
            text = Stream.concat(Stream.of(own, english), UNITS.getOrDefault(own, List.of()).stream()).filter(written::endsWith).findFirst()
                    .map(said -> written.substring(0, written.length() - said.length())).orElse(written);
        }
        if (!NUMBER.matcher(text).matches() || text.length() > 20) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text.replace(",", "").replace('△', '-').replace('▲', '-')));
    }

    /** A day as 令和8年11月22日, R8.11.22, 2026-11-22 or 20261122, with its day of the week where it is the right one: （日）; empty where it is none. */
    public static Optional<LocalDate> date(String typed) {
        Matcher week = WEEKDAY.matcher(narrow(typed));
        return !week.matches() ? day(narrow(typed)) : day(week.group(1).strip()).filter(day -> day.getDayOfWeek().getDisplayName(TextStyle.NARROW, Locale.JAPANESE).equals(week.group(2)));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            Matcher compact = COMPACT.matcher(text);
            if (compact.matches()) {
                Integer year = year(compact.group(1), compact.group(2));
                return year == null ? Optional.empty()
                        : Optional.of(LocalDate.of(year, Integer.parseInt(compact.group(3)), Integer.parseInt(compact.group(4))));
            }
            Matcher date = DATE.matcher(text);
            if (!date.matches()) {
                return Optional.empty();
            }
            Integer year = year(date.group(1), date.group(2));
            return year == null ? Optional.empty()
                    : Optional.of(LocalDate.of(year, Integer.parseInt(date.group(3)), Integer.parseInt(date.group(4))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    static Optional<YearMonth> month(String typed) {
        Matcher month = MONTH.matcher(narrow(typed));
        if (!month.matches()) {
            return Optional.empty();
        }
        Integer year = year(month.group(1), month.group(2));
        int number = Integer.parseInt(month.group(3));
        return year == null || number < 1 || number > 12 ? Optional.empty() : Optional.of(YearMonth.of(year, number));
    }

    static Optional<LocalTime> time(String typed) {
        Matcher digits = FOUR_DIGITS.matcher(narrow(typed));
        if (digits.matches()) {
            return Optional.of(LocalTime.of(Integer.parseInt(digits.group(1)), Integer.parseInt(digits.group(2))));
        }
        Matcher time = TIME.matcher(narrow(typed));
        if (!time.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(time.group(2));
        int minute = time.group(3) == null ? 0 : time.group(3).equals("半") ? 30 : Integer.parseInt(time.group(3));
        if (time.group(1) != null) {
            if (hour > 11) {
                return Optional.empty();    // 午前12時 and 午後12時 are said of noon and of midnight
            }
            hour += time.group(1).equals("午後") ? 12 : 0;
        }
        return hour > 23 || minute > 59 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute));
    }

    private static @Nullable Integer year(@Nullable String western, @Nullable String era) {
        return western != null ? Integer.valueOf(western)
                : Era.westernYear(era == null ? "" : era.substring(0, 1).toUpperCase(Locale.ROOT) + era.substring(1));
    }
}
