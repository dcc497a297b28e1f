package jp.machimori.ledger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * 検索の手がかり。Two-character pieces of an entry's texts, so that 盗難 is found by an index. What the public may read is
 * marked p, what staff may read s; what only a division may read is never indexed.
 */
final class Grams {

    private static final int MOST = 400;

    private Grams() {
    }

    /** @param written the form as it was when the entry was written: what was hidden then is not found by more people now */
    static Set<String> of(Form form, Form written, JsonNode content) {
        Set<String> grams = new LinkedHashSet<>();
        for (Field field : form.fields().values()) {
            Visibility visibility = Forms.visibility(field, written).stricter(form.visibility());
            String mark = visibility == Visibility.PUBLIC ? "p" : visibility == Visibility.STAFF ? "s" : "";
            JsonNode value = content.get(field.key());
            if (value == null || mark.isEmpty() || Seal.isClosed(value)) {
                continue;
            }
            switch (field.type()) {
                case FieldType.Text text -> cut(value.asString(), mark, grams);
                case FieldType.Note note -> cut(value.asString(), mark, grams);
                case FieldType.Party party -> cut(value.asString(), mark, grams);
                case FieldType.Choice choice -> cut(choice.show(value, Locale.JAPANESE), mark, grams);
                case FieldType.Choices choices -> cut(choices.show(value, Locale.JAPANESE), mark, grams);
                case FieldType.InArea area -> cut(area.show(value, Locale.JAPANESE), mark, grams);
                case FieldType.Day day -> { }
                case FieldType.Month month -> { }
                case FieldType.Time time -> { }
                case FieldType.Number number -> { }
                case FieldType.Phone phone -> { }
                case FieldType.Difference difference -> { }
            }
        }
        return grams;
    }

    /** The pieces of what somebody searches for, without mark; a single character finds only what stands alone. */
    static List<String> asked(String text) {
        Set<String> grams = new LinkedHashSet<>();
        cut(text, "", grams);
        return new ArrayList<>(grams);
    }

    private static void cut(String text, String mark, Set<String> grams) {
        String words = Typed.narrow(text).toLowerCase(Locale.ROOT);
        int begins = 0;
        for (int at = 0; at <= words.length() && grams.size() < MOST; at++) {
            if (at == words.length() || isBetweenWords(words.charAt(at))) {
                pieces(words, begins, at, mark, grams);
                begins = at + 1;
            }
        }
    }

    private static void pieces(String words, int begins, int ends, String mark, Set<String> grams) {
        int second = begins;
        for (int first = begins; first < ends && grams.size() < MOST; first = second) {
            second = words.offsetByCodePoints(first, 1);
            if (second < ends) {
                grams.add(mark + words.substring(first, words.offsetByCodePoints(second, 1)));
            } else if (first == begins) {
                grams.add(mark + words.substring(first, second));
            }
        }
    }

    private static boolean isBetweenWords(char one) {
        return Character.isWhitespace(one) || one < 128 && !Character.isLetterOrDigit(one) || "、。・「」（）".indexOf(one) >= 0;
    }
}
