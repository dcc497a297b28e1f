package jp.machimori.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * 新しい記録。An entry to be recorded; its content was read by its form.
 *
 * @param byId account that records, null for what a pack brings
 */
public record NewEntry(UUID id, Form form, JsonNode content, @Nullable UUID byId, String by) {
}
