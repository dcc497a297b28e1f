package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 直すところ。A problem of an answer page.
 *
 * @param question it stands in; null: in none
 * @param half of it; null: in the whole
 */
record Wrong(@Nullable Question question, @Nullable Half half, Problem problem) {

    /** What cannot be taken of an answer. */
    static Stream<Wrong> in(Answering.Item item) {
        return item.readings().values().stream().flatMap(reading -> reading.problems().stream().map(problem -> new Wrong(item.question(), reading.half(),
                new Problem(problem.box().id(item.question()), problem.why(), problem.words()))));
    }

    /** Somebody else answered meanwhile: told above all, as the question itself may stand far below. */
    static Stream<Wrong> overtaken(Answering.Item item) {
        return Stream.ofNullable(item.standing()).map(standing -> new Wrong(item.question(), null,
                new Problem("q" + item.question().ord(), "inquiry.answer.overtaken", standing.by().name())));
    }

    /** What is missing of who answers. */
    static List<Wrong> missing(Answer.By by) {
        List<Wrong> missing = new ArrayList<>();
        if (by.section().isEmpty()) {
            missing.add(new Wrong(null, null, new Problem("section", "inquiry.by.section.missing")));
        }
        if (by.name().isEmpty()) {
            missing.add(new Wrong(null, null, new Problem("person", "inquiry.by.name.missing")));
        }
        return missing;
    }
}
