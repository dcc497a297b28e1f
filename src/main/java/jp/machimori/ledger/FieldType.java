package jp.machimori.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.machimori.shell.Units;
import jp.machimori.shell.Words;
import jp.machimori.town.Era;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * 項目の型。What can be written into a field: how a typed text becomes a value, and how the value is shown. Each type has
 * one fragment of its name in {@code fields.html}.
 */
sealed interface FieldType {

    JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Name in the pack and of the fragment. */
    String name();

    /** @param typed one text, or several for {@link Choices} */
    Parsed parse(List<String> typed);

    /** A number as it is read back from the database, so that equal contents are equal nodes. */
    static JsonNode number(BigDecimal exact) {
        if (exact.scale() > 0) {
            return JSON.numberNode(exact);
        }
        BigInteger whole = exact.toBigIntegerExact();
        return whole.bitLength() < Integer.SIZE ? JSON.numberNode(whole.intValue())
                : whole.bitLength() < Long.SIZE ? JSON.numberNode(whole.longValue()) : JSON.numberNode(whole);
    }

    /** The value in words, without unit. */
    default String show(JsonNode value, Locale locale) {
        return value.asString();
    }

    default String unit() {
        return "";
    }

    /** What stands in the input for a stored value. */
    default String edit(JsonNode value) {
        return value.asString();
    }

    private static String only(List<String> typed) {
        return typed.isEmpty() ? "" : Typed.clean(typed.getFirst());
    }

    /** 1行の文章。 */
    record Text(int max) implements FieldType {
        @Override
        public String name() {
            return "text";
        }

        @Override
        public Parsed parse(List<String> typed) {
            String text = only(typed).replace('\n', ' ');
            return Note.within(max, text);
        }
    }

    /** 複数行の文章。 */
    record Note(int max) implements FieldType {
        @Override
        public String name() {
            return "note";
        }

        @Override
        public Parsed parse(List<String> typed) {
            return within(max, only(typed));
        }

        /** Characters are counted as people count them: an emoji is one. */
        private static Parsed within(int max, String text) {
            int length = text.codePointCount(0, text.length());
            return text.isEmpty() ? Parsed.BLANK
                    : length > max ? Parsed.Bad.because("ledger.bad.long", max, length)
                    : new Parsed.Good(JSON.stringNode(text));
        }
    }

    /** 名のあるもの（団体、車両、学校）。Counted distinctly: names are compared half-width and without blanks. */
    record Party() implements FieldType {
        @Override
        public String name() {
            return "party";
        }

        @Override
        public Parsed parse(List<String> typed) {
            return new Text(100).parse(typed);
        }

        static String link(JsonNode value) {
            return Typed.narrow(value.asString()).replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
        }
    }

    /** 日。ISO 8601 date. */
    record Day() implements FieldType {
        @Override
        public String name() {
            return "date";
        }

        @Override
        public Parsed parse(List<String> typed) {
            String text = only(typed);
            if (text.isEmpty()) {
                return Parsed.BLANK;
            }
            Optional<LocalDate> day = Typed.date(text);
            return day.isEmpty() ? Parsed.Bad.because("ledger.bad.date")
                    : day.get().getYear() < 1900 || day.get().getYear() > 2200 ? Parsed.Bad.because("ledger.bad.year")
                    : new Parsed.Good(JSON.stringNode(day.get().toString()));
        }

        @Override
        public String show(JsonNode value, Locale locale) {
            LocalDate day = LocalDate.parse(value.asString());
            return Period.japanese(locale) ? Era.shortDate(day) + "（" + day.getYear() + "年）" : day.toString();
        }

        @Override
        public String edit(JsonNode value) {
            return value.asString().replace('-', '/');
        }
    }

    /** 月。ISO 8601 year and month. */
    record Month() implements FieldType {
        @Override
        public String name() {
            return "month";
        }

        @Override
        public Parsed parse(List<String> typed) {
            String text = only(typed);
            if (text.isEmpty()) {
                return Parsed.BLANK;
            }
            Optional<YearMonth> month = Typed.month(text);
            return month.isEmpty() ? Parsed.Bad.because("ledger.bad.month")
                    : month.get().getYear() < 1900 || month.get().getYear() > 2200 ? Parsed.Bad.because("ledger.bad.year")
                    : new Parsed.Good(JSON.stringNode(month.get().toString()));
        }

        @Override
        public String show(JsonNode value, Locale locale) {
            return new Period.Month(YearMonth.parse(value.asString())).label(locale);
        }

        @Override
        public String edit(JsonNode value) {
            return value.asString().replace('-', '/');
        }
    }

    /** 時刻。 */
    record Time() implements FieldType {
        @Override
        public String name() {
            return "time";
        }

        @Override
        public Parsed parse(List<String> typed) {
            String text = only(typed);
            Optional<LocalTime> time = Typed.time(text);
            return text.isEmpty() ? Parsed.BLANK
                    : time.isEmpty() ? Parsed.Bad.because("ledger.bad.time")
                    : new Parsed.Good(JSON.stringNode(time.get().toString()));
        }
    }

