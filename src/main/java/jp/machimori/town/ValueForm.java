package jp.machimori.town;

import java.util.Locale;

/** 数値の形。How a source gives a number. Notation is the lower-case name with hyphens. */
public enum ValueForm {
    /** 3,238 */ EXACT,
    /** 約2,000, 100程度 */ APPROXIMATE,
    /** 減少, 増加 */ DIRECTION,
    /** *** */ MASKED,
    /** なし: the thing did not occur */ NONE,
    /** 該当なし: the question does not apply */ NOT_APPLICABLE,
    /** －: a printed dash, not a zero */ DASH,
    /** 7割弱 */ WORDS,
    /** 4-2-1を含む: contained in another number, not to be added */ INCLUDED,
    /** 全国平均以上, 前年認知件数以下 */ COMPARISON,
    /** 11月6日 */ DATE;

    public boolean isNumber() {
        return this == EXACT || this == APPROXIMATE;
    }

    public String notation() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException for an unknown notation */
    public static ValueForm parse(String notation) {
        return valueOf(notation.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
