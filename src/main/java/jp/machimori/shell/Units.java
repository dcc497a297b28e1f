package jp.machimori.shell;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 単位。What the units of the packs are called in English. */
public final class Units {

    private static final Map<String, String> ENGLISH = Map.ofEntries(
            Map.entry("%", "%"), Map.entry("ポイント", " points"),
            Map.entry("件", " cases"), Map.entry("件/千人", " cases per 1,000 people"),
            Map.entry("人", " people"), Map.entry("社", " companies"), Map.entry("校", " schools"), Map.entry("団体", " groups"),
            Map.entry("グループ", " groups"), Map.entry("機関", " organisations"), Map.entry("事業所", " workplaces"),
            Map.entry("事業者等", " businesses"), Map.entry("市町", " municipalities"), Map.entry("地域", " areas"),
            Map.entry("か所", " places"), Map.entry("カ所", " places"), Map.entry("箇所", " places"),
            Map.entry("回", " times"), Map.entry("回/週", " times a week"), Map.entry("回/月", " times a month"),
            Map.entry("台", " units"), Map.entry("台/千人", " units per 1,000 people"), Map.entry("灯", " lights"),
            Map.entry("個", " items"), Map.entry("点", " points"), Map.entry("枚", " sheets"), Map.entry("つ", " items"),
            Map.entry("位", " (rank)"), Map.entry("円", " yen"), Map.entry("千円", " thousand yen"),
            Map.entry("軒", " houses"), Map.entry("世帯", " households"), Map.entry("名", " people"), Map.entry("時間", " hours"),
            Map.entry("年", " years"), Map.entry("日", " days"), Map.entry("分", " minutes"), Map.entry("km", " km"));

    /** What one is called, where it is not as many. */
    private static final Map<String, String> ONE = Map.ofEntries(
            Map.entry("ポイント", " point"), Map.entry("件", " case"), Map.entry("件/千人", " case per 1,000 people"), Map.entry("人", " person"),
            Map.entry("社", " company"), Map.entry("校", " school"), Map.entry("団体", " group"), Map.entry("グループ", " group"),
            Map.entry("機関", " organisation"), Map.entry("事業所", " workplace"), Map.entry("事業者等", " business"),
            Map.entry("市町", " municipality"), Map.entry("地域", " area"), Map.entry("か所", " place"), Map.entry("カ所", " place"),
            Map.entry("箇所", " place"), Map.entry("回", " time"), Map.entry("回/週", " time a week"), Map.entry("回/月", " time a month"),
            Map.entry("台", " unit"), Map.entry("台/千人", " unit per 1,000 people"), Map.entry("灯", " light"), Map.entry("個", " item"),
            Map.entry("点", " point"), Map.entry("枚", " sheet"), Map.entry("つ", " item"), Map.entry("軒", " house"),
            Map.entry("世帯", " household"), Map.entry("名", " person"), Map.entry("時間", " hour"), Map.entry("年", " year"),
            Map.entry("日", " day"), Map.entry("分", " minute"));

    private Units() {
    }

    /** As it stands behind that number: 1件 is {@code " case"}, 2件 {@code " cases"}. */
    public static String behind(String unit, @Nullable BigDecimal number, Locale locale) {
        return locale.getLanguage().equals("en") && number != null && number.compareTo(BigDecimal.ONE) == 0 && ONE.containsKey(unit)
                ? ONE.get(unit) : behind(unit, locale);
    }

    /** As it stands behind numbers: 件, or {@code " cases"} with its space; a unit without English stays Japanese. */
    public static String behind(String unit, Locale locale) {
        return locale.getLanguage().equals("en") ? ENGLISH.getOrDefault(unit, unit) : unit;
    }

    /** As it stands alone: 件, cases. */
    public static String alone(String unit, Locale locale) {
        return behind(unit, locale).strip();
    }

    /** As it stands beside the name of what it measures: （件）, (cases); nothing for what has none. */
    public static String bracketed(String unit, Locale locale) {
        return unit.isEmpty() || unit.startsWith("(") ? "" : locale.getLanguage().equals("en") ? "(" + alone(unit, locale) + ")" : "（" + unit + "）";
    }
}
