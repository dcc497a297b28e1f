package jp.machimori.forecast.engine;

/**
 * 先を見る地図（ProMap）。Bowers, Johnson and Pease 2004: each past event weighs 1 / ((1 + cells away)(1 + weeks ago)), up to
 * {@code reach} cells and {@code weeks} weeks. StudyCells away are the longer of columns and rows, weeks are whole.
 */
final class ProspectiveMap implements Model {

    private static final double WEEK = 7 * 86_400.0;

    private final StudyCells cells;
    private final int reach;
    private final int weeks;

    ProspectiveMap(StudyCells cells, int reach, int weeks) {
        this.cells = cells;
        this.reach = reach;
        this.weeks = weeks;
    }

    @Override
    public String name() {
        return "promap";
    }

    @Override
    public double[] forecast(Events known, long start, int days) {
        double[] risk = new double[cells.count()];
        for (int event = known.before(start - (long) (weeks * WEEK)); event < known.count(); event++) {
            int gx = cells.grid().gx(known.x(event));
            int gy = cells.grid().gy(known.y(event));
            double lately = 1 / (1 + Math.floor((start - known.time(event)) / WEEK));
            for (int dy = -reach; dy <= reach; dy++) {
                for (int dx = -reach; dx <= reach; dx++) {
                    int cell = cells.number(gx + dx, gy + dy);
                    if (cell >= 0) {
                        risk[cell] += lately / (1 + Math.max(Math.abs(dx), Math.abs(dy)));
                    }
                }
            }
        }
        return risk;
    }
}
