package jp.machimori.forecast.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * 較正。The power to which a map is raised so that what it expects at its top is what happens there: p ∝ q^power. Fitted to recent
 * maps, each made before its period, by Newton's method; drawn towards 1, since a power that served last year need not serve now.
 */
final class Calibration {

    private record Tried(long at, float[] logarithms, int[] happened) {
    }

    private static final int MOST_MAPS = 26;
    private static final long MOST_VALUES = 20_000_000;
    private static final double DRAW = 1_000;
    private static final double LEAST = 0.5;
    private static final double MOST = 1.5;

    private final Deque<Tried> tried = new ArrayDeque<>();
    private double power = 1;

    double power() {
        return power;
    }

    /** @param map what had been expected, mean 1, positive; @param happened count per cell in its period */
    void add(long at, double[] map, int[] happened) {
        float[] logarithms = new float[map.length];
        for (int cell = 0; cell < map.length; cell++) {
            logarithms[cell] = (float) Math.log(map[cell]);
        }
        tried.addLast(new Tried(at, logarithms, happened));
        while (tried.size() > Math.clamp(MOST_VALUES / map.length, 1, MOST_MAPS)) {
            tried.removeFirst();
        }
    }

    void improve(int steps) {
        for (int step = 0; step < steps; step++) {
            double slope = -DRAW * (power - 1);
            double bend = DRAW;
            for (Tried map : tried) {
                double sum = 0;
                double first = 0;
                double second = 0;
                double seen = 0;
                double events = 0;
                for (int cell = 0; cell < map.happened().length; cell++) {
                    double logarithm = map.logarithms()[cell];
                    double weight = Math.exp(power * logarithm);
                    sum += weight;
                    first += weight * logarithm;
                    second += weight * logarithm * logarithm;
                    seen += map.happened()[cell] * logarithm;
                    events += map.happened()[cell];
                }
                slope += seen - events * first / sum;
                bend += events * (second / sum - first / sum * (first / sum));
            }
            power = Math.clamp(power + slope / bend, LEAST, MOST);
        }
    }

    /** By moments: Σ ((y − e)² − e) / Σ e², e being the period's events shared out by the calibrated map. */
    double spread() {
        double beyond = 0;
        double squares = 0;
        for (Tried map : tried) {
            double[] expected = new double[map.happened().length];
            double sum = 0;
            double events = 0;
            for (int cell = 0; cell < expected.length; cell++) {
                expected[cell] = Math.exp(power * map.logarithms()[cell]);
                sum += expected[cell];
                events += map.happened()[cell];
            }
            for (int cell = 0; cell < expected.length; cell++) {
                double mean = expected[cell] / sum * events;
                beyond += (map.happened()[cell] - mean) * (map.happened()[cell] - mean) - mean;
                squares += mean * mean;
            }
        }
        return squares == 0 ? 0 : Math.clamp(beyond / squares, 0, 10);
    }

    /** @return the calibrated map, mean 1 */
    double[] apply(double[] map) {
        double[] calibrated = new double[map.length];
        double sum = 0;
        for (int cell = 0; cell < map.length; cell++) {
            calibrated[cell] = Math.pow(map[cell], power);
            sum += calibrated[cell];
        }
        for (int cell = 0; cell < map.length; cell++) {
            calibrated[cell] *= map.length / sum;
        }
        return calibrated;
    }
}
