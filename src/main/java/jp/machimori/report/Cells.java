package jp.machimori.report;

import java.util.regex.Pattern;

/** 表計算のセル。What a text must not be in a spreadsheet: a formula. */
final class Cells {

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r\n＝＋－＠]");
    private static final Pattern PLAIN = Pattern.compile("-[0-9]+(?:\\.[0-9]+)?|[-－]");

    private Cells() {
    }

    /** A text that a spreadsheet would take for a formula is marked as text; numbers stay numbers, a printed dash a dash. */
    static String harmless(String text) {
        return FORMULA.matcher(text).lookingAt() && !PLAIN.matcher(text).matches() ? "'" + text : text;
    }
}
