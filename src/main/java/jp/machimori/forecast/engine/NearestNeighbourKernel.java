package jp.machimori.forecast.engine;

import java.util.Arrays;

/**
 * 近傍の数で広がりが決まるカーネル密度。A Gaussian on each event of the last {@code DAYS} days, as wide as its distance to the k-th
 * nearest other one (Silverman 1986, 5.2), weighing e^(−age/{@code FORGETTING}).
 */
final class NearestNeighbourKernel implements Model {

    private static final int NEIGHBOURS = 15;
    private static final double DAY = 86_400;
    private static final double DAYS = 1095;
    private static final double FORGETTING = 365;
    private static final double REACH = 3;
    /** The neighbours of more events than this are looked for among so many of them, evenly taken. */
    private static final int MOST_EVENTS = 20_000;

    private final StudyCells cells;

    NearestNeighbourKernel(StudyCells cells) {
        this.cells = cells;
    }

    @Override
    public String name() {
        return "kde";
    }

    @Override
    public double[] forecast(Events known, long start, int days) {
        int from = known.before(start - (long) (DAYS * DAY));
        int every = (known.count() - from) / MOST_EVENTS + 1;
        int count = (known.count() - from + every - 1) / every;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int at = 0; at < count; at++) {
            x[at] = cells.column(known.x(from + at * every)) * cells.widthMetres();
            y[at] = cells.row(known.y(from + at * every)) * cells.heightMetres();
        }
        double[] risk = new double[cells.count()];
        for (int at = 0; at < count; at++) {
            int event = from + at * every;
            double width = Math.max(width(x, y, at), cells.heightMetres() / 2);
            double weight = Math.exp(-(start - known.time(event)) / DAY / FORGETTING) / (width * width);
            Around.each(cells, known.x(event), known.y(event), REACH * width,
                    (cell, squared) -> risk[cell] += weight * Math.exp(-squared / (2 * width * width)));
        }
        return risk;
    }

    private static double width(double[] x, double[] y, int of) {
        double[] nearest = new double[Math.min(NEIGHBOURS, x.length - 1)];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int other = 0; other < x.length; other++) {
            double dx = x[other] - x[of];
            double dy = y[other] - y[of];
            double squared = dx * dx + dy * dy;
            if (other != of && nearest.length > 0 && squared < nearest[nearest.length - 1]) {
                int place = nearest.length - 1;
                for (; place > 0 && nearest[place - 1] > squared; place--) {
                    nearest[place] = nearest[place - 1];
                }
                nearest[place] = squared;
            }
        }
        return nearest.length == 0 ? 0 : Math.sqrt(nearest[nearest.length - 1]);
    }
}
