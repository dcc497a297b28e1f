package jp.machimori.inquiry;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 回答。One version of an answer.
 *
 * @param version 0: not kept yet
 * @param results numbers by the label of their slot; one that is missing is not answered yet
 * @param late came in after the inquiry was closed and does not count
 * @param reason of a correction after the closing
 */
record Answer(UUID question, int version, Said result, Said plan, By by, Instant at, boolean late, @Nullable String reason) {

    /** One half of an answer. @param text with the marks of its numbers */
    record Said(Outcome outcome, String text, Map<String, Given> numbers) {
        Said {
            numbers = Map.copyOf(numbers);
        }

        static final Said NOT_YET = new Said(Outcome.NOT_YET, "", Map.of());
    }

    /** 所属・氏名・内線・確認者。 @param via link, account or workbook */
    record By(String section, String name, String phone, String checker, String via) {
        static final By NOBODY = new By("", "", "", "", "link");
    }

    public Said said(Half half) {
        return half == Half.RESULT ? result : plan;
    }

    /** Whether both halves are answered. */
    public boolean isWhole() {
        return result.outcome() != Outcome.NOT_YET && plan.outcome() != Outcome.NOT_YET;
    }

    boolean saysTheSameAs(Answer other) {
        return result.equals(other.result) && plan.equals(other.plan);
    }
}
