package jp.machimori.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import jp.machimori.database.Database;
import jp.machimori.database.DatabaseAtStart;
import jp.machimori.forecast.ForecastBench;
import jp.machimori.inquiry.InquiryBench;
import jp.machimori.ledger.LedgerBench;
import jp.machimori.town.Towns;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/**
 * {@code bench ledger}: start, memory, the plan page under load, bulk write, indicator read. {@code bench report}: an inquiry
 * from its questions to its report. {@code bench forecast}: maps of a large city, and of all municipalities. Each prints one table.
 */
public final class Bench {

    private static final int CLIENTS = 8;
    private static final int REQUESTS = 4_000;

    private Bench() {
    }

    /**
     * @param application the class to start
     * @param words what follows {@code bench}: {@code ledger}, then if wanted the number of entries; {@code report}, then if
     *         wanted the number of measures and of divisions; {@code forecast}, then if wanted the most events
     */
    public static int main(Class<?> application, List<String> words) throws Exception {
        if (words.isEmpty() || !List.of("ledger", "report", "forecast").contains(words.getFirst()) || !words.stream().skip(1).allMatch(word -> word.matches("[1-9]\\d{0,8}"))) {
            System.err.println("""
                    使い方: ./machimori bench ledger [件数]
                            ./machimori bench report [施策の数 [課の数]]
                            ./machimori bench forecast [最大の件数]
                    Usage: ./machimori bench ledger [entries]
                           ./machimori bench report [measures [divisions]]
                           ./machimori bench forecast [most events]""");
            return 2;
        }
        switch (words.getFirst()) {
            case "report" -> report(application, number(words, 1, 1_000), number(words, 2, 30));
            case "forecast" -> {
                System.out.println("machine: " + machine() + ", heap of %,d MB".formatted(Runtime.getRuntime().maxMemory() >> 20));
                ForecastBench.run(number(words, 1, 10_000_000), Bench::say);
            }
            default -> ledger(application, number(words, 1, 1_000_000));
        }
        return 0;
    }

    private static int number(List<String> words, int at, int otherwise) {
        return words.size() > at ? Integer.parseInt(words.get(at)) : otherwise;
    }

    private static void ledger(Class<?> application, int entries) throws Exception {
        Path data = Files.createTempDirectory("machimori-bench");
        System.out.println("machine: " + machine());
        System.out.println("database: embedded, fsync on, all indexes; packs: " + Path.of("packs").toAbsolutePath().getFileName());
        start(data, "start to first page, fresh data");
        Process warm = start(data, "start to first page, warm");
        try {
            load(warm);
        } finally {
            stop(warm);
        }
        inside(application, data, entries);
    }

    /** In a folder of its own that is gone afterwards, with a town of its own. */
    private static void report(Class<?> application, int measures, int divisions) throws Exception {
        Path folder = Files.createTempDirectory("machimori-bench");
        System.out.println("machine: " + machine() + ", heap of %,d MB".formatted(Runtime.getRuntime().maxMemory() >> 20));
        System.out.println("database: embedded, fsync on, all indexes; the clients run on the same machine");
        try {
            InquiryBench.write(folder.resolve("packs"), measures, divisions);
            SpringApplication spring = new SpringApplication(application);
            spring.addInitializers(new DatabaseAtStart());
            long begun = System.nanoTime();
            try (var context = spring.run("--machimori.data=" + folder.resolve("data"), "--machimori.packs=" + folder.resolve("packs"),
                    "--machimori.demonstration=true", "--server.port=0", "--logging.level.root=error")) {
                say("start with a new pack of %,d measures × %,d divisions".formatted(measures, divisions), "%.1f s".formatted((System.nanoTime() - begun) / 1e9));
                int at = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
                context.getBean(InquiryBench.class).run(at, measures, divisions, Bench::say);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static void say(String measure, String result) {
        System.out.printf("%-62s %s%n", measure, result);
    }

    private static String machine() throws IOException {
        String model = Files.exists(Path.of("/proc/cpuinfo")) ? Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name")).findFirst().map(line -> line.substring(line.indexOf(':') + 2)).orElse("?") : "?";
        return model + ", " + Runtime.getRuntime().availableProcessors() + " cores, Java " + Runtime.version();
    }

    private static @Nullable Process running;
    private static int port;

    private static Process start(Path data, String name) throws Exception {
        if (running != null) {
            stop(running);
        }
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("-XX:AOTCache=")).forEach(command::add);
        command.addAll(List.of("-jar", System.getProperty("java.class.path"), "run", "--machimori.data=" + data,
                "--server.port=" + port, "--machimori.demonstration=true"));
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(data.resolve("app.log").toFile()).start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!answers(client)) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the application stopped; see " + data.resolve("app.log"));
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        say(name, "%.1f s".formatted((System.nanoTime() - begun) / 1e9));
        running = process;
        return process;
    }

    private static boolean answers(HttpClient client) throws InterruptedException {
        try {
            return client.send(request("/kumamoto/plan"), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(30)).build();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static void load(Process application) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            volley(client, 2_000);
            long cpu = cpu();
            long begun = System.nanoTime();
            long[] taken = volley(client, REQUESTS);
            double seconds = (System.nanoTime() - begun) / 1e9;
            double generator = (cpu() - cpu) / 1e9 / seconds;
            Arrays.sort(taken);
            say("/kumamoto/plan, %d clients, pages/s".formatted(CLIENTS), "%,.0f".formatted(REQUESTS / seconds));
            say("  p50, p99 (aim p99 < 50 ms)", "%.1f ms, %.1f ms".formatted(taken[REQUESTS / 2] / 1e6, taken[REQUESTS * 99 / 100] / 1e6));
            say("  load generator's CPU on the same machine", "%.2f cores".formatted(generator));
        }
        Path status = Path.of("/proc/" + application.pid() + "/status");
        if (Files.exists(status)) {
            say("memory of the application after that (RSS)", Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS")).findFirst().map(line -> line.substring(6).strip()).orElse("?"));
        }
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private static long[] volley(HttpClient client, int number) throws Exception {
        long[] taken = new long[number];
        List<Callable<Integer>> work = new ArrayList<>();
        for (int hand = 0; hand < CLIENTS; hand++) {
            int first = hand;
            work.add(() -> {
                for (int at = first; at < number; at += CLIENTS) {
                    long begun = System.nanoTime();
                    int status = client.send(request("/kumamoto/plan"), HttpResponse.BodyHandlers.ofByteArray()).statusCode();
                    taken[at] = System.nanoTime() - begun;
                    if (status != 200) {
                        throw new IllegalStateException("status " + status);
                    }
                }
                return 0;
            });
        }
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (var done : clients.invokeAll(work)) {
                done.get();
            }
        }
        return taken;
    }

    private static void inside(Class<?> application, Path data, int entries) throws Exception {
        SpringApplication spring = new SpringApplication(application);
        spring.addInitializers(new DatabaseAtStart());
        try (var context = spring.run("--machimori.data=" + data, "--server.port=0", "--logging.level.root=error")) {
            int town = context.getBean(Towns.class).byKey("koganei").orElseThrow().id();
            context.getBean(LedgerBench.class).run(town, context.getBean(Database.class).owner(), entries, Bench::say);
        }
    }
}
