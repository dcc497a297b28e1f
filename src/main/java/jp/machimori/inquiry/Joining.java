package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * 問いをまとめる。What several questions ask becomes one question: a line is asked for once, and labels stay apart.
 *
 * @param slots of all of them
 * @param renamed for each question, which of its labels are others now
 */
record Joining(List<Slot> slots, List<Map<String, String>> renamed) {

    static Joining of(List<List<Slot>> questions) {
        Map<Object, Slot> joined = new LinkedHashMap<>();
        List<Map<String, String>> renamed = new ArrayList<>();
        for (List<Slot> slots : questions) {
            Map<String, String> labels = new HashMap<>();
            for (Slot slot : slots) {
                Set<String> taken = joined.values().stream().map(Slot::label).collect(Collectors.toSet());
                Slot one = joined.merge(List.of(slot.line(), String.valueOf(slot.since()), slot.calendar(), slot.earlier()), labelled(slot, taken), Joining::both);
                if (!one.label().equals(slot.label())) {
                    labels.put(slot.label(), one.label());
                }
            }
            renamed.add(Map.copyOf(labels));
        }
        return new Joining(List.copyOf(joined.values()), List.copyOf(renamed));
    }

    private static Slot labelled(Slot slot, Set<String> taken) {
        String label = Stream.concat(Stream.of(slot.label()), IntStream.iterate(2, number -> number + 1).mapToObj(number -> slot.label() + "（" + number + "）"))
                .filter(one -> !taken.contains(one)).findFirst().orElseThrow();
        return slot.labelled(label);
    }

    /** The first keeps its label. */
    private static Slot both(Slot one, Slot other) {
        return one.asked() == other.asked() ? one : one.askedFor(Slot.Asked.BOTH);
    }

    /** A text of one of the questions, with the marks of what they are now. */
    String text(int question, String text) {
        String marked = AnswerText.marked(text, renamed.get(question));
        for (Map.Entry<String, String> label : renamed.get(question).entrySet()) {
            marked = marked.replace(label.getKey() + " 〔" + label.getValue() + "〕", label.getValue() + " 〔" + label.getValue() + "〕");
        }
        return marked;
    }

    /** Texts below one another; a line that is said twice stands once. */
    static String texts(Stream<String> texts) {
        return texts.flatMap(String::lines).filter(line -> !line.isBlank()).distinct().collect(Collectors.joining("\n"));
    }
}
