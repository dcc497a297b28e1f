package jp.machimori.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EraTests {

    @Test
    void callsTheFirstYearGannen() {
        assertThat(Era.yearOf(2019)).isEqualTo("令和元年");
        assertThat(Era.yearOf(1989)).isEqualTo("平成元年");
        assertThat(Era.yearOf(2020)).isEqualTo("令和2年");
    }

    @Test
    void tellsTheTwoErasOfOneYearApartByTheDay() {
        assertThat(Era.dateOf(LocalDate.of(2019, 4, 30))).isEqualTo("平成31年4月30日");
        assertThat(Era.dateOf(LocalDate.of(2019, 5, 1))).isEqualTo("令和元年5月1日");
        assertThat(Era.shortDate(LocalDate.of(1989, 1, 7))).isEqualTo("S64.1.7");
        assertThat(Era.shortDate(LocalDate.of(1989, 1, 8))).isEqualTo("H1.1.8");
    }

    @Test
    void givesAWholeYearAndAFiscalYearTheLaterEra() {
        assertThat(new FiscalYear(2019).label(Locale.JAPANESE)).isEqualTo("令和元年度（2019年度）");
        assertThat(new FiscalYear(2018).label(Locale.JAPANESE)).isEqualTo("平成30年度（2018年度）");
        assertThat(new FiscalYear(1988).label(Locale.JAPANESE)).isEqualTo("昭和63年度（1988年度）");
        assertThat(Era.shortYear(2019)).isEqualTo("R元");
    }

    @Test
    void givesAMonthTheEraOfItsOwnDays() {
        assertThat(Period.parse("2019-04").label(Locale.JAPANESE)).isEqualTo("平成31年4月（2019年）");
        assertThat(Period.parse("2019-04").shortLabel(Locale.JAPANESE)).isEqualTo("H31.4");
        assertThat(Period.parse("2019-05").label(Locale.JAPANESE)).isEqualTo("令和元年5月（2019年）");
        assertThat(Period.parse("1989-01").label(Locale.JAPANESE)).isEqualTo("平成元年1月（1989年）");
    }

    @Test
    void readsHeisei31AndReiwaGannenAsTheSameYear() {
        assertThat(Era.westernYear("平成31")).isEqualTo(2019);
        assertThat(Era.westernYear("令和元")).isEqualTo(2019);
        assertThat(Era.westernYear("令和1")).isEqualTo(2019);
        assertThat(Era.westernYear("H31")).isEqualTo(2019);
        assertThat(Era.westernYear("S64")).isEqualTo(Era.westernYear("平成元")).isEqualTo(1989);
    }

    @Test
    void readsBackEveryYearItWrites() {
        for (int year = 1868; year <= 2117; year++) {
            String written = Era.yearOf(year);
            assertThat(Era.westernYear(written.substring(0, written.length() - 1))).as(written).isEqualTo(year);
            assertThat(Era.westernYear(Era.shortYear(year))).as(written).isEqualTo(year);
        }
    }

    @Test
    void readsNothingThatIsNoEraYear() {
        for (String text : new String[] {"", "令和", "令和0", "R0", "R", "2023", "X5", "令和5年", "令和123", "元", "R-1"}) {
            assertThat(Era.westernYear(text)).as(text).isNull();
        }
    }

    @Test
    void bearsTheYearOfTheEraThatTheDayLiesIn() {
        Random random = new Random(20_261_122);
        for (int round = 0; round < 2_000; round++) {
            LocalDate day = LocalDate.of(1868, 1, 25).plusDays(random.nextInt(90_000));
            String written = Era.dateOf(day);
            assertThat(Era.westernYear(written.substring(0, written.indexOf('年')))).as(written).isEqualTo(day.getYear());
            assertThat(Period.parse(day.toString()).label(Locale.JAPANESE)).startsWith(written);
            assertThat(new Period.Month(java.time.YearMonth.from(day)).label(Locale.JAPANESE))
                    .startsWith(Era.dateOf(day.withDayOfMonth(day.lengthOfMonth())).replaceAll("月.*", "月"));
        }
    }
}
