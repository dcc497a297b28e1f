package jp.machimori.shell;

import java.util.Locale;
import java.util.Map;

/** 単位。What the units of the packs are called in English. One number and many bear the same word. */
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

    private Units() {
    }

    /** As it stands behind a number: 件, or {@code " cases"} with its space; a unit without English stays Japanese. */
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
