package jp.machimori.forecast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolTests {

    private static final long DAY = 86_400;

    /** Ten cells in a row; the score of a cell is its number. */
    private final StudyCells row = new StudyCells(new Grid.Squares(0, 0, 100), new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, new int[10]);

    private static Model fixed(double... scores) {
        return new Model() {

            @Override
            public String name() {
                return "fixed";
            }

            @Override
            public double[] forecast(Events known, long start, int days) {
                return scores;
            }
        };
    }

    private static Events at(double... places) {
        Events events = new Events();
        for (int event = 0; event < places.length; event++) {
            events.add(event * DAY / 2, places[event], 50);
        }
        return events;
    }

    @Test
    void measuresAsDefined() {
        // cells 9, 9, 8 and 0; best order would be 9 then 8 or 0
        Score score = new Protocol(row, at(950, 950, 850, 50), 0, 7 * DAY, 7).run(fixed(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), done -> { });
        assertThat(score.periods()).hasSize(1);
        assertThat(score.events()).isEqualTo(4);
        assertThat(score.hit(4)).isEqualTo(2 / 4.0);
        assertThat(score.hit(5)).isEqualTo(3 / 4.0);
        assertThat(score.pai(5)).isEqualTo(3 / 4.0 / 0.2);
        assertThat(score.pei(5)).isEqualTo(1);
        assertThat(score.auc20()).isCloseTo((0.5 * 2 / 4 + (2 + 3) / 2.0 / 4) / 10 / 0.2, within(1e-12));
        assertThat(score.predicted(5)).isCloseTo(17 / 45.0, within(1e-12));
        double bits = (2 * bits(9) + bits(8) + bits(0)) / 4;
        assertThat(score.bits()).isCloseTo(bits, within(1e-12));
        double best = 2 + 1 / log2(3) + 1 / log2(4);
        assertThat(score.ndcg()).isCloseTo((2 + 1 / log2(3) + 1 / log2(11)) / best, within(1e-12));
    }

    /** Of nine cells 20 % is one and four fifths of the next. */
    @Test
    void theAreaEndsAtTwentyPercentEvenWithinACell() {
        StudyCells nine = new StudyCells(new Grid.Squares(0, 0, 100), new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, new int[9]);
        Score score = new Protocol(nine, at(850, 850), 0, 7 * DAY, 7).run(fixed(0, 1, 2, 3, 4, 5, 6, 7, 8), done -> { });
        assertThat(score.auc20()).isCloseTo((0.5 + 0.8) / 9 / 0.2, within(1e-12));
    }

    private static double bits(int score) {
        return log2((0.99 * score / 45 + 0.001) * 10);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** Worked out beside the program: splitmix64 of 100003·gx + gy, shifted by eleven bits. */
    @Test
    void breaksTiesByAHashOfTheCell() {
        assertThat(Ranking.tie(0, 0)).isEqualTo(0xE220A8397B1DCDAFL >>> 11);
        int[] order = new Ranking(row).order(new double[10]);
        for (int rank = 1; rank < 10; rank++) {
            assertThat(Ranking.tie(order[rank - 1], 0)).isLessThan(Ranking.tie(order[rank], 0));
        }
        assertThat(new Ranking(row).order(new double[] {0, 0, 5, 0, 0, 0, 0, 7, 0, 0})).startsWith(7, 2);
    }

    @Test
    void tellsAModelNothingOfItsPeriodNorOfWhatComesLater() {
        Events events = at(50, 150, 250, 350, 450, 550, 650, 750);
        List<Integer> known = new ArrayList<>();
        Model model = new Model() {

            @Override
            public String name() {
                return "listening";
            }

            @Override
            public double[] forecast(Events before, long start, int days) {
                known.add(before.count());
                assertThat(before.time(before.count() - 1)).isLessThan(start);
                return new double[10];
            }
        };
        new Protocol(row, events, DAY, 4 * DAY - 1, 1).run(model, done -> { });
        assertThat(known).containsExactly(2, 4);
    }

    @Test
    void aPeriodIsMeasuredOnlyIfItEndsWithinTheTest() {
        assertThat(new Protocol(row, at(50), 0, 20 * DAY, 7).periods()).isEqualTo(2);
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> new Protocol(row, at(50), 0, 6 * DAY, 7)).withMessage("The test is shorter than 7 days.");
    }

    @Test
    void withoutEventsThereIsNoNumberThatIsNone() {
        Score score = new Protocol(row, new Events(), 0, 7 * DAY, 7).run(fixed(new double[10]), done -> { });
        assertThat(List.of(score.hit(1), score.pai(1), score.pei(1), score.auc20(), score.bits(), score.ndcg(), score.predicted(1))).containsOnly(0.0);
    }

    @Test
    void comparesTwoModelsOverTheSamePeriods() {
        Protocol protocol = new Protocol(row, at(950, 950, 850, 950, 50, 950, 950, 850), 0, 4 * DAY, 1);
        Score good = protocol.run(fixed(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), done -> { });
        Score bad = protocol.run(fixed(9, 8, 7, 6, 5, 4, 3, 2, 1, 0), done -> { });
        Advantage found = Advantage.of(good, bad, score -> score.hit(4));
        assertThat(found.difference()).isEqualTo(5 / 8.0 - 1 / 8.0);
        assertThat(found.low()).isLessThan(found.difference()).isGreaterThanOrEqualTo(0);
        assertThat(found.high()).isGreaterThan(found.difference());
        assertThat(Advantage.of(good, good, Score::bits)).isEqualTo(new Advantage(0, 0, 0));
        assertThat(Advantage.of(good, bad, Score::bits)).isEqualTo(Advantage.of(good, bad, Score::bits));
    }
}
