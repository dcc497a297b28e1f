package jp.machimori.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import jp.machimori.town.ValueForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The traps of the five documents that concern figures. */
@MachimoriTest
@Import(TestClock.class)
class DocumentTrapsTests {

    @Autowired FiguresExamples documents;

    @ParameterizedTest
    @CsvSource({"CY2019, 3517", "CY2020, 2648", "CY2021, 2623", "CY2022, 2583", "CY2023, 3238"})
    void addsWardsAndOffencesUpToTheCityTotalOfKumamoto(String period, BigDecimal total) {
        assertThat(documents.computed("kumamoto", "penal_crimes", "area=熊本市", period))
                .extracting(Formula.Computed::number, Formula.Computed::same)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(total, true), org.assertj.core.groups.Tuple.tuple(total, true));
    }

    @Test
    void finds3238To25Point4PerCentAbove2583() {
        assertThat(documents.computed("kumamoto", "penal_crimes_yoy_pct", "area=熊本市", "CY2023"))
                .containsExactly(new Formula.Computed(new BigDecimal("25.4"), "(3,238 − 2,583) ÷ 2,583 × 100", true));
        assertThat(documents.computed("kumamoto", "penal_crimes_yoy_diff", "area=熊本市", "CY2023"))
                .containsExactly(new Formula.Computed(new BigDecimal("655"), "3,238 − 2,583", true));
    }

    @Test
    void finds68Point6PerCentThefts() {
        assertThat(documents.computed("kumamoto", "theft_share", "area=熊本市", "CY2023"))
                .containsExactly(new Formula.Computed(new BigDecimal("68.6"), "2,221 ÷ 3,238 × 100", true));
        assertThat(documents.series("kumamoto", "theft_share")).extracting(figure -> figure.shown().ja()).containsExactly("7割弱", "68.6%");
    }

    @ParameterizedTest
    @CsvSource({"CY2019, 14.7, 14.7, true", "CY2020, 15.9, 15.8, false", "CY2021, 13.0, 13.0, true", "CY2022, 14.1, 14.2, false", "CY2023, 7.0, 7.1, false"})
    void showsTheRatesOfFigure9AsPrintedAndAsComputed(String period, BigDecimal printed, BigDecimal computed, boolean same) {
        assertThat(documents.figure("kumamoto", "probation_reoffence_rate", "area=熊本市", Nature.ACTUAL, period).value().number()).isEqualTo(printed);
        assertThat(documents.computed("kumamoto", "probation_reoffence_rate", "area=熊本市", period))
                .extracting(Formula.Computed::number, Formula.Computed::same)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(computed, same));
    }

    @Test
    void gets46Point1FromTwoAnswersOfAQuestionWithMultipleAnswers() {
        assertThat(documents.computed("kumamoto", "city_desk_awareness", "", "2024-09"))
                .containsExactly(new Formula.Computed(new BigDecimal("46.1"), "36.1 ＋ 10.0", true));
        assertThat(documents.figure("kumamoto", "victim_desk_awareness", "area=熊本市", Nature.BASELINE, "2024-09-30").value().number())
                .isEqualByComparingTo("77");
    }

    @Test
    void givesThePersonsHousedWhoAreSaidToRiseEveryYearAs82And70And91And98And115() {
        assertThat(documents.series("kumamoto", "temporary_housing_persons")).extracting(figure -> figure.value().text())
                .containsExactly("82", "70", "91", "98", "115");
    }

    @Test
    void keepsCalendarAndFiscalYearsOfProbationersApart() {
        List<Figure> probationers = documents.series("kumamoto", "probationers");
        assertThat(probationers.stream().map(figure -> figure.period().getClass()).collect(Collectors.toSet()))
                .isEqualTo(Set.of(FiscalYear.class, Period.CalendarYear.class));
        List<PeriodChart> charts = PeriodChart.of("保護観察対象者数", "人", probationers.stream()
                .map(figure -> new PeriodChart.Point(figure.period(), figure.value(), false, false)).toList(), List.of(), java.util.Locale.JAPANESE);
        assertThat(charts).extracting(PeriodChart::kind).containsExactlyInAnyOrder(PeriodChart.Kind.CALENDAR, PeriodChart.Kind.FISCAL);
    }

    @Test
    void keepsThePlaceOfAYearThatNobodyKnows() {
        PeriodChart chart = PeriodChart.of("保護観察対象者数", "人", documents.series("kumamoto", "probationers").stream()
                .filter(figure -> figure.period() instanceof FiscalYear)
                .map(figure -> new PeriodChart.Point(figure.period(), figure.value(), false, false)).toList(), List.of(), java.util.Locale.JAPANESE).getFirst();
        assertThat(chart.svg()).contains(">R2年度<", ">R3年度<", ">R4年度<").containsPattern("class=\"none\"[^>]*>…<");
    }

    @Test
    void datesABaselineAsItIsDatedAndNotAsItsColumn() {
        assertThat(documents.figure("kumamoto", "dashcam_vehicles", "area=熊本市", Nature.BASELINE, "2024").value().number()).isEqualByComparingTo("1911");
        assertThat(documents.find("kumamoto", "dashcam_vehicles", "area=熊本市", Nature.BASELINE, "FY2023")).isEmpty();
    }

    @Test
    void tellsNoneFromNotApplicable() {
        assertThat(documents.figure("koganei", "disaster_radio_crime_broadcasts", "dept=地域安全課", Nature.ACTUAL, "FY2023").value().form())
                .isEqualTo(ValueForm.NONE);
        assertThat(documents.figure("koganei", "youth_protection_result", "dept=児童青少年課", Nature.ACTUAL, "FY2023").value().form())
                .isEqualTo(ValueForm.NOT_APPLICABLE);
    }

    @Test
    void countsTwelveGroupsAndNineSchoolsOnceThoughTheyStandInTwoPlaces() {
        assertThat(documents.figure("koganei", "equipment_groups", "dept=地域安全課", Nature.ACTUAL, "FY2023").sources())
                .extracting(Citation::line).containsExactly(9, 31);
        assertThat(documents.series("koganei", "school_route_inspections")).filteredOn(figure -> figure.nature() == Nature.ACTUAL).hasSize(1);
    }

    @Test
    void holds41DistinctResultsOfThe44ThatKoganeiPrints() {
        assertThat(documents.in(documents.town("koganei"), () -> documents.figures.page(new FigureFilter(null, Nature.ACTUAL, null, java.util.Map.of()), null, 500)))
                .hasSize(41);
    }

    @Test
    void neverTakesWhatIsPlannedForFiscal2024AsDone() {
        List<Figure> year = documents.in(documents.town("koganei"), () -> documents.figures.page(new FigureFilter(null, null, "FY2024", java.util.Map.of()), null, 500));
        assertThat(year).hasSize(15).allMatch(figure -> figure.nature() == Nature.PLANNED).noneMatch(Figure::isCounted);
    }

    @Test
    void masksThePeersOfKobeButKeepsTheirPrintedRates() {
        assertThat(documents.series("kobe", "municipal_cameras_total")).filteredOn(figure -> figure.value().form() == ValueForm.MASKED).hasSize(4);
        assertThat(documents.figure("kobe", "municipal_cameras_per_1000", "city=A市", Nature.ACTUAL, "2023-07").value().text()).isEqualTo("1.28");
        assertThat(documents.figure("kobe", "municipal_cameras_total", "city=T市", Nature.ACTUAL, "2023-07").value().number()).isEqualByComparingTo("0");
    }

    @Test
    void suppliesNoUnitForLossesAndNoZeroForADash() {
        assertThat(documents.figure("kumamoto", "phone_fraud_loss", "area=熊本市", Nature.ACTUAL, "CY2022").shown().ja()).isEqualTo("155");
        Figure dash = documents.figure("osaka-ward", "budget", "plan=2-2-3", Nature.BUDGET, "FY2021");
        assertThat(dash.value().isNumber()).isFalse();
        assertThat(dash.shown().ja()).isEqualTo("－");
    }

    @Test
    void neverRecomputesTheRatesThatUseAnotherPopulation() {
        assertThat(documents.computed("kumamoto", "penal_crime_rate_per_1000", "city=熊本市", "CY2022")).isEmpty();
    }

    @Test
    void keepsABudgetThatIsContainedInAnotherAsWords() {
        Figure included = documents.figure("osaka-ward", "budget", "plan=4-2-2", Nature.BUDGET, "FY2021");
        assertThat(included.value().form()).isEqualTo(ValueForm.INCLUDED);
        assertThat(included.shown().ja()).isEqualTo("4-2-1を含む");
    }
}
