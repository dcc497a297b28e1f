package jp.machimori.forecast.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * カーネル混合。Expected share of a cell ∝ (Σ wⱼ φⱼ(cell))^power: φⱼ are the maps of {@link Parts}, the weights follow from what
 * happened after past maps ({@link Lessons}), the power from the last of them ({@link Calibration}). How much longer ago counts
 * less, when weights are learnt, is chosen by how well the weights of each half-life foretold the periods after them.
 */
final class KernelMixture implements Model {

    /** Days. */
    private static final double[] HALF_LIVES = {120, 240, 480};
    private static final int MOST_PERIODS = 156;
    private static final int CHOOSING_PERIODS = 52;
    private static final int PERIODS_BEFORE_LEARNING = 26;
    private static final int SHORTEST_PERIOD = 7;
    /** Maps times places of the box that may be made before the first forecast: a very large grid learns from fewer periods. */
    private static final double MOST_WORK = 5e8;
    private static final int FIRST_STEPS = 100;
    private static final int LATER_STEPS = 4;
    private static final double LEAST_VALUE = 1e-3;
    private static final long DAY = 86_400;

    private final StudyCells cells;
    private final Forecasting.Places places;
    private Parts parts;
    private Past past;
    private Lessons lessons;
    private Calibration calibration;
    private double[][] weights;
    private double[] loss;
    private int chosen;
    private boolean settled;
    private int days;
    private float @Nullable [][] maps;

    KernelMixture(StudyCells cells, Forecasting.Places places) {
        this.cells = cells;
        this.places = places;
        begin(new Events(), 0);
    }

    @Override
    public String name() {
        return "mixture";
    }

    @Override
    public double[] forecast(Events known, long start, int days) {
        if (maps == null || start < past.now() || days != this.days) {
            begin(known, days);
            learnFromHistory(known, start);
        } else {
            while (past.now() < start) {
                step(known, Math.min(start, past.now() + days * DAY), LATER_STEPS, true);
            }
            calibration.improve(1);
        }
        return calibration.apply(mix(weights[chosen]));
    }

    /** What each part adds to the expectation in a cell, as a share of it: sums to 1. In the order of {@link #parts}. */
    double[] shares(int cell) {
        double[] shares = new double[maps.length];
        double sum = 0;
        for (int part = 0; part < shares.length; part++) {
            shares[part] = weights[chosen][part] * maps[part][cell];
            sum += shares[part];
        }
        for (int part = 0; part < shares.length; part++) {
            shares[part] /= sum;
        }
        return shares;
    }

    List<Part> parts() {
        return parts.list();
    }

    /** @return how much more than Poisson the counts of single cells varied lately: var = mean + spread · mean² */
    double spreadOfCells() {
        return calibration.spread();
    }

    private void begin(Events known, int days) {
        this.days = days;
        parts = new Parts(cells, places.byTown(cells, known));
        past = new Past(cells);
        double[] usual = usual(parts.list());
        lessons = new Lessons(usual);
        calibration = new Calibration();
        weights = new double[HALF_LIVES.length][];
        Arrays.setAll(weights, halfLife -> usual.clone());
        loss = new double[HALF_LIVES.length];
        chosen = HALF_LIVES.length - 1;
        settled = false;
        maps = null;
    }

    private void learnFromHistory(Events known, long start) {
        long period = Math.max(days, SHORTEST_PERIOD) * DAY;
        long history = known.count() == 0 ? 0 : (start - known.time(0)) / period;
        long affordable = (long) (MOST_WORK / ((double) parts.list().size() * cells.width() * cells.height()));
        int periods = (int) Math.clamp(Math.min(affordable, history - Math.min(PERIODS_BEFORE_LEARNING, history / 3)), 0, MOST_PERIODS);
        past.moveTo(known, start - periods * period);
        maps = parts.make(past, known, days);
        boolean fitted = false;
        for (int left = periods; left > 0; left--) {
            boolean choosing = left <= Math.min(CHOOSING_PERIODS, periods * 2 / 3);
            if (choosing && !fitted) {
                improve(FIRST_STEPS);
                fitted = true;
            }
            step(known, past.now() + period, choosing ? LATER_STEPS : 0, choosing);
        }
        settled = true;
        improve(FIRST_STEPS);
        calibration.improve(6);
    }

    /** Learns from what happened until {@code next} and makes the maps of that instant. */
    private void step(Events known, long next, int steps, boolean judged) {
        int[] happened = happened(known, past.now(), next);
        if (judged) {
            for (int at = 0; at < HALF_LIVES.length; at++) {
                if (!settled) {
                    loss[at] -= logLikelihood(weights[at], happened);
                    chosen = loss[at] < loss[chosen] ? at : chosen;
                }
            }
            calibration.add(past.now(), mix(weights[chosen]), happened);
        }
        lessons.add(past.now(), happened, maps);
        past.moveTo(known, next);
        maps = parts.make(past, known, days);
        improve(steps);
    }

    private void improve(int steps) {
        for (int at = 0; at < HALF_LIVES.length; at++) {
            if (!settled || at == chosen) {
                lessons.improve(weights[at], steps, past.now(), HALF_LIVES[at]);
            }
        }
    }

    private int[] happened(Events known, long from, long to) {
        int[] happened = new int[cells.count()];
        for (int event = known.before(from), end = known.before(to); event < end; event++) {
            int cell = cells.of(known.x(event), known.y(event));
            if (cell >= 0) {
                happened[cell]++;
            }
        }
        return happened;
    }

    private double logLikelihood(double[] weights, int[] happened) {
        double sum = 0;
        for (int cell = 0; cell < happened.length; cell++) {
            if (happened[cell] > 0) {
                double value = 0;
                for (int part = 0; part < weights.length; part++) {
                    value += weights[part] * maps[part][cell];
                }
                sum += happened[cell] * Math.log(Math.max(value, LEAST_VALUE));
            }
        }
        return sum;
    }

    private double[] mix(double[] weights) {
        double[] mixed = new double[cells.count()];
        for (int part = 0; part < weights.length; part++) {
            double weight = weights[part];
            float[] map = maps[part];
            if (weight > 1e-9) {
                for (int cell = 0; cell < mixed.length; cell++) {
                    mixed[cell] += weight * map[cell];
                }
            }
        }
        for (int cell = 0; cell < mixed.length; cell++) {
            mixed[cell] = Math.max(mixed[cell], LEAST_VALUE);
        }
        return mixed;
    }

    /** Mostly what happened in the cell and close by at any time, a little anywhere, and a trace of all else. */
    private static double[] usual(List<Part> parts) {
        double[] usual = new double[parts.size()];
        for (int part = 0; part < usual.length; part++) {
            Part one = parts.get(part);
            usual[part] = switch (one.kind()) {
                case CELL -> one.memory() > 300 ? 2 : 0.2;
                case AROUND -> one.memory() > 300 ? 3 : 0.2;
                case KNOWN, SEASON -> 0.2;
                case ANYWHERE -> 5;
            };
        }
        double sum = Arrays.stream(usual).sum();
        return Arrays.stream(usual).map(weight -> weight / sum).toArray();
    }
}
