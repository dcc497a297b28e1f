package jp.machimori.comment;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 素案からの変更。What became of a draft, section by section, by words of Japanese. */
final class Difference {

    /** Beyond so many words on a side a changed passage is shown as a whole: comparing costs their product. */
    private static final int MOST = 2_500;

    private Difference() {
    }

    /** What happened to a piece of text. */
    enum Mark {
        SAME, INSERTED, DELETED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Piece(Mark mark, String text) {
    }

    /**
     * A section of the draft beside that of the final text; one of the two is null where it is new or gone.
     *
     * @param pieces of the body
     */
    record Pair(@Nullable Section before, @Nullable Section after, List<Piece> heading, List<Piece> pieces) {

        /** {@code same}, {@code changed}, {@code added} or {@code removed}. */
        public String kind() {
            return before == null ? "added" : after == null ? "removed"
                    : Stream.concat(heading.stream(), pieces.stream()).allMatch(piece -> piece.mark() == Mark.SAME) ? "same" : "changed";
        }
    }

    static List<Pair> between(List<Section> draft, List<Section> last) {
        List<Pair> pairs = new ArrayList<>();
        int at = 0;
        int to = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(headings(draft), headings(last)).getDeltas()) {
            for (; at < delta.getSource().getPosition(); at++, to++) {
                pairs.add(pair(draft.get(at), last.get(to)));
            }
            int befores = at + delta.getSource().size();
            int afters = to + delta.getTarget().size();
            while (at < befores && to < afters && alike(draft.get(at), last.get(to))) {
                pairs.add(pair(draft.get(at++), last.get(to++)));
            }
            while (at < befores) {
                pairs.add(pair(draft.get(at++), null));
            }
            while (to < afters) {
                pairs.add(pair(null, last.get(to++)));
            }
        }
        for (; at < draft.size(); at++, to++) {
            pairs.add(pair(draft.get(at), last.get(to)));
        }
        return List.copyOf(pairs);
    }

    private static List<String> headings(List<Section> sections) {
        return sections.stream().map(section -> section.heading().replaceAll("[\\s　]+", "")).toList();
    }

    /** Whether a section was given another heading rather than replaced: half of its shorter text stayed. */
    private static boolean alike(Section before, Section after) {
        int same = pieces(before.body(), after.body()).stream().filter(piece -> piece.mark() == Mark.SAME).mapToInt(piece -> piece.text().length()).sum();
        return 2 * same >= Math.min(before.body().length(), after.body().length());
    }

    private static Pair pair(@Nullable Section before, @Nullable Section after) {
        return new Pair(before, after, pieces(before == null ? "" : before.heading(), after == null ? "" : after.heading()),
                pieces(before == null ? "" : before.body(), after == null ? "" : after.body()));
    }

    /** First by paragraphs, then by words within those that changed. */
    static List<Piece> pieces(String before, String after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(old, now).getDeltas()) {
            add(pieces, Mark.SAME, String.join("", old.subList(at, delta.getSource().getPosition())));
            words(pieces, String.join("", delta.getSource().getLines()), String.join("", delta.getTarget().getLines()));
            at = delta.getSource().getPosition() + delta.getSource().size();
        }
        add(pieces, Mark.SAME, String.join("", old.subList(at, old.size())));
        return List.copyOf(pieces);
    }

    private static void words(List<Piece> pieces, String before, String after) {
        List<String> old = words(before);
        List<String> now = words(after);
        if (old.size() > MOST || now.size() > MOST) {
            add(pieces, Mark.DELETED, before);
            add(pieces, Mark.INSERTED, after);
            return;
        }
        int at = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(old, now).getDeltas()) {
            add(pieces, Mark.SAME, String.join("", old.subList(at, delta.getSource().getPosition())));
            if (delta.getType() != DeltaType.INSERT) {
                add(pieces, Mark.DELETED, String.join("", delta.getSource().getLines()));
            }
            if (delta.getType() != DeltaType.DELETE) {
                add(pieces, Mark.INSERTED, String.join("", delta.getTarget().getLines()));
            }
            at = delta.getSource().getPosition() + delta.getSource().size();
        }
        add(pieces, Mark.SAME, String.join("", old.subList(at, old.size())));
    }

    /** Each with its line end, so that joining them gives the text again. */
    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
    }

    /** Runs of kanji, kana, letters and digits, as the JDK breaks Japanese; signs stand alone. */
    private static List<String> words(String text) {
        BreakIterator breaks = BreakIterator.getWordInstance(Locale.JAPANESE);
        breaks.setText(text);
        List<String> words = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            words.add(text.substring(from, to));
        }
        return words;
    }

    private static void add(List<Piece> pieces, Mark mark, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(mark, text));
        }
    }
}
