package jp.machimori.inquiry;

import java.time.Instant;
import java.util.UUID;

/**
 * 書きかけ。What somebody typed about one question and has not sent, or wrote into a workbook of which a cell was refused.
 * No answer: nobody counts it, whoever opens the page of that division next goes on with it.
 *
 * @param id of this text; what is typed next has another one
 * @param sheet the opened page on which it was typed; all workbooks of a division are one
 * @param version of the answer that stood when it was typed
 * @param by who typed it; empty when they have not said yet
 */
record Jotting(UUID id, UUID sheet, UUID question, int version, Reading.Filled result, Reading.Filled plan, String by, Instant at) {

    /** As it would be sent. */
    Answering.Sent unsent() {
        return new Answering.Sent(question, version, result, plan);
    }

    public Reading.Filled typed(Half half) {
        return unsent().typed(half);
    }

    public String asText(Question asked, Half half) {
        return unsent().asText(asked, half);
    }

    boolean saysTheSameAs(Reading.Filled otherResult, Reading.Filled otherPlan) {
        return result.isSame(otherResult) && plan.isSame(otherPlan);
    }
}
