package jp.machimori.town;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FY2023         | 2023-04-01 | 2024-03-31 | 令和5年度（2023年度）                  | FY2023 (Apr 2023–Mar 2024)
            CY2022         | 2022-01-01 | 2022-12-31 | 令和4年（2022年）                      | 2022 (calendar year)
            2031           | 2031-01-01 | 2031-12-31 | R13（2031・年か年度かの記載なし）      | 2031 (calendar or fiscal not stated)
            2023-07        | 2023-07-01 | 2023-07-31 | 令和5年7月（2023年）                   | 2023-07
            2024-02        | 2024-02-01 | 2024-02-29 | 令和6年2月（2024年）                   | 2024-02
            2024-10-01..2025-03-31 | 2024-10-01 | 2025-03-31 | 令和6年10月1日（2024年）〜令和7年3月31日（2025年） | 2024-10-01 to 2025-03-31
            2024-09-30     | 2024-09-30 | 2024-09-30 | 令和6年9月30日現在（2024年）           | as of 2024-09-30
            FY2016..FY2020 | 2016-04-01 | 2021-03-31 | 平成28年度（2016年度）〜令和2年度（2020年度） | FY2016 (Apr 2016–Mar 2017) to FY2020 (Apr 2020–Mar 2021)
            ..FY2030       |            | 2031-03-31 | 〜令和12年度（2030年度）               | until FY2030 (Apr 2030–Mar 2031)
            annual         |            |            | 毎年                                   | every year
            recent         |            |            | 近年                                   | recent years
            ''             |            |            | 時期の記載なし                         | no date given
            """)
    void readsEachNotationAndShowsItInBothLanguages(String notation, LocalDate from, LocalDate to, String japanese, String english) {
        Period period = Period.parse(notation);
        assertThat(period.from()).isEqualTo(from);
        assertThat(period.to()).isEqualTo(to);
        assertThat(period.label(Locale.JAPANESE)).isEqualTo(japanese);
        assertThat(period.label(Locale.ENGLISH)).isEqualTo(english);
        assertThat(period.notation()).isEqualTo(notation);
    }

    @Test
    void neverTakesACalendarYearForAFiscalYear() {
        List<Period> year = List.of(Period.parse("FY2023"), Period.parse("CY2023"), Period.parse("2023"));
        assertThat(year).doesNotHaveDuplicates();
        assertThat(year).extracting(period -> period.label(Locale.JAPANESE)).doesNotHaveDuplicates();
        assertThat(year).extracting(period -> period.shortLabel(Locale.JAPANESE)).containsExactly("R5年度", "R5年", "R5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FY23", "fy2023", "FY2023 ", "FY", "CY", "2023-13", "2023-00", "2023-02-29", "2023/07", "2023-7", "R5", "令和5年度",
        "..", "FY2023..", "FY2023..FY2020", "FY2019..FY2020..FY2021", "annual..FY2020", "..recent", "FY0203", "CY1867", "9999",
        "0203-04", "+12023-01-01", "yearly", "２０２３"})
    void refusesWhatIsNoPeriod(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Period.parse(text)).withMessageContaining(text);
    }

    @Test
    void readsBackEverythingItWrites() {
        Random random = new Random(5);
        for (int round = 0; round < 3_000; round++) {
            Period period = any(random);
            assertThat(Period.parse(period.notation())).isEqualTo(period);
            assertThat(period.label(Locale.JAPANESE)).isNotBlank();
            assertThat(period.label(Locale.ENGLISH)).isNotBlank().doesNotContainPattern("[ぁ-んァ-ヶ一-龠]");
            if (period.from() != null && period.to() != null) {
                assertThat(period.from()).isBeforeOrEqualTo(period.to());
            }
        }
    }

    @Test
    void standsInTheOrderOfTimeWithTheUndatedLast() {
        List<String> ordered = List.of("FY2019", "CY2020", "2020-01", "2020-01-31", "FY2020", "FY2020..FY2022", "FY2021");
        List<Period> periods = new ArrayList<>(ordered.stream().map(Period::parse).toList());
        periods.add(Period.parse("..FY2020"));
        periods.add(Period.parse("annual"));
        Collections.shuffle(periods, new Random(1));
        periods.sort(Period.BY_TIME);
        assertThat(periods).extracting(Period::notation).startsWith("FY2019", "2020-01", "CY2020", "2020-01-31", "FY2020", "FY2020..FY2022", "FY2021")
                .endsWith("..FY2020", "annual");
    }

    @Test
    void putsEveryDayIntoTheFiscalYearThatContainsIt() {
        Random random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            LocalDate day = LocalDate.of(1950, 1, 1).plusDays(random.nextInt(60_000));
            FiscalYear year = FiscalYear.of(day);
            assertThat(day).isBetween(year.from(), year.to());
            assertThat(year.to().plusDays(1)).isEqualTo(year.next().from());
            assertThat(year.next().previous()).isEqualTo(year);
        }
        assertThat(FiscalYear.of(LocalDate.of(2024, 3, 31))).isEqualTo(new FiscalYear(2023));
        assertThat(FiscalYear.of(LocalDate.of(2024, 4, 1))).isEqualTo(new FiscalYear(2024));
    }

    private static Period any(Random random) {
        int year = 1868 + random.nextInt(300);
        return switch (random.nextInt(7)) {
            case 0 -> new FiscalYear(year);
            case 1 -> new Period.CalendarYear(year);
            case 2 -> new Period.Year(year);
            case 3 -> new Period.Month(YearMonth.of(year, 1 + random.nextInt(12)));
            case 4 -> new Period.AsOf(LocalDate.of(year, 1 + random.nextInt(12), 1 + random.nextInt(28)));
            case 5 -> new Period.Range(random.nextBoolean() ? null : new FiscalYear(year), new FiscalYear(year + random.nextInt(9)));
            default -> Period.Loose.values()[random.nextInt(3)];
        };
    }
}
