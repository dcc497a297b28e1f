package jp.machimori.figures;

import java.util.Locale;

/** 数値の種別。What a number says: 実績, 予定, 基準値, 目標値 or 予算. A planned number is never an actual one. */
public enum Nature {
    ACTUAL, PLANNED, BASELINE, TARGET, BUDGET;

    public String notation() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for an unknown notation */
    public static Nature parse(String notation) {
        for (Nature nature : values()) {
            if (nature.notation().equals(notation)) {
                return nature;
            }
        }
        throw new IllegalArgumentException("no nature: " + notation);
    }
}
