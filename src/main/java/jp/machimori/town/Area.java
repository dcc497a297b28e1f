package jp.machimori.town;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** 地域。Belongs to one of several overlapping divisions of the town's land (行政区, 町丁目, 校区 …). */
public record Area(String system, String key, String name, @Nullable @JsonProperty("name_en") String nameEn) {
}
