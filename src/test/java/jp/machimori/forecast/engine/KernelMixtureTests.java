package jp.machimori.forecast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KernelMixtureTests {

    private static final long DAY = 86_400;
    private static final int SIDE = 30;

    private static double recent(boolean moving) {
        SplittableRandom random = new SplittableRandom(11);
        StudyCells cells = TroubleTests.square(SIDE);
        Events events = new Events();
        for (int day = 0; day < 700; day++) {
            // ten places; they stay for ever, or for a month
            SplittableRandom places = new SplittableRandom(moving ? day / 30 : 0);
            double[] x = places.doubles(20, 0, SIDE * 250).toArray();
            for (int event = 0; event < 4; event++) {
                int place = random.nextInt(10);
                events.add(day * DAY + event, x[2 * place], x[2 * place + 1]);
            }
        }
        Forecasting forecasting = new Forecasting(cells, Forecasting.Places.POINTS);
        Forecast forecast = forecasting.at(events, 700 * DAY, 7);
        int top = 0;
        for (int cell = 0; cell < cells.count(); cell++) {
            top = forecast.expected()[cell] > forecast.expected()[top] ? cell : top;
        }
        Forecasting.Explanation found = forecasting.explain(top);
        assertThat(found.shares().values().stream().mapToDouble(share -> share).sum()).isBetween(0.999, 1.001);
        assertThat(found.shares().getOrDefault(Part.Kind.CELL, 0.0)).as("events stand at points").isGreaterThan(0.5);
        return found.recently();
    }

    @Test
    void learnsFromTheEventsHowLongToRemember() {
        assertThat(recent(true)).isGreaterThan(0.7);
        // 180 of 700 days
        assertThat(recent(false)).isLessThan(0.4);
    }

    @Test
    void whatIsRecentIsToldByTheAgeOfTheEventsAndNotByTheMemoryOfTheMaps() {
        StudyCells cells = TroubleTests.square(SIDE);
        Events events = new Events();
        for (int event = 0; event < 2_000; event++) {
            boolean hot = event >= 1_960;
            events.add(event * 700 * DAY / 2_000, hot ? 1_100 : 3_100 + event * 577 % 4_000, hot ? 1_100 : 3_100 + event * 911 % 4_000);
        }
        Forecasting forecasting = new Forecasting(cells, Forecasting.Places.POINTS);
        forecasting.at(events, 700 * DAY, 7);
        Forecasting.Explanation hot = forecasting.explain(4 * SIDE + 4);
        assertThat(hot.recent().get(Part.Kind.CELL)).isCloseTo(hot.shares().get(Part.Kind.CELL), within(1e-6)).isPositive();
        assertThat(hot.recently()).isGreaterThan(0.95);
        assertThat(forecasting.explain(20 * SIDE + 20).recently()).isBetween(0.05, 0.5);
    }

    @Test
    void whereNothingIsKnownAMapThatSaysNothingIsTheAverage() {
        Forecasting forecasting = new Forecasting(TroubleTests.square(SIDE), Forecasting.Places.POINTS);
        forecasting.at(new Events(), 700 * DAY, 7);
        assertThat(forecasting.explain(5).shares()).containsOnlyKeys(Part.Kind.ANYWHERE);
    }

    @Test
    void aSmoothingKeepsTheSumAndIsAsWideAsSaid() {
        StudyCells cells = TroubleTests.square(SIDE);
        double[] from = new double[SIDE * SIDE];
        from[15 * SIDE + 15] = 1;
        double[] to = new double[SIDE * SIDE];
        new Smoothing(cells, 600).apply(from, to);
        double sum = 0;
        double variance = 0;
        for (int place = 0; place < to.length; place++) {
            sum += to[place];
            variance += to[place] * Math.pow(250.0 * (place % SIDE - 15), 2);
        }
        assertThat(sum).isBetween(0.999_999, 1.000_001);
        assertThat(Math.sqrt(variance)).isBetween(580.0, 605.0);
    }
}
