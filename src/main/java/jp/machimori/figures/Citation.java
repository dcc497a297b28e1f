package jp.machimori.figures;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * 出典。A line of a document. Notation {@code document:line}, or {@code document:line=printed} where the document prints
 * the same number in other words there.
 */
public record Citation(String document, int line, @Nullable String printed) {

    private static final Pattern NOTATION = Pattern.compile("([a-z][a-z0-9_-]*):([1-9][0-9]{0,6})(?:=(.+))?");

    /** @throws IllegalArgumentException when the text is no citation */
    public static Citation parse(String text) {
        Matcher matcher = NOTATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no citation: " + text);
        }
        return new Citation(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3));
    }

    /** What is printed there, when it is not what the figure says; else null. */
    public @Nullable String otherThan(Figure figure) {
        return printed == null || printed.equals(figure.value().text()) ? null : printed;
    }

    public String notation() {
        return document + ":" + line + (printed == null ? "" : "=" + printed);
    }
}
