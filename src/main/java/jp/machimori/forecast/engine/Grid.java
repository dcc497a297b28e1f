package jp.machimori.forecast.engine;

/**
 * 格子。Which cell a point lies in, and how large a cell is. A cell is named by two whole numbers, {@code gx} to the east and
 * {@code gy} to the north.
 */
public sealed interface Grid {

    int gx(double x);

    int gy(double y);

    /** @return the west edge of the cells {@code gx}, in the unit of the points */
    double west(int gx);

    /** @return the south edge of the cells {@code gy} */
    double south(int gy);

    /** @return metres from west to east of a cell in row {@code gy} */
    double widthMetres(int gy);

    double heightMetres();

    /** Squares over projected coordinates in metres: {@code gx = floor((x - originX) / side)}. */
    record Squares(double originX, double originY, double side) implements Grid {

        public Squares {
            if (!(side > 0 && side < 1e7) || !Double.isFinite(originX) || !Double.isFinite(originY)) {
                throw new Unusable("格子の一辺 %s m と原点 %s, %s は使えません。".formatted(side, originX, originY),
                        "The grid's side of %s m and origin %s, %s cannot be used.".formatted(side, originX, originY));
            }
        }

        @Override
        public int gx(double x) {
            return (int) Math.floor((x - originX) / side);
        }

        @Override
        public int gy(double y) {
            return (int) Math.floor((y - originY) / side);
        }

        @Override
        public double west(int gx) {
            return originX + gx * side;
        }

        @Override
        public double south(int gy) {
            return originY + gy * side;
        }

        @Override
        public double widthMetres(int gy) {
            return side;
        }

        @Override
        public double heightMetres() {
            return side;
        }
    }

    /**
     * 地域メッシュ（250 m）。The quarter mesh of JIS X 0410 over longitude ({@code x}) and latitude ({@code y}) in degrees: a
     * cell is 11.25″ of longitude by 7.5″ of latitude, {@code gx} and {@code gy} count such cells from 0° E 0° N.
     */
    record Mesh() implements Grid {

        private static final int PER_LONGITUDE = 320;
        private static final int PER_LATITUDE = 480;
        /** StudyCells of the quarter mesh along a side of the first, second, third and half mesh. */
        private static final int[] SIDES = {320, 40, 4, 2};
        private static final int WEST = 100;
        private static final double METRES_PER_DEGREE = 6_371_000 * Math.PI / 180;

        @Override
        public int gx(double longitude) {
            return (int) Math.floor(longitude * PER_LONGITUDE);
        }

        @Override
        public int gy(double latitude) {
            return (int) Math.floor(latitude * PER_LATITUDE);
        }

        @Override
        public double west(int gx) {
            return (double) gx / PER_LONGITUDE;
        }

        @Override
        public double south(int gy) {
            return (double) gy / PER_LATITUDE;
        }

        @Override
        public double widthMetres(int gy) {
            return METRES_PER_DEGREE * Math.cos(Math.toRadians(south(gy))) / PER_LONGITUDE;
        }

        @Override
        public double heightMetres() {
            return METRES_PER_DEGREE / PER_LATITUDE;
        }

        /** @return the ten digits of the cell, such as 5339452922; of 100° to 180° E and 0° to 66.6° N only */
        public static String code(int gx, int gy) {
            int east = gx - WEST * PER_LONGITUDE;
            if (east < 0 || east >= 80 * PER_LONGITUDE || gy < 0 || gy >= 100 * SIDES[0]) {
                throw new IllegalArgumentException("no cell of JIS X 0410: " + gx + ", " + gy);
            }
            return "%02d%02d%d%d%d%d%d%d".formatted(gy / SIDES[0], east / SIDES[0], gy % SIDES[0] / SIDES[1], east % SIDES[0] / SIDES[1],
                    gy % SIDES[1] / SIDES[2], east % SIDES[1] / SIDES[2],
                    1 + gy % SIDES[2] / SIDES[3] * 2 + east % SIDES[2] / SIDES[3], 1 + gy % SIDES[3] * 2 + east % SIDES[3]);
        }

        /** @return {@code gx} and {@code gy} of a code that {@link #code} made */
        public static int[] cell(String code) {
            if (!code.matches("\\d{4}[0-7]{2}\\d{2}[1-4]{2}")) {
                throw new Unusable("「%s」は 250 m メッシュの 10 桁の記号ではありません。".formatted(code),
                        "\"%s\" is not a ten-digit code of the 250 m mesh.".formatted(code));
            }
            int half = code.charAt(8) - '1';
            int quarter = code.charAt(9) - '1';
            int gy = digits(code, 0, 2) * SIDES[0] + digits(code, 4, 5) * SIDES[1] + digits(code, 6, 7) * SIDES[2] + half / 2 * SIDES[3] + quarter / 2;
            int gx = digits(code, 2, 4) * SIDES[0] + digits(code, 5, 6) * SIDES[1] + digits(code, 7, 8) * SIDES[2] + half % 2 * SIDES[3] + quarter % 2;
            return new int[] {gx + WEST * PER_LONGITUDE, gy};
        }

        private static int digits(String code, int from, int to) {
            return Integer.parseInt(code.substring(from, to));
        }
    }
}
