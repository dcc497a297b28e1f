package jp.machimori.backup;

import java.io.PrintStream;
import java.time.Duration;

/** 進み具合。Tells the person at the keyboard how far it is, where it takes long. */
class Progress {

    private static final Duration LONG = Duration.ofSeconds(5);

    private final PrintStream out;
    private final String work;
    private String table = "";
    private long told;

    /** @param work what is being done, as 確認 / checking */
    Progress(PrintStream out, String work) {
        this.out = out;
        this.work = work;
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
            out.printf(total == 0 ? "  %s %s: %,d%n" : "  %s %s: %,d / %,d%n", work, table, done, total);
        }
    }
}
