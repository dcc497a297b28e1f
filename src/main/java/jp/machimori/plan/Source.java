package jp.machimori.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import jp.machimori.ledger.TallyQuestion;
import jp.machimori.shell.Units;
import jp.machimori.shell.Words;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;

/** 実績のもと。Where an indicator's values come from. What came before the ledger was kept stands in the figures. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Source.FromLedger.class, name = "ledger"),
    @JsonSubTypes.Type(value = Source.FromSeries.class, name = "series"),
    @JsonSubTypes.Type(value = Source.FromSurvey.class, name = "survey"),
    @JsonSubTypes.Type(value = Source.FromAnswer.class, name = "answer")})
public sealed interface Source {

    /** As in a pack: ledger, series, survey or answer. */
    String notation();

    /**
     * 台帳。Counted from the entries.
     *
     * @param count flow (null), stock or cumulative
     * @param since first day that was recorded here
     */
    record FromLedger(String tally, @Nullable String count, LocalDate since, @Nullable Opening opening) implements Source {
        @Override
        public String notation() {
            return "ledger";
        }

        public Period.AsOf first() {
            return new Period.AsOf(since);
        }

        public TallyQuestion.Count counted() {
            return count == null ? TallyQuestion.Count.FLOW
                    : TallyQuestion.Count.valueOf(count.toUpperCase(Locale.ROOT));
        }
    }

    /** 期首の累計。What had been counted before the ledger began, and where that is printed. */
    record Opening(BigDecimal value, LocalDate on, @Nullable String document, @Nullable Integer line, @Nullable String note,
                   @Nullable @JsonProperty("note_en") String noteEn) {
        public Period.AsOf day() {
            return new Period.AsOf(on);
        }

        public @Nullable Words noteWords() {
            return note == null ? null : new Words(note, noteEn);
        }

        public String shown(String unit, Locale locale) {
            return Value.grouped(value) + Units.behind(unit, value, locale);
        }
    }

    /** 系列。The figures of the indicator's line. */
    record FromSeries() implements Source {
        @Override
        public String notation() {
            return "series";
        }
    }

    /** 調査。Figures measured by a question of a survey. */
    record FromSurvey(String question) implements Source {
        @Override
        public String notation() {
            return "survey";
        }
    }

    /** 回答。Figures that a division reports each year. */
    record FromAnswer(String division) implements Source {
        @Override
        public String notation() {
            return "answer";
        }
    }
}
