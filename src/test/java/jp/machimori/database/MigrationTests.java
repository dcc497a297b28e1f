package jp.machimori.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jp.machimori.Machimori;
import jp.machimori.MachimoriTest;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.jdbc.core.simple.JdbcClient;

@MachimoriTest
class MigrationTests {

    @Autowired Database database;

    @Test
    void everyModuleHasRunItsOwnMigrations() throws IOException {
        JdbcClient owner = JdbcClient.create(database.owner());
        Resource[] scripts = new PathMatchingResourcePatternResolver().getResources("classpath*:jp/machimori/*/V*.sql");
        assertThat(scripts).isNotEmpty();
        for (Resource script : scripts) {
            String[] path = script.getURL().getPath().split("/");
            String module = path[path.length - 2];
            String history = "flyway_schema_history" + (module.equals("__root") ? "" : "_" + module);
            assertThat(owner.sql("select script from " + history + " where success").query(String.class).list())
                    .as(history).contains(script.getFilename());
        }
    }

    @Test
    void everyModuleWithTablesIsListedBehindThoseItPointsTo() throws IOException {
        Set<String> withScripts = new TreeSet<>();
        for (Resource script : new PathMatchingResourcePatternResolver().getResources("classpath*:jp/machimori/*/V*.sql")) {
            String[] path = script.getURL().getPath().split("/");
            withScripts.add(path[path.length - 2]);
        }
        withScripts.remove("__root");
        assertThat(Migrations.MODULES).containsExactlyInAnyOrderElementsOf(withScripts);
        ApplicationModules modules = ApplicationModules.of(Machimori.class);
        for (String module : Migrations.MODULES) {
            List<String> before = Migrations.MODULES.subList(0, Migrations.MODULES.indexOf(module));
            assertThat(modules.getModuleByName(module).orElseThrow().getDirectDependencies(modules).stream()
                    .map(dependency -> dependency.getTargetModule().getIdentifier().toString())
                    .filter(name -> Migrations.MODULES.contains(name) && !name.equals(module))).as(module).isSubsetOf(before);
        }
    }

    @Test
    void aStartAsksFlywayOnlyWhereScriptsWereShippedSinceTheLast() {
        JdbcClient owner = JdbcClient.create(database.owner());
        String mark = "select obj_description('flyway_schema_history'::regclass, 'pg_class')";
        String made = owner.sql(mark).query(String.class).single();
        assertThat(made).hasSize(64);
        AtomicInteger asked = new AtomicInteger();
        Flyway flyway = Flyway.configure().dataSource(database.owner()).locations("classpath:jp/machimori").callbacks(new BaseCallback() {
            @Override
            public boolean supports(Event event, Context context) {
                return event == Event.AFTER_MIGRATE;
            }

            @Override
            public void handle(Event event, Context context) {
                asked.incrementAndGet();
            }
        }).load();
        Migrations.byModule().migrate(flyway);
        assertThat(asked).hasValue(0);
        owner.sql("comment on table flyway_schema_history is 'of another release'").update();
        Migrations.byModule().migrate(flyway);
        assertThat(asked).hasValue(Migrations.MODULES.size() + 1);
        assertThat(owner.sql(mark).query(String.class).single()).isEqualTo(made);
    }

    @Test
    void theGroundIsMadeBeforeAnyModule() {
        JdbcClient owner = JdbcClient.create(database.owner());
        List<String> histories = owner.sql("select relname from pg_class where relname like 'flyway_schema_history%' and relkind = 'r'")
                .query(String.class).list();
        String first = histories.stream()
                .flatMap(history -> Stream.ofNullable(owner.sql("select min(installed_on)::text || '|%1$s' from %1$s".formatted(history))
                        .query(String.class).single()))
                .min(String::compareTo).orElseThrow();
        assertThat(first).endsWith("|flyway_schema_history");
    }
}
