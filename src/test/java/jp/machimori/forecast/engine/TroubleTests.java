package jp.machimori.forecast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the events are like, there is a map without a hole. */
class TroubleTests {

    private static final long DAY = 86_400;
    private static final long START = 400 * DAY;

    static StudyCells square(int side) {
        int[] gx = new int[side * side];
        int[] gy = new int[side * side];
        Arrays.setAll(gx, cell -> cell % side);
        Arrays.setAll(gy, cell -> cell / side);
        return new StudyCells(new Grid.Squares(0, 0, 250), gx, gy);
    }

    private static Forecast whole(StudyCells cells, Events events) {
        Forecast forecast = new Forecasting(cells, Forecasting.Places.DETECTED).at(events, START, 7);
        assertThat(Arrays.stream(forecast.expected()).allMatch(value -> Double.isFinite(value) && value > 0)).isTrue();
        assertThat(Arrays.stream(forecast.chance()).allMatch(value -> value > 0 && value <= 1)).isTrue();
        assertThat(Arrays.stream(forecast.expected()).sum()).isCloseTo(forecast.total(), within(1e-6));
        assertThat(IntStream.range(0, cells.count()).allMatch(cell -> 0 <= forecast.low()[cell] && forecast.low()[cell] <= forecast.high()[cell])).isTrue();
        return forecast;
    }

