package jp.machimori.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * データベース。The PostgreSQL of this process and how its owner signs in: a town's own server, the embedded one that this
 * process runs, or the embedded one of a running application that a command visits.
 */
public final class Database implements AutoCloseable {

    private final @Nullable PGSimpleDataSource elsewhere;
    private final @Nullable DataFolder folder;
    private final @Nullable FutureTask<EmbeddedPostgres> embedded;
    private boolean closed;

    /** A server that another process runs. */
    private Database(PGSimpleDataSource elsewhere) {
        this.elsewhere = elsewhere;
        this.folder = null;
        this.embedded = null;
    }

    /** The PostgreSQL of the folder, which starts while the application prepares itself. */
    private Database(DataFolder folder) {
        this.elsewhere = null;
        this.folder = folder;
        this.embedded = new FutureTask<>(() -> EmbeddedPostgres.start(folder));
        Thread.ofPlatform().daemon().name("postgres-start").start(embedded);
    }

    /**
     * Opens the database that the settings name; returns at once, while the embedded one starts.
     *
     * @param version the version of this Machimori
     * @throws CannotStart with a sentence for the person at the keyboard
     */
    public static Database open(DatabaseSettings settings, String version) {
        if (settings.db().isOutside()) {
            return new Database(outside(settings.db()));
        }
        Path data = settings.data();
        if (!settings.db().visit()) {
            return new Database(DataFolder.open(data, version));
        }
        return DataFolder.visitUnlessHeld(data, version).map(Database::new).orElseGet(() -> visiting(data, version));
    }

    private static Database visiting(Path data, String version) {
        Optional<String> running = DataFolder.read(data, "VERSION");
        if (!running.equals(Optional.of(version))) {
            throw new CannotStart(
                    "データフォルダ %s では別の版のまちもりが動いています。止めてから実行してください。".formatted(data),
                    "Another version of Machimori runs on the data folder %s: stop it first.".formatted(data));
        }
        return new Database(EmbeddedPostgres.visit(data));
    }

    private static PGSimpleDataSource outside(DatabaseSettings.Db db) {
        PGSimpleDataSource source = new Address();
        try {
            source.setURL(db.url());
        } catch (IllegalArgumentException notOfPostgreSql) {
            throw new CannotStart(
                    "MACHIMORI_DB_URL を読めません。jdbc:postgresql://ホスト/データベース の形で書いてください。",
                    "MACHIMORI_DB_URL cannot be read: write it as jdbc:postgresql://HOST/DATABASE.");
        }
        source.setUser(db.user());
        source.setPassword(db.password());
        source.setConnectTimeout(5);
        try (Connection _ = source.getConnection()) {
            return source;
        } catch (SQLException refused) {
            throw refused(source, String.valueOf(refused.getSQLState()));
        }
    }

    /** Says where, never as whom: what somebody wrote before an @ of the host may be a password. */
    private static CannotStart refused(PGSimpleDataSource source, String state) {
        String place = IntStream.range(0, source.getServerNames().length)
                .mapToObj(at -> source.getServerNames()[at].replaceFirst(".*@", "") + ":" + (source.getPortNumbers()[at] == 0 ? 5432 : source.getPortNumbers()[at]))
                .collect(Collectors.joining(",")) + "/" + Objects.requireNonNullElse(source.getDatabaseName(), "");
        return switch (state) {
            case "28000", "28P01", "08004" -> new CannotStart(
                    "データベース %s が、利用者名かパスワードを受け付けません。MACHIMORI_DB_USER と MACHIMORI_DB_PASSWORD を確かめてください。".formatted(place),
                    "The database %s does not accept the user or the password: check MACHIMORI_DB_USER and MACHIMORI_DB_PASSWORD.".formatted(place));
            case "3D000" -> new CannotStart(
                    "データベース %s がありません。先に作るか、MACHIMORI_DB_URL を直してください。".formatted(place),
                    "There is no database %s: make it first, or mend MACHIMORI_DB_URL.".formatted(place));
            default -> new CannotStart(
                    "データベース %s につながりません（%s）。MACHIMORI_DB_URL のとおりか、PostgreSQL が動いているかを確かめてください。".formatted(place, state),
                    "The database %s cannot be reached (%s): check MACHIMORI_DB_URL, and whether PostgreSQL runs there.".formatted(place, state));
        };
    }

    /**
     * Connections of the owner of all tables, whom row-level security does not bind: migrations, backup, restore. Waits
     * until an embedded PostgreSQL answers.
     *
     * @throws CannotStart when it cannot
     */
    public DataSource owner() {
        return address();
    }

    PGSimpleDataSource address() {
        return embedded == null ? elsewhere : started(embedded).owner();
    }

    private static EmbeddedPostgres started(FutureTask<EmbeddedPostgres> starting) {
        try {
            return starting.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL was starting", interrupted);
        }
    }

    /** Stops the embedded PostgreSQL that this process runs and gives its folder free. */
    @Override
    public synchronized void close() {
        if (embedded == null || folder == null || closed) {
            return;
        }
        closed = true;
        try {
            started(embedded).close();
        } catch (CannotStart never) {
            // nothing to stop
        } finally {
            folder.close();
        }
    }
}
