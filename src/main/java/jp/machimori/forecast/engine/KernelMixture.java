package jp.machimori.forecast.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * カーネル混合。Expected share of a cell ∝ (Σ wⱼ φⱼ(cell))^power: φⱼ are the maps of {@link Parts}, the weights follow from what
 * happened after past maps ({@link Lessons}), the power from the last of them ({@link Calibration}). How much longer ago counts
 * less, when weights are learnt, is chosen by how well the weights of each half-life foretold the periods after them.
 */
final class KernelMixture implements Model {

    /** Days. */
    private static final double[] HALF_LIVES = {120, 240, 480};
    private static final int MOST_PERIODS = 520;
    private static final int MOST_LESSONS = 156;
    private static final int CHOOSING_PERIODS = 52;
    /** Nothing is learnt from what followed the first maps: they know next to nothing. */
    private static final int PERIODS_BEFORE_LEARNING = 26;
    private static final int SHORTEST_PERIOD = 7;
    /** Maps times places of the box that may be made before the first forecast: a very large grid learns from fewer periods. */
    private static final double MOST_WORK = 5e8;
    private static final int STEPS = 4;
    private static final double LEAST_VALUE = 1e-3;
    private static final long DAY = 86_400;

    private final StudyCells cells;
    private final Forecasting.Places places;
    private Parts parts;
    private Past past;
    private Lessons lessons;
    private Calibration calibration;
    private double[][] weights;
    private Deque<double[]> losses;
    private int chosen;
    /** What the state was made for: anything else starts anew. */
    private Setting setting;
    private long learnt;
    /** As they are at the instant that was asked for last. */
    private Past latest;
    private Events known = new Events();
    private float[][] maps;
    /** Whether these are also the first maps of the period to be learnt from next. */
    private boolean made;

    /**
     * @param origin first second of the first period from which is learnt, {@code Long.MIN_VALUE} without events
     * @param lag seconds from the last instant that is known to the period from which is learnt
     */
    private record Setting(long origin, int days, long lag, boolean towns) {

        long period() {
            return Math.max(days, SHORTEST_PERIOD) * DAY;
        }
    }

    KernelMixture(StudyCells cells, Forecasting.Places places) {
        this.cells = cells;
        this.places = places;
        begin(new Setting(Long.MIN_VALUE, SHORTEST_PERIOD, 0, false));
    }

    @Override
    public String name() {
        return "mixture";
    }

    @Override
    public double[] forecast(Events known, long start, int days) {
        return forecast(known, start, start, days);
    }

    /**
     * A function of its arguments: the weights are what learning from period after period, from the first event on, makes of
     * them; a later call goes on from where an earlier one stood, on the same way.
     *
     * @param known the events before {@code complete}
     * @param complete until when they are complete, not after {@code start}
     */
    double[] forecast(Events known, long complete, long start, int days) {
        long origin = origin(known, complete, days);
        // a silence as long as the history could not be learnt from: then from the longest that leaves two thirds to learn
        long lag = origin == Long.MIN_VALUE ? 0 : Math.min(start - complete, (complete - origin) / 3);
        Setting asked = new Setting(origin, days, lag, places.byTown(cells, known));
        if (!asked.equals(setting) || complete < past.now()) {
            begin(asked);
        }
        learn(known, complete);
        this.known = known;
        made = past.now() == complete;
        latest = made ? past : past.copy();
        latest.moveTo(known, complete);
        maps = parts.make(latest, known, start, days);
        return calibration.apply(mix(weights[chosen]));
    }

    /**
     * Within the first period in which something happened in the cells. Periods of a week or more end where the forecast begins;
     * shorter ones are learnt from week by week, the same weeks from day to day.
     */
    private long origin(Events known, long complete, int days) {
        long period = Math.max(days, SHORTEST_PERIOD) * DAY;
        for (int event = 0; event < known.count(); event++) {
            if (cells.of(known.x(event), known.y(event)) >= 0) {
                long ends = days < SHORTEST_PERIOD ? 0 : complete;
                return ends - Math.ceilDiv(ends - known.time(event), period) * period;
            }
        }
        return Long.MIN_VALUE;
    }

