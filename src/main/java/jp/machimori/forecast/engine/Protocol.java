package jp.machimori.forecast.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * 評価の手順。Periods of {@code days} days from the start of the test while they end by its end. For each one a model is given the
 * events before it and nothing else, and is measured by those within it.
 *
 * @param testStart first second of the first period
 * @param testEnd the second after the last day of the test
 */
public record Protocol(StudyCells cells, Events events, long testStart, long testEnd, int days) {

    /** 対象に占める割合。The shares of the area that hit rates are told for. */
    static final double[] COVERAGE = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2};

    private static final double UNIFORM = 0.01;
    private static final long DAY = 86_400;

    public Protocol {
        if (days < 1 || days > 366) {
            throw new Unusable("予測する日数は 1 から 366 です。", "The days to forecast are 1 to 366.");
        }
        if (testStart + days * DAY > testEnd) {
            throw new Unusable("試験の期間が %d 日より短いです。".formatted(days), "The test is shorter than %d days.".formatted(days));
        }
    }

    public int periods() {
        return (int) ((testEnd - testStart) / (days * DAY));
    }

    /** @param progress is told the number of periods done */
    public Score run(Model model, IntConsumer progress) {
        Ranking ranking = new Ranking(cells);
        List<Score.Period> periods = new ArrayList<>();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int period = 0; period < periods(); period++) {
            long start = testStart + period * days * DAY;
            int from = events.before(start);
            Events known = events.first(from);
            long begun = threads.getCurrentThreadCpuTime();
            double[] scores = model.forecast(known, start, days);
            double seconds = (threads.getCurrentThreadCpuTime() - begun) / 1e9;
            periods.add(measure(start, from, ranking, scores, seconds));
            progress.accept(period + 1);
        }
        return new Score(model.name(), cells.count(), periods);
    }

    private Score.Period measure(long start, int from, Ranking ranking, double[] scores, double seconds) {
        int count = cells.count();
        int[] happened = new int[count];
        int inside = 0;
        for (int event = from, to = events.before(start + days * DAY); event < to; event++) {
            int cell = cells.of(events.x(event), events.y(event));
            if (cell >= 0) {
                happened[cell]++;
                inside++;
            }
        }
        double sum = Arrays.stream(scores).sum();
        double bits = 0;
        for (int cell = 0; cell < count; cell++) {
            if (happened[cell] > 0) {
                double share = sum > 0 ? scores[cell] / sum : 1.0 / count;
                bits += happened[cell] * Math.log(((1 - UNIFORM) * share + UNIFORM / count) * count) / Math.log(2);
            }
        }
        int[] order = ranking.order(scores);
        int[] best = happened.clone();
        Arrays.sort(best);
        int[] hits = new int[COVERAGE.length];
        int[] bestHits = new int[COVERAGE.length];
        double[] predicted = new double[COVERAGE.length];
        double area = 0;
        double gain = 0;
        double bestGain = 0;
        int hit = 0;
        int bestHit = 0;
        double share = 0;
        double end = COVERAGE[COVERAGE.length - 1] * count;
        for (int rank = 1; rank <= count; rank++) {
            int here = happened[order[rank - 1]];
            int bestHere = best[count - rank];
            // the curve is straight within a cell, and the last cell may be cut
            double part = Math.clamp(end - (rank - 1), 0, 1);
            area += part * (hit + part * here / 2);
            hit += here;
            bestHit += bestHere;
            share += sum > 0 ? scores[order[rank - 1]] / sum : 1.0 / count;
            double discount = Math.log(2) / Math.log(rank + 1);
            gain += here * discount;
            bestGain += bestHere * discount;
            for (int at = 0; at < COVERAGE.length; at++) {
                if (rank == Score.cells(count, COVERAGE[at])) {
                    hits[at] = hit;
                    bestHits[at] = bestHit;
                    predicted[at] = share;
                }
            }
        }
        return new Score.Period(start, inside, hits, bestHits, predicted, area / count, bits, inside == 0 ? 0 : gain / bestGain, seconds);
    }
}
