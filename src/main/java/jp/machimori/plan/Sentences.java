package jp.machimori.plan;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says sentences on pages and to machines. */
@Component("sentences")
public class Sentences {

    private final MessageSource messages;

    Sentences(MessageSource messages) {
        this.messages = messages;
    }

    public String say(Sentence sentence, Locale locale) {
        return sentence.in(messages, locale);
    }

    /** One after the other, as one paragraph. */
    public String say(Collection<Sentence> all, Locale locale) {
        return all.stream().map(sentence -> sentence.in(messages, locale))
                .collect(Collectors.joining(locale.getLanguage().equals("en") ? " " : ""));
    }
}
