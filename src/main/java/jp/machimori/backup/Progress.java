package jp.machimori.backup;

import java.io.PrintStream;
import java.time.Duration;

/** 進み具合。Tells the person at the keyboard how far it is, where it takes long. */
class Progress {

    private static final Duration LONG = Duration.ofSeconds(3);

    private final PrintStream out;
    private String table = "";
    private long told;

    Progress(PrintStream out) {
        this.out = out;
    }

    void begin(Table next) {
        table = next.name();
        told = System.nanoTime();
    }

    /** @param total 0 when not known */
    void rows(long done, long total) {
        long now = System.nanoTime();
        if (now - told > LONG.toNanos()) {
            told = now;
            out.println(total == 0 ? "  %s: %,d 行 / rows".formatted(table, done)
                    : "  %s: %,d / %,d 行 / rows".formatted(table, done, total));
        }
    }
}
