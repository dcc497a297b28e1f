package jp.machimori.forecast.engine;

import java.util.Arrays;
import java.util.Comparator;

/**
 * 認知された事案の列。Reported events in the order of time, as columns: local time in seconds since 1970, place in the unit of
 * the grid, and for how many seconds before that time each may have happened (0 where the time is exact).
 */
public final class Events {

    /** Seconds: a range longer than a year. */
    private static final int VAGUE = 366 * 86_400;

    private long[] time;
    private double[] x;
    private double[] y;
    /** Kept only once an event has a range. */
    private int[] range;
    private int count;
    private boolean sorted = true;

    public Events() {
        this(1024);
    }

    private Events(int room) {
        time = new long[room];
        x = new double[room];
        y = new double[room];
        range = new int[0];
    }

    /** Adds an event that happened at one instant. */
    public void add(long time, double x, double y) {
        add(time, time, x, y);
    }

    /** Adds an event that happened between two instants, and was known at the later one. */
    public void add(long from, long to, double x, double y) {
        if (count == time.length) {
            int room = (int) Math.min(Integer.MAX_VALUE - 8L, count * 2L);
            this.time = Arrays.copyOf(this.time, room);
            this.x = Arrays.copyOf(this.x, room);
            this.y = Arrays.copyOf(this.y, room);
        }
        long last = Math.max(from, to);
        sorted &= count == 0 || this.time[count - 1] < last;
        this.time[count] = last;
        this.x[count] = x;
        this.y[count] = y;
        if (from != to) {
            if (range.length <= count) {
                range = Arrays.copyOf(range, this.time.length);
            }
            range[count] = (int) Math.min(Integer.MAX_VALUE, Math.abs(to - from));
        }
        count++;
    }

    public int count() {
        return count;
    }

    public long time(int event) {
        return time[event];
    }

    public double x(int event) {
        return x[event];
    }

    public double y(int event) {
        return y[event];
    }

    /** @return seconds before {@link #time} within which it happened */
    public int range(int event) {
        return event < range.length ? range[event] : 0;
    }

    /** @return whether it is not even known in which year it happened */
    boolean isVague(int event) {
        return range(event) > VAGUE;
    }

    /** Puts them in the order of time, those of one instant in the order of place: in whatever order they came, they are the same. */
    public Events inOrder() {
        if (sorted) {
            return this;
        }
        Events ordered = ofTime();
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && ordered.time[to] == ordered.time[from]) {
                to++;
            }
            if (to - from > 1) {
                ordered.ofPlace(from, to);
            }
            from = to;
        }
        return ordered;
    }

    /** A stable sort of primitives: equal times are told apart by where they stood. */
    private Events ofTime() {
        long[] times = Arrays.copyOf(time, count);
        Arrays.sort(times);
        int[] next = new int[count];
        Events ordered = new Events(count);
        ordered.count = count;
        ordered.range = range.length == 0 ? range : new int[count];
        for (int event = 0; event < count; event++) {
            int first = firstAtOrAfter(times, count, time[event]);
            int place = first + next[first]++;
            ordered.time[place] = time[event];
            ordered.x[place] = x[event];
            ordered.y[place] = y[event];
            if (range.length > 0) {
                ordered.range[place] = range(event);
            }
        }
        return ordered;
    }

    private void ofPlace(int from, int to) {
        record Place(double x, double y, int range) {
        }
        Place[] places = new Place[to - from];
        Arrays.setAll(places, at -> new Place(x[from + at], y[from + at], range(from + at)));
        Arrays.sort(places, Comparator.comparingDouble(Place::x).thenComparingDouble(Place::y).thenComparingInt(Place::range));
        for (int at = 0; at < places.length; at++) {
            x[from + at] = places[at].x();
            y[from + at] = places[at].y();
            if (range.length > 0) {
                range[from + at] = places[at].range();
            }
        }
    }

    /** @return how many happened before an instant; the events are in order */
    public int before(long instant) {
        return firstAtOrAfter(time, count, instant);
    }

    /** @return the first of them only: what is known at an instant is all that a forecast is given. Shares the columns. */
    public Events first(int number) {
        Events known = new Events(0);
        known.time = time;
        known.x = x;
        known.y = y;
        known.range = range;
        known.count = Math.min(number, count);
        return known;
    }

    private static int firstAtOrAfter(long[] sorted, int count, long instant) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
