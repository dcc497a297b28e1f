package jp.machimori.forecast.engine;

/** The study cells whose centre lies within a distance of a point. */
final class Around {

    interface Visitor {

        /** @param squared square of the distance from the point to the centre of the cell, m² */
        void visit(int cell, double squared);
    }

    private Around() {
    }

    static void each(StudyCells cells, double x, double y, double metres, Visitor visitor) {
        double column = cells.column(x) - 0.5;
        double row = cells.row(y) - 0.5;
        double across = metres / cells.widthMetres();
        double along = metres / cells.heightMetres();
        int lastColumn = (int) Math.min(cells.width() - 1.0, Math.floor(column + across));
        int lastRow = (int) Math.min(cells.height() - 1.0, Math.floor(row + along));
        for (int r = (int) Math.max(0, Math.ceil(row - along)); r <= lastRow; r++) {
            double dy = (r - row) * cells.heightMetres();
            for (int c = (int) Math.max(0, Math.ceil(column - across)); c <= lastColumn; c++) {
                double dx = (c - column) * cells.widthMetres();
                double squared = dx * dx + dy * dy;
                int cell = cells.inBox(c, r);
                if (cell >= 0 && squared <= metres * metres) {
                    visitor.visit(cell, squared);
                }
            }
        }
    }
}
