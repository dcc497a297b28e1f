package jp.machimori.forecast.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** 対象区域。The cells that are forecast: numbered from 0 in the order given, inside their bounding box. */
public final class StudyCells {

    /** A box larger than this means cells that are strewn over half a country; its arrays would not fit. */
    private static final long MOST_IN_BOX = 64_000_000;

    private final Grid grid;
    private final int[] gx;
    private final int[] gy;
    private final int west;
    private final int south;
    private final int width;
    private final int height;
    /** Number of the cell at a place of the box, -1 where it is not forecast. */
    private final int[] at;

    /** @param gx column of each cell, @param gy row of each cell; no cell twice */
    public StudyCells(Grid grid, int[] gx, int[] gy) {
        if (gx.length == 0) {
            throw new Unusable("対象の区画がありません。", "There are no study cells.");
        }
        this.grid = grid;
        this.gx = gx;
        this.gy = gy;
        west = Arrays.stream(gx).min().getAsInt();
        south = Arrays.stream(gy).min().getAsInt();
        long wide = Arrays.stream(gx).max().getAsInt() - (long) west + 1;
        long high = Arrays.stream(gy).max().getAsInt() - (long) south + 1;
        if (wide > MOST_IN_BOX || high > MOST_IN_BOX || wide * high > MOST_IN_BOX) {
            throw new Unusable(String.format(Locale.ROOT, "対象の区画が %,d × %,d の広さに散らばっています。区域を分けてください。", wide, high),
                    String.format(Locale.ROOT, "The study cells are strewn over %,d × %,d cells: divide the area.", wide, high));
        }
        width = (int) wide;
        height = (int) high;
        at = new int[width * height];
        Arrays.fill(at, -1);
        for (int cell = 0; cell < gx.length; cell++) {
            int place = place(cell);
            if (at[place] >= 0) {
                throw new Unusable("区画 %d,%d が二度あります。".formatted(gx[cell], gy[cell]), "The cell %d,%d is there twice.".formatted(gx[cell], gy[cell]));
            }
            at[place] = cell;
        }
    }

    public Grid grid() {
        return grid;
    }

    public int count() {
        return gx.length;
    }

    public int gx(int cell) {
        return gx[cell];
    }

    public int gy(int cell) {
        return gy[cell];
    }

    /** @return the number of the study cell a point lies in, -1 outside of them */
    public int of(double x, double y) {
        return number(grid.gx(x), grid.gy(y));
    }

    /** @return how many of the events lie in study cells */
    public int inside(Events events) {
        return (int) IntStream.range(0, events.count()).filter(event -> of(events.x(event), events.y(event)) >= 0).count();
    }

    /** @return the number of a study cell, -1 where it is none */
    public int number(int gx, int gy) {
        long column = (long) gx - west;
        long row = (long) gy - south;
        return column < 0 || row < 0 || column >= width || row >= height ? -1 : at[(int) (row * width + column)];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** @return the number of the cell at a column and row of the box, -1 where it is not forecast */
    int inBox(int column, int row) {
        return at[row * width + column];
    }

    /** Row by row from the south-west, in whatever order they were given. */
    void eachInBox(IntConsumer cell) {
        Arrays.stream(at).filter(number -> number >= 0).forEach(cell);
    }

    /** @return where a cell lies in the box, row by row from the south-west */
    int place(int cell) {
        return (gy[cell] - south) * width + gx[cell] - west;
    }

    /** @return metres of a cell, from west to east in the middle of the box */
    double widthMetres() {
        return grid.widthMetres(south + height / 2);
    }

    double heightMetres() {
        return grid.heightMetres();
    }

    /** @return columns from the west edge of the box to a point, a fraction */
    double column(double x) {
        double left = grid.west(west);
        return (x - left) / (grid.west(west + 1) - left);
    }

    double row(double y) {
        double bottom = grid.south(south);
        return (y - bottom) / (grid.south(south + 1) - bottom);
    }
}
