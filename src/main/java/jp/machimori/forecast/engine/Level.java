package jp.machimori.forecast.engine;

import java.util.Arrays;

/**
 * 全体の件数。How many events the whole area is to expect in a period: an exponentially weighted mean of the weeks before. How
 * fast it forgets is chosen by how well each speed foretold the next week in the past.
 *
 * @param mean expected count, above 0
 * @param spread variance beyond Poisson: var = mean + spread · mean²
 */
record Level(double mean, double spread) {

    /** Days after which a week counts 1/e. */
    private static final double[] MEMORY = {28, 91, 182, 365, Double.POSITIVE_INFINITY};
    private static final int MOST_WEEKS = 260;
    /** Of fewer the speed of forgetting cannot be told: all count. */
    private static final int FEWEST_TO_FORGET = 20;
    /** Half an event in five years: nowhere is nothing to be expected. */
    private static final double EVENTS_BEFORE = 0.5;
    private static final double WEEKS_BEFORE = 260;
    /** Weeks' worth of the mean of all of the past. */
    private static final double WORTH = 0.1;
    private static final double DAYS = 7;
    private static final long WEEK = 7 * 86_400;

    /**
     * Per week the mean is (S + r/10) / (W + 1/10): S events and W weeks, both counting less the longer ago; r the events of a week in
     * all of the past, (n + ½) / (weeks + 260); at least half an event in five years. It is in proportion to the days.
     *
     * @param complete until when the events are complete
     */
    static Level of(StudyCells cells, Events known, long complete, int days) {
        int[] counts = byWeek(cells, known, complete);
        boolean few = Arrays.stream(counts).sum() < FEWEST_TO_FORGET;
        Level best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int memory = few ? MEMORY.length - 1 : 0; memory < MEMORY.length; memory++) {
            double kept = Math.exp(-DAYS / MEMORY[memory]);
            double all = 0;
            double sum = 0;
            double weight = 0;
            double mean = EVENTS_BEFORE / WEEKS_BEFORE;
            double loss = 0;
            double beyond = 0;
            double squares = 0;
            for (int week = 0; week < counts.length; week++) {
                int count = counts[week];
                loss += mean - count * Math.log(mean);
                beyond += (count - mean) * (count - mean) - mean;
                squares += mean * mean;
                all += count;
                sum = sum * kept + count;
                weight = weight * kept + 1;
                double ever = (all + EVENTS_BEFORE) / (week + 1 + WEEKS_BEFORE);
                mean = Math.max((sum + WORTH * ever) / (weight + WORTH), EVENTS_BEFORE / WEEKS_BEFORE);
            }
            if (best == null || loss < least) {
                least = loss;
                best = new Level(mean * days / DAYS, squares == 0 ? 1 : Math.clamp(beyond / squares, 0, 1));
            }
        }
        return best;
    }

    private static int[] byWeek(StudyCells cells, Events known, long complete) {
        int weeks = known.count() == 0 ? 0 : (int) Math.clamp(Math.ceilDiv(complete - known.time(0), WEEK), 0, MOST_WEEKS);
        int[] counts = new int[weeks];
        long first = complete - weeks * WEEK;
        for (int event = known.before(first), end = known.before(complete); event < end; event++) {
            if (!known.isVague(event) && cells.of(known.x(event), known.y(event)) >= 0) {
                counts[(int) ((known.time(event) - first) / WEEK)]++;
            }
        }
        return counts;
    }

    /** @return the lowest counts whose cumulative probabilities reach those asked for, ascending, in a negative binomial distribution */
    static int[] quantiles(double mean, double spread, double... probabilities) {
        int[] counts = new int[probabilities.length];
        if (mean > 10_000) {    // normal, where the sum would be long
            double deviation = Math.sqrt(mean + spread * mean * mean);
            Arrays.setAll(counts, at -> (int) Math.clamp(Math.round(mean + deviation * (probabilities[at] < 0.5 ? -1.645 : 1.645)), 0L, Integer.MAX_VALUE));
            return counts;
        }
        double size = 1 / Math.max(spread, 1e-9);
        double logarithm = logOfNone(mean, spread);
        double cumulated = Math.exp(logarithm);
        int count = 0;
        for (int at = 0; at < probabilities.length; at++) {
            while (cumulated < probabilities[at] && count < 1_000_000) {
                logarithm += Math.log((size + count) / (count + 1)) + Math.log(mean / (mean + size));
                count++;
                cumulated += Math.exp(logarithm);
            }
            counts[at] = count;
        }
        return counts;
    }

    /** @return logarithm of the probability that nothing happens */
    static double logOfNone(double mean, double spread) {
        return spread < 1e-9 ? -mean : -Math.log1p(mean * spread) / spread;
    }
}
