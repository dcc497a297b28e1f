package jp.machimori.forecast.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * 見込みを立てること。The forecasts of one area, period after period: the first reads the history, each later one takes in what is
 * new. Depends on nothing but what it is given; the same events give the same map.
 */
public final class Forecasting {

    public static final String VERSION = "mixture-1";

    /** 場所の細かさ。How precisely the places of events are known. */
    public enum Places {
        /** To the point. */
        POINTS,
        /** By town: many at exactly the same place. */
        TOWNS,
        /** As it looks. */
        DETECTED;

        boolean byTown(StudyCells cells, Events known) {
            return this == TOWNS || this == DETECTED && Towns.told(cells, known);
        }
    }

    /**
     * 見込みの内訳。What a cell's expected count is made of.
     *
     * @param cell the cell it was worked out in: of a town, the cell its events stand in
     * @param shares of the count per kind, sum 1
     * @param recent share from what is forgotten within half a year
     */
    public record Explanation(int cell, Map<Part.Kind, Double> shares, double recent) {
    }

    private static final double RECENT_MEMORY = 183;

    private final StudyCells cells;
    private final Places places;
    private final KernelMixture mixture;
    private MessageDigest digest;
    private int digested;
    private boolean spread;
    private int[] sources = {};

    public Forecasting(StudyCells cells, Places places) {
        this.cells = cells;
        this.places = places;
        mixture = new KernelMixture(cells, places);
        digest = ofCells();
    }

    /**
     * @param events in order, at a later period the same and more; those from {@code start} on are left aside
     * @param start first second of the period, not before the last one asked for
     * @param days length of the period
     */
    public Forecast at(Events events, long start, int days) {
        Events known = events.first(events.before(start));
        double[] map = mixture.forecast(known, start, days);
        spread = places.byTown(cells, known);
        sources = new int[0];
        if (spread) {
            Towns towns = new Towns(cells, known);
            map = towns.spread(map);
            sources = new int[cells.count()];
            Arrays.setAll(sources, towns::source);
        }
        return Forecast.of(cells, start, days, map, Level.of(cells, known, start, days), mixture.spreadOfCells(), spread, VERSION, hash(known));
    }

    /** Of the forecast made last. */
    public Explanation explain(int cell) {
        int source = spread ? sources[cell] : cell;
        double[] values = mixture.shares(source);
        List<Part> parts = mixture.parts();
        Map<Part.Kind, Double> shares = new EnumMap<>(Part.Kind.class);
        double recent = 0;
        for (int part = 0; part < values.length; part++) {
            shares.merge(parts.get(part).kind(), values[part], Double::sum);
            recent += parts.get(part).memory() < RECENT_MEMORY ? values[part] : 0;
        }
        return new Explanation(source, shares, recent);
    }

    /** Goes on from the forecast before, where that knew fewer events. */
    private String hash(Events known) {
        if (known.count() < digested) {
            digest = ofCells();
            digested = 0;
        }
        ByteBuffer row = ByteBuffer.allocate(Long.BYTES + 2 * Double.BYTES + Integer.BYTES);
        for (; digested < known.count(); digested++) {
            digest.update(row.clear().putLong(known.time(digested)).putDouble(known.x(digested)).putDouble(known.y(digested)).putInt(known.range(digested)).flip());
        }
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException never) {
            throw new IllegalStateException(never);
        }
    }

    private MessageDigest ofCells() {
        MessageDigest started = sha256();
        started.update(cells.grid().toString().getBytes(StandardCharsets.UTF_8));
        ByteBuffer row = ByteBuffer.allocate(2 * Integer.BYTES);
        cells.eachInBox(cell -> started.update(row.clear().putInt(cells.gx(cell)).putInt(cells.gy(cell)).flip()));
        return started;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
