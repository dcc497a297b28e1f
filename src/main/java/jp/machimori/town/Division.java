package jp.machimori.town;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * 課・室。A department, responsible for measures; renamed and merged over the years. 全庁・各区 ("all") and outside bodies
 * (警察, 保護観察所: "outside") are responsible parties too, asked through one division.
 *
 * @param from first fiscal year of the name, as {@code FY2024}; null when it always was
 * @param until last fiscal year of the name
 * @param successor key of the division that took over
 */
public record Division(String key, String name, @Nullable @JsonProperty("name_en") String nameEn,
                       @Nullable String reading, @Nullable String kind, @Nullable String from, @Nullable String until,
                       @Nullable String successor, @Nullable @JsonProperty("asked_through") String askedThrough) {

    public String nameIn(Locale locale) {
        return Period.japanese(locale) || nameEn == null ? name : nameEn;
    }

    /** Whether it is a department of the town's own that people work in. */
    public boolean isOwn() {
        return kind == null || kind.equals("division");
    }

    /** Whether it bore this name in that year. */
    public boolean existsIn(FiscalYear year) {
        return (from == null || Integer.parseInt(from.substring(2)) <= year.year())
                && (until == null || Integer.parseInt(until.substring(2)) >= year.year());
    }
}
