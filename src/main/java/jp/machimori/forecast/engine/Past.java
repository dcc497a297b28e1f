package jp.machimori.forecast.engine;

/**
 * 減衰する件数。How many events there were in each place of the box, each counting less the longer ago it was: e^(−age/memory)
 * for every memory. Moving on by a week costs one multiplication per cell and the new events, however many there were before.
 */
final class Past {

    /** Days after which an event counts 1/e; the last never forgets. */
    static final double[] MEMORY = {7, 30, 120, 400, Double.POSITIVE_INFINITY};
    static final int FOR_EVER = MEMORY.length - 1;

    private static final double DAY = 86_400;

    private final StudyCells cells;
    private final double[][] counts;
    private long now;
    private int seen;

    Past(StudyCells cells) {
        this.cells = cells;
        counts = new double[MEMORY.length][cells.width() * cells.height()];
    }

    /** @return nothing yet, and blind to what happened before an instant */
    static Past since(StudyCells cells, Events known, long instant) {
        Past since = new Past(cells);
        since.seen = known.before(instant);
        since.now = instant;
        return since;
    }

    Past copy() {
        Past copy = new Past(cells);
        for (int memory = 0; memory < MEMORY.length; memory++) {
            copy.counts[memory] = counts[memory].clone();
        }
        copy.now = now;
        copy.seen = seen;
        return copy;
    }

    /** Lets time pass and takes in what became known before {@code instant}, which is not earlier than the last one. */
    void moveTo(Events known, long instant) {
        for (int memory = 0; memory < FOR_EVER && seen > 0; memory++) {
            double kept = Math.exp(-(instant - now) / DAY / MEMORY[memory]);
            double[] aged = counts[memory];
            for (int place = 0; place < aged.length; place++) {
                aged[place] *= kept;
            }
        }
        now = instant;
        for (; seen < known.count() && known.time(seen) < instant; seen++) {
            int cell = cells.of(known.x(seen), known.y(seen));
            if (cell >= 0) {
                int place = cells.place(cell);
                double age = (instant - known.time(seen)) / DAY;
                double range = known.range(seen) / DAY;
                for (int memory = 0; memory < MEMORY.length; memory++) {
                    counts[memory][place] += Math.exp(-age / MEMORY[memory]) * averaged(range / MEMORY[memory]);
                }
            }
        }
    }

    /** An event of some time within a range counts as the mean over the range: (1 − e^(−r)) / r (aoristic, Ratcliffe 2000). */
    private static double averaged(double range) {
        return range < 1e-6 ? 1 : -Math.expm1(-range) / range;
    }

    double[] counts(int memory) {
        return counts[memory];
    }

    long now() {
        return now;
    }
}
