package jp.machimori.forecast.engine;

import java.util.Arrays;
import java.util.OptionalLong;

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
 * @param origin what it was made with and from
 */
public record Forecast(StudyCells cells, long start, int days, double[] expected, int[] low, int[] high, double[] chance, double total,
        boolean towns, Origin origin) {

    /**
     * 見込みのもと。With and from what a forecast was made.
     *
     * @param version of the model
     * @param data SHA-256 of the cells and of the events it knew
     * @param knownUntil until when they were taken to be complete: the start of the period or earlier
     * @param lastEvent the last of them
     */
    public record Origin(String version, String data, long knownUntil, OptionalLong lastEvent) {
    }

    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    public String version() {
        return origin.version();
    }

    public String data() {
        return origin.data();
    }

    static Forecast of(StudyCells cells, long start, int days, double[] map, Level level, double spreadOfCells, boolean towns, Origin origin) {
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
        return new Forecast(cells, start, days, expected, low, high, chance, level.mean(), towns, origin);
    }
}
