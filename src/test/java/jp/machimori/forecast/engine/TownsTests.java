package jp.machimori.forecast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TownsTests {

    private static final long DAY = 86_400;
    private static final long START = 900 * DAY;
    private static final int SIDE = 40;

    private final StudyCells cells = TroubleTests.square(SIDE);

    /** Points 400 m apart, each moved by up to 60 m: half of them have the next one nearer than 1.45 cells, as the 丁目 of Kawasaki. */
    private static double[][] towns(SplittableRandom random) {
        double[][] towns = new double[196][];
        for (int town = 0; town < towns.length; town++) {
            towns[town] = new double[] {1_400 + 400 * (town % 14) + random.nextDouble(-60, 60), 1_400 + 400 * (town / 14) + random.nextDouble(-60, 60)};
        }
        return towns;
    }

    /** A few of the places have most of the events. */
    private static Events at(double[][] places, int count, SplittableRandom random) {
        Events events = new Events();
        for (int event = 0; event < count; event++) {
            double[] place = places[(int) (places.length * Math.pow(random.nextDouble(), 2))];
            events.add(START * event / count, place[0], place[1]);
        }
        return events;
    }

    @Test
    void townsAreRecognisedAsCloseTogetherAsTheyAreInCities() {
        SplittableRandom random = new SplittableRandom(5);
        double[][] towns = towns(random);
        assertThat(Towns.told(cells, at(towns, 3_000, random))).isTrue();
        assertThat(Towns.told(cells, at(towns, 600, random))).as("in a year of a small city").isTrue();
        double[][] addresses = random.doubles(1_500, 0, 5_000).mapToObj(x -> new double[] {Math.floor(x / 60) * 60, random.nextInt(80) * 60.0}).toArray(double[][]::new);
        assertThat(Towns.told(cells, at(addresses, 30_000, random))).as("addresses at which it happened again and again").isFalse();
        double[][] anywhere = random.doubles(3_000, 0, 10_000).mapToObj(x -> new double[] {x, random.nextDouble(10_000)}).toArray(double[][]::new);
        assertThat(Towns.told(cells, at(anywhere, 3_000, random))).isFalse();
    }

    @Test
    void aTownsAmountLiesEvenlyOnAllCellsNearestToItsPoint() {
        SplittableRandom random = new SplittableRandom(6);
        double[][] places = towns(random);
        Events events = at(places, 3_000, random);
        double[] expected = new Forecasting(cells, Forecasting.Places.DETECTED).at(events, START, 7).expected();
        Towns towns = new Towns(cells, events);
        double farOut = 0;
        for (int cell = 0; cell < cells.count(); cell++) {
            double x = 250 * (cell % SIDE + 0.5);
            double y = 250 * (cell / SIDE + 0.5);
            double[] nearest = Arrays.stream(places).min((one, other) -> Double.compare(Math.hypot(one[0] - x, one[1] - y), Math.hypot(other[0] - x, other[1] - y))).orElseThrow();
            int home = cells.of(nearest[0], nearest[1]);
            double away = Math.hypot(nearest[0] - x, nearest[1] - y);
            if (away < 300 && towns.source(cell) != cell) {
                assertThat(towns.source(cell)).isEqualTo(home);
            }
            if (away < 300) {
                assertThat(expected[cell]).isEqualTo(expected[towns.source(cell)]);
            }
            if (away > 2_000) {
                assertThat(towns.source(cell)).as("no town reaches so far").isEqualTo(cell);
                farOut += expected[cell];
            }
        }
        assertThat(farOut).isLessThan(0.05 * Arrays.stream(expected).sum());
        double between = 0;
        for (int cell = 0; cell < cells.count(); cell++) {
            between += towns.source(cell) == cell ? 0 : expected[cell];
        }
        assertThat(between).as("in cells without a point of a town").isGreaterThan(0.4 * Arrays.stream(expected).sum());
    }

    @Test
    void oneTownAloneReachesOverAll() {
        Events events = new Events();
        for (int event = 0; event < 60; event++) {
            events.add(START * event / 60, 5_100, 5_100);
        }
        double[] expected = new Forecasting(cells, Forecasting.Places.TOWNS).at(events, START, 7).expected();
        assertThat(expected[0]).isCloseTo(expected[20 * SIDE + 20], within(1e-12));
    }

    @Test
    void whatIsSaidOfThePlacesIsObeyedByTheMapAndInAnEvaluation() {
        SplittableRandom random = new SplittableRandom(7);
        Events events = at(towns(random), 2_000, random);
        double[] towns = Models.named("mixture", cells, Forecasting.Places.TOWNS).forecast(events, START, 7);
        assertThat(Models.named("mixture", cells, Forecasting.Places.DETECTED).forecast(events, START, 7)).isEqualTo(towns);
        assertThat(Models.named("mixture", cells, Forecasting.Places.POINTS).forecast(events, START, 7)).isNotEqualTo(towns);
        Forecast points = new Forecasting(cells, Forecasting.Places.POINTS).at(events, START, 7);
        assertThat(points.towns()).isFalse();
        assertThat(new Forecasting(cells, Forecasting.Places.DETECTED).at(events, START, 7).towns()).isTrue();
    }
}
