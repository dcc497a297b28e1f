package jp.machimori.account;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** What a sign-in is compared with: of an account of this town, or of an operator. */
record Credential(UUID id, String name, String hash, boolean oneTime, Instant since, boolean active, int stamp) {

    /** A one-time password that its owner left waiting too long. */
    boolean isExpired(Clock clock) {
        return oneTime && clock.instant().isAfter(since.plus(Passwords.ONE_TIME));
    }
}
