package jp.machimori.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * 記録。One filled form.
 *
 * @param id made by the client, so that sending it twice is one entry
 * @param formVersion version of the form it was written with
 * @param version 1 for the first, one more for each correction or withdrawal
 * @param on the day it counts on
 * @param content values by field key, those of sealed fields closed ({@link Seal})
 * @param by who wrote this version
 * @param erased whether its personal fields were erased because its retention had ended
 */
record Entry(UUID id, String form, int formVersion, int version, LocalDate on, String area, Visibility visibility,
             boolean withdrawn, JsonNode content, @Nullable UUID byId, String by, Instant at, boolean erased) {

    /** This entry with other values, as when they are opened, or only those that a reader may see. */
    Entry with(JsonNode values) {
        return new Entry(id, form, formVersion, version, on, area, visibility, withdrawn, values, byId, by, at, erased);
    }
}
