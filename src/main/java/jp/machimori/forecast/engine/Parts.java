package jp.machimori.forecast.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** 部品の地図。Makes the maps of all {@link Part}s from the past; each map sums to the number of cells, 1 on average. */
final class Parts {

    private static final double[] METRES = {0, 150, 300, 600, 1200};
    private static final int LONG = 3;
    private static final double DAY = 86_400;
    private static final double YEAR = 365.25;
    /** Weeks of earlier years count by a Gaussian of a fortnight around the middle of the period. */
    private static final double SEASON_DAYS = 14;
    private static final int SEASON_SCALE = 3;
    private static final double SEASON_METRES = METRES[SEASON_SCALE];
    private static final int SEASON_YEARS = 8;

    /**
     * How a map is made.
     *
     * @param memory which counts of the past
     * @param power of the count of each place, before it is smoothed: a place of eighty events is not eighty times as telling of its
     *     neighbours, nor of itself
     */
    private record Recipe(Part.Kind kind, int memory, int scale, double power) {

        Part part() {
            return switch (kind) {
                case SEASON -> new Part(kind, Double.POSITIVE_INFINITY, SEASON_METRES);
                case ANYWHERE -> new Part(kind, Double.POSITIVE_INFINITY, 0);
                case CELL, AROUND, KNOWN -> new Part(kind, Past.MEMORY[memory], METRES[scale]);
            };
        }
    }

    private final StudyCells cells;
    private final Smoothing[] smoothing;
    private final double[] smoothed;
    private final double[] changed;
    private final List<Recipe> recipes;
    private final boolean[] empty;

    /** @param towns whether events stand on the points of towns, and so nowhere else */
    Parts(StudyCells cells, boolean towns) {
        this.cells = cells;
        smoothed = new double[cells.width() * cells.height()];
        changed = new double[smoothed.length];
        smoothing = Arrays.stream(METRES).mapToObj(metres -> new Smoothing(cells, metres)).toArray(Smoothing[]::new);
        recipes = recipes(towns);
        empty = new boolean[recipes.size()];
    }

    private static List<Recipe> recipes(boolean towns) {
        List<Recipe> recipes = new ArrayList<>();
        for (int memory = 0; memory < Past.MEMORY.length; memory++) {
            for (int scale = 0; scale < METRES.length; scale++) {
                recipes.add(new Recipe(scale == 0 ? Part.Kind.CELL : Part.Kind.AROUND, memory, scale, 1));
            }
        }
        for (int memory = LONG; memory <= Past.FOR_EVER; memory++) {
            for (int scale = 0; scale < METRES.length; scale++) {
                recipes.add(new Recipe(scale == 0 ? Part.Kind.CELL : Part.Kind.AROUND, memory, scale, 0.5));
            }
            recipes.add(new Recipe(Part.Kind.CELL, memory, 0, 2));
            for (int scale = 2; towns && scale < METRES.length; scale++) {
                recipes.add(new Recipe(Part.Kind.KNOWN, memory, scale, 1));
            }
        }
        recipes.add(new Recipe(Part.Kind.SEASON, Past.FOR_EVER, SEASON_SCALE, 1));
        recipes.add(new Recipe(Part.Kind.ANYWHERE, Past.FOR_EVER, 0, 1));
        return recipes;
    }

    List<Part> list() {
        return recipes.stream().map(Recipe::part).toList();
    }

    /** @return of which parts there was nothing yet when the maps were made last */
    boolean[] empty() {
        return empty.clone();
    }

    /** @param start first second of the period that is forecast, not before the past ends; @param days its length */
    float[][] make(Past past, Events known, long start, int days) {
        float[][] maps = new float[recipes.size()][];
        for (int at = 0; at < maps.length; at++) {
            Recipe recipe = recipes.get(at);
            float[] map = switch (recipe.kind()) {
                case CELL, AROUND -> smooth(changed(past, past, recipe), recipe.scale());
                case KNOWN -> where(past.counts(Past.FOR_EVER), maps[recipe.memory() * METRES.length + recipe.scale()]);
                case SEASON -> season(past.now(), known, start, days);
                case ANYWHERE -> new float[cells.count()];
            };
            empty[at] = !toOne(map);
            maps[at] = map;
        }
        return maps;
    }

    /**
     * Each place's share of an event-made map is divided by the age of its events.
     *
     * @param past of which the maps were made, @param recent the same of recent events only
     * @return per part, which share of what it adds in these cells comes from the recent ones
     */
    double[] recent(Past past, Past recent, int[] of) {
        return recipes.stream().mapToDouble(recipe -> switch (recipe.kind()) {
            case CELL, AROUND, KNOWN -> {
                double whole = sum(smooth(changed(past, past, recipe), recipe.scale()), past, recipe, of);
                yield whole == 0 ? 0 : Math.clamp(sum(smooth(changed(past, recent, recipe), recipe.scale()), past, recipe, of) / whole, 0, 1);
            }
            case SEASON, ANYWHERE -> 0;
        }).toArray();
    }

    private double sum(float[] map, Past past, Recipe recipe, int[] of) {
        return Arrays.stream(of).filter(cell -> recipe.kind() != Part.Kind.KNOWN || past.counts(Past.FOR_EVER)[cells.place(cell)] > 0)
                .mapToDouble(cell -> map[cell]).sum();
    }

    /** The power of each place's count; where only some of the events are meant, their share of it. */
    private double[] changed(Past all, Past some, Recipe recipe) {
        double[] counts = all.counts(recipe.memory());
        double[] meant = some.counts(recipe.memory());
        if (recipe.power() == 1) {
            return meant;
        }
        for (int place = 0; place < counts.length; place++) {
            double count = counts[place];
            double power = count == 0 ? 0 : recipe.power() == 2 ? count * count : Math.sqrt(count);
            changed[place] = all == some || count == 0 ? power : power * meant[place] / count;
        }
        return changed;
    }

    private float[] smooth(double[] from, int scale) {
        if (scale == 0) {
            return map(from);
        }
        smoothing[scale].apply(from, smoothed);
        return map(smoothed);
    }

    private float[] map(double[] box) {
        float[] map = new float[cells.count()];
        for (int cell = 0; cell < map.length; cell++) {
            map[cell] = (float) box[cells.place(cell)];
        }
        return map;
    }

    private float[] where(double[] happened, float[] map) {
        float[] known = new float[map.length];
        for (int cell = 0; cell < map.length; cell++) {
            known[cell] = happened[cells.place(cell)] > 0 ? map[cell] : 0;
        }
        return known;
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
        return smooth(changed, SEASON_SCALE);
    }

    /** Mean 1; where there is nothing yet, 1 everywhere. */
    private static boolean toOne(float[] map) {
        double sum = 0;
        for (float value : map) {
            sum += value;
        }
        float factor = (float) (map.length / sum);
        boolean something = sum > 1e-20 && Float.isFinite(factor);
        for (int cell = 0; cell < map.length; cell++) {
            map[cell] = something ? map[cell] * factor : 1;
        }
        return something;
    }
}
