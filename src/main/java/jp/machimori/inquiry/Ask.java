package jp.machimori.inquiry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 問いの定め。What a pack says of the question about one measure to one division: which numbers it asks for and how its
 * answer reads. Without it, both follow from the plan and the figures.
 *
 * @param text of the results, with marks for the numbers
 * @param plan of what is planned
 */
record Ask(String node, String division, List<Slot> slots, @Nullable String text, @JsonProperty("plan_text") @Nullable String plan) {

    Ask {
        slots = slots == null ? List.of() : List.copyOf(slots);
    }

    String key() {
        return node + "/" + division;
    }
}
