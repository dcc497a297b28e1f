package jp.machimori.inquiry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.machimori.ledger.Typed;

/** 照会の希望。What an officer types to begin or to change an inquiry. */
record Wish(String plan, String year, String division, String title, String deadline, String share, boolean approval) {

    /**
     * 照会の設定。
     *
     * @param title empty: none was typed
     * @param share in percent: how far a number moves before it stands out
     */
    record Settings(String title, LocalDate deadline, int share) {
    }

    /** What can be read of it. @param problems get what cannot */
    Settings settings(List<AnswerPages.Problem> problems, LocalDate today) {
        String clean = Typed.clean(title).replace('\n', ' ');
        if (clean.length() > 200) {
            problems.add(new AnswerPages.Problem("title", "inquiry.bad.title", new Object[0]));
        }
        Optional<LocalDate> day = Typed.date(deadline);
        if (day.isEmpty()) {
            problems.add(new AnswerPages.Problem("deadline", deadline.isBlank() ? "inquiry.bad.deadline.missing" : "inquiry.bad.deadline", new Object[0]));
        } else if (day.get().isBefore(today)) {
            problems.add(new AnswerPages.Problem("deadline", "inquiry.bad.deadline.past", new Object[0]));
        }
        int percent = Typed.number(share, "%").filter(number -> number.scale() <= 0 && number.intValue() >= 1 && number.intValue() <= 1000)
                .map(BigDecimal::intValue).orElse(0);
        if (percent == 0) {
            problems.add(new AnswerPages.Problem("share", "inquiry.bad.share", new Object[0]));
        }
        return new Settings(clean, day.orElse(today), percent);
    }
}
