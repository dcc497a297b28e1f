package jp.machimori;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import jp.machimori.database.Database;
import jp.machimori.database.DatabaseSettings;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * One embedded PostgreSQL for all application contexts of a test run, in target/test-data-(process id), gone after it.
 * The contexts see it as a server outside, because each data folder has one instance only.
 */
public final class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final PGSimpleDataSource OWNER = start();

    private static PGSimpleDataSource start() {
        Path folder = Path.of("target", "test-data-" + ProcessHandle.current().pid());
        Database database = Database.open(
                new DatabaseSettings(folder, new DatabaseSettings.Db(null, null, null, false, 1)), "0");
        // after the contexts, which still use it
        SpringApplication.getShutdownHandlers().add(() -> {
            database.close();
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException trouble) {
                throw new UncheckedIOException(trouble);
            }
        });
        return (PGSimpleDataSource) database.owner();
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                "db-scheduler.enabled=false",
                "machimori.key-file=" + Path.of("target", "test-seal-" + ProcessHandle.current().pid() + ".key"),
                "machimori.db.url=" + OWNER.getURL(),
                "machimori.db.user=" + OWNER.getUser(),
                "machimori.db.password=" + OWNER.getPassword()).applyTo(context);
    }
}
