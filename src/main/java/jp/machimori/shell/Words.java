package jp.machimori.shell;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** 二つの言葉。A text in Japanese, and in English where there is one. */
public record Words(String ja, @Nullable String en) {
    public String in(Locale locale) {
        return locale.getLanguage().equals("en") && en != null ? en : ja;
    }

    /** {@code ja} where an English page has to fall back to Japanese, else null. */
    public @Nullable String lang(Locale locale) {
        return locale.getLanguage().equals("en") && en == null ? "ja" : null;
    }
}