    private static Events events(int count) {
        SplittableRandom random = new SplittableRandom(7);
        Events events = new Events();
        for (int event = 0; event < count; event++) {
            boolean hot = event % 2 == 0;
            events.add(START * event / Math.max(1, count), hot ? 600 + random.nextDouble(100) : random.nextDouble(5_000), hot ? 600 : random.nextDouble(5_000));
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 30, 3_000})
    void anyNumberOfEventsGivesAMap(int count) {
        whole(square(20), events(count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixture", "counts", "retro", "promap", "kde", "sepp"})
    void everyModelBearsNothingOneAndAllAtOnePointAndOneTime(String name) {
        StudyCells cells = square(6);
        Events stacked = new Events();
        for (int event = 0; event < 200; event++) {
            stacked.add(10 * DAY, 700, 700);
        }
        for (Events known : new Events[] {new Events(), stacked.first(1), stacked}) {
            Model model = Models.named(name, cells, Forecasting.Places.DETECTED);
            for (int week = 0; week < 3; week++) {
                double[] map = model.forecast(known, START + week * 7 * DAY, 7);
                assertThat(map).hasSize(36);
                assertThat(Arrays.stream(map).allMatch(value -> Double.isFinite(value) && value >= 0)).isTrue();
            }
        }
    }

    @Test
    void eventsOutsideTheCellsCountForNothing() {
        StudyCells cells = square(20);
        Events mixed = new Events();
        Events inside = events(500);
        for (int event = 0; event < inside.count(); event++) {
            mixed.add(inside.time(event), inside.x(event), inside.y(event));
            mixed.add(inside.time(event), -9e9, 1e300);
        }
        assertThat(whole(cells, mixed).total()).isEqualTo(whole(cells, inside).total());
    }

    @Test
    void unsortedEventsGiveTheSameMapToTheLastDigit() {
        StudyCells cells = square(20);
        Events sorted = events(400);
        Events backwards = new Events();
        for (int event = sorted.count() - 1; event >= 0; event--) {
            backwards.add(sorted.time(event), sorted.x(event), sorted.y(event));
        }
        Forecast one = whole(cells, sorted);
        Forecast other = whole(cells, backwards.inOrder());
        assertThat(other.expected()).isEqualTo(one.expected());
        assertThat(other.data()).isEqualTo(one.data()).hasSize(64);
    }

    @Test
    void rowsOfTheSameTimeAndCellsMayStandInAnyOrder() {
        Events one = new Events();
        Events other = new Events();
        for (int event = 0; event < 300; event++) {
            one.add(event / 3 * DAY, event * 577 % 5_000, event * 911 % 5_000);
            int changed = event / 3 * 3 + 2 - event % 3;
            other.add(event / 3 * DAY, changed * 577 % 5_000, changed * 911 % 5_000);
        }
        other.add(5 * DAY, 3 * DAY, 100, 100);
        one.add(5 * DAY, 3 * DAY, 100, 100);
        StudyCells cells = square(20);
        Forecast first = whole(cells, one.inOrder());
        Forecast second = whole(cells, other.inOrder());
        assertThat(second.data()).isEqualTo(first.data());
        assertThat(second.expected()).isEqualTo(first.expected());
        int[] gx = IntStream.range(0, 400).map(cell -> 19 - cell % 20).toArray();
        int[] gy = IntStream.range(0, 400).map(cell -> cell / 20).toArray();
        assertThat(whole(new StudyCells(cells.grid(), gx, gy), one.inOrder()).data()).isEqualTo(first.data());
        assertThat(whole(square(19), one.inOrder()).data()).isNotEqualTo(first.data());
    }

    private static double level(int days, double... ages) {
        Events events = new Events();
        for (double age : ages) {
            events.add(START - (long) (age * DAY), 100, 100);
        }
        return Level.of(square(6), events.inOrder(), START, days).mean();
    }

    @Test
    void withNextToNoEventsTheLevelIsSmallAndInProportionToTheDays() {
        assertThat(level(7)).isBetween(0.001, 0.01);
        double[] weekly = IntStream.range(0, 500).mapToDouble(event -> 0.7 * event).toArray();
        assertThat(level(7, weekly)).as("nothing is taken off a busy town").isBetween(9.9, 10.5);
        assertThat(level(7, 730)).isBetween(0.005, 0.02).isGreaterThan(level(7));
        assertThat(level(7, 730, 400)).isGreaterThan(level(7, 730));
        assertThat(level(7, 3_000)).isGreaterThanOrEqualTo(level(7));
        for (double[] ages : new double[][] {{}, {730}, {1, 5, 900}}) {
            assertThat(level(30, ages)).isCloseTo(30 * level(1, ages), within(1e-12));
        }
    }

    @Test
    void aSilenceAfterTheLastEventIsNotTakenForQuiet() {
        StudyCells cells = square(20);
        Events events = events(2_000);
        double total = whole(cells, events).total();
        for (int days : new int[] {5, 60, 365, 4_000}) {
            Forecast later = new Forecasting(cells, Forecasting.Places.POINTS).at(events, START + days * DAY, 7);
            assertThat(later.total()).isCloseTo(total, within(1e-9));
            assertThat(later.origin().knownUntil()).isEqualTo(START);
            assertThat(later.origin().lastEvent()).hasValue(events.time(1_999));
            assertThat(later.expected()[2 * 20 + 2]).isGreaterThan(0.2 * total);
            assertThat(Arrays.stream(later.expected()).allMatch(Double::isFinite)).isTrue();
        }
        assertThat(Forecasting.knownUntil(events, START + DAY)).as("a day without any").isEqualTo(START + DAY);
        assertThat(Forecasting.knownUntil(events(30), START + 10 * DAY)).as("a village where something happens every other week").isEqualTo(START + 10 * DAY);
        assertThat(Forecasting.knownUntil(new Events(), START)).isEqualTo(START);
        Forecast half = new Forecasting(cells, Forecasting.Places.POINTS).at(events, START, START - 100 * DAY, 7);
        assertThat(half.data()).as("what came after that day").isEqualTo(new Forecasting(cells, Forecasting.Places.POINTS).at(events, START - 100 * DAY, 7).data());
    }

    @Test
    void whatHappenedInAnUnknownYearIsLeftOutOfTheLevel() {
        Events events = new Events();
        for (int event = 0; event < 100; event++) {
            events.add(event * DAY, 100, 100);
        }
        double exact = Level.of(square(6), events, 100 * DAY, 7).mean();
        for (int event = 0; event < 50; event++) {
            events.add(-400 * DAY, 99 * DAY, 100, 100);
        }
        assertThat(Level.of(square(6), events.inOrder(), 100 * DAY, 7).mean()).isEqualTo(exact);
    }

    @Test
    void whatComesLaterChangesNothingAndWhatCameBeforeDoes() {
        StudyCells cells = square(20);
        Events events = events(400);
        Forecast before = whole(cells, events);
        events.add(START, 100, 100);
        assertThat(whole(cells, events).data()).isEqualTo(before.data());
        assertThat(whole(cells, events.first(399)).data()).isNotEqualTo(before.data());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30})
    void aMapMadeOnItsOwnIsTheOneOfAnEvaluationToTheLastDigit(int days) {
        StudyCells cells = square(20);
        Events events = events(2_000);
        Model evaluated = Models.named("mixture", cells, Forecasting.Places.POINTS);
        Forecasting updated = new Forecasting(cells, Forecasting.Places.POINTS);
        for (int period = 4; period >= 0; period--) {
            long start = START - period * days * DAY;
            Events known = events.first(events.before(start));
            double[] score = evaluated.forecast(known, start, days);
            assertThat(score).isEqualTo(Models.named("mixture", cells, Forecasting.Places.POINTS).forecast(known, start, days));
            assertThat(updated.at(events, start, days)).usingRecursiveComparison()
                    .isEqualTo(new Forecasting(cells, Forecasting.Places.POINTS).at(events, start, days));
        }
        assertThat(updated.at(events, START - 7 * DAY, days).total()).as("a period before the last one").isPositive();
    }

    @Test
    void aVeryLargeGridIsForecast() {
        Forecast forecast = whole(square(1_000), events(300));
        assertThat(forecast.expected()[2 * 1_000 + 2]).isEqualTo(Arrays.stream(forecast.expected()).max().getAsDouble());
    }

    @Test
    void anEventOfAWholeMonthCountsForLessOfLatelyThanOneOfToday() {
        StudyCells cells = square(6);
        Past past = new Past(cells);
        Events events = new Events();
        events.add(370 * DAY, START - 1, 100, 100);
        events.add(START - 1, 700, 700);
        past.moveTo(events, START);
        assertThat(past.counts(Past.FOR_EVER)[0]).isEqualTo(1);
        assertThat(past.counts(0)[2 * 6 + 2]).isCloseTo(1, within(1e-4));
        // the mean of e^(−age/7) over 30 days
        assertThat(past.counts(0)[0]).isCloseTo(7 / 30.0 * (1 - Math.exp(-30 / 7.0)), within(1e-4));
    }

    @Test
    void anEventWithoutAnExactTimeIsKnownAtTheEndOfItsRange() {
        Events events = new Events();
        events.add(10 * DAY, 40 * DAY, 100, 100);
        events.add(20 * DAY, 100, 100);
        Events ordered = events.inOrder();
        assertThat(ordered.before(30 * DAY)).isEqualTo(1);
        assertThat(ordered.range(0)).isZero();
        assertThat(ordered.range(1)).isEqualTo((int) (30 * DAY));
    }

    @Test
    void townsAreSpreadOverTheirExtentAndKeepTheirSum() {
        StudyCells cells = square(24);
        SplittableRandom random = new SplittableRandom(3);
        Events stacked = new Events();
        for (int event = 0; event < 600; event++) {
            int town = random.nextInt(16);
            stacked.add(START * event / 600, 250 * (6 * (town % 4) + 2.5), 250 * (6 * (town / 4) + 2.5));
        }
        assertThat(Towns.told(cells, stacked)).isTrue();
        assertThat(Towns.told(cells, events(600))).isFalse();
        Forecasting forecasting = new Forecasting(cells, Forecasting.Places.DETECTED);
        Forecast spread = forecasting.at(stacked, START, 7);
        assertThat(spread.towns()).isTrue();
        double at = spread.expected()[2 * 24 + 2];
        assertThat(spread.expected()[2 * 24 + 4]).isEqualTo(at);
        assertThat(spread.expected()[3 * 24 + 1]).isEqualTo(at);
        assertThat(forecasting.explain(3 * 24 + 1).cell()).isEqualTo(2 * 24 + 2);
        double[] points = new Forecasting(cells, Forecasting.Places.POINTS).at(stacked, START, 7).expected();
        assertThat(points[2 * 24 + 2]).isGreaterThan(10 * points[3 * 24 + 1]);
        assertThat(Arrays.stream(points).sum()).isCloseTo(Arrays.stream(spread.expected()).sum(), within(1e-9));
    }

    @Test
    void countsLieWithinTheirBoundsAsOftenAsSaid() {
        assertThat(Level.quantiles(0.02, 0, 0.05, 0.95)).containsExactly(0, 0);
        assertThat(Level.quantiles(10, 0, 0.05, 0.95)).containsExactly(5, 15);
        assertThat(Level.quantiles(10, 0.5, 0.05, 0.95)).containsExactly(1, 25);
        assertThat(-Math.expm1(Level.logOfNone(1, 0))).isCloseTo(1 - Math.exp(-1), within(1e-12));
        assertThat(Level.quantiles(1e6, 0.01, 0.05, 0.95)[0]).isBetween(800_000, 900_000);
    }
}
