package jp.machimori.plan;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.ledger.Typed;
import jp.machimori.plan.Indicator.Better;
import jp.machimori.plan.Indicator.Sense;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.jspecify.annotations.Nullable;

/** A target as somebody typed it: what pages print of a target can be typed again. */
sealed interface TypedTarget {

    record Read(Value value) implements TypedTarget {
    }

    /** @param reason message key */
    record Refused(String reason) implements TypedTarget {
    }

    Pattern SENSED = Pattern.compile("(.*?)\\s*(以上|以下)");
    Pattern OF_ANOTHER_UNIT = Pattern.compile("([-△▲−]?[0-9０-９][0-9０-９,，.．]*)\\D+");

    /**
     * A number, its unit and 以上 or 以下 behind it or not; 増加 or 減少; a comparison that can be judged.
     *
     * @param text cleaned
     * @param unit of the target
     */
    static TypedTarget read(String text, Indicator indicator, @Nullable String unit) {
        if (text.equals("増加") || text.equals("減少")) {
            return new Read(Value.of(ValueForm.DIRECTION, text));
        }
        if (text.endsWith("以上") && text.contains("平均") && indicator.comparator() != null
                || text.startsWith("前年") && text.endsWith("以下") && indicator.comparator() == null) {
            return new Read(Value.of(ValueForm.COMPARISON, text));
        }
        Matcher sensed = SENSED.matcher(text);
        boolean says = sensed.matches();
        String amount = says ? sensed.group(1) : text;
        Optional<String> number = Typed.number(amount, unit).map(BigDecimal::toPlainString)
                .filter(digits -> digits.matches("-?[0-9]{1,18}(\\.[0-9]{1,12})?"));
        if (number.isEmpty()) {
            return new Refused(OF_ANOTHER_UNIT.matcher(amount).matches() ? "plan.change.bad.unit" : "plan.change.bad.value");
        }
        Sense own = sense(indicator);
        if (says && own != (sensed.group(2).equals("以上") ? Sense.AT_LEAST : Sense.AT_MOST)) {
            return new Refused(own == null ? "plan.change.bad.no-sense" : own == Sense.AT_LEAST ? "plan.change.bad.at-least" : "plan.change.bad.at-most");
        }
        return new Read(Value.of(ValueForm.EXACT, number.get()));
    }

    /** Whether a number is to be reached or not to be passed; null where nobody says. */
    static @Nullable Sense sense(Indicator indicator) {
        return indicator.sense() != null ? indicator.sense()
                : indicator.better() == Better.HIGHER ? Sense.AT_LEAST
                : indicator.better() == Better.LOWER ? Sense.AT_MOST : null;
    }
}
