package jp.machimori.forecast.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
        return found.recent();
    }

    @Test
    void learnsFromTheEventsHowLongToRemember() {
        assertThat(recent(true)).isGreaterThan(0.7);
        assertThat(recent(false)).isLessThan(0.4);
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
