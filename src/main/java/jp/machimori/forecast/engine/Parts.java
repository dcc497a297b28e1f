package jp.machimori.forecast.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** 部品の地図。Makes the maps of all {@link Part}s from the past; each map sums to the number of cells, 1 on average. */
final class Parts {

    private static final double[] METRES = {0, 150, 300, 600, 1200};
    private static final int LONG = 3;
    private static final double DAY = 86_400;
    private static final double YEAR = 365.25;
    /** Weeks of earlier years count by a Gaussian of a fortnight around the middle of the period. */
    private static final double SEASON_DAYS = 14;
    private static final double SEASON_METRES = 600;
    private static final int SEASON_YEARS = 8;

    private final StudyCells cells;
    private final boolean towns;
    private final Smoothing[] smoothing;
    private final double[] smoothed;
    private final double[] changed;
    private final List<Part> parts = new ArrayList<>();
    private final List<float[]> maps = new ArrayList<>();

    /** @param towns whether events stand on the points of towns, and so nowhere else */
    Parts(StudyCells cells, boolean towns) {
        this.cells = cells;
        this.towns = towns;
        smoothed = new double[cells.width() * cells.height()];
        changed = new double[smoothed.length];
        smoothing = Arrays.stream(METRES).mapToObj(metres -> new Smoothing(cells, metres)).toArray(Smoothing[]::new);
        make(new Past(cells), new Events(), 0, 7);
    }

    List<Part> list() {
        return List.copyOf(parts);
    }

    /** @param start first second of the period that is forecast, not before the past ends; @param days its length */
    float[][] make(Past past, Events known, long start, int days) {
        parts.clear();
        maps.clear();
        for (int memory = 0; memory < Past.MEMORY.length; memory++) {
            for (int scale = 0; scale < METRES.length; scale++) {
                add(scale == 0 ? Part.Kind.CELL : Part.Kind.AROUND, memory, scale, smooth(past.counts(memory), scale));
            }
        }
        for (int memory = LONG; memory <= Past.FOR_EVER; memory++) {
            // a place of eighty events is not eighty times as telling of its neighbours, nor of itself
            change(past.counts(memory), Math::sqrt);
            for (int scale = 0; scale < METRES.length; scale++) {
                add(scale == 0 ? Part.Kind.CELL : Part.Kind.AROUND, memory, scale, smooth(changed, scale));
            }
            change(past.counts(memory), count -> count * count);
            add(Part.Kind.CELL, memory, 0, map(changed));
            for (int scale = 2; towns && scale < METRES.length; scale++) {
                add(Part.Kind.KNOWN, memory, scale, where(past.counts(Past.FOR_EVER), of(memory, scale)));
            }
        }
        parts.add(new Part(Part.Kind.SEASON, Double.POSITIVE_INFINITY, SEASON_METRES));
        maps.add(season(past.now(), known, start, days));
        float[] anywhere = new float[cells.count()];
        Arrays.fill(anywhere, 1);
        parts.add(new Part(Part.Kind.ANYWHERE, Double.POSITIVE_INFINITY, 0));
        maps.add(anywhere);
        return maps.toArray(float[][]::new);
    }

    private float[] of(int memory, int scale) {
        return maps.get(memory * METRES.length + scale);
    }

    private void add(Part.Kind kind, int memory, int scale, float[] map) {
        parts.add(new Part(kind, Past.MEMORY[memory], METRES[scale]));
        maps.add(map);
    }

    private float[] smooth(double[] from, int scale) {
        if (scale == 0) {
            return map(from);
        }
        smoothing[scale].apply(from, smoothed);
        return map(smoothed);
    }

    private void change(double[] from, DoubleUnaryOperator how) {
        for (int place = 0; place < from.length; place++) {
            changed[place] = from[place] == 0 ? 0 : how.applyAsDouble(from[place]);
        }
    }

    private float[] map(double[] box) {
        float[] map = new float[cells.count()];
        for (int cell = 0; cell < map.length; cell++) {
            map[cell] = (float) box[cells.place(cell)];
        }
        return toOne(map);
    }

    private float[] where(double[] happened, float[] map) {
        float[] known = new float[map.length];
        for (int cell = 0; cell < map.length; cell++) {
            known[cell] = happened[cells.place(cell)] > 0 ? map[cell] : 0;
        }
        return toOne(known);
    }

    private float[] season(long now, Events known, long start, int days) {
        Arrays.fill(changed, 0);
        for (int year = 1; year <= SEASON_YEARS; year++) {
            long middle = start + (long) ((days / 2.0 - year * YEAR) * DAY);
            long reach = (long) (2 * SEASON_DAYS * DAY);
            int to = known.before(Math.min(now, middle + reach));
            for (int event = known.before(middle - reach); event < to; event++) {
                int cell = cells.of(known.x(event), known.y(event));
                if (cell >= 0 && !known.isVague(event)) {
                    double off = (known.time(event) - middle) / DAY / SEASON_DAYS;
                    changed[cells.place(cell)] += Math.exp(-0.5 * off * off);
                }
            }
        }
        return smooth(changed, 3);
    }

    /** Mean 1; where there is nothing yet, 1 everywhere. */
    private static float[] toOne(float[] map) {
        double sum = 0;
        for (float value : map) {
            sum += value;
        }
        float factor = (float) (map.length / sum);
        if (!(sum > 1e-20) || !Float.isFinite(factor)) {
            Arrays.fill(map, 1);
            return map;
        }
        for (int cell = 0; cell < map.length; cell++) {
            map[cell] *= factor;
        }
        return map;
    }
}
