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

    Smoothing(Cells cells, double metres, double[] between) {
        width = cells.width();
        height = cells.height();
        across = kernel(metres / cells.widthMetres(), width);
        along = kernel(metres / cells.heightMetres(), height);
        this.between = between;
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

    void apply(double[] from, double[] to) {
        Arrays.fill(between, 0);
        for (int row = 0; row < height; row++) {
            int start = row * width;
            for (int distance = 0; distance < across.length; distance++) {
                add(from, start + distance, between, start, width - distance, across[distance]);
                if (distance > 0) {
                    add(from, start, between, start + distance, width - distance, across[distance]);
                }
            }
        }
        Arrays.fill(to, 0);
        for (int row = 0; row < height; row++) {
            for (int distance = 0; distance < along.length; distance++) {
                if (row + distance < height) {
                    add(between, (row + distance) * width, to, row * width, width, along[distance]);
                }
                if (distance > 0 && row >= distance) {
                    add(between, (row - distance) * width, to, row * width, width, along[distance]);
                }
            }
        }
    }

    private static void add(double[] from, int fromAt, double[] to, int toAt, int length, double weight) {
        for (int step = 0; step < length; step++) {
            to[toAt + step] += weight * from[fromAt + step];
        }
    }
}
