package jp.machimori.inquiry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.machimori.ledger.Typed;
import jp.machimori.town.FiscalYear;

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

    /** What is wrong with its settings. */
    List<Problem> problems(LocalDate today) {
        List<Problem> problems = new ArrayList<>();
        if (line().length() > 200) {
            problems.add(new Problem("title", "inquiry.bad.title"));
        }
        Optional<LocalDate> day = Typed.date(deadline);
        if (day.isEmpty()) {
            problems.add(new Problem("deadline", deadline.isBlank() ? "inquiry.bad.deadline.missing" : "inquiry.bad.deadline"));
        } else if (day.get().isBefore(today)) {
            problems.add(new Problem("deadline", "inquiry.bad.deadline.past"));
        }
        if (percent().isEmpty()) {
            problems.add(new Problem("share", "inquiry.bad.share"));
        }
        return problems;
    }

    /** Of a wish with which nothing is wrong. */
    Settings settings() {
        return new Settings(line(), Typed.date(deadline).orElseThrow(), percent().orElseThrow());
    }

    /** Whose results are asked for; empty: it is none. */
    Optional<FiscalYear> results() {
        return year.matches("FY(19|20)\\d\\d") ? Optional.of(new FiscalYear(Integer.parseInt(year.substring(2)))) : Optional.empty();
    }

    private String line() {
        return Typed.clean(title).replace('\n', ' ');
    }

    private Optional<Integer> percent() {
        return Typed.number(share, "%").filter(number -> number.scale() <= 0 && number.intValue() >= 1 && number.intValue() <= 1000).map(BigDecimal::intValue);
    }
}
