package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** 文面。Puts the numbers of an answer into its text, line by line. A number without a mark in the text gets a line of its own. */
final class AnswerText {

    private static final Pattern MARK = Pattern.compile("〔([^〔〕\\n]{1,100})〕");
    /** ・貸与: a line as short as that begins many. */
    private static final int BEGINNING = 4;

    private AnswerText() {
    }

    /** Words, or a number with the slot it belongs to. */
    record Piece(String text, @Nullable Slot slot) {
    }

    static List<List<Piece>> lines(Answer.Said said, List<Slot> slots) {
        return switch (said.outcome()) {
            case NOT_YET -> List.of();
            case NONE -> List.of(List.of(new Piece("なし", null)));
            case NOT_APPLICABLE -> List.of(List.of(new Piece("該当なし", null)));
            case TOLD -> told(said, slots);
        };
    }

    private static List<List<Piece>> told(Answer.Said said, List<Slot> slots) {
        Map<String, Slot> unsaid = new LinkedHashMap<>();
        slots.forEach(slot -> unsaid.put(slot.label(), slot));
        Map<String, Slot> known = Map.copyOf(unsaid);
        List<List<Piece>> lines = new ArrayList<>();
        for (String line : said.text().split("\n")) {
            if (!line.isBlank()) {
                lines.add(line(line.strip(), said.numbers(), known, unsaid));
            }
        }
        unsaid.values().stream().filter(slot -> said.numbers().containsKey(slot.label())).forEach(slot ->
                lines.add(List.of(new Piece("・" + slot.label() + " ", null), number(slot, said.numbers()))));
        return lines;
    }

    private static List<Piece> line(String line, Map<String, Given> numbers, Map<String, Slot> known, Map<String, Slot> unsaid) {
        List<Piece> pieces = new ArrayList<>();
        Matcher mark = MARK.matcher(line);
        int at = 0;
        while (mark.find()) {
            Slot slot = known.get(mark.group(1));
            if (slot == null) {
                continue;
            }
            String before = line.substring(at, mark.start());
            if (!before.isEmpty()) {
                pieces.add(new Piece(before, null));
            }
            pieces.add(number(slot, numbers));
            unsaid.remove(slot.label());
            at = mark.end();
        }
        if (at < line.length()) {
            pieces.add(new Piece(line.substring(at), null));
        }
        return pieces;
    }

    private static Piece number(Slot slot, Map<String, Given> numbers) {
        Given given = numbers.get(slot.label());
        return given == null ? new Piece("（未回答）", null) : new Piece(given.value().label(Locale.JAPANESE, slot.unit()), slot);
    }

    /** As one text, for a page or a cell of a workbook. */
    static String plain(Answer.Said said, List<Slot> slots) {
        return lines(said, slots).stream().map(line -> line.stream().map(Piece::text).collect(Collectors.joining())).collect(Collectors.joining("\n"));
    }

    /** Marks in the text that no slot bears: typed wrongly, or of another year. */
    static List<String> strangers(String text, List<Slot> slots) {
        return MARK.matcher(text).results().map(found -> found.group(1))
                .filter(label -> slots.stream().noneMatch(slot -> slot.label().equals(label))).distinct().toList();
    }

    /** The text with marks of other labels. */
    static String marked(String text, Map<String, String> labels) {
        return MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement("〔" + labels.getOrDefault(mark.group(1), mark.group(1)) + "〕"));
    }

    /**
     * The text with a place for each of these numbers: what has none gets the line that tells it in {@code phrases}, else one of its own.
     * A line that begins as such a line does gives way to it; the others stand before the first line without a number.
     */
    static String placed(String text, String phrases, List<Slot> slots) {
        List<Slot> missing = slots.stream().filter(slot -> !text.contains(slot.mark())).toList();
        if (missing.isEmpty() || text.isBlank()) {
            return text;
        }
        List<String> lines = new ArrayList<>(text.lines().toList());
        List<String> apart = new ArrayList<>();
        missing.stream().map(slot -> phrase(slot, phrases, missing)).distinct().forEach(phrase -> {
            int same = IntStream.range(0, lines.size()).filter(at -> lines.get(at).length() >= BEGINNING && phrase.startsWith(lines.get(at).strip())).findFirst().orElse(-1);
            if (same >= 0) {
                lines.set(same, phrase);
            } else {
                apart.add(phrase);
            }
        });
        lines.addAll(IntStream.range(0, lines.size()).filter(at -> !MARK.matcher(lines.get(at)).find()).findFirst().orElse(lines.size()), apart);
        return String.join("\n", lines);
    }

    /** Which line tells that number, and no other that has its place. */
    private static String phrase(Slot slot, String phrases, List<Slot> missing) {
        return phrases.lines().filter(line -> line.contains(slot.mark()) && MARK.matcher(line).results()
                .allMatch(mark -> missing.stream().anyMatch(other -> other.label().equals(mark.group(1))))).findFirst().orElse(template(List.of(slot)));
    }

    /** A text that says these numbers and nothing else. */
    static String template(List<Slot> slots) {
        return slots.stream().map(slot -> "・" + slot.label() + " " + slot.mark()).collect(Collectors.joining("\n"));
    }
}
