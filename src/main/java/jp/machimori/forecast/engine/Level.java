package jp.machimori.forecast.engine;

import java.util.Arrays;

/**
 * 全体の件数。How many events the whole area is to expect in a period: an exponentially weighted mean of the periods before. How
 * fast it forgets is chosen by how well each speed foretold the next period in the past.
 *
 * @param mean expected count, above 0
 * @param spread variance beyond Poisson: var = mean + spread · mean²
 */
record Level(double mean, double spread) {

    /** Days after which a period counts 1/e. */
    private static final double[] MEMORY = {28, 91, 182, 365, Double.POSITIVE_INFINITY};
    private static final int MOST_PERIODS = 260;
    private static final long DAY = 86_400;

    static Level of(StudyCells cells, Events known, long start, int days) {
        long period = days * DAY;
        int periods = known.count() == 0 ? 0 : (int) Math.min(MOST_PERIODS, Math.ceilDiv(start - known.time(0), period));
        int[] counts = new int[periods];
        for (int event = known.before(start - periods * period); event < known.count(); event++) {
            if (cells.of(known.x(event), known.y(event)) >= 0) {
                counts[(int) ((known.time(event) - (start - periods * period)) / period)]++;
            }
        }
        Level best = null;
        double least = Double.POSITIVE_INFINITY;
        for (double memory : MEMORY) {
            double kept = Math.exp(-days / memory);
            double sum = 0.5;   // half an event in one period: nowhere is nothing to be expected
            double weight = 1;
            double loss = 0;
            double beyond = 0;
            double squares = 0;
            for (int count : counts) {
                double mean = sum / weight;
                loss += mean - count * Math.log(mean);
                beyond += (count - mean) * (count - mean) - mean;
                squares += mean * mean;
                sum = Math.max(sum * kept, 1e-6) + count;
                weight = weight * kept + 1;
            }
            if (best == null || loss < least) {
                least = loss;
                best = new Level(sum / weight, squares == 0 ? 1 : Math.clamp(beyond / squares, 0, 1));
            }
        }
        return best;
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
