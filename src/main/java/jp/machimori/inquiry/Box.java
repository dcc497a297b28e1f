package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import jp.machimori.ledger.Typed;
import org.jspecify.annotations.Nullable;

/**
 * 回答の欄。One box of an answer: the smallest thing that two hands can change differently.
 *
 * @param label of the slot, for a number and its reason; empty for the others
 */
record Box(Half half, What what, String label) {

    /** 回答の別・文・数・理由。 */
    enum What {
        OUTCOME, TEXT, NUMBER, REASON
    }

    static Box outcome(Half half) {
        return new Box(half, What.OUTCOME, "");
    }

    static Box text(Half half) {
        return new Box(half, What.TEXT, "");
    }

    /** @param label of its slot */
    static Box number(Half half, String label) {
        return new Box(half, What.NUMBER, label);
    }

    /** Why it is another number than the one that is known. @param label of its slot */
    static Box reason(Half half, String label) {
        return new Box(half, What.REASON, label);
    }

    /** All boxes of one half, in the order in which they are printed. */
    static List<Box> of(Half half, List<Slot> slots) {
        List<Box> all = new ArrayList<>(List.of(outcome(half), text(half)));
        for (Slot slot : slots) {
            all.add(number(half, slot.label()));
            all.add(reason(half, slot.label()));
        }
        return all;
    }

    /** What stands in the boxes of one half; an empty box is "". */
    static Map<Box, String> values(Half half, Reading.Filled typed, List<Slot> slots) {
        Map<Box, String> values = new LinkedHashMap<>();
        for (Box box : of(half, slots)) {
            values.put(box, switch (box.what()) {
                case OUTCOME -> typed.outcome().key();
                case TEXT -> typed.text();
                case NUMBER -> typed.numbers().getOrDefault(box.label(), "");
                case REASON -> typed.reasons().getOrDefault(box.label(), "");
            });
        }
        return values;
    }

    static Reading.Filled typed(Half half, Map<Box, String> values) {
        Map<String, String> numbers = new HashMap<>();
        Map<String, String> reasons = new HashMap<>();
        values.forEach((box, value) -> {
            if (box.half() == half && box.what() == What.NUMBER) {
                numbers.put(box.label(), value);
            } else if (box.half() == half && box.what() == What.REASON) {
                reasons.put(box.label(), value);
            }
        });
        return new Reading.Filled(Outcome.of(values.getOrDefault(outcome(half), Outcome.NOT_YET.key())), values.getOrDefault(text(half), ""), numbers, reasons);
    }

    /** Whether both say the same: 1,987 and １９８７件 do. */
    boolean isSame(@Nullable String one, @Nullable String other, List<Slot> slots) {
        if (one == null || other == null) {
            return Objects.equals(one, other);
        }
        if (what == What.NUMBER) {
            String unit = slots.stream().filter(slot -> slot.label().equals(label)).map(Slot::unit).findFirst().orElse("");
            Given.Read first = Given.read(one, unit, null);
            Given.Read second = Given.read(other, unit, null);
            if (first instanceof Given.Read.Good good && second instanceof Given.Read.Good same) {
                return good.given().saysTheSameAs(same.given().value());
            }
            if (first instanceof Given.Read.Empty || second instanceof Given.Read.Empty) {
                return first.getClass() == second.getClass();
            }
        }
        return plain(one).equals(plain(other));
    }

    private static String plain(String text) {
        return Typed.clean(text).replaceAll("[ \\t　]+(?=\\n|$)", "");
    }

    /** Its name in a form: {@code result-12-number-0}. */
    String name(Question question) {
        int at = place(question);
        return half.key() + "-" + question.ord() + "-" + what.name().toLowerCase(Locale.ROOT) + (at < 0 ? "" : "-" + at);
    }

    /** Its id on the answer page: {@code result-12-n-0}. */
    String id(Question question) {
        return half.key() + "-" + question.ord() + switch (what) {
            case OUTCOME, TEXT -> "-text";
            case NUMBER -> "-n-" + place(question);
            case REASON -> "-why-" + place(question);
        };
    }

    /** Of its slot; -1: it has none. */
    private int place(Question question) {
        List<Slot> slots = question.slots(half);
        return IntStream.range(0, slots.size()).filter(at -> slots.get(at).label().equals(label)).findFirst().orElse(-1);
    }
}
