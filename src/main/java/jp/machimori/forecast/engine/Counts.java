package jp.machimori.forecast.engine;

/** これまでの件数。As many as there were so far in the cell. */
final class Counts implements Model {

    private final StudyCells cells;
    private final double[] counts;
    private int seen;

    Counts(StudyCells cells) {
        this.cells = cells;
        counts = new double[cells.count()];
    }

    @Override
    public String name() {
        return "counts";
    }

    @Override
    public double[] forecast(Events known, long start, int days) {
        for (; seen < known.count(); seen++) {
            int cell = cells.of(known.x(seen), known.y(seen));
            if (cell >= 0) {
                counts[cell]++;
            }
        }
        return counts.clone();
    }
}
