package jp.machimori.inquiry;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import jp.machimori.figures.Nature;
import jp.machimori.town.FiscalYear;

/** 実績と予定。The two halves of every question: what was done in the year that is over, what is planned for the one that runs. */
enum Half {
    RESULT, PLAN;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public FiscalYear year(FiscalYear results) {
        return this == RESULT ? results : results.next();
    }

    public Nature nature() {
        return this == RESULT ? Nature.ACTUAL : Nature.PLANNED;
    }
}
