package jp.machimori.inquiry;

import java.time.Instant;
import java.util.UUID;

/**
 * 書きかけ。What somebody typed about one question and has not sent. No answer: nobody counts it, whoever opens the page of
 * that division next goes on with it.
 *
 * @param version of the answer that stood when it was typed
 * @param by who typed it; empty when they have not said yet
 */
record Jotting(UUID question, int version, Reading.Filled result, Reading.Filled plan, String by, Instant at) {

    Reading.Filled typed(Half half) {
        return half == Half.RESULT ? result : plan;
    }
}
