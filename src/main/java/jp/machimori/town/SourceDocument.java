package jp.machimori.town;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** 出典の文書。A document that figures cite by line. */
public record SourceDocument(String key, String title, @Nullable @JsonProperty("title_en") String titleEn,
                             @Nullable String date, @Nullable String note) {

    public String titleIn(Locale locale) {
        return locale.getLanguage().equals("en") && titleEn != null ? titleEn : title;
    }

    /** Its date in words, 令和5年度 for FY2023; as it is where it is no period. */
    public String dateIn(Locale locale) {
        try {
            return Period.parse(Objects.requireNonNullElse(date, "")).label(locale);
        } catch (IllegalArgumentException words) {
            return Objects.requireNonNull(date);
        }
    }
}
