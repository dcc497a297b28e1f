package jp.machimori.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jp.machimori.shell.Units;
import jp.machimori.shell.Words;
import jp.machimori.town.Value;
import tools.jackson.databind.JsonNode;

/**
 * 集計のしかた。How a form feeds one tally. The same tally may be fed by several forms.
 *
 * @param key of the tally
 * @param unit what one is: 回, km, 団体
 * @param where choice fields and the options that count; empty counts all
 */
public record TallyRule(String key, Words label, String unit, Amount amount, Map<String, List<String>> where) {

    /** 数え方。延べ (count, sum) add up; 実数 (distinct) never do; 登録数 (stock) stands between two days. */
    public sealed interface Amount {
        /** Each entry counts one. */
        record Count() implements Amount {
        }

        /** The exact decimal sum of a field. */
        record Sum(String field) implements Amount {
        }

        /** How many different names a field bears in a fiscal year. */
        record Distinct(String field) implements Amount {
        }

        /** One (or the number in {@code sum}) from a day until another. */
        record Stock(String from, String until, String sum) implements Amount {
        }

        default String kind() {
            return switch (this) {
                case Count count -> "flow";
                case Sum sum -> "flow";
                case Distinct distinct -> "distinct";
                case Stock stock -> "stock";
            };
        }
    }

    static TallyRule of(JsonNode sheet) {
        Map<String, List<String>> where = new TreeMap<>();
        sheet.path("where").properties().forEach(condition -> {
            List<String> options = new ArrayList<>();
            if (condition.getValue().isArray()) {
                condition.getValue().forEach(option -> options.add(option.asString()));
            } else {
                options.add(condition.getValue().asString());
            }
            where.put(condition.getKey(), List.copyOf(options));
        });
        return new TallyRule(Field.text(sheet, "key"), Field.words(sheet, "label"), Field.text(sheet, "unit"),
                amount(sheet), where);
    }

    private static Amount amount(JsonNode sheet) {
        JsonNode stock = sheet.path("stock");
        JsonNode amount = sheet.path("amount");
        if (stock.isObject()) {
            return new Amount.Stock(Field.text(stock, "from"), Field.text(stock, "until"), Field.text(amount, "sum"));
        }
        return amount.has("sum") ? new Amount.Sum(Field.text(amount, "sum"))
                : amount.has("distinct") ? new Amount.Distinct(Field.text(amount, "distinct"))
                : new Amount.Count();
    }

    /** Keys of the fields that say whether and how much an entry counts, but for the day of a register. */
    List<String> fields() {
        List<String> fields = new ArrayList<>(where.keySet());
        switch (amount) {
            case Amount.Count count -> { }
            case Amount.Sum sum -> fields.add(sum.field());
            case Amount.Distinct distinct -> fields.add(distinct.field());
            case Amount.Stock stock -> {
                if (!stock.sum().isEmpty()) {
                    fields.add(stock.sum());
                }
            }
        }
        return fields;
    }

    /** A number of it with its unit, in the reader's language. */
    public String shown(BigDecimal number, Locale locale) {
        return Value.grouped(number) + Units.behind(unit, number, locale);
    }

    /** Whether an entry with these values counts. */
    boolean counts(JsonNode values) {
        return where.entrySet().stream().allMatch(condition -> {
            JsonNode value = values.path(condition.getKey());
            return value.isArray()
                    ? value.valueStream().anyMatch(one -> condition.getValue().contains(one.asString()))
                    : condition.getValue().contains(value.asString(""));
        });
    }

    /** The rule as the pack would write it. */
    JsonNode sheet() {
        var sheet = FieldType.JSON.objectNode();
        sheet.put("key", key).put("label", label.ja()).put("unit", unit);
        if (label.en() != null) {
            sheet.put("label_en", label.en());
        }
        switch (amount) {
            case Amount.Count count -> sheet.put("amount", "count");
            case Amount.Sum sum -> sheet.putObject("amount").put("sum", sum.field());
            case Amount.Distinct distinct -> sheet.putObject("amount").put("distinct", distinct.field());
            case Amount.Stock stock -> {
                sheet.putObject("stock").put("from", stock.from()).put("until", stock.until());
                if (!stock.sum().isEmpty()) {
                    sheet.putObject("amount").put("sum", stock.sum());
                }
            }
        }
        if (!where.isEmpty()) {
            var conditions = sheet.putObject("where");
            where.forEach((field, options) -> options.forEach(conditions.withArray(field)::add));
        }
        return sheet;
    }
}
