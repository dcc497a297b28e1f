package jp.machimori.ledger;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** 読み取り結果。What became of a text typed into a field. */
sealed interface Parsed {

    /** Nothing was typed. */
    record Blank() implements Parsed {
    }

    record Good(JsonNode value) implements Parsed {
    }

    /** @param reason key of the sentence that says how to mend it; the field's label is its argument 0 */
    record Bad(String reason, List<Object> arguments) implements Parsed {
        static Bad because(String reason, Object... arguments) {
            return new Bad(reason, List.of(arguments));
        }
    }

    Blank BLANK = new Blank();
}
