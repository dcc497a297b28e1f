package jp.machimori.forecast;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import jp.machimori.forecast.engine.Events;
import jp.machimori.forecast.engine.Forecasting;
import jp.machimori.forecast.engine.Grid;
import jp.machimori.forecast.engine.StudyCells;

/**
 * {@code bench forecast}: the first forecast and a weekly update of a large city for more and more events, and the first forecast of
 * municipalities of all sizes, which a cluster would divide among its cores. Events are drawn, with hot spots, over five years.
 */
public final class ForecastBench {

    private static final long DAY = 86_400;
    private static final int YEARS = 5;
    private static final int UPDATES = 12;
    private static final double SIDE = 250;
    /** Some 440 km², such as 横浜市. */
    private static final int CITY_CELLS = 84;
    private static final int MUNICIPALITIES = 1_741;
    /** So many are forecast, of sizes evenly taken from the smallest to the largest; the rest is a sum. */
    private static final int SAMPLED = 60;
    /** Reported property crime of the country in five years, some 2.5 million, falls off by rank as population does. */
    private static final double EVENTS_OF_ALL = 2.5e6;
    private static final int CLUSTER_CORES = 64;

    private ForecastBench() {
    }

    /** @param most events of the largest run; @param say a measure and its result */
    public static void run(int most, BiConsumer<String, String> say) {
        StudyCells city = square(CITY_CELLS);
        say.accept("city: %,d cells of 250 m, events of %d years".formatted(city.count(), YEARS), "first / weekly update (CPU) / memory");
        for (int count = 10_000; count <= most; count *= 10) {
            Events events = drawn(city, count, count);
            Forecasting forecasting = new Forecasting(city, Forecasting.Places.POINTS);
            long start = YEARS * 365 * DAY;
            double first = seconds(() -> forecasting.at(events, start - UPDATES * 7 * DAY, 7));
            double update = seconds(() -> {
                for (int week = UPDATES - 1; week >= 0; week--) {
                    forecasting.at(events, start - week * 7 * DAY, 7);
                }
            }) / UPDATES;
            say.accept("%,12d events".formatted(count), "%8.2f s / %8.3f s / %,6d MB".formatted(first, update, usedMemory()));
        }
        double sampled = 0;
        double whole = 0;
        double weights = 0;
        for (int rank = 1; rank <= MUNICIPALITIES; rank++) {
            weights += 1.0 / (rank + 10);
        }
        int step = MUNICIPALITIES / SAMPLED;
        for (int rank = 1 + step / 2; rank <= MUNICIPALITIES; rank += step) {
            // a mean of 217 km², of which people live on a third
            StudyCells cells = square((int) Math.sqrt(Math.min(7_000, 1_150 * (0.5 + 40.0 / (rank + 10)))));
            Events events = drawn(cells, (int) (EVENTS_OF_ALL / weights / (rank + 10)), rank);
            double seconds = seconds(() -> new Forecasting(cells, Forecasting.Places.POINTS).at(events, YEARS * 365 * DAY, 7));
            sampled += seconds;
            whole += seconds * step;
        }
        say.accept("%d of %,d municipalities, forecast from nothing".formatted(SAMPLED, MUNICIPALITIES), "%.1f s on one core".formatted(sampled));
        say.accept("all %,d, projected".formatted(MUNICIPALITIES), "%.0f s on one core, %.0f s on two, %.0f s on %d".formatted(whole, whole / 2, whole / CLUSTER_CORES, CLUSTER_CORES));
    }

    private static StudyCells square(int side) {
        int[] gx = new int[side * side];
        int[] gy = new int[side * side];
        for (int cell = 0; cell < gx.length; cell++) {
            gx[cell] = cell % side;
            gy[cell] = cell / side;
        }
        return new StudyCells(new Grid.Squares(0, 0, SIDE), gx, gy);
    }

    /** Half of them around forty places, the others anywhere. */
    private static Events drawn(StudyCells cells, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double side = Math.sqrt(cells.count()) * SIDE;
        double[] places = random.doubles(80, 0, side).toArray();
        Events events = new Events();
        for (int event = 0; event < count; event++) {
            long time = (long) (YEARS * 365.0 * DAY * event / count);
            int place = random.nextInt(40);
            boolean hot = random.nextBoolean();
            events.add(time, hot ? Math.clamp(places[2 * place] + 300 * random.nextGaussian(), 0, side - 1) : random.nextDouble(side),
                    hot ? Math.clamp(places[2 * place + 1] + 300 * random.nextGaussian(), 0, side - 1) : random.nextDouble(side));
        }
        return events;
    }

    private static double seconds(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        work.run();
        return (threads.getCurrentThreadCpuTime() - begun) / 1e9;
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20;
    }
}
