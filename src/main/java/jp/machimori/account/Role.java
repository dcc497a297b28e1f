package jp.machimori.account;

import java.util.Locale;

/** 役割。What an account of a town may do; operators have no role in any town. */
public enum Role {

    /** 担当職員。Writes the forms of their own divisions. */
    STAFF,

    /** 管理者。May do everything in their own town, and keeps its accounts. */
    ADMINISTRATOR;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
