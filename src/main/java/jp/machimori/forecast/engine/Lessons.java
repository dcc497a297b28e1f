package jp.machimori.forecast.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * 過去の当たり具合。What each part said beforehand of the cells in which something then happened, period by period; and the
 * weights of the parts that make these events most likely.
 */
final class Lessons {

    /** One past period: for each cell in which something happened, how much, and the value of every part there. */
    private record Lesson(long at, int[] happened, float[] values) {
    }

    /** Beyond so many rows the oldest periods tell nothing that the newer do not. */
    private static final int MOST_ROWS = 20_000;
    /** So many events' worth of the usual weights, for towns in which next to nothing happened. */
    private static final double PRIOR = 5;
    private static final double DAY = 86_400;

    private final double[] usual;
    private final Deque<Lesson> lessons = new ArrayDeque<>();
    private int rows;

    /** @param usual weights where nothing is known, sum 1 */
    Lessons(double[] usual) {
        this.usual = usual;
    }

    /** @param happened count per cell in the period that began at {@code at} */
    void add(long at, int[] happened, float[][] maps) {
        int[] cells = IntStream.range(0, happened.length).filter(cell -> happened[cell] > 0).toArray();
        if (cells.length == 0) {
            return;
        }
        float[] values = new float[cells.length * maps.length];
        for (int row = 0; row < cells.length; row++) {
            for (int part = 0; part < maps.length; part++) {
                values[row * maps.length + part] = maps[part][cells[row]];
            }
        }
        lessons.addLast(new Lesson(at, Arrays.stream(cells).map(cell -> happened[cell]).toArray(), values));
        rows += cells.length;
        while (rows > MOST_ROWS && lessons.size() > 1) {
            rows -= lessons.removeFirst().happened().length;
        }
    }

    /** Drops what was said before an instant. */
    void forget(long before) {
        while (!lessons.isEmpty() && lessons.getFirst().at() < before) {
            rows -= lessons.removeFirst().happened().length;
        }
    }

    /**
     * Steps of expectation-maximisation for the weights of a mixture (Dempster, Laird and Rubin 1977); the likelihood is
     * concave in them, so it does not matter where they start.
     *
     * @param weights are changed in place
     * @param halfLife days after which a past period counts half
     */
    void improve(double[] weights, int steps, long now, double halfLife) {
        double[] sum = new double[weights.length];
        for (int step = 0; step < steps; step++) {
            Arrays.fill(sum, 0);
            double whole = 0;
            for (Lesson lesson : lessons) {
                whole += share(lesson, Math.pow(2, -(now - lesson.at()) / DAY / halfLife), weights, sum);
            }
            for (int part = 0; part < weights.length; part++) {
                weights[part] = (weights[part] * sum[part] + PRIOR * usual[part]) / (whole + PRIOR);
            }
        }
    }

    private static double share(Lesson lesson, double worth, double[] weights, double[] sum) {
        int parts = weights.length;
        double whole = 0;
        for (int row = 0; row < lesson.happened().length; row++) {
            int start = row * parts;
            double likelihood = 0;
            for (int part = 0; part < parts; part++) {
                likelihood += weights[part] * lesson.values()[start + part];
            }
            double events = worth * lesson.happened()[row];
            whole += events;
            double factor = events / likelihood;
            for (int part = 0; part < parts; part++) {
                sum[part] += factor * lesson.values()[start + part];
            }
        }
        return whole;
    }
}
