package jp.machimori.account;

import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a session remembers: whose it is, never what they may do.
 *
 * @param townId null for an operator
 * @param stamp the account's when the session began; a higher one ends the session
 */
record SignedIn(@Nullable Integer townId, UUID id, int stamp) implements Serializable {
}
