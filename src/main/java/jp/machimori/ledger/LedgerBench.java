package jp.machimori.ledger;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.FiscalYear;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 台帳の計測。Writes a town's patrols by the hundred thousand through the way that every entry takes, beside a raw COPY of
 * the same texts, and reads an indicator before and after. Call it on a throw-away database only.
 */
@Lazy
@Component
public class LedgerBench {

    private static final int BATCH = 20_000;

    private final Forms forms;
    private final Entries entries;
    private final Tallies tallies;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    LedgerBench(Forms forms, Entries entries, Tallies tallies, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.forms = forms;
        this.entries = entries;
        this.tallies = tallies;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Runs it for one town that has a form {@code blue-light-patrol}.
     *
     * @param owner connections that may make a table
     * @param number how many entries
     * @param say takes the name of a measure and its result in words
     */
    public void run(int town, DataSource owner, int number, BiConsumer<String, String> say) throws Exception {
        Form form = CurrentTown.call(town, () -> transaction.execute(status -> forms.find("blue-light-patrol").orElseThrow()));
        double rawBefore = raw(owner, form, Math.min(number, 200_000));
        write(town, form, 1_000, 1);
        long small = median(town, form);
        double seconds = write(town, form, number - 1_000, 2);
        double rawAfter = raw(owner, form, Math.min(number, 200_000));
        double ledger = (number - 1_000) / seconds;
        double copy = (rawBefore + rawAfter) / 2;
        say.accept("raw COPY, same texts and key, entries/s (before, after)", "%,.0f, %,.0f".formatted(rawBefore, rawAfter));
        say.accept("ledger bulk write of %,d, entries/s".formatted(number), "%,.0f".formatted(ledger));
        say.accept("ledger / COPY (aim >= 0.25)", "%.2f".formatted(ledger / copy));
        long large = median(town, form);
        say.accept("indicator read at 1,000 entries, median", micros(small));
        say.accept("indicator read at %,d entries, median".formatted(number), micros(large));
        say.accept("ratio (aim <= 1.5)", "%.2f".formatted((double) large / small));
        long plain = medianOf(5, () -> CurrentTown.call(town, () -> transaction.execute(status -> jdbc.sql("""
                select count(*) from ledger_entry where form = 'blue-light-patrol' and on_day between date '2025-04-01' and date '2026-03-31'
                """).query(Long.class).single())));
        say.accept("plain aggregate over the entries of that year", micros(plain));
        long one = medianOf(200, () -> {
            write(town, form, 1, (int) (System.nanoTime() % 1_000_000));
            return 0L;
        });
        say.accept("one entry, a batch of one, median", micros(one));
    }

    private static String micros(long nanos) {
        return nanos < 10_000_000 ? "%,.0f µs".formatted(nanos / 1e3) : "%,.1f ms".formatted(nanos / 1e6);
    }

    private long median(int town, Form form) {
        TallyQuestion question = new TallyQuestion(form.tallies().getFirst().key(), TallyQuestion.Count.FLOW,
                LocalDate.of(1900, 1, 1), new FiscalYear(2025), new FiscalYear(2025));
        Callable<Long> read = () -> {
            CurrentTown.call(town, () -> transaction.execute(status -> tallies.yearly(List.of(question))));
            return 0L;
        };
        medianOf(200, read);
        return medianOf(400, read);
    }

    private static long medianOf(int times, Callable<Long> work) {
        long[] taken = new long[times];
        for (int at = 0; at < times; at++) {
            long begun = System.nanoTime();
            try {
                work.call();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
            taken[at] = System.nanoTime() - begun;
        }
        Arrays.sort(taken);
        return taken[times / 2];
    }

    /** Seconds that writing took, by two hands a processor: one prepares while the other waits for its commit. */
    private double write(int town, Form form, int number, int seed) throws Exception {
        int hands = number <= BATCH ? 1 : 2 * Runtime.getRuntime().availableProcessors();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int from = 0; from < number; from += BATCH) {
            int size = Math.min(BATCH, number - from);
            long batchSeed = seed * 31L + from;
            work.add(() -> {
                Random random = new Random(batchSeed);
                List<NewEntry> batch = new ArrayList<>(size);
                for (int at = 0; at < size; at++) {
                    batch.add(patrol(form, random));
                }
                CurrentTown.call(town, () -> transaction.execute(status -> entries.record(batch)));
                return size;
            });
        }
        long begun = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(hands)) {
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static NewEntry patrol(Form form, Random random) {
        java.util.Map<String, List<String>> typed = new java.util.HashMap<>();
        typed.put("on", List.of(LocalDate.of(2016, 4, 1).plusDays(random.nextInt(3_800)).toString()));
        typed.put("vehicle", List.of("CoCo" + random.nextInt(13) + "号車"));
        typed.put("kind", List.of(random.nextBoolean() ? "night" : "routine"));
        typed.put("participants", List.of(String.valueOf(1 + random.nextInt(9))));
        typed.put("distance", List.of(BigDecimal.valueOf(random.nextInt(300), 1).toPlainString()));
        typed.put("route", List.of("駅前から公園まわり" + random.nextInt(500)));
        Form.Reading reading = form.read(typed, LocalDate.of(2026, 11, 22));
        if (!reading.isGood()) {
            throw new IllegalStateException(reading.problems().toString());
        }
        return new NewEntry(new UUID(random.nextLong(), random.nextLong()), form, reading.values(), null, "計測");
    }

    /** Entries per second of a COPY into a logged table with the ledger's primary key. */
    private static double raw(DataSource owner, Form form, int number) throws SQLException, java.io.IOException {
        StringBuilder text = new StringBuilder(number * 200);
        Random random = new Random(7);
        for (int at = 0; at < number; at++) {
            NewEntry entry = patrol(form, random);
            text.append("1\t").append(entry.id()).append("\tblue-light-patrol\t").append(form.day(entry.content())).append('\t')
                    .append(entry.content().toString().replace("\\", "\\\\")).append('\n');
        }
        byte[] rows = text.toString().getBytes(StandardCharsets.UTF_8);
        try (Connection connection = owner.getConnection(); var statement = connection.createStatement()) {
            statement.execute("drop table if exists bench_raw");
            statement.execute("create table bench_raw (town_id int, id uuid, form text, on_day date, content jsonb, primary key (town_id, id))");
            long begun = System.nanoTime();
            new CopyManager(connection.unwrap(BaseConnection.class)).copyIn("copy bench_raw from stdin", new ByteArrayInputStream(rows));
            double seconds = (System.nanoTime() - begun) / 1e9;
            statement.execute("drop table bench_raw");
            return number / seconds;
        }
    }
}
