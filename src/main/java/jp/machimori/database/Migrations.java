package jp.machimori.database;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModuleIdentifier;
import org.springframework.modulith.core.ApplicationModuleIdentifiers;
import org.springframework.modulith.runtime.flyway.SpringModulithFlywayMigrationStrategy;

/** All migrations that a database has seen, across the histories which Flyway keeps by module. */
public final class Migrations {

    static final String FOLDER = "jp/machimori";
    /** Flyway's history of {@code __root}; the name of a module stands behind it in that of the module's own. */
    private static final String HISTORY = "flyway_schema_history";
    private static final String ROOT = "__root";

    /**
     * The modules that keep tables, each behind those whose tables it points to. Finding them at every start takes a
     * second or two; a test compares this list with what there is.
     */
    static final List<String> MODULES = List.of("town", "account", "post", "ledger", "figures", "plan", "evaluation", "report", "comment", "inquiry");

    private Migrations() {
    }

    /** Each module's own scripts in a history of its own, those of no module first. */
    static FlywayMigrationStrategy byModule() {
        return new SpringModulithFlywayMigrationStrategy(
                ApplicationModuleIdentifiers.of(MODULES.stream().map(ApplicationModuleIdentifier::of).toList()), (module, flyway) -> true);
    }

    /** Whether this Machimori has the script. */
    public static boolean knows(Migration migration) {
        return Migrations.class.getResource("/" + FOLDER + "/" + migration.module() + "/" + migration.script()) != null;
    }

    private record Applied(LocalDateTime at, int rank, Migration migration) {
    }

    /** In the order they were made, which is an order in which they can be made again; empty for a new database. */
    public static List<Migration> of(JdbcClient owner) {
        List<String> histories = owner.sql("""
                select relname from pg_class
                 where relnamespace = 'public'::regnamespace and relkind = 'r' and starts_with(relname, :history)
                """).param("history", HISTORY).query(String.class).list();
        List<Applied> applied = new ArrayList<>();
        for (String history : histories) {
            String module = history.equals(HISTORY) ? ROOT : history.substring(HISTORY.length() + 1);
            applied.addAll(owner.sql("""
                    select installed_on, installed_rank, version, script, checksum from "%s"
                     where type = 'SQL' and version is not null and success
                    """.formatted(history.replace("\"", "\"\"")))
                    .query((row, number) -> new Applied(row.getObject("installed_on", LocalDateTime.class), row.getInt("installed_rank"),
                            new Migration(module, row.getString("version"), row.getString("script"), row.getObject("checksum", Integer.class))))
                    .list());
        }
        return applied.stream().sorted(Comparator.comparing(Applied::at).thenComparing(Applied::rank))
                .map(Applied::migration).toList();
    }

    /** Makes the migrations in this order, those already made excepted. Each is a transaction of its own. */
    public static void repeat(List<Migration> migrations, DataSource owner) {
        for (Migration migration : migrations) {
            Flyway upTo = Flyway.configure().dataSource(owner).locations("classpath:" + FOLDER)
                    .callbacks(new PrivateMigrationHistory()).outputQueryResults(false).target(migration.version()).load();
            ApplicationModuleIdentifier module = ApplicationModuleIdentifier.of(migration.module());
            new SpringModulithFlywayMigrationStrategy(ApplicationModuleIdentifiers.of(List.of(module)),
                    (candidate, flyway) -> candidate.equals(module)).migrate(upTo);
        }
    }
}
