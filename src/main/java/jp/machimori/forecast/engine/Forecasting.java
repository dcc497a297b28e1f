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
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * 見込みを立てること。The forecasts of one area, period after period: the first reads the history, each later one takes in what is
 * new. Depends on nothing but what it is given; the same events give the same map.
 */
public final class Forecasting {

    public static final String VERSION = "mixture-2";

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
     * @param cells of the town, 0 where places are known to the point and where no town reaches
     * @param shares of the count per kind, sum 1
     * @param recent how much of each share rests on events of the last {@link #RECENT_DAYS} days that are known
     */
    public record Explanation(int cell, int cells, Map<Part.Kind, Double> shares, Map<Part.Kind, Double> recent) {

        /** @return share of the whole that rests on them */
        public double recently() {
            return recent.values().stream().mapToDouble(share -> share).sum();
        }
    }

    public static final int RECENT_DAYS = 180;

    private static final int NO_TOWN = -1;
    private static final long DAY = 86_400;
    private static final int LOOKED_AT = 1_000;
    private static final int FEWEST_GAPS = 10;
    private static final long SHORTEST_SILENCE = 2 * DAY;

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

    /** As {@link #at(Events, long, long, int)}, the events being complete as long as {@link #knownUntil} says. */
    public Forecast at(Events events, long start, int days) {
        return at(events, start, knownUntil(events, start), days);
    }

    /**
     * @param events in order, at a later period the same and more; those from {@code complete} on are left aside
     * @param start first second of the period
     * @param complete until when the events are complete, not after {@code start}: what comes between is unknown, and nothing is
     *     learnt from its silence. The weights are those that foretold periods as far ahead
     * @param days length of the period
     */
    public Forecast at(Events events, long start, long complete, int days) {
        Events known = events.first(events.before(Math.min(complete, start)));
        double[] map = mixture.forecast(known, Math.min(complete, start), start, days);
        spread = places.byTown(cells, known);
        sources = new int[0];
        if (spread) {
            Towns towns = new Towns(cells, known);
            map = towns.spread(map);
            sources = new int[cells.count()];
            Arrays.setAll(sources, cell -> towns.isPoint(towns.source(cell)) ? towns.source(cell) : NO_TOWN);
        }
        return Forecast.of(cells, start, days, map, Level.of(cells, known, Math.min(complete, start), days), mixture.spreadOfCells(), spread,
                new Forecast.Origin(VERSION, hash(known), Math.min(complete, start), known.count() == 0 ? OptionalLong.empty() : OptionalLong.of(known.time(known.count() - 1))));
    }

    /**
     * Statistics appear long after what they count. If nothing has happened for more than two days and for more than twice as long as
     * ever between the last {@value #LOOKED_AT} events, they end where their last day ends.
     *
     * @return {@code start}, or the midnight after the last event before it
     */
    public static long knownUntil(Events events, long start) {
        int count = events.before(start);
        if (count == 0) {
            return start;
        }
        long longest = 0;
        int gaps = 0;
        for (int event = Math.max(1, count - LOOKED_AT); event < count; event++) {
            long gap = events.time(event) - events.time(event - 1);
            longest = Math.max(longest, gap);
            gaps += gap > 0 ? 1 : 0;
        }
        long last = events.time(count - 1);
        return gaps >= FEWEST_GAPS && start - last > Math.max(SHORTEST_SILENCE, 2 * longest) ? (Math.floorDiv(last, DAY) + 1) * DAY : start;
    }

    /** Of the forecast made last. */
    public Explanation explain(int cell) {
        boolean inTown = spread && sources[cell] != NO_TOWN;
        int source = inTown ? sources[cell] : cell;
        int[] town = inTown ? IntStream.range(0, sources.length).filter(other -> sources[other] == source).toArray() : new int[] {cell};
        double[] values = mixture.shares(town);
        double[] recent = mixture.recent(town, (long) (RECENT_DAYS * DAY));
        List<Part.Kind> kinds = mixture.kinds();
        Map<Part.Kind, Double> shares = new EnumMap<>(Part.Kind.class);
        Map<Part.Kind, Double> young = new EnumMap<>(Part.Kind.class);
        for (int part = 0; part < values.length; part++) {
            shares.merge(kinds.get(part), values[part], Double::sum);
            young.merge(kinds.get(part), values[part] * recent[part], Double::sum);
        }
        return new Explanation(source, inTown ? town.length : 0, shares, young);
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
