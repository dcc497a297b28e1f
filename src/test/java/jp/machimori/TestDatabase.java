package jp.machimori;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import jp.machimori.database.Database;
import jp.machimori.database.DatabaseSettings;
import jp.machimori.database.TestPrograms;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * One embedded PostgreSQL for all application contexts of a test run, in target/test-data-(process id), gone after it.
 * The contexts see it as a server outside, because each data folder has one instance only.
 */
public final class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Database DATABASE = start();

    private static Database start() {
        Path folder = Path.of("target", "test-data-" + ProcessHandle.current().pid());
        Database database = open(folder, "0");
        // after the contexts, which still use it
        SpringApplication.getShutdownHandlers().add(() -> {
            database.close();
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException trouble) {
                throw new UncheckedIOException(trouble);
            }
        });
        return database;
    }

    /** The PostgreSQL of a folder, which needs not outlive this machine: nothing waits for the disk. */
    public static Database open(Path folder, String version) {
        Database database = Database.open(new DatabaseSettings(TestPrograms.into(folder), new DatabaseSettings.Db(null, null, null, false, 1)), version);
        JdbcClient settings = superuser(database);
        settings.sql("alter system set fsync = off").update();
        settings.sql("alter system set synchronous_commit = off").update();
        settings.sql("alter system set full_page_writes = off").update();
        settings.sql("select pg_reload_conf()").query(Boolean.class).single();
        return database;
    }

    /** One more database beside that of the contexts, empty and of the same owner. */
    public static PGSimpleDataSource another() {
        return another("template1");
    }

    /** A copy of a database to which nobody is connected. */
    public static PGSimpleDataSource another(PGSimpleDataSource like) {
        return another(String.valueOf(like.getDatabaseName()));
    }

    private static PGSimpleDataSource another(String template) {
        PGSimpleDataSource another = (PGSimpleDataSource) DATABASE.owner();
        another.setDatabaseName("another" + NUMBER.incrementAndGet());
        superuser(DATABASE).sql("create database %s owner %s template %s".formatted(another.getDatabaseName(), another.getUser(), template)).update();
        return another;
    }

    private static JdbcClient superuser(Database database) {
        PGSimpleDataSource superuser = (PGSimpleDataSource) database.owner();
        superuser.setUser("postgres");
        superuser.setDatabaseName("postgres");
        return JdbcClient.create(superuser);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        PGSimpleDataSource owner = (PGSimpleDataSource) DATABASE.owner();
        TestPropertyValues.of(
                "db-scheduler.enabled=false",
                "machimori.key-file=" + Path.of("target", "test-seal-" + ProcessHandle.current().pid() + ".key"),
                "machimori.db.url=" + owner.getURL(),
                "machimori.db.user=" + owner.getUser(),
                "machimori.db.password=" + owner.getPassword()).applyTo(context);
    }
}
