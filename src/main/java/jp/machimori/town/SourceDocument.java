package jp.machimori.town;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** 出典の文書。A document that figures cite by line. */
public record SourceDocument(String key, String title, @Nullable @JsonProperty("title_en") String titleEn,
                             @Nullable String date, @Nullable String note) {
}
