package jp.machimori.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * 内蔵 PostgreSQL。A durable PostgreSQL in the data folder, on a port of this machine alone: unpacked and initialised at
 * the first start, found again when the application was killed, started again when it dies, stopped with the
 * application.
 *
 * <p>In the folder: {@code postgres-18.x/} the programs, {@code database/} the cluster, {@code port}, and {@code
 * password} of its two roles {@code postgres} (superuser, used here only) and {@code machimori} (owner of the database).
 */
final class EmbeddedPostgres implements AutoCloseable {

    static final String OWNER = "machimori";
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String STARTING = "57P03";

    private final DataFolder folder;
    private final PostgresBinaries binaries;
    private final Unprivileged unprivileged;
    private final Path cluster;
    private final String password;
    private final Thread watcher;
    private volatile int port;
    private volatile boolean closing;

    private EmbeddedPostgres(DataFolder folder, Unprivileged unprivileged) throws IOException {
        this.folder = folder;
        this.unprivileged = unprivileged;
        this.cluster = folder.resolve("database");
        this.binaries = PostgresBinaries.unpackedIn(folder);
        this.password = password(folder);
        this.watcher = Thread.ofPlatform().daemon().name("postgres-watcher").unstarted(this::watch);
    }

    /** Starts or adopts the PostgreSQL of the folder; returns when it answers. */
    static EmbeddedPostgres start(DataFolder folder) {
        try {
            return start(folder, Unprivileged.here());
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    static EmbeddedPostgres start(DataFolder folder, Unprivileged unprivileged) throws IOException {
        EmbeddedPostgres postgres = new EmbeddedPostgres(folder, unprivileged);
        unprivileged.give(postgres.cluster);
        try {
            postgres.initialise();
            if (!postgres.adopt()) {
                postgres.launch();
            }
        } catch (ProgramFailed trouble) {
            throw new CannotStart(
                    "データフォルダ %s の PostgreSQL が起動しません（%s）。".formatted(folder.path(), trouble.getMessage()),
                    "The PostgreSQL of the data folder %s does not start (%s).".formatted(folder.path(), trouble.getMessage()), trouble);
        }
        postgres.makeDatabase();
        postgres.watcher.start();
        return postgres;
    }

    /** The database of a folder whose PostgreSQL is run by another process. */
    static PGSimpleDataSource visit(Path folder) {
        int port = DataFolder.read(folder, "port").map(Integer::valueOf).orElseThrow(() -> notRunning(folder));
        String password = DataFolder.read(folder, "password").orElseThrow(() -> notRunning(folder));
        return source(port, OWNER, OWNER, password);
    }

    private static CannotStart notRunning(Path folder) {
        return new CannotStart(
                "データフォルダ %s の PostgreSQL はまだ動いていません。".formatted(folder),
                "The PostgreSQL of the data folder %s is not running yet.".formatted(folder));
    }

    /** How the owner of the database signs in. */
    PGSimpleDataSource owner() {
        return source(port, OWNER, OWNER, password);
    }

    /** The running postmaster. */
    OptionalLong pid() {
        return postmaster();
    }

    private static String password(DataFolder folder) throws IOException {
        Optional<String> known = folder.read("password");
        if (known.isPresent()) {
            return known.get();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        folder.writeSecret("password", made);
        return made;
    }

    private void initialise() throws IOException {
        if (Files.exists(cluster)) {
            refuseOtherPostgres();
            return;
        }
        log.info("Making a new database in {}", cluster);
        Path unfinished = folder.resolve("database.unfinished");
        FileSystemUtils.deleteRecursively(unfinished);
        Files.createDirectory(unfinished);
        unprivileged.give(unfinished);
        folder.writeSecret("password.initdb", password);
        Path secret = folder.resolve("password.initdb");
        unprivileged.give(secret);
        run("initdb", "--pgdata=" + unfinished, "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8", "--auth=scram-sha-256", "--username=postgres", "--pwfile=" + secret);
        Files.delete(secret);
        Files.writeString(unfinished.resolve("postgresql.conf"), "\ninclude = 'machimori.conf'\n", StandardOpenOption.APPEND);
        Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private void refuseOtherPostgres() throws IOException {
        String written = Files.readString(cluster.resolve("PG_VERSION")).strip();
        String ours = binaries.home().getFileName().toString().replaceFirst("postgres-(\\d+).*", "$1");
        if (!written.equals(ours)) {
            throw new CannotStart(
                    "データフォルダ %s は PostgreSQL %s のもので、このまちもりの PostgreSQL %s では開けません。それを作った版で backup し、新しいフォルダに restore してください。"
                            .formatted(folder.path(), written, ours),
                    "The data folder %s is of PostgreSQL %s, this Machimori brings %s: backup with the version that made it, restore into a new folder."
                            .formatted(folder.path(), written, ours));
        }
    }

    /** Takes over a postmaster that outlived its application. */
    private boolean adopt() throws IOException {
        OptionalInt written = portOfPostmaster();
        if (postmaster().isEmpty()) {
            // its number may be in use again after a reboot, which would keep postgres from starting
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
            return false;
        }
        if (written.isEmpty()) {
            return false;
        }
        port = written.getAsInt();
        log.info("PostgreSQL is still running and is adopted");
        return answers();
    }

    /** As the postmaster has written it; a starting one may still be writing. Empty when it ended meanwhile. */
    private OptionalInt portOfPostmaster() {
        Instant giveUp = Instant.now().plusSeconds(10);
        while (isPidFileBeingWritten() && !closing && Instant.now().isBefore(giveUp)) {
            List<String> lines = pidFile();
            if (lines.size() > 3 && lines.get(3).matches("[0-9]{1,5}")) {
                return OptionalInt.of(Integer.parseInt(lines.get(3)));
            }
            pause(50);
        }
        return OptionalInt.empty();
    }

    /** Or whole already; a file whose postmaster is gone is neither. One without any line is about to get its first. */
    private boolean isPidFileBeingWritten() {
        return postmaster().isPresent() || Files.exists(cluster.resolve("postmaster.pid")) && pidFile().isEmpty();
    }

    private void launch() throws IOException {
        Instant giveUp = Instant.now().plusSeconds(10);
        while (true) {
            try {
                port = freePort();
                folder.write("port", String.valueOf(port));
                configure();
                run("pg_ctl", "start", "--pgdata=" + cluster, "--log=" + cluster.resolve("start.log"), "--wait", "--timeout=600");
                break;
            } catch (ProgramFailed trouble) {
                // the last processes of a killed postmaster may still hold the shared memory for a moment
                if (closing || Instant.now().isAfter(giveUp)) {
                    throw trouble;
                }
                pause(500);
            }
        }
        if (!answers()) {
            throw new ProgramFailed("postgres ended, see " + cluster.resolve("start.log"));
        }
    }

    /** The kept port, or a new one where another program has taken it meanwhile. */
    private int freePort() throws IOException {
        int kept = folder.read("port").map(Integer::valueOf).orElse(0);
        try (ServerSocket socket = new ServerSocket(kept, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    private void configure() throws IOException {
        Path settings = cluster.resolve("machimori.conf");
        Files.writeString(settings, settings());
        unprivileged.give(settings);
    }

    private String settings() {
        long megabytes = memory() / (1024 * 1024);
        return """
                # written by Machimori at every start; own settings belong after the include in postgresql.conf
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 100
                shared_buffers = '%dMB'
                effective_cache_size = '%dMB'
                max_wal_size = '4GB'
                checkpoint_timeout = '15min'
                random_page_cost = 1.1
                jit = off
                fsync = on
                full_page_writes = on
                synchronous_commit = on
                timezone = 'Asia/Tokyo'
                log_timezone = 'Asia/Tokyo'
                logging_collector = on
                log_directory = 'log'
                log_filename = 'postgres-%%a.log'
                log_truncate_on_rotation = on
                """.formatted(port, Math.clamp(megabytes / 8, 128, 1024), Math.clamp(megabytes / 2, 512, 1 << 20));
    }

    private static long memory() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** Waits until the postmaster answers, through its recovery if need be; false when it ended instead. */
    private boolean answers() {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (postmaster().isPresent() && !closing && Instant.now().isBefore(giveUp)) {
            try (Connection answered = superuser().getConnection()) {
                return answered.isValid(1);
            } catch (SQLException notYet) {
                String state = String.valueOf(notYet.getSQLState());
                if (!(STARTING.equals(state) || state.startsWith("08"))) {
                    throw new CannotStart(
                            "データフォルダ %s の PostgreSQL に接続できません（%s）。".formatted(folder.path(), notYet.getMessage()),
                            "The PostgreSQL of the data folder %s refuses the application (%s).".formatted(folder.path(), notYet.getMessage()),
                            notYet);
                }
                pause(50);
            }
        }
        return false;
    }

    /** The owner and the database, made by the superuser; the owner itself is none. */
    private void makeDatabase() {
        try (Connection connection = superuser().getConnection(); Statement statement = connection.createStatement()) {
            if (!finds(statement, "select 1 from pg_roles where rolname = '%s'".formatted(OWNER))) {
                statement.execute("create role %s login createrole password '%s'".formatted(OWNER, password));
            }
            if (!finds(statement, "select 1 from pg_database where datname = '%s'".formatted(OWNER))) {
                statement.execute("create database %s owner %s".formatted(OWNER, OWNER));
            }
        } catch (SQLException trouble) {
            throw new IllegalStateException("the embedded database cannot be made", trouble);
        }
    }

    private static boolean finds(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next();
        }
    }

    private PGSimpleDataSource superuser() {
        return source(port, "postgres", "postgres", password);
    }

    private static PGSimpleDataSource source(int port, String database, String user, String password) {
        PGSimpleDataSource source = new Address();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(5);
        return source;
    }

    private void watch() {
        while (!closing) {
            pause(500);
            try {
                if (postmaster().isEmpty()) {
                    revive();
                }
            } catch (IOException | RuntimeException trouble) {
                // whatever it is: a watcher that has ended starts nothing ever again
                log.error("PostgreSQL does not start, the next attempt follows", trouble);
            }
        }
    }

    private synchronized void revive() throws IOException {
        if (closing) {
            return;
        }
        log.warn("PostgreSQL has ended and is started again");
        if (!adopt()) {
            launch();
        }
        log.info("PostgreSQL answers again");
    }

    /** The living postmaster of this cluster: a number alone may by now belong to another program. */
    private OptionalLong postmaster() {
        try {
            long pid = Long.parseLong(pidFile().getFirst().strip());
            String command = Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"));
            return command.contains("postgres") && command.contains(cluster.toString()) ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException | NumberFormatException | java.util.NoSuchElementException none) {
            return OptionalLong.empty();
        }
    }

    /** The lines of {@code postmaster.pid}: its number first, its port fourth; none when there is no such file. */
    private List<String> pidFile() {
        try {
            return Files.readAllLines(cluster.resolve("postmaster.pid"));
        } catch (IOException none) {
            return List.of();
        }
    }

    /** Ends all sessions and stops, after everything committed is on disk. */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            if (postmaster().isPresent()) {
                try {
                    run("pg_ctl", "stop", "--pgdata=" + cluster, "--mode=fast", "--wait", "--timeout=120");
                } catch (IOException trouble) {
                    throw new UncheckedIOException(trouble);
                }
            }
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class ProgramFailed extends RuntimeException {
        ProgramFailed(String message) {
            super(message);
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(unprivileged.prefix());
        command.add(binaries.program(program));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder.path(), program, ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.path().toFile())
                    .redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            if (builder.start().waitFor() != 0) {
                throw new ProgramFailed(program + " failed: " + Files.readString(output).strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ProgramFailed(program + " was interrupted");
        } finally {
            Files.delete(output);
        }
    }
}