    /** 整数か小数の量。{@code scale} decimals at most; 円 and 人 have none. */
    record Number(String name, String unit, int scale, @Nullable BigDecimal min, @Nullable BigDecimal max)
            implements FieldType {
        @Override
        public Parsed parse(List<String> typed) {
            String text = only(typed);
            if (text.isEmpty()) {
                return Parsed.BLANK;
            }
            Optional<BigDecimal> number = Typed.number(text, unit);
            if (number.isEmpty()) {
                return unit.isEmpty() ? Parsed.Bad.because("ledger.bad.number") : Parsed.Bad.because("ledger.bad.unit", new Words(unit, Units.behind(unit, Locale.ENGLISH)));
            }
            BigDecimal exact = number.get().stripTrailingZeros();
            if (exact.scale() > scale) {
                return scale == 0 ? Parsed.Bad.because("ledger.bad.whole") : Parsed.Bad.because("ledger.bad.decimals", scale);
            }
            if (min != null && exact.compareTo(min) < 0) {
                return Parsed.Bad.because("ledger.bad.least", with(min));
            }
            if (max != null && exact.compareTo(max) > 0) {
                return Parsed.Bad.because("ledger.bad.most", with(max));
            }
            return new Parsed.Good(number(exact.setScale(scale, RoundingMode.UNNECESSARY)));
        }

        private Words with(BigDecimal bound) {
            return new Words(Value.grouped(bound) + unit, Value.grouped(bound) + Units.behind(unit, bound, Locale.ENGLISH));
        }

        @Override
        public String show(JsonNode value, Locale locale) {
            BigDecimal number = value.decimalValue();
            return Value.grouped(number.setScale(Math.max(number.scale(), scale)));
        }

        @Override
        public String edit(JsonNode value) {
            return value.decimalValue().toPlainString();
        }
    }

    /** 選択肢。 */
    record Option(String key, Words words) {
    }

    /** ひとつ選ぶ。 */
    record Choice(List<Option> options) implements FieldType {
        @Override
        public String name() {
            return "choice";
        }

        @Override
        public Parsed parse(List<String> typed) {
            String text = only(typed);
            return text.isEmpty() ? Parsed.BLANK
                    : options.stream().anyMatch(option -> option.key().equals(text))
                            ? new Parsed.Good(JSON.stringNode(text)) : Parsed.Bad.because("ledger.bad.option");
        }

        @Override
        public String show(JsonNode value, Locale locale) {
            return label(options, value.asString(), locale);
        }

        static String label(List<Option> options, String key, Locale locale) {
            return options.stream().filter(option -> option.key().equals(key)).findFirst()
                    .map(option -> option.words().in(locale)).orElse(key);
        }
    }

    /** いくつか選ぶ。 */
    record Choices(List<Option> options) implements FieldType {
        @Override
        public String name() {
            return "choices";
        }

        @Override
        public Parsed parse(List<String> typed) {
            List<String> chosen = new ArrayList<>();
            for (String text : typed) {
                for (String one : Typed.clean(text).split(";")) {
                    if (!one.isBlank() && !chosen.contains(one.strip())) {
                        chosen.add(one.strip());
                    }
                }
            }
            if (chosen.isEmpty()) {
                return Parsed.BLANK;
            }
            var array = JSON.arrayNode();
            for (String key : chosen) {
                if (options.stream().noneMatch(option -> option.key().equals(key))) {
                    return Parsed.Bad.because("ledger.bad.option");
                }
                array.add(key);
            }
            return new Parsed.Good(array);
        }

        @Override
        public String show(JsonNode value, Locale locale) {
            return value.valueStream().map(key -> Choice.label(options, key.asString(), locale))
                    .collect(Collectors.joining(Period.japanese(locale) ? "、" : ", "));
        }

        @Override
        public String edit(JsonNode value) {
            return value.valueStream().map(JsonNode::asString).collect(Collectors.joining(";"));
        }
    }

    /** 電話番号。 */
    record Phone() implements FieldType {
        private static final Pattern NUMBER = Pattern.compile("[#+]?[0-9][0-9-]{2,19}");

        @Override
        public String name() {
            return "phone";
        }

        @Override
        public Parsed parse(List<String> typed) {
            String text = Typed.narrow(only(typed)).replaceAll("[‐−ー()\\s]", "-").replaceAll("-+", "-");
            return text.isEmpty() ? Parsed.BLANK
                    : NUMBER.matcher(text).matches() ? new Parsed.Good(JSON.stringNode(text))
                    : Parsed.Bad.because("ledger.bad.phone");
        }
    }

    /** 地域。One area of one system; offered as the options of the form that is shown. */
    record InArea(String system, List<Option> options) implements FieldType {
        @Override
        public String name() {
            return "area";
        }

        @Override
        public Parsed parse(List<String> typed) {
            return new Choice(options).parse(typed);
        }

        @Override
        public String show(JsonNode value, Locale locale) {
            return Choice.label(options, value.asString(), locale);
        }
    }

    /** 差。Computed: one number of the form less another; never typed. */
    record Difference(String of, String minus, String unit) implements FieldType {
        @Override
        public String name() {
            return "difference";
        }

        @Override
        public Parsed parse(List<String> typed) {
            return Parsed.BLANK;
        }

        @Override
        public String show(JsonNode value, Locale locale) {
            return Value.grouped(value.decimalValue());
        }
    }
}
