package jp.machimori.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import jp.machimori.shell.Units;
import jp.machimori.shell.Words;
import jp.machimori.town.Era;
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

    /** A day on which something was decided. */
    record Day(LocalDate day) {
        String in(Locale locale) {
            return Period.japanese(locale) ? Era.dateOf(day) : day.toString();
        }
    }

    static Sentence of(String key, Object... parts) {
        return new Sentence("plan." + key, List.of(parts));
    }

    public String in(MessageSource messages, Locale locale) {
        return messages.getMessage(key, parts.stream().map(part -> switch (part) {
            case Period period -> period.label(locale);
            case Day day -> day.in(locale);
            case Quantity quantity -> quantity.value().label(locale, Units.behind(quantity.unit(), quantity.value().number(), locale));
            case Words words -> words.in(locale);
            case Sentence sentence -> sentence.in(messages, locale);
            default -> part.toString();
        }).toArray(), locale);
    }
}
