package jp.machimori.ledger;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/**
 * 検索の手がかり。Two-character pieces of an entry's texts, so that 盗難 is found by an index. A piece is a number, since
 * numbers are sorted into an index much faster than texts: from the right 21 bits of its second character (0 for a piece
 * of one), 21 bits of its first, and the mark. What only a division may read is never indexed.
 */
final class Grams {

    /** The mark of what the public may read. */
    static final long PUBLIC = 1L << 42;
    /** The mark of what staff may read. */
    static final long STAFF = 2L << 42;

    private static final int CHARACTER = 21;
    private static final int MOST = 400;

    private long[] pieces = new long[32];
    private int size;

    private Grams() {
    }

    /**
     * The pieces of many entries behind each other, which PostgreSQL takes in faster than a text for each.
     *
     * @param all those of the first entry, of the second, …
     * @param first where those of each entry begin, counted from 1
     * @param last where they end; before {@code first} where there are none
     */
    record Many(long[] all, int[] first, int[] last) {

        static Many of(Collection<long[]> each) {
            int[] first = new int[each.size()];
            int[] last = new int[each.size()];
            int entry = 0;
            int end = 0;
            for (long[] pieces : each) {
                first[entry] = end + 1;
                end += pieces.length;
                last[entry++] = end;
            }
            return new Many(each.stream().flatMapToLong(LongStream::of).toArray(), first, last);
        }
    }

    /** @param written the form as it was when the entry was written: what was hidden then is not found by more people now */
    static long[] of(Form form, Form written, JsonNode content) {
        Grams grams = new Grams();
        for (Field field : form.fields().values()) {
            Visibility visibility = Forms.visibility(field, written).stricter(form.visibility());
            long mark = visibility == Visibility.PUBLIC ? PUBLIC : visibility == Visibility.STAFF ? STAFF : 0;
            JsonNode value = content.get(field.key());
            if (value == null || mark == 0 || Seal.isClosed(value)) {
                continue;
            }
            switch (field.type()) {
                case FieldType.Text text -> grams.cut(value.asString(), mark);
                case FieldType.Note note -> grams.cut(value.asString(), mark);
                case FieldType.Party party -> grams.cut(value.asString(), mark);
                case FieldType.Choice choice -> grams.cut(choice.show(value, Locale.JAPANESE), mark);
                case FieldType.Choices choices -> grams.cut(choices.show(value, Locale.JAPANESE), mark);
                case FieldType.InArea area -> grams.cut(area.show(value, Locale.JAPANESE), mark);
                case FieldType.Day day -> { }
                case FieldType.Month month -> { }
                case FieldType.Time time -> { }
                case FieldType.Number number -> { }
                case FieldType.Phone phone -> { }
                case FieldType.Difference difference -> { }
            }
        }
        return Arrays.copyOf(grams.pieces, grams.size);
    }

    /** The pieces of what somebody searches for, without mark; a single character finds only what stands alone. */
    static List<Long> asked(String text) {
        Grams grams = new Grams();
        grams.cut(text, 0);
        return Arrays.stream(grams.pieces, 0, grams.size).boxed().toList();
    }

    private void cut(String text, long mark) {
        String words = Typed.narrow(text).toLowerCase(Locale.ROOT);
        int begins = 0;
        for (int at = 0; at <= words.length() && size < MOST; at++) {
            if (at == words.length() || isBetweenWords(words.charAt(at))) {
                cut(words, begins, at, mark);
                begins = at + 1;
            }
        }
    }

    private void cut(String words, int begins, int ends, long mark) {
        int second = begins;
        for (int first = begins; first < ends && size < MOST; first = second) {
            int character = words.codePointAt(first);
            second = first + Character.charCount(character);
            if (second < ends) {
                add(mark | (long) character << CHARACTER | words.codePointAt(second));
            } else if (first == begins) {
                add(mark | (long) character << CHARACTER);
            }
        }
    }

    /** Once each: there are few enough to look through. */
    private void add(long piece) {
        for (int at = 0; at < size; at++) {
            if (pieces[at] == piece) {
                return;
            }
        }
        pieces = size < pieces.length ? pieces : Arrays.copyOf(pieces, 2 * size);
        pieces[size++] = piece;
    }

    private static boolean isBetweenWords(char one) {
        return Character.isWhitespace(one) || one < 128 && !Character.isLetterOrDigit(one) || "、。・「」（）".indexOf(one) >= 0;
    }
}
