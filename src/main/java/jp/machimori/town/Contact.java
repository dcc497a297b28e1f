package jp.machimori.town;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** 相談先。Whom to call. */
public record Contact(String label, @Nullable @JsonProperty("label_en") String labelEn, String phone,
                      @Nullable String hours, @Nullable String about,
                      @Nullable @JsonProperty("about_en") String aboutEn) {
}
