package jp.machimori.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
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

    /**
     * Each module's own scripts in a history of its own, those of no module first. Asking eleven histories took a fifth of
     * a start, so the one of no module is marked with what was made last: where nothing was shipped since, nothing is asked.
     */
    static FlywayMigrationStrategy byModule() {
        FlywayMigrationStrategy each = new SpringModulithFlywayMigrationStrategy(
                ApplicationModuleIdentifiers.of(MODULES.stream().map(ApplicationModuleIdentifier::of).toList()), (module, flyway) -> true);
        return flyway -> {
            JdbcClient owner = JdbcClient.create(flyway.getConfiguration().getDataSource());
            String shipped = shipped();
            if (!made(owner).equals(Optional.of(shipped))) {
                each.migrate(flyway);
                owner.sql("comment on table %s is '%s'".formatted(HISTORY, shipped)).update();
            }
        };
    }

    /** What the last start has made, as {@link #shipped} says it; empty for a new or a restored database. */
    private static Optional<String> made(JdbcClient owner) {
        return owner.sql("select obj_description(to_regclass(:history), 'pg_class')").param("history", "public." + HISTORY)
                .query((row, number) -> Optional.ofNullable(row.getString(1))).single();
    }

    /** A fingerprint of all scripts that this Machimori has. */
    private static String shipped() {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            Map<String, byte[]> scripts = new TreeMap<>();
            for (Resource script : new PathMatchingResourcePatternResolver().getResources("classpath*:" + FOLDER + "/*/V*.sql")) {
                String address = script.getURL().toString();
                scripts.put(address.substring(address.lastIndexOf(FOLDER)), script.getContentAsByteArray());
            }
            scripts.forEach((name, content) -> {
                all.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                all.update(content);
            });
            return HexFormat.of().formatHex(all.digest());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
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

    /**
     * Makes the migrations in this order, those already made excepted. Each is a transaction of its own; those of one
     * module that follow each other are one call, because asking Flyway takes longer than most scripts.
     */
    public static void repeat(List<Migration> migrations, DataSource owner) {
        for (int at = 0; at < migrations.size(); at++) {
            Migration migration = migrations.get(at);
            if (at + 1 < migrations.size() && migrations.get(at + 1).module().equals(migration.module())) {
                continue;
            }
            Flyway upTo = Flyway.configure().dataSource(owner).locations("classpath:" + FOLDER)
                    .callbacks(new PrivateMigrationHistory()).outputQueryResults(false).target(migration.version()).load();
            ApplicationModuleIdentifier module = ApplicationModuleIdentifier.of(migration.module());
            new SpringModulithFlywayMigrationStrategy(ApplicationModuleIdentifiers.of(List.of(module)),
                    (candidate, flyway) -> candidate.equals(module)).migrate(upTo);
        }
    }
}
