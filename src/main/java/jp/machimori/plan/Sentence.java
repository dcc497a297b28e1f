package jp.machimori.plan;

import java.util.List;
import java.util.Locale;
import jp.machimori.shell.Units;
import jp.machimori.shell.Words;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import org.springframework.context.MessageSource;

/**
 * 一文。A sentence in the reader's language: a key of the bundles and what is filled in. Periods, values, two-language
 * words and sentences inside are said in that language too.
 */
public record Sentence(String key, List<Object> parts) {

    /** A value with its unit. */
    record Quantity(Value value, String unit) {
    }

    static Sentence of(String key, Object... parts) {
        return new Sentence("plan." + key, List.of(parts));
    }

    public String in(MessageSource messages, Locale locale) {
        return messages.getMessage(key, parts.stream().map(part -> switch (part) {
            case Period period -> period.label(locale);
            case Quantity quantity -> quantity.value().label(locale, Units.behind(quantity.unit(), quantity.value().number(), locale));
            case Words words -> words.in(locale);
            case Sentence sentence -> sentence.in(messages, locale);
            default -> part.toString();
        }).toArray(), locale);
    }
}
