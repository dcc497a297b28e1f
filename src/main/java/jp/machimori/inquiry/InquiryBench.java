package jp.machimori.inquiry;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.account.DemonstrationAccounts;
import jp.machimori.database.CurrentTown;
import jp.machimori.post.Mailboxes;
import jp.machimori.report.Reports;
import jp.machimori.report.Snapshot;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 照会の計測。Holds a large inquiry by its pages, from the questions to the files of the report, answered by all divisions at
 * once. Call it on a throw-away database only.
 */
@Lazy
@Component
public class InquiryBench {

    private static final double PATIENCE_SECONDS = 1_200;

    private final Inquiries inquiries;
    private final Questions questions;
    private final Mailboxes mailboxes;
    private final Inviting inviting;
    private final Reports reports;
    private final Towns towns;
    private final DemonstrationAccounts accounts;
    private final Clock clock;
    private final TransactionTemplate transaction;

    InquiryBench(Inquiries inquiries, Questions questions, Mailboxes mailboxes, Inviting inviting, Reports reports, Towns towns,
                 DemonstrationAccounts accounts, Clock clock, PlatformTransactionManager transactions) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.mailboxes = mailboxes;
        this.inviting = inviting;
        this.reports = reports;
        this.towns = towns;
        this.accounts = accounts;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Writes the pack of the town that {@link #run} needs, to be loaded as a demonstration. */
    public static void write(Path packs, int measures, int divisions) throws IOException {
        new BenchTown(measures, divisions, year(Clock.systemDefaultZone())).write(packs);
    }

    private static FiscalYear year(Clock clock) {
        return FiscalYear.of(LocalDate.now(clock)).previous();
    }

    /**
     * Holds the inquiry and makes its report.
     *
     * @param port where the application answers
     * @param say takes the name of a measure and its result in words
     */
    public void run(int port, int measures, int divisions, BiConsumer<String, String> say) throws Exception {
        Town town = towns.byKey(BenchTown.KEY).orElseThrow();
        BenchTown bench = new BenchTown(measures, divisions, year(clock));
        try (BenchDivision officer = new BenchDivision(port)) {
            officer.signIn("officer", password());
            String path = "/" + town.key() + "/office/inquiries";
            in(town, () -> {
                bench.divisionKeys().forEach(division -> mailboxes.keep(division, division + "@keisoku.example.jp"));
                return 0;
            });
            LocalDate deadline = LocalDate.now(clock).plusDays(30);
            timed("prepare: %,d questions made".formatted(measures * divisions), say, () -> officer.submit(path, path, "plan", BenchTown.PLAN,
                    "year", bench.year().notation(), "division", bench.divisionKeys().getFirst(), "deadline", deadline.toString(), "share", "30"));
            Inquiry inquiry = in(town, () -> inquiries.all().getFirst());
            String page = "/" + town.key() + inquiry.path();
            timed("open: %,d mails with links written".formatted(divisions), say, () -> officer.submit(page, page + "/open"));
            answer(town, inquiry, bench, port, say);
            pages("page of the inquiry, p50 of 5", say, officer, page);
            pages("review page, p50 of 5", say, officer, page + "/review?from=100");
            pages("review page of what stands out in one division, p50 of 5", say, officer, page + "/review?show=findings&division=" + bench.divisionKeys().getLast());
            timed("accept all of which nothing stands out", say, () -> officer.submit(page, page + "/accept"));
            timed("close: %,d figures written".formatted(4 * measures * divisions), say, () -> officer.submit(page + "/close", page + "/close"));
            pages("results of one measure for everybody, p50 of 5", say, officer, "/" + town.key() + "/results/" + bench.year().notation() + "/m1");
            pages("results of 50 measures for everybody, p50 of 5", say, officer, "/" + town.key() + "/results/" + bench.year().notation());
            String report = timed("report compiled and kept", say, () -> officer.submit(page + "/report", page + "/report", "title", "計測町安全計画の取組について",
                    "number", "資料1", "meeting", "計測町安全協議会", "indicators", "true", "statistics", "true"));
            render(town, Integer.parseInt(report.substring(report.lastIndexOf('/') + 1)), officer, say);
        }
        say.accept("memory of the process at most (RSS, clients in it)", highest());
    }

    private String password() throws IOException {
        return Files.readAllLines(accounts.file()).stream().map(line -> line.split("\\s+")).filter(cells -> cells[0].equals(BenchTown.KEY) && cells[1].equals("officer"))
                .map(cells -> cells[2]).findFirst().orElseThrow();
    }

    private <T> T in(Town town, Supplier<T> work) {
        return CurrentTown.<T, RuntimeException>call(town.id(), () -> transaction.execute(status -> work.get()));
    }

    private void answer(Town town, Inquiry inquiry, BenchTown bench, int port, BiConsumer<String, String> say) throws Exception {
        List<String> links = in(town, () -> bench.divisionKeys().stream().map(division -> inviting.link(town, inquiry, division)).toList());
        List<BenchDivision> divisions = links.stream().map(link -> new BenchDivision(port)).toList();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int at = 0; at < links.size(); at++) {
            int seed = at;
            work.add(() -> {
                divisions.get(seed).answer(links.get(seed), seed);
                return 0;
            });
        }
        Took took = Took.begin();
        try (var clients = Executors.newFixedThreadPool(links.size())) {
            for (var done : clients.invokeAll(work)) {
                done.get();
            }
        }
        took.end();
        int answered = divisions.stream().mapToInt(division -> division.answered).sum();
        int due = in(town, () -> questions.progress(inquiry.id())).stream().mapToInt(Questions.Progress::due).sum();
        say.accept("answered by %,d clients at once".formatted(links.size()), took.words("%,.0f answers/s".formatted(answered / took.seconds)));
        say.accept("  answered, still due, asked to try again (503), errors", "%,d, %,d, %,d, %,d".formatted(answered, due,
                divisions.stream().mapToInt(division -> division.again).sum(), divisions.stream().mapToInt(division -> division.errors).sum()));
        say.accept("  page of 15 questions, p50, p99", percentiles(divisions, division -> division.reads));
        say.accept("  15 answers sent, p50, p99", percentiles(divisions, division -> division.sends));
        divisions.forEach(BenchDivision::close);
    }