    /** What each part adds to the expectation in some cells, as a share of it: sums to 1. In the order of {@link #kinds}. */
    double[] shares(int... of) {
        double[] shares = new double[maps.length];
        double sum = 0;
        for (int part = 0; part < shares.length; part++) {
            for (int cell : of) {
                shares[part] += weights[chosen][part] * maps[part][cell];
            }
            sum += shares[part];
        }
        for (int part = 0; part < shares.length; part++) {
            shares[part] /= sum;
        }
        return shares;
    }

    /** @return what each part looks at: where there is nothing to look at, its map is the same anywhere */
    List<Part.Kind> kinds() {
        List<Part> list = parts.list();
        boolean[] empty = parts.empty();
        return IntStream.range(0, empty.length).mapToObj(part -> empty[part] ? Part.Kind.ANYWHERE : list.get(part).kind()).toList();
    }

    /** @return per part, which share of what it adds in these cells comes from events of the last so many seconds */
    double[] recent(int[] of, long seconds) {
        Past recent = Past.since(cells, known, latest.now() - seconds);
        recent.moveTo(known, latest.now());
        return parts.recent(latest, recent, of);
    }

    /** @return how much more than Poisson the counts of single cells varied lately: var = mean + spread · mean² */
    double spreadOfCells() {
        return calibration.spread();
    }

    private void begin(Setting setting) {
        this.setting = setting;
        parts = new Parts(cells, setting.towns());
        past = new Past(cells);
        double[] usual = usual(parts.list());
        lessons = new Lessons(usual);
        calibration = new Calibration();
        weights = new double[HALF_LIVES.length][];
        Arrays.setAll(weights, halfLife -> usual.clone());
        losses = new ArrayDeque<>();
        chosen = HALF_LIVES.length - 1;
        learnt = -1;
        made = false;
    }

    /** From all periods that are over; a long history is begun later, by whole blocks, so that a week later it begins there too. */
    private void learn(Events known, long complete) {
        if (setting.origin() == Long.MIN_VALUE) {
            return;
        }
        long over = Math.max(0, (complete - setting.lag() - setting.origin()) / setting.period());
        if (learnt < 0) {
            long affordable = (long) (MOST_WORK / ((double) parts.list().size() * cells.width() * cells.height()));
            long most = Math.clamp(affordable, 1, MOST_PERIODS);
            long block = Math.max(1, most / 10);
            learnt = over <= most ? 0 : Math.ceilDiv(over - most, block) * block;
            past.moveTo(known, setting.origin() + learnt * setting.period());
        }
        for (; learnt < over; learnt++) {
            step(known, past.now() + setting.lag());
            past.moveTo(known, past.now() + setting.period());
        }
    }

    /** Judges the weights by what happened in the period that began at {@code from}, then learns from it. */
    private void step(Events known, long from) {
        float[][] before = made ? maps : parts.make(past, known, from, setting.days());
        made = false;
        int[] happened = happened(known, from, from + setting.period());
        double[] loss = new double[HALF_LIVES.length];
        Arrays.setAll(loss, at -> -logLikelihood(before, weights[at], happened));
        maps = before;
        calibration.add(past.now(), mix(weights[chosen]), happened);
        calibration.improve(1);
        losses.addLast(loss);
        if (losses.size() > CHOOSING_PERIODS) {
            losses.removeFirst();
        }
        chosen = HALF_LIVES.length - 1;
        for (int at = 0; at < HALF_LIVES.length; at++) {
            chosen = summed(at) < summed(chosen) ? at : chosen;
        }
        lessons.add(past.now(), happened, before);
        long now = past.now() + setting.period();
        long first = Math.max(learnt + 1 - MOST_LESSONS, Math.min(PERIODS_BEFORE_LEARNING, (learnt + 1) / 3));
        lessons.forget(setting.origin() + first * setting.period());
        for (int at = 0; at < HALF_LIVES.length; at++) {
            lessons.improve(weights[at], STEPS, now, HALF_LIVES[at]);
        }
    }

    private double summed(int halfLife) {
        return losses.stream().mapToDouble(loss -> loss[halfLife]).sum();
    }

    private int[] happened(Events known, long from, long to) {
        int[] happened = new int[cells.count()];
        for (int event = known.before(from), end = known.before(to); event < end; event++) {
            int cell = cells.of(known.x(event), known.y(event));
            if (cell >= 0 && !known.isVague(event)) {
                happened[cell]++;
            }
        }
        return happened;
    }

    private static double logLikelihood(float[][] maps, double[] weights, int[] happened) {
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
