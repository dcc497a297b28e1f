package jp.machimori.forecast.engine;

/** 過去の発生地点の地図。A quartic kernel, (1 − d²/b²)² up to the bandwidth, laid on each past event and read at the centre of each cell. */
final class RetrospectiveHotSpot implements Model {

    private final StudyCells cells;
    private final double bandwidth;
    private final double[] risk;
    private int seen;

    RetrospectiveHotSpot(StudyCells cells, double bandwidth) {
        this.cells = cells;
        this.bandwidth = bandwidth;
        risk = new double[cells.count()];
    }

    @Override
    public String name() {
        return "retro";
    }

    @Override
    public double[] forecast(Events known, long start, int days) {
        for (; seen < known.count(); seen++) {
            Around.each(cells, known.x(seen), known.y(seen), bandwidth, (cell, squared) -> {
                double inside = 1 - squared / (bandwidth * bandwidth);
                risk[cell] += inside * inside;
            });
        }
        return risk.clone();
    }
}
