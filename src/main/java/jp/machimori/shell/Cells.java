package jp.machimori.shell;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** 表のセル。What may stand in a cell of a file that people open with a spreadsheet. */
public final class Cells {

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r\n＝＋－＠]");
    private static final Pattern PLAIN = Pattern.compile("-[0-9]+(?:\\.[0-9]+)?|[-－]");

    private Cells() {
    }

    /** A text that a spreadsheet would take for a formula is marked as text; numbers stay numbers, a printed dash a dash. */
    public static @Nullable Object harmless(@Nullable Object cell) {
        return cell instanceof String text && FORMULA.matcher(text).lookingAt() && !PLAIN.matcher(text).matches() ? "'" + text : cell;
    }
}
