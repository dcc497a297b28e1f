package jp.machimori.town;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * 値とその形。A number as its source gives it: exact, about, a direction, masked, none, not applicable, words … A value
 * is shown as what it is; only {@link ValueForm#EXACT} and {@link ValueForm#APPROXIMATE} can be computed with.
 *
 * @param text as printed, without unit and without thousands separators
 * @param number null unless the form carries one
 */
public record Value(ValueForm form, String text, @Nullable BigDecimal number) {

    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,18}(?:\\.[0-9]{1,12})?");

    public static Value exact(BigDecimal number) {
        return new Value(ValueForm.EXACT, number.toPlainString(), number);
    }

    public static Value exact(long number) {
        return exact(BigDecimal.valueOf(number));
    }

    /** @throws IllegalArgumentException when a form that carries a number has none */
    public static Value of(ValueForm form, String text) {
        if (form.isNumber() && !PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException(form + " needs a number: " + text);
        }
        return new Value(form, text, form.isNumber() ? new BigDecimal(text) : null);
    }

    public boolean isNumber() {
        return number != null;
    }

    /** With unit and thousands separators: 3,238件, 約2,000台, なし, 非公表（***）. */
    public String label(Locale locale, @Nullable String unit) {
        boolean japanese = Period.japanese(locale);
        String suffix = unit == null || unit.isEmpty() ? "" : unit.startsWith("(") ? "" : unit;
        return switch (form) {
            case EXACT -> grouped(number) + suffix;
            case APPROXIMATE -> (japanese ? "約" : "about ") + grouped(number) + suffix;
            case MASKED -> (japanese ? "非公表（" : "not published (") + text + (japanese ? "）" : ")");
            case DASH -> "－";
            case NONE -> japanese ? "なし" : "none (なし)";
            case NOT_APPLICABLE -> japanese ? "該当なし" : "not applicable (該当なし)";
            case DIRECTION, WORDS, INCLUDED, COMPARISON, DATE -> text;
        };
    }

    /** 1,234.50 with the decimals it was given with. */
    public static String grouped(@Nullable BigDecimal number) {
        if (number == null) {
            return "";
        }
        int scale = Math.max(0, number.scale());
        var format = new DecimalFormat("#,##0" + (scale == 0 ? "" : "." + "0".repeat(scale)),
                DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setNegativePrefix("△");
        return format.format(number);
    }
}
