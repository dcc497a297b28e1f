package jp.machimori.ledger;

/** 変更の結果。What became of a correction or a withdrawal. */
sealed interface Change {

    /** It was made. */
    record Made(Entry now) implements Change {
    }

    /** Nothing differs from what stands. */
    record Nothing(Entry now) implements Change {
    }

    /** Somebody changed the entry meanwhile; nothing was written. */
    record Overtaken(Entry now) implements Change {
    }
}
