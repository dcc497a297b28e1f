package jp.machimori.forecast.engine;

import java.util.Arrays;

/**
 * 見込みの地図。What is to be expected in each study cell during a period, made from the events before it. It carries what it was
 * made with and from, so that it can be stored before its period and scored afterwards.
 *
 * @param start first second of the period, local time
 * @param expected count per cell
 * @param low with 95 % at least so many, @param high with 95 % at most so many
 * @param chance probability of at least one
 * @param total expected in all cells together
 * @param towns whether the events were known by town only, and the map is spread over the towns
 * @param version of the model
 * @param data SHA-256 of the cells and of the events it knew
 */
public record Forecast(StudyCells cells, long start, int days, double[] expected, int[] low, int[] high, double[] chance, double total,
        boolean towns, String version, String data) {

    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    static Forecast of(StudyCells cells, long start, int days, double[] map, Level level, double spreadOfCells, boolean towns, String version, String data) {
        double sum = Arrays.stream(map).sum();
        double[] expected = Arrays.stream(map).map(value -> value / sum * level.mean()).toArray();
        double spread = level.spread() + spreadOfCells;
        int[] low = new int[expected.length];
        int[] high = new int[expected.length];
        double[] chance = new double[expected.length];
        for (int cell = 0; cell < expected.length; cell++) {
            int[] range = Level.quantiles(expected[cell], spread, LOW, HIGH);
            low[cell] = range[0];
            high[cell] = range[1];
            chance[cell] = -Math.expm1(Level.logOfNone(expected[cell], spread));
        }
        return new Forecast(cells, start, days, expected, low, high, chance, level.mean(), towns, version, data);
    }
}
