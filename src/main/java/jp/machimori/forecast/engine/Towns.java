package jp.machimori.forecast.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * 町丁目の広がり。Events that are known only by town stand all at one point of it. The cell of such a point then stands for the
 * town, and what is expected there is spread over the cells nearer to it than to any other town's. A town ends where its third
 * nearest neighbour's point would be: beyond it there are hills or another city, about which its events say nothing.
 */
final class Towns {

    private static final int LOOKED_AT = 5_000;
    private static final int FEWEST = 50;
    /** Places of single events are no towns. */
    private static final double SHARE_AT_SHARED_PLACES = 0.6;
    private static final double MOST_PLACES_PER_EVENT = 0.5;
    /** Metres. Blocks and addresses lie some 70 apart, the points of 丁目 300 to 400: half of the points have no other so near. */
    private static final double APART = 150;
    private static final int NEIGHBOURS = 3;

    private final StudyCells cells;
    /** The cell that stands for the town a cell belongs to; itself where it belongs to none. */
    private final int[] source;
    private final int[] size;
    private final boolean[] point;

    Towns(StudyCells cells, Events known) {
        this.cells = cells;
        int count = cells.count();
        double[] x = new double[count];
        double[] y = new double[count];
        int[] events = new int[count];
        for (int event = 0; event < known.count(); event++) {
            int cell = cells.of(known.x(event), known.y(event));
            if (cell >= 0) {
                x[cell] += known.x(event);
                y[cell] += known.y(event);
                events[cell]++;
            }
        }
        source = new int[count];
        double[] nearest = new double[count];
        Arrays.fill(source, -1);
        for (int town = 0; town < count; town++) {
            if (events[town] > 0) {
                claim(town, x[town] / events[town], y[town] / events[town], reach(town, events), nearest);
            }
        }
        size = new int[count];
        point = new boolean[count];
        for (int cell = 0; cell < count; cell++) {
            // the cell of a point is that town's, even where a neighbour's point lies nearer to its middle
            source[cell] = events[cell] > 0 || source[cell] < 0 ? cell : source[cell];
            point[cell] = events[cell] > 0;
            size[source[cell]]++;
        }
    }

    private void claim(int town, double x, double y, double reach, double[] nearest) {
        Around.each(cells, x, y, reach, (cell, squared) -> {
            if (source[cell] < 0 || squared < nearest[cell]) {
                source[cell] = town;
                nearest[cell] = squared;
            }
        });
    }

    /** @return metres to the third nearest cell with events, or to the farthest of fewer; without any other there is no end */
    private double reach(int town, int[] events) {
        int column = cells.place(town) % cells.width();
        int row = cells.place(town) / cells.width();
        double step = Math.min(cells.widthMetres(), cells.heightMetres());
        double[] nearest = new double[NEIGHBOURS];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int ring = 1; ring < Math.max(cells.width(), cells.height()) && nearest[NEIGHBOURS - 1] > ring * step; ring++) {
            for (int along = -ring; along <= ring; along++) {
                boolean edge = Math.abs(along) == ring;
                for (int across = -ring; across <= ring; across += edge ? 1 : 2 * ring) {
                    int c = column + across;
                    int r = row + along;
                    int other = c < 0 || r < 0 || c >= cells.width() || r >= cells.height() ? -1 : cells.inBox(c, r);
                    if (other >= 0 && events[other] > 0) {
                        insert(nearest, Math.hypot(across * cells.widthMetres(), along * cells.heightMetres()));
                    }
                }
            }
        }
        return Arrays.stream(nearest).filter(Double::isFinite).max().orElse(Double.POSITIVE_INFINITY);
    }

    private static void insert(double[] sorted, double value) {
        for (int at = 0; at < sorted.length; at++) {
            if (value < sorted[at]) {
                double moved = sorted[at];
                sorted[at] = value;
                value = moved;
            }
        }
    }

    /** @return whether the events stand on few points that lie far apart */
    static boolean told(StudyCells cells, Events known) {
        record Point(double x, double y) {
        }
        Map<Point, Integer> places = new HashMap<>();
        int looked = 0;
        for (int event = Math.max(0, known.count() - LOOKED_AT); event < known.count(); event++) {
            if (cells.of(known.x(event), known.y(event)) >= 0) {
                places.merge(new Point(cells.column(known.x(event)) * cells.widthMetres(), cells.row(known.y(event)) * cells.heightMetres()), 1, Integer::sum);
                looked++;
            }
        }
        int shared = places.values().stream().filter(count -> count > 1).mapToInt(count -> count).sum();
        if (looked < FEWEST || places.size() < 2 || places.size() > MOST_PLACES_PER_EVENT * looked || shared < SHARE_AT_SHARED_PLACES * looked) {
            return false;
        }
        record Block(int column, int row) {
        }
        Map<Block, Point[]> blocks = new HashMap<>();
        for (Point point : places.keySet()) {
            blocks.merge(new Block((int) (point.x() / APART), (int) (point.y() / APART)), new Point[] {point}, (some, more) -> {
                Point[] all = Arrays.copyOf(some, some.length + 1);
                all[some.length] = more[0];
                return all;
            });
        }
        int alone = 0;
        for (Point point : places.keySet()) {
            int column = (int) (point.x() / APART);
            int row = (int) (point.y() / APART);
            boolean near = false;
            for (int block = 0; block < 9 && !near; block++) {
                for (Point other : blocks.getOrDefault(new Block(column + block % 3 - 1, row + block / 3 - 1), new Point[0])) {
                    near |= !other.equals(point) && Math.hypot(other.x() - point.x(), other.y() - point.y()) < APART;
                }
            }
            alone += near ? 0 : 1;
        }
        return 2 * alone >= places.size();
    }

    /** @return the cell in which the events of the town are, to which this cell belongs; itself where it belongs to none */
    int source(int cell) {
        return source[cell];
    }

    /** @return whether a cell holds the point of a town */
    boolean isPoint(int cell) {
        return point[cell];
    }

    /** @return the same amount, each town's evenly over its cells */
    double[] spread(double[] map) {
        double[] sums = new double[map.length];
        for (int cell = 0; cell < map.length; cell++) {
            sums[source[cell]] += map[cell];
        }
        double[] spread = new double[map.length];
        for (int cell = 0; cell < map.length; cell++) {
            spread[cell] = sums[source[cell]] / size[source[cell]];
        }
        return spread;
    }
}
