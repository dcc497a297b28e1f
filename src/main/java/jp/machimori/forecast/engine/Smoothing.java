package jp.machimori.forecast.engine;

import java.util.Arrays;

/** 平滑化。A Gaussian over the box of the cells, cut off at three standard deviations; first along the rows, then along the columns. */
final class Smoothing {

    private static final int REACH = 3;

    private final int width;
    private final int height;
    private final double[] across;
    private final double[] along;
    private final double[] between;

    Smoothing(StudyCells cells, double metres) {
        width = cells.width();
        height = cells.height();
        across = kernel(metres / cells.widthMetres(), width);
        along = kernel(metres / cells.heightMetres(), height);
        between = new double[width];
    }

    /** @return weights at distances 0, 1, 2 … cells; both sides together make 1 */
    private static double[] kernel(double sigma, int size) {
        int reach = (int) Math.min(size - 1, Math.ceil(REACH * sigma));
        double[] kernel = new double[reach + 1];
        double sum = 0;
        for (int distance = 0; distance <= reach; distance++) {
            kernel[distance] = sigma == 0 ? 1 : Math.exp(-0.5 * distance * distance / (sigma * sigma));
            sum += distance == 0 ? kernel[0] : 2 * kernel[distance];
        }
        for (int distance = 0; distance <= reach; distance++) {
            kernel[distance] /= sum;
        }
        return kernel;
    }

    /** Rows in which nothing happened cost next to nothing. */
    void apply(double[] from, double[] to) {
        Arrays.fill(to, 0);
        for (int row = 0; row < height; row++) {
            int start = row * width;
            if (isEmpty(from, start)) {
                continue;
            }
            Arrays.fill(between, 0, width, 0);
            for (int distance = 0; distance < across.length; distance++) {
                add(from, start + distance, between, 0, width - distance, across[distance]);
                if (distance > 0) {
                    add(from, start, between, distance, width - distance, across[distance]);
                }
            }
            for (int other = Math.max(0, row - along.length + 1); other < Math.min(height, row + along.length); other++) {
                add(between, 0, to, other * width, width, along[Math.abs(other - row)]);
            }
        }
    }

    private boolean isEmpty(double[] from, int start) {
        for (int place = start; place < start + width; place++) {
            if (from[place] != 0) {
                return false;
            }
        }
        return true;
    }

    private static void add(double[] from, int fromAt, double[] to, int toAt, int length, double weight) {
        for (int step = 0; step < length; step++) {
            to[toAt + step] += weight * from[fromAt + step];
        }
    }
}
