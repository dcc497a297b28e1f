package jp.machimori.plan;

import static jp.machimori.plan.PlanExamples.actual;
import static jp.machimori.plan.PlanExamples.figure;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Nature;
import jp.machimori.plan.Achievement.Achieved;
import jp.machimori.plan.Achievement.CannotSay;
import jp.machimori.plan.Achievement.NotAchieved;
import jp.machimori.plan.Achievement.NotYet;
import jp.machimori.plan.Indicator.Basis;
import jp.machimori.plan.Indicator.Better;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.junit.jupiter.api.Test;

/** One rule of achievement each, on 22 November 2026. */
class JudgingTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static Indicator indicator(Better better, Basis basis, Source source, boolean cumulative) {
        return new Indicator("patrols", "パトロール回数", "Patrols", Indicator.Kind.ACTIVITY, "n1", List.of(), "回", better, basis, "patrols",
                Map.of(), cumulative, null, null, List.of(), source, null, null, 0);
    }

    private static Achievement judge(Indicator indicator, Figure target, List<Actual> values, Figure... others) {
        List<Figure> all = List.of(others);
        return new Judging(indicator, values, all.stream().filter(figure -> figure.nature() == Nature.PLANNED).toList(),
                all.stream().filter(figure -> figure.nature() == Nature.BASELINE).toList(), all, TODAY)
                .of(Target.of(target, indicator), target);
    }

    private static final Indicator MORE = indicator(Better.HIGHER, Basis.FISCAL, new Source.FromSeries(), false);
    private static final Indicator FEWER = indicator(Better.LOWER, Basis.CALENDAR, new Source.FromSeries(), false);

    @Test
    void achievesALevelBeforeItsDate() {
        Achievement before = judge(FEWER, figure(Nature.TARGET, "2031", "2980"), List.of(actual("CY2021", "2623"), actual("CY2022", "2583")));
        assertThat(before).isInstanceOf(Achieved.class);
        assertThat(before.why()).extracting(Sentence::key).containsExactly("plan.why.reached-early");
    }

    @Test
    void losesALevelThatWasReachedBefore() {
        Achievement lost = judge(FEWER, figure(Nature.TARGET, "2031", "2980"), List.of(actual("CY2022", "2583"), actual("CY2023", "3238")));
        assertThat(lost).isInstanceOf(NotYet.class);
        assertThat(lost.why()).extracting(Sentence::key).containsExactly("plan.why.not-yet", "plan.why.lost");
    }

    @Test
    void measuresAPassedTargetByItsOwnYearOnly() {
        Figure target = figure(Nature.TARGET, "FY2024", "100");
        assertThat(judge(MORE, target, List.of(actual("FY2024", "99"), actual("FY2025", "120")))).isInstanceOf(NotAchieved.class);
        assertThat(judge(MORE, target, List.of(actual("FY2024", "100")))).isInstanceOf(Achieved.class);
        assertThat(judge(MORE, target, List.of(actual("FY2023", "120")))).isInstanceOf(CannotSay.class);
    }

    @Test
    void neverTakesAPlannedNumberForAnActualOne() {
        Achievement planned = judge(MORE, figure(Nature.TARGET, "FY2024", "3"), List.of(actual("FY2023", "1")), figure(Nature.PLANNED, "FY2024", "3"));
        assertThat(planned).isInstanceOf(CannotSay.class);
        assertThat(planned.why()).extracting(Sentence::key).containsExactly("plan.why.no-actual", "plan.why.planned");
    }

    @Test
    void takesADirectionAgainstTheBaseline() {
        Figure fewer = figure(Nature.TARGET, "2031", ValueForm.DIRECTION, "減少");
        Figure baseline = figure(Nature.BASELINE, "CY2023", "442");
        assertThat(judge(FEWER, fewer, List.of(actual("CY2022", "392"), actual("CY2023", "442")), baseline)).isInstanceOf(NotYet.class);
        assertThat(judge(FEWER, fewer, List.of(actual("CY2024", "441")), baseline)).isInstanceOf(Achieved.class);
        assertThat(judge(FEWER, fewer, List.of(actual("CY2024", "442")), baseline)).isInstanceOf(NotYet.class);
        assertThat(judge(FEWER, fewer, List.of(actual("CY2024", "441")))).isInstanceOf(CannotSay.class);
    }

    @Test
    void needsLastYearsNumberForNotAboveLastYear() {
        Figure target = figure(Nature.TARGET, "FY2021", ValueForm.COMPARISON, "前年認知件数以下");
        Achievement without = judge(FEWER, target, List.of(actual("CY2021", "10")));
        assertThat(without).isInstanceOf(CannotSay.class);
        assertThat(without.why()).extracting(Sentence::key).containsExactly("plan.why.no-last-year");
        assertThat(judge(FEWER, figure(Nature.TARGET, "FY2027", ValueForm.COMPARISON, "前年認知件数以下"), List.of(actual("CY2021", "10")))).isInstanceOf(NotYet.class);
        assertThat(judge(FEWER, target, List.of(actual("CY2020", "10"), actual("CY2021", "10")))).isInstanceOf(Achieved.class);
        assertThat(judge(FEWER, target, List.of(actual("CY2020", "10"), actual("CY2021", "11")))).isInstanceOf(NotAchieved.class);
        assertThat(judge(FEWER, target, List.of(actual("FY2020", "10"), actual("FY2021", "9")))).isInstanceOf(CannotSay.class);
    }

    @Test
    void comparesWithTheSameYearOnly() {
        Indicator compared = new Indicator("patrols", "解消率", null, Indicator.Kind.OUTCOME, "n1", List.of(), "%", Better.HIGHER, Basis.NONE, "patrols",
                Map.of(), false, null, new Indicator.Comparator("patrols", null), List.of(), new Source.FromSeries(), null, null, 0);
        Figure target = figure(Nature.TARGET, "2021", ValueForm.COMPARISON, "全国平均以上");
        assertThat(judge(compared, target, List.of(actual("2021", "88.0")), figure(Nature.BASELINE, "2017", "85.8"))).isInstanceOf(CannotSay.class);
        assertThat(judge(compared, target, List.of(actual("2021", "88.0")), figure(Nature.ACTUAL, "2021", "87.9"))).isInstanceOf(Achieved.class);
        assertThat(judge(compared, target, List.of(actual("2021", "88.0")), figure(Nature.ACTUAL, "2021", "88.1"))).isInstanceOf(NotAchieved.class);
    }

    @Test
    void cannotCompareARunningTotalThatStartsNowhere() {
        Indicator total = indicator(Better.HIGHER, Basis.NONE, new Source.FromAnswer("anzen"), true);
        Achievement unknown = judge(total, figure(Nature.TARGET, "2021", "8572"), List.of(actual("2021", "9000")));
        assertThat(unknown).isInstanceOf(CannotSay.class);
        assertThat(unknown.why()).extracting(Sentence::key).containsExactly("plan.why.cumulative");
    }

    @Test
    void cannotMeasureWordsOrANumberOfUnknownSense() {
        assertThat(judge(MORE, figure(Nature.TARGET, "FY2030", ValueForm.WORDS, "充実"), List.of(actual("FY2025", "1")))).isInstanceOf(CannotSay.class);
        Indicator neither = indicator(Better.NEUTRAL, Basis.FISCAL, new Source.FromSeries(), false);
        assertThat(judge(neither, figure(Nature.TARGET, "FY2030", "5"), List.of(actual("FY2025", "5")))).isInstanceOf(CannotSay.class);
    }

    @Test
    void letsARunningYearReachALevelButNotMissIt() {
        Source.FromLedger ledger = new Source.FromLedger("patrols", null, LocalDate.of(2025, 4, 1), null);
        Indicator more = indicator(Better.HIGHER, Basis.FISCAL, ledger, false);
        Indicator fewer = indicator(Better.LOWER, Basis.FISCAL, ledger, false);
        Figure target = figure(Nature.TARGET, "FY2027", "100");
        assertThat(judge(more, target, recorded(ledger, 80, 101))).isInstanceOf(Achieved.class).matches(Achievement::running);
        assertThat(judge(more, target, recorded(ledger, 102, 60))).isInstanceOf(Achieved.class).matches(achieved -> !achieved.running());
        assertThat(judge(more, target, recorded(ledger, 80, 60))).isInstanceOf(NotYet.class);
        assertThat(judge(fewer, target, recorded(ledger, 120, 60)).why().getFirst().parts().getFirst()).isEqualTo(new FiscalYear(2025));
    }

    @Test
    void neverTakesALedgerWithoutRecordsForANought() {
        Source.FromLedger ledger = new Source.FromLedger("patrols", null, LocalDate.of(2025, 4, 1), null);
        for (Better better : List.of(Better.HIGHER, Better.LOWER)) {
            Indicator indicator = indicator(better, Basis.FISCAL, ledger, false);
            Achievement past = judge(indicator, figure(Nature.TARGET, "FY2025", "300"), List.of());
            assertThat(past).isInstanceOf(CannotSay.class);
            assertThat(past.why()).extracting(Sentence::key).containsExactly("plan.why.no-record");
            Achievement ahead = judge(indicator, figure(Nature.TARGET, "FY2030", "300"), List.of());
            assertThat(ahead).isInstanceOf(CannotSay.class);
            assertThat(ahead.why()).extracting(Sentence::key).containsExactly("plan.why.no-record-yet");
        }
    }

    @Test
    void joinsAFirstYearThatWasPartlyTyped() {
        Source.FromLedger ledger = new Source.FromLedger("patrols", null, LocalDate.of(2024, 10, 1), null);
        Figure typed = figure(Nature.ACTUAL, "2024-04-01..2024-09-30", "100");
        List<Actual> values = Indicators.recorded(ledger, List.of(figure(Nature.ACTUAL, "FY2023", "203"), typed),
                new TreeMap<>(Map.of(new FiscalYear(2024), new BigDecimal("55"), new FiscalYear(2025), new BigDecimal("210"))), TODAY);
        assertThat(values).extracting(value -> value.period().notation() + " " + value.value().text())
                .containsExactly("FY2023 203", "FY2024 155", "FY2025 210");
        assertThat(((Actual.Origin.Recorded) values.get(1).origin()).typed()).isEqualTo(typed);
    }

    @Test
    void carriesAboutFromTheTypedPartIntoTheYear() {
        Source.FromLedger ledger = new Source.FromLedger("patrols", null, LocalDate.of(2024, 10, 1), null);
        List<Actual> values = Indicators.recorded(ledger, List.of(figure(Nature.ACTUAL, "2024-04-01..2024-09-30", ValueForm.APPROXIMATE, "100")),
                new TreeMap<>(Map.of(new FiscalYear(2024), new BigDecimal("55"), new FiscalYear(2025), new BigDecimal("210"))), TODAY);
        assertThat(values).extracting(value -> value.value().label(Locale.JAPANESE, "回")).containsExactly("約155回", "210回");
    }

    @Test
    void showsAYearThatWasRecordedInPartAsThatPart() {
        List<Actual> values = Indicators.recorded(SINCE_OCTOBER, List.of(figure(Nature.ACTUAL, "FY2023", "203")),
                new TreeMap<>(Map.of(new FiscalYear(2024), new BigDecimal("55"), new FiscalYear(2025), new BigDecimal("210"))), TODAY);
        assertThat(values).extracting(value -> value.period().notation() + " " + value.value().text() + " " + value.isPartial())
                .containsExactly("FY2023 203 false", "2024-10-01..2025-03-31 55 true", "FY2025 210 false");
        assertThat(values.get(1).path()).isEqualTo("/records/tally/patrols/FY2024");
    }

    @Test
    void prefersTheWholeYearThatADocumentPrintsToThePartThatWasRecorded() {
        List<Actual> values = Indicators.recorded(SINCE_OCTOBER, List.of(figure(Nature.ACTUAL, "FY2024", "180")),
                new TreeMap<>(Map.of(new FiscalYear(2024), new BigDecimal("55"))), TODAY);
        assertThat(values).extracting(value -> value.period().notation()).containsExactly("2024-10-01..2025-03-31", "FY2024");
        assertThat(judge(indicator(Better.HIGHER, Basis.FISCAL, SINCE_OCTOBER, false), figure(Nature.TARGET, "FY2024", "180"), values))
                .isInstanceOf(Achieved.class);
    }

    @Test
    void neverJudgesByAYearThatWasRecordedInPart() {
        Indicator more = indicator(Better.HIGHER, Basis.FISCAL, SINCE_OCTOBER, false);
        Indicator fewer = indicator(Better.LOWER, Basis.FISCAL, SINCE_OCTOBER, false);
        List<Actual> part = Indicators.recorded(SINCE_OCTOBER, List.of(), new TreeMap<>(Map.of(new FiscalYear(2024), new BigDecimal("55"))), TODAY);
        for (Indicator indicator : List.of(more, fewer)) {
            for (Achievement achievement : List.of(judge(indicator, figure(Nature.TARGET, "FY2024", "55"), part),
                    judge(indicator, figure(Nature.TARGET, "FY2027", "55"), part),
                    judge(indicator, figure(Nature.TARGET, "FY2027", ValueForm.DIRECTION, "減少"), part, figure(Nature.BASELINE, "FY2023", "203")),
                    judge(indicator, figure(Nature.TARGET, "FY2024", ValueForm.COMPARISON, "前年以下"),
                            Stream.concat(Stream.of(actual("FY2023", "203")), part.stream()).toList()))) {
                assertThat(achievement).isInstanceOf(CannotSay.class);
                assertThat(achievement.why()).extracting(Sentence::key).containsExactly("plan.why.partial");
                assertThat(achievement.why().getFirst().parts()).startsWith(new FiscalYear(2024), Period.parse("2024-10-01..2025-03-31"));
            }
        }
    }

    private static final Source.FromLedger SINCE_OCTOBER = new Source.FromLedger("patrols", null, LocalDate.of(2024, 10, 1), null);

    @Test
    void setsWhatADocumentPrintsOfARecordedYearBesideTheCount() {
        Source.FromLedger ledger = new Source.FromLedger("lent", "cumulative", LocalDate.of(2023, 4, 1),
                new Source.Opening(new BigDecimal("874"), LocalDate.of(2023, 3, 31), "plan", 21, null, null));
        List<Actual> values = Indicators.recorded(ledger, List.of(figure(Nature.ACTUAL, "FY2015..FY2023", "990")),
                new TreeMap<>(Map.of(new FiscalYear(2023), new BigDecimal("116"))), TODAY);
        assertThat(values).hasSize(1);
        assertThat(values.getFirst().value()).isEqualTo(Value.exact(990));
        assertThat(values.getFirst().printed().value().text()).isEqualTo("990");
        assertThat(values.getFirst().differsFromPrint()).isFalse();
    }

    private static List<Actual> recorded(Source.FromLedger ledger, int last, int running) {
        return Indicators.recorded(ledger, List.of(), new TreeMap<>(Map.of(new FiscalYear(2025), BigDecimal.valueOf(last),
                new FiscalYear(2026), BigDecimal.valueOf(running))), TODAY);
    }
}
