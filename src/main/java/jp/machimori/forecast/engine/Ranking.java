package jp.machimori.forecast.engine;

import java.util.Arrays;

/** 順位。Orders cells by score, the highest first; equal scores by a hash of the cell that depends on nothing else. */
final class Ranking {

    private final int[] byTie;

    Ranking(StudyCells cells) {
        int count = cells.count();
        long[] keys = new long[count];
        long[] ties = new long[count];
        for (int cell = 0; cell < count; cell++) {
            ties[cell] = tie(cells.gx(cell), cells.gy(cell));
            keys[cell] = ties[cell];
        }
        byTie = inOrder(keys, ties);
    }

    /** splitmix64 of {@code gx·100003 + gy}, its upper 53 bits. */
    static long tie(int gx, int gy) {
        long mixed = gx * 100_003L + gy + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return (mixed ^ mixed >>> 31) >>> 11;
    }

    /** @return cells from the highest score to the lowest */
    int[] order(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int[] taken = new int[scores.length];
        int[] order = new int[scores.length];
        for (int cell : byTie) {
            int higher = after(sorted, scores[cell]);
            order[scores.length - higher + taken[higher - 1]++] = cell;
        }
        return order;
    }

    private static int[] inOrder(long[] keys, long[] ties) {
        Arrays.sort(keys);
        int[] taken = new int[keys.length];
        int[] order = new int[keys.length];
        for (int cell = 0; cell < ties.length; cell++) {
            int first = Arrays.binarySearch(keys, ties[cell]);
            while (first > 0 && keys[first - 1] == keys[first]) {
                first--;
            }
            order[first + taken[first]++] = cell;
        }
        return order;
    }

    /** @return how many of the sorted values are not higher than one of them */
    private static int after(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
