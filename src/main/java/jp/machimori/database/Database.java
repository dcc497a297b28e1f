package jp.machimori.database;

import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * データベース。The PostgreSQL of this process and how its owner signs in: a town's own server, the embedded one that this
 * process runs, or the embedded one of a running application that a command visits.
 */
public final class Database implements AutoCloseable {

    private final PGSimpleDataSource owner;
    private final @Nullable EmbeddedPostgres embedded;
    private final @Nullable DataFolder folder;

    private Database(PGSimpleDataSource owner, @Nullable EmbeddedPostgres embedded, @Nullable DataFolder folder) {
        this.owner = owner;
        this.embedded = embedded;
        this.folder = folder;
    }

    /**
     * Opens the database that the settings name; returns when it answers or, for a server outside, at once.
     *
     * @param version the version of this Machimori
     * @throws CannotStart with a sentence for the person at the keyboard
     */
    public static Database open(DatabaseSettings settings, String version) {
        if (settings.db().isOutside()) {
            return new Database(outside(settings.db()), null, null);
        }
        Path data = settings.data();
        if (!settings.db().visit()) {
            return embedded(DataFolder.open(data, version));
        }
        return DataFolder.openUnlessHeld(data, version).map(Database::embedded)
                .orElseGet(() -> visiting(data, version));
    }

    private static Database embedded(DataFolder folder) {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
            return new Database(postgres.owner(), postgres, folder);
        } catch (RuntimeException trouble) {
            folder.close();
            throw trouble;
        }
    }

    private static Database visiting(Path data, String version) {
        Optional<String> running = DataFolder.read(data, "VERSION");
        if (!running.equals(Optional.of(version))) {
            throw new CannotStart(
                    "データフォルダ %s では別の版のまちもりが動いています。止めてから実行してください。".formatted(data),
                    "Another version of Machimori runs on the data folder %s: stop it first.".formatted(data));
        }
        return new Database(EmbeddedPostgres.visit(data), null, null);
    }

    private static PGSimpleDataSource outside(DatabaseSettings.Db db) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(db.url());
        source.setUser(db.user());
        source.setPassword(db.password());
        source.setConnectTimeout(5);
        return source;
    }

    /** Connections of the owner of all tables, whom row-level security does not bind: migrations, backup, restore. */
    public DataSource owner() {
        return owner;
    }

    PGSimpleDataSource address() {
        return owner;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
        if (folder != null) {
            folder.close();
        }
    }
}
