package jp.machimori.inquiry;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.ledger.Typed;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.jspecify.annotations.Nullable;

/**
 * 答えた数。
 *
 * @param reason why it is another number than the one that was computed
 */
record Given(ValueForm form, String text, @Nullable String reason) {

    private static final Pattern ABOUT = Pattern.compile("(?:約|およそ|おおよそ)(.+)|(.+?)(?:程度|前後|ほど|くらい|ぐらい)");
    private static final Pattern NUMBER_AND_MORE = Pattern.compile("[-△▲]?[\\d,]+(?:\\.\\d+)?(\\D+)");

    /** 6.500人 is 6,500 to one and 6.5 to another. What begins with 0, or has four decimals, is a decimal to everybody. */
    private static final Pattern POINTED = Pattern.compile("([-△▲]?[1-9]\\d{0,2}(?:\\.\\d{3})+)\\D*");
    private static final Pattern MEASURED = Pattern.compile(".*[A-Za-z%‰].*|時間|倍|割|円|万円|千円");

    /** What was typed, taken only when its meaning is certain. */
    sealed interface Read {
        /** Nothing was typed. */
        record Empty() implements Read {
        }

        record Good(Given given) implements Read {
        }

        /** @param why message key; the arguments follow the label of the slot */
        record Bad(String why, List<String> arguments) implements Read {
        }
    }

    static Read read(String typed, String unit, @Nullable String reason) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (text.isEmpty()) {
            return new Read.Empty();
        }
        if (text.length() > 100) {
            return new Read.Bad("inquiry.bad.long", List.of());
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "なし", "無し", "無", "none" -> new Read.Good(new Given(ValueForm.NONE, "なし", reason));
            case "該当なし", "該当無し", "非該当", "n/a", "not applicable" -> new Read.Good(new Given(ValueForm.NOT_APPLICABLE, "該当なし", reason));
            default -> number(text, unit, reason);
        };
    }

    private static Read number(String text, String unit, @Nullable String reason) {
        Matcher about = ABOUT.matcher(text);
        boolean approximate = about.matches();
        String bare = approximate ? Optional.ofNullable(about.group(1)).orElse(about.group(2)) : text;
        Matcher pointed = POINTED.matcher(bare);
        if (pointed.matches() && !unit.isEmpty() && !MEASURED.matcher(unit).matches()) {
            return new Read.Bad("inquiry.bad.point", List.of(pointed.group(1), pointed.group(1).replace('.', ','), pointed.group(1) + "0"));
        }
        Optional<BigDecimal> number = Typed.number(bare, unit);
        if (number.isPresent()) {
            BigDecimal plain = number.get().scale() > 3 ? number.get().stripTrailingZeros() : number.get();
            if (plain.precision() > 18 || plain.scale() > 6) {
                return new Read.Bad("inquiry.bad.long", List.of());
            }
            return new Read.Good(new Given(approximate ? ValueForm.APPROXIMATE : ValueForm.EXACT, plain.toPlainString(), reason));
        }
        if (unit.isEmpty()) {
            return new Read.Good(new Given(ValueForm.WORDS, text, reason));
        }
        Matcher other = NUMBER_AND_MORE.matcher(bare.replace(" ", ""));
        return other.matches() ? new Read.Bad("inquiry.bad.unit", List.of(other.group(1), unit)) : new Read.Bad("inquiry.bad.number", List.of(unit));
    }

    static Given of(Value value, @Nullable String reason) {
        return new Given(value.form(), value.text(), reason);
    }

    public Value value() {
        return Value.of(form, text);
    }

    boolean saysTheSameAs(Value other) {
        return value().isNumber() && other.isNumber() ? form == other.form() && value().number().compareTo(other.number()) == 0
                : form == other.form() && text.equals(other.text());
    }
}
