package jp.machimori.figures;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 系列の決まり。What {@code figures.yaml} says of one series: a name where its figures bear several, what it counts, how
 * its numbers follow from others, and where its definition changed.
 */
record SeriesRule(String key, @Nullable String label, @Nullable @JsonProperty("label_en") String labelEn,
                  @Nullable String about, @Nullable @JsonProperty("about_en") String aboutEn,
                  List<Formula> computed, List<Formula.Break> breaks) {

    SeriesRule {
        computed = computed == null ? List.of() : List.copyOf(computed);
        breaks = breaks == null ? List.of() : List.copyOf(breaks);
    }
}
