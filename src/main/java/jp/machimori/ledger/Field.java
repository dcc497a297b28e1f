package jp.machimori.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jp.machimori.shell.Units;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * 項目。One field of a form.
 *
 * @param personal erased from entry and history when the form's retention ends
 * @param suggest where its names are also written, as {@code form/field}: these are offered while writing
 * @param notBefore key of the date or month that this one may not lie before
 * @param retired kept for what was recorded with it, no longer asked for
 */
record Field(String key, Words label, @Nullable Words hint, boolean required, Visibility visibility, boolean personal,
             @Nullable String suggest, @Nullable String notBefore, boolean retired, FieldType type) {

    private static final Words CLOSED = new Words("封印（鍵がないため読めません）", "Sealed (the key is not here)");

    /** @param areas the town's areas by system, for fields that lie in one */
    static Field of(JsonNode sheet, Visibility ofForm, Map<String, List<FieldType.Option>> areas) {
        JsonNode hint = sheet.get("hint");
        return new Field(text(sheet, "key"), words(sheet, "label"), hint == null ? null : words(sheet, "hint"),
                sheet.path("required").asBoolean(false),
                sheet.has("visibility") ? Visibility.parse(text(sheet, "visibility")) : ofForm,
                sheet.path("personal").asBoolean(false),
                sheet.has("suggest") ? text(sheet, "suggest") : null, sheet.has("not-before") ? text(sheet, "not-before") : null, sheet.path("retired").asBoolean(false), type(sheet, areas));
    }

    private static FieldType type(JsonNode sheet, Map<String, List<FieldType.Option>> areas) {
        String unit = sheet.path("unit").asString("");
        return switch (text(sheet, "type")) {
            case "text" -> new FieldType.Text(sheet.path("max").asInt(200));
            case "note" -> new FieldType.Note(sheet.path("max").asInt(2000));
            case "party" -> new FieldType.Party();
            case "date" -> new FieldType.Day();
            case "month" -> new FieldType.Month();
            case "time" -> new FieldType.Time();
            case "count" -> new FieldType.Number("count", unit, 0, decimal(sheet, "min", BigDecimal.ZERO), decimal(sheet, "max", null));
            case "decimal" -> new FieldType.Number("decimal", unit, sheet.path("scale").asInt(1),
                    decimal(sheet, "min", null), decimal(sheet, "max", null));
            case "yen" -> new FieldType.Number("yen", "円", 0, decimal(sheet, "min", BigDecimal.ZERO), decimal(sheet, "max", null));
            case "choice" -> new FieldType.Choice(options(sheet));
            case "choices" -> new FieldType.Choices(options(sheet));
            case "phone" -> new FieldType.Phone();
            case "area" -> new FieldType.InArea(text(sheet, "system"), areas.getOrDefault(text(sheet, "system"), List.of()));
            case "difference" -> new FieldType.Difference(text(sheet, "of"), text(sheet, "minus"), unit);
            default -> throw new IllegalArgumentException("no field type: " + text(sheet, "type"));
        };
    }

    private static List<FieldType.Option> options(JsonNode sheet) {
        List<FieldType.Option> options = new ArrayList<>();
        sheet.path("options").forEach(option -> options.add(new FieldType.Option(text(option, "key"), words(option, "label"))));
        return List.copyOf(options);
    }

    private static @Nullable BigDecimal decimal(JsonNode sheet, String name, @Nullable BigDecimal otherwise) {
        return sheet.has(name) ? sheet.get(name).decimalValue() : otherwise;
    }

    static String text(JsonNode sheet, String name) {
        return sheet.path(name).asString("");
    }

    static Words words(JsonNode sheet, String name) {
        return new Words(text(sheet, name), sheet.has(name + "_en") ? text(sheet, name + "_en") : null);
    }

    boolean isComputed() {
        return type instanceof FieldType.Difference;
    }

    /** The value with its unit, or a dash when nothing was recorded. */
    public String show(@Nullable JsonNode value, Locale locale) {
        return value == null || value.isNull() || Seal.isClosed(value) ? bare(value, locale)
                : bare(value, locale) + Units.behind(type.unit(), value.isNumber() ? value.decimalValue() : null, locale);
    }

    /** Its unit beside an input: 人, people. */
    public String unit(Locale locale) {
        return Units.alone(type.unit(), locale);
    }

    /** What stands over a column of its values: 距離（km）, Distance (km). */
    public String head(Locale locale) {
        String unit = Units.bracketed(type.unit(), locale);
        return label.in(locale) + (unit.isEmpty() || !locale.getLanguage().equals("en") ? "" : " ") + unit;
    }

    /** The value without its unit, for a column whose head says it. */
    String bare(@Nullable JsonNode value, Locale locale) {
        return value == null || value.isNull() ? "－" : Seal.isClosed(value) ? CLOSED.in(locale) : type.show(value, locale);
    }
}
