package jp.machimori;

import static jp.machimori.account.AccountExamples.AOBA;
import static jp.machimori.account.AccountExamples.MIDORI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import jp.machimori.account.AccountExamples;
import jp.machimori.database.CurrentTown;
import jp.machimori.database.Database;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What the design says of every table, asked of the tables that there are: a new one cannot be forgotten here. */
@MachimoriTest
class TownTablesTests {

    /** Of no town: what finds the town of a request, who runs the deployment, sessions, attempts to sign in, the jobs, the fingerprint of the key. */
    private static final List<String> WITHOUT_TOWN = List.of("town", "operator", "operator_audit", "sign_in_attempt",
            "spring_session", "spring_session_attributes", "scheduled_tasks", "seal_key");

    @Autowired AccountExamples examples;
    @Autowired JdbcClient application;
    @Autowired TransactionTemplate transaction;
    @Autowired Database database;
    JdbcClient owner;

    @BeforeEach
    void settles() {
        examples.settle();
        owner = JdbcClient.create(database.owner());
    }

    @Test
    void everyTableHasATownUnlessItIsListed() {
        assertThat(owner.sql("""
                        select c.relname from pg_class c
                         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                           and c.relname not like 'flyway_schema_history%' and c.relname <> 'sample'
                           and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'town_id' and not a.attisdropped)
                        """).query(String.class).list()).containsExactlyInAnyOrderElementsOf(WITHOUT_TOWN);
    }

    @Test
    void everyTableOfTownsKeepsThemApart() {
        SoftAssertions softly = new SoftAssertions();
        for (String table : townTables()) {
            softly.assertThat(owner.sql("select relrowsecurity from pg_class where oid = cast(:table as regclass)").param("table", table)
                    .query(Boolean.class).single()).as(table + " is bound by row-level security").isTrue();
            softly.assertThat(owner.sql("""
                            select count(*) from pg_policy
                             where polrelid = cast(:table as regclass) and polcmd = '*' and polpermissive
                               and pg_get_expr(polqual, polrelid) = '(town_id = current_town())'
                               and pg_get_expr(polwithcheck, polrelid) = '(town_id = current_town())'
                            """).param("table", table).query(Integer.class).single()).as(table + " has the policy of towns").isEqualTo(1);
            softly.assertThat(owner.sql("select count(*) from pg_policy where polrelid = cast(:table as regclass)").param("table", table)
                    .query(Integer.class).single()).as(table + " has no other policy").isEqualTo(1);
            softly.assertThat(owner.sql("""
                            select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                             where i.indrelid = cast(:table as regclass) and i.indisprimary
                            """).param("table", table).query(String.class).optional()).as(table + " begins its key with the town").contains("town_id");
        }
        softly.assertAll();
    }

    @Test
    void withoutATownNothingIsRead() {
        for (String relation : readable()) {
            assertThatThrownBy(() -> application.sql("select count(*) from " + relation).query(Integer.class).single())
                    .as(relation).rootCause().hasMessageContaining("no town is set");
        }
    }

    @Test
    void inATownOnlyItsOwnRowsAreRead() {
        List<String> proven = new ArrayList<>();
        int midori = examples.id(MIDORI);
        for (String relation : readable()) {
            int others = CurrentTown.call(midori, () -> transaction.execute(status ->
                    application.sql("select count(*) from " + relation + " where town_id <> :town").param("town", midori)
                            .query(Integer.class).single()));
            assertThat(others).as(relation).isZero();
        }
        for (String relation : townTables()) {
            if (owner.sql("select exists (select from " + relation + " where town_id = :town)").param("town", examples.id(AOBA))
                    .query(Boolean.class).optional().orElse(false)) {
                proven.add(relation);
            }
        }
        assertThat(proven).contains("account", "division");
    }

    @Test
    void aRowIsNotWrittenForAnotherTown() {
        int aoba = examples.id(AOBA);
        assertThatThrownBy(() -> CurrentTown.call(examples.id(MIDORI), () -> transaction.execute(status ->
                application.sql("update account set town_id = :town").param("town", aoba).update())))
                .rootCause().hasMessageContaining("row-level security");
    }

    /** docs/adr/0002 */
    @Test
    void oneViewOnlyReadsWithTheRightsOfItsOwnerAndItKeepsToItsTown() {
        assertThat(owner.sql("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')")
                .query(String.class).list()).containsExactly("ledger_entry");
        assertThat(owner.sql("select pg_get_viewdef('ledger_entry'::regclass)").query(String.class).single())
                .contains("town_id = current_town()");
    }

    @Test
    void noFunctionLendsTheOwnersRights() {
        assertThat(owner.sql("select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef")
                .query(String.class).list()).isEmpty();
    }

    private List<String> townTables() {
        return relations("'r', 'p'");
    }

    /** With the views: they read with their owner's rights and say the town themselves. */
    private List<String> readable() {
        return relations("'r', 'p', 'v', 'm'");
    }

    private List<String> relations(String kinds) {
        return owner.sql("""
                        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                         where c.relnamespace = 'public'::regnamespace and c.relkind in (%s) and c.relname <> 'sample'
                           and a.attname = 'town_id' and not a.attisdropped order by 1
                        """.formatted(kinds)).query(String.class).list();
    }
}
