package jp.machimori.ledger;

import java.util.Locale;

/** 公開範囲。Who may see a field or an entry; each level includes the ones before it. */
public enum Visibility {
    /** 公開 */ PUBLIC,
    /** 職員 */ STAFF,
    /** 担当課 */ DIVISION,
    /** 封印: the division only, encrypted, reads are noted */ SEALED;

    static Visibility parse(String notation) {
        return valueOf(notation.toUpperCase(Locale.ROOT));
    }

    /** Stored as a number that grows with secrecy. */
    short level() {
        return (short) ordinal();
    }

    static Visibility of(int level) {
        return values()[level];
    }

    Visibility stricter(Visibility other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
