package jp.machimori.inquiry;

import java.util.Locale;

/** 回答の別。Something to tell, なし, 該当なし or not answered yet: four different things. */
enum Outcome {
    TOLD, NONE, NOT_APPLICABLE, NOT_YET;

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException for another key */
    static Outcome of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
