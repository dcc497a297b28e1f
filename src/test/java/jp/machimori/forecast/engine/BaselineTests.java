package jp.machimori.forecast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BaselineTests {

    private static final long DAY = 86_400;

    private final StudyCells row = new StudyCells(new Grid.Squares(0, 0, 100), new int[] {0, 1, 2, 3, 4, 5}, new int[6]);

    private static Events one(long time) {
        Events events = new Events();
        events.add(time, 50, 50);
        return events;
    }

    @Test
    void theHotSpotFallsOffAsAQuartic() {
        double[] risk = new RetrospectiveHotSpot(row, 200).forecast(one(0), DAY, 7);
        assertThat(risk).containsExactly(1, 0.5625, 0, 0, 0, 0);
    }

    @Test
    void proMapFallsOffWithCellsAndWeeks() {
        assertThat(new ProspectiveMap(row, 3, 26).forecast(one(0), 15 * DAY, 7)).containsExactly(1 / 3.0, 1 / 6.0, 1 / 9.0, 1 / 12.0, 0, 0);
        assertThat(new ProspectiveMap(row, 3, 26).forecast(one(0), 27 * 7 * DAY, 7)).containsOnly(0);
    }

    /** Bursts of four within a day every fifty days: the process finds that most of them are children, and how soon they come. */
    @Test
    void theSelfExcitingProcessFindsWhatExcites() {
        Events bursts = new Events();
        for (int burst = 0; burst < 60; burst++) {
            for (int child = 0; child < 4; child++) {
                bursts.add(burst * 50 * DAY + child * DAY / 4, 50, 50);
            }
        }
        double[] quiet = new SelfExciting(row).forecast(bursts, 3_000 * DAY, 7);
        bursts.add(3_000 * DAY - 3_600, 50, 50);
        double[] excited = new SelfExciting(row).forecast(bursts, 3_000 * DAY, 7);
        assertThat(quiet[0]).isCloseTo(7 * 60 / 3_000.0, within(0.05));
        assertThat(excited[0] - quiet[0]).isBetween(0.4, 1.0);
        assertThat(excited[3]).isZero();
    }

    @Test
    void aKernelIsAsWideAsTheNeighboursAreFar() {
        Events events = new Events();
        for (int event = 0; event < 20; event++) {
            events.add(event, 50 + event % 2, 50);
            events.add(event, 550 + 60 * (event % 2), 50);
        }
        double[] density = new NearestNeighbourKernel(row).forecast(events.inOrder(), DAY, 7);
        assertThat(density[0]).isGreaterThan(density[5]).isGreaterThan(density[3]);
    }
}
