package jp.machimori.ledger;

import java.util.UUID;

/** 記録の結果。What became of an entry that was sent. */
public sealed interface Recorded {

    UUID id();

    /** It was written. */
    record New(UUID id) implements Recorded {
    }

    /** The same entry had been sent before; nothing was written. */
    record Same(UUID id) implements Recorded {
    }

    /** Another content had been recorded under this id; nothing was written. */
    record Other(UUID id) implements Recorded {
    }
}
