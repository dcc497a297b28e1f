package jp.machimori.forecast.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * 町丁目の広がり。Events that are known only by town stand all at one point of it. The cell of such a point then stands for the
 * town, and what is expected there is spread over the cells nearer to it than to any other town's.
 */
final class Towns {

    private static final int LOOKED_AT = 20_000;
    private static final int FEWEST = 50;
    /** Places of single events are no towns. */
    private static final double SHARE_AT_SHARED_PLACES = 0.8;
    /** In cells: blocks and addresses lie closer together. */
    private static final double LEAST_APART = 1.5;
    /** A town reaches so many times as far as half the way to the next. */
    private static final double REACH = 1.6;

    private final StudyCells cells;
    /** The cell that stands for the town a cell belongs to; itself where it belongs to none. */
    private final int[] source;
    private final int[] size;

    Towns(StudyCells cells, Events known) {
        this.cells = cells;
        source = new int[cells.count()];
        size = new int[cells.count()];
        Arrays.fill(source, -1);
        grow(known);
    }

    /** @return whether the events stand on few, widely spaced points */
    static boolean told(StudyCells cells, Events known) {
        Map<Long, Integer> places = new HashMap<>();
        int from = Math.max(0, known.count() - LOOKED_AT);
        for (int event = from; event < known.count(); event++) {
            places.merge(Double.hashCode(known.x(event)) * 0x1_0000_0001L ^ (long) Double.hashCode(known.y(event)) << 20, 1, Integer::sum);
        }
        int shared = places.values().stream().filter(count -> count > 1).mapToInt(count -> count).sum();
        int looked = known.count() - from;
        return looked >= FEWEST && shared >= SHARE_AT_SHARED_PLACES * looked && places.size() > 1 && apart(cells, known) >= LEAST_APART;
    }

    /** Median distance from a cell with events to the next, in cells. */
    private static double apart(StudyCells cells, Events known) {
        int[] distances = distances(cells, known);
        return distances.length == 0 ? 0 : distances[distances.length / 2];
    }

    /** For each cell with events how many steps away the next one is, sorted. */
    private static int[] distances(StudyCells cells, Events known) {
        boolean[] home = new boolean[cells.count()];
        for (int event = Math.max(0, known.count() - LOOKED_AT); event < known.count(); event++) {
            int cell = cells.of(known.x(event), known.y(event));
            if (cell >= 0) {
                home[cell] = true;
            }
        }
        return IntStream.range(0, home.length).filter(cell -> home[cell]).map(cell -> next(cells, home, cell)).sorted().toArray();
    }

    private static int next(StudyCells cells, boolean[] home, int cell) {
        for (int steps = 1; steps < 20; steps++) {
            for (int along = -steps; along <= steps; along++) {
                for (int[] to : new int[][] {{along, steps}, {along, -steps}, {steps, along}, {-steps, along}}) {
                    int other = cells.number(cells.gx(cell) + to[0], cells.gy(cell) + to[1]);
                    if (other >= 0 && home[other]) {
                        return steps;
                    }
                }
            }
        }
        return 20;
    }

    /** From all towns at once, one step after the other, until they meet or have reached far enough. */
    private void grow(Events known) {
        int[] queue = new int[cells.count()];
        int waiting = 0;
        for (int event = 0; event < known.count(); event++) {
            int cell = cells.of(known.x(event), known.y(event));
            if (cell >= 0 && source[cell] < 0) {
                source[cell] = cell;
                queue[waiting++] = cell;
            }
        }
        double reach = Math.max(1, REACH * apart(cells, known) / 2);
        for (int at = 0; at < waiting; at++) {
            int cell = queue[at];
            for (int[] step : new int[][] {{0, 1}, {1, 0}, {0, -1}, {-1, 0}}) {
                int next = cells.number(cells.gx(cell) + step[0], cells.gy(cell) + step[1]);
                if (next >= 0 && source[next] < 0
                        && Math.hypot(cells.gx(next) - cells.gx(source[cell]), cells.gy(next) - cells.gy(source[cell])) <= reach) {
                    source[next] = source[cell];
                    queue[waiting++] = next;
                }
            }
        }
        for (int cell = 0; cell < source.length; cell++) {
            source[cell] = source[cell] < 0 ? cell : source[cell];
            size[source[cell]]++;
        }
    }

    /** @return the cell in which the events of the town are, to which this cell belongs */
    int source(int cell) {
        return source[cell];
    }

    /** @return the same amount, each town's evenly over its cells */
    double[] spread(double[] map) {
        double[] spread = new double[map.length];
        for (int cell = 0; cell < map.length; cell++) {
            spread[cell] = map[source[cell]] / size[source[cell]];
        }
        // what was expected between the towns belongs to the town it lies in
        double[] between = new double[map.length];
        for (int cell = 0; cell < map.length; cell++) {
            if (source[cell] != cell) {
                between[source[cell]] += map[cell];
            }
        }
        for (int cell = 0; cell < map.length; cell++) {
            spread[cell] += between[source[cell]] / size[source[cell]];
        }
        return spread;
    }
}
