package jp.machimori.inquiry;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import jp.machimori.town.Era;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 回答欄。How one half of an answer, and what is wrong with it, stands on a page. */
@Component
class AnswerForm {

    /** One half of an answer as one text; what was written of one that is not answered yet too. */
    public String plain(Answer answer, Question question, Half half) {
        Answer.Said said = answer.said(half);
        return AnswerText.plain(said.outcome() == Outcome.NOT_YET ? new Answer.Said(Outcome.TOLD, said.text(), said.numbers()) : said, question.slots(half));
    }

    /** Whether the text has a place for that number, or somebody gave it: the others are folded away. */
    public boolean isMentioned(Reading reading, Slot slot) {
        return reading.half() == Half.RESULT || reading.typed().text().contains(slot.mark())
                || !reading.typed().numbers().getOrDefault(slot.label(), "").isEmpty();
    }

    /** Whether the box of a result holds the number that was planned for it, and nobody answered yet. */
    public boolean isPlanned(Reading reading, Slot slot, Known known) {
        return reading.half() == Half.RESULT && reading.typed().outcome() == Outcome.NOT_YET && known.now() == null && known.planned() != null
                && known.planned().label(Locale.JAPANESE, "").equals(reading.typed().numbers().get(slot.label()));
    }

    /** Whether the box of a plan holds what was planned a year ago, and nobody answered yet. */
    public boolean isPlannedAgain(Reading reading, Slot slot, Answering.Item item) {
        Known results = item.known().get(Half.RESULT).getOrDefault(slot.label(), Known.NOTHING);
        Known plans = item.known().get(Half.PLAN).getOrDefault(slot.label(), Known.NOTHING);
        return reading.half() == Half.PLAN && reading.typed().outcome() == Outcome.NOT_YET && plans.planned() == null && results.planned() != null
                && results.planned().label(Locale.JAPANESE, "").equals(reading.typed().numbers().get(slot.label()));
    }

    /** R8.12.23 */
    public String era(LocalDate day) {
        return Era.shortDate(day);
    }

    public boolean anyUnmentioned(Reading reading, List<Slot> slots) {
        return slots.stream().anyMatch(slot -> !isMentioned(reading, slot));
    }

    public Reading.@Nullable Problem atText(Reading reading) {
        return at(Box.text(reading.half()), reading);
    }

    public Reading.@Nullable Problem atNumber(Reading reading, Slot slot) {
        return at(Box.number(reading.half(), slot.label()), reading);
    }

    public Reading.@Nullable Problem atReason(Reading reading, Slot slot) {
        return at(Box.reason(reading.half(), slot.label()), reading);
    }

    private static Reading.@Nullable Problem at(Box box, Reading reading) {
        return reading.problems().stream().filter(problem -> problem.box().equals(box)).findFirst().orElse(null);
    }
}
