package jp.machimori;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the catalogue of the migrated database says of row-level security (docs/adr/0002). */
@MachimoriTest
class TownTablesTests {

    /** Tables that belong to no town, each with its reason. */
    private static final List<String> OF_NO_TOWN = List.of(
            "operator", "operator_audit",                       // operators stand beside all towns
            "sign_in_attempt",                                  // counted by address also where no town is known
            "spring_session", "spring_session_attributes",      // found by a random id before the town is known
            "town");                                            // how a request finds its own

    @Autowired JdbcClient jdbc;

    @Test
    void everyTableWithATownIsSeenByItsTownOnly() {
        assertThat(names("""
                select c.relname from pg_class c
                 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                   and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'town_id' and not a.attisdropped)
                   and not (c.relrowsecurity and exists (
                       select from pg_policy p where p.polrelid = c.oid
                          and pg_get_expr(p.polqual, c.oid) like '%town_id = current_town()%'))
                """)).isEmpty();
    }

    @Test
    void tablesOfNoTownAreKnownByName() {
        assertThat(names("""
                select c.relname from pg_class c
                 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                   and c.relname not like 'flyway%' and c.relname not like 'sample%'
                   and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'town_id' and not a.attisdropped)
                """)).containsExactlyElementsOf(OF_NO_TOWN);
    }

    @Test
    void oneViewOnlyReadsWithTheRightsOfItsOwnerAndItKeepsToItsTown() {
        assertThat(names("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')"))
                .containsExactly("ledger_entry");
        assertThat(jdbc.sql("select pg_get_viewdef('ledger_entry'::regclass)").query(String.class).single())
                .contains("town_id = current_town()");
    }

    private List<String> names(String query) {
        return jdbc.sql(query + " order by 1").query(String.class).list();
    }
}
