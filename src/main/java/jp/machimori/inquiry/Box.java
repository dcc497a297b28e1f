package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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

    /** The box that a problem of a reading is about. */
    static Box of(Half half, Reading.Problem problem) {
        return problem.label() == null ? text(half) : new Box(half, problem.atReason() ? What.REASON : What.NUMBER, problem.label());
    }

    /** All boxes of one half, in the order in which they are printed. */
    static List<Box> of(Half half, List<Slot> slots) {
        List<Box> all = new ArrayList<>(List.of(outcome(half), text(half)));
        for (Slot slot : slots) {
            all.add(new Box(half, What.NUMBER, slot.label()));
            all.add(new Box(half, What.REASON, slot.label()));
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
        return jp.machimori.ledger.Typed.clean(text).replaceAll("[ \\t　]+(?=\\n|$)", "");
    }

    /** Its name in a form: {@code result-12-number-0}. */
    String name(Question question) {
        List<Slot> slots = question.slots(half);
        int at = IntStream.range(0, slots.size()).filter(index -> slots.get(index).label().equals(label)).findFirst().orElse(-1);
        return half.key() + "-" + question.ord() + "-" + what.name().toLowerCase(java.util.Locale.ROOT) + (at < 0 ? "" : "-" + at);
    }
}