    private static String percentiles(List<BenchDivision> divisions, Function<BenchDivision, List<Long>> times) {
        long[] sorted = divisions.stream().flatMap(division -> times.apply(division).stream()).mapToLong(Long::longValue).sorted().toArray();
        return "%,.0f ms, %,.0f ms".formatted(sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
    }

    private static void pages(String what, BiConsumer<String, String> say, BenchDivision officer, String path) throws Exception {
        long[] taken = new long[5];
        for (int at = 0; at < taken.length; at++) {
            long begun = System.nanoTime();
            int status = officer.get(path).statusCode();
            if (status != 200) {
                throw new IllegalStateException(path + " answers " + status);
            }
            taken[at] = System.nanoTime() - begun;
        }
        Arrays.sort(taken);
        say.accept(what, "%,.0f ms".formatted(taken[2] / 1e6));
    }

    private static <T> T timed(String what, BiConsumer<String, String> say, Callable<T> work) throws Exception {
        Took took = Took.begin();
        T done = work.call();
        took.end();
        say.accept(what, took.words());
        return done;
    }

    /** Growing parts of the report, then the whole; a part that the ones before say would take too long is left out. */
    private void render(Town town, int number, BenchDivision officer, BiConsumer<String, String> say) throws Exception {
        Snapshot whole = in(town, () -> reports.snapshot(number));
        int rows = rows(whole);
        double before = 0;
        double growth = 4;
        for (int share = 16; share >= 1; share /= 4) {
            int most = rows / share;
            String what = "PDF of %,d measures".formatted(most);
            if (before * growth > PATIENCE_SECONDS) {
                say.accept(what, "not tried: about %,.0f minutes".formatted(before * growth / 60));
                return;
            }
            int kept = share == 1 ? number : in(town, () -> reports.keep(part(whole, most), null)).number();
            double seconds = render(what, town, kept, "report.pdf", officer, say);
            growth = before == 0 ? growth : seconds / before;
            before = seconds;
        }
        for (String file : List.of("report.docx", "report.xlsx", "numbers.csv", "numbers.json")) {
            render(file + " of %,d measures".formatted(rows), town, number, file, officer, say);
        }
        pages("contents page of the report, p50 of 5", say, officer, "/" + town.key() + "/reports/" + number);
        pages("one part of the report, p50 of 5", say, officer, "/" + town.key() + "/reports/" + number + "/pages/1");
    }

    private static double render(String what, Town town, int number, String file, BenchDivision officer, BiConsumer<String, String> say) throws Exception {
        Took took = Took.begin();
        HttpResponse<byte[]> made = officer.get("/" + town.key() + "/reports/" + number + "/" + file);
        took.end();
        String size = "%,.1f MB".formatted(made.body().length / 1e6);
        if (made.statusCode() != 200) {
            say.accept(what, "not made, status %d: ".formatted(made.statusCode()) + took.words());
        } else if (file.endsWith(".pdf")) {
            try (PDDocument document = Loader.loadPDF(made.body())) {
                int pages = document.getNumberOfPages();
                say.accept(what, took.words("%,d pages".formatted(pages), "%,.1f pages/s".formatted(pages / took.seconds), size));
            }
        } else {
            say.accept(what, took.words(size));
        }
        return took.seconds;
    }

    private static int rows(Snapshot snapshot) {
        return measures(snapshot).sections().stream().mapToInt(section -> section.rows().size()).sum();
    }

    private static Snapshot.Measures measures(Snapshot snapshot) {
        return (Snapshot.Measures) snapshot.chapters().getFirst();
    }

    /** Its first measures, as a report of their own. */
    private static Snapshot part(Snapshot whole, int most) {
        Snapshot.Measures all = measures(whole);
        List<Snapshot.Section> sections = new ArrayList<>();
        int left = most;
        for (Snapshot.Section section : all.sections()) {
            List<Snapshot.Row> rows = section.rows().subList(0, Math.min(left, section.rows().size()));
            left -= rows.size();
            sections.add(new Snapshot.Section(section.level(), section.number(), section.label(), section.about(), rows));
        }
        Snapshot.Measures first = new Snapshot.Measures(all.title(), all.heads(), sections);
        Set<UUID> shown = first.shown().collect(Collectors.toCollection(HashSet::new));
        return new Snapshot(whole.town(), whole.townName(), whole.title(), whole.year(), whole.paper(), whole.takenOn(), List.of(first),
                whole.numbers().stream().filter(number -> shown.contains(number.id())).toList());
    }

    /** What a step took: seconds, those of the processor for the application and its clients, and the fullest heap, with what nobody needs any more. */
    private static final class Took {

        private final long begun = System.nanoTime();
        private final long processor = processor();
        private double seconds;
        private double busy;
        private long heap;

        static Took begin() {
            System.gc();        // what the step before left behind is not its
            pools().forEach(MemoryPoolMXBean::resetPeakUsage);
            return new Took();
        }

        void end() {
            seconds = (System.nanoTime() - begun) / 1e9;
            busy = (processor() - processor) / 1e9;
            heap = pools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        }

        String words(String... more) {
            return Stream.concat(Stream.of("%,.1f s (processor %,.1f s)".formatted(seconds, busy)), Stream.concat(Stream.of(more), Stream.of("heap at most %,d MB".formatted(heap >> 20))))
                    .collect(Collectors.joining(", "));
        }

        private static long processor() {
            return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        }

        private static Stream<MemoryPoolMXBean> pools() {
            return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
        }
    }

    private static String highest() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status) ? Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM")).findFirst()
                .map(line -> line.substring(6).strip()).orElse("?") : "?";
    }
}
