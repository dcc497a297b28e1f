package jp.machimori.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import jp.machimori.MachimoriTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@MachimoriTest
class RowSecurityTests {

    private static final int KOGANEI = 1;
    private static final int KUMAMOTO = 2;

    @Autowired JdbcClient application;
    @Autowired TownTransactionManager transactions;
    @Autowired Database database;
    JdbcClient owner;

    @BeforeEach
    void keepsASampleTable() {
        owner = JdbcClient.create(database.owner());
        owner.sql("""
                create table sample (
                    town_id int  not null,
                    name    text not null,
                    primary key (town_id, name)
                );
                alter table sample enable row level security;
                create policy town on sample using (town_id = current_town()) with check (town_id = current_town());
                insert into sample values (%d, '東町'), (%d, '中央区');
                """.formatted(KOGANEI, KUMAMOTO)).update();
    }

    @AfterEach
    void dropsIt() {
        owner.sql("drop table sample").update();
    }

    @Test
    void theApplicationRoleOwnsNothingAndCannotPassBy() {
        assertThat(application.sql("select current_user").query(String.class).single()).isEqualTo("machimori_app");
        assertThat(application.sql("""
                select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb, rolreplication
                from pg_roles where rolname = current_user""").query().singleRow().values()).containsOnly(false);
        assertThat(application.sql("select count(*) from pg_class where relowner = current_user::regrole")
                .query(Integer.class).single()).isZero();
    }

    @Test
    void aQueryThatForgetsTheTownGetsItsTownOnly() {
        assertThat(names(KOGANEI)).containsExactly("東町");
        assertThat(names(KUMAMOTO)).containsExactly("中央区");
    }

    @Test
    void withoutATownAQueryRaises() {
        assertThatThrownBy(() -> application.sql("select name from sample").query(String.class).list())
                .rootCause().hasMessageContaining("no town is set");
        assertThatThrownBy(() -> inTransaction("select name from sample")).rootCause().hasMessageContaining("no town is set");
    }

    @Test
    void aTownDoesNotOutliveItsTransaction() {
        for (int connection = 0; connection < 40; connection++) {
            names(KOGANEI);
        }
        assertThatThrownBy(() -> application.sql("select current_town()").query(Integer.class).single())
                .isInstanceOf(DataAccessException.class).rootCause().hasMessageContaining("no town is set");
    }

    @Test
    void aRowOfAnotherTownIsNeitherWrittenNorChanged() {
        assertThatThrownBy(() -> CurrentTown.call(KOGANEI, () -> update("insert into sample values (2, '西区')")))
                .rootCause().hasMessageContaining("row-level security");
        assertThat(CurrentTown.<Integer, RuntimeException>call(KOGANEI, () -> update("update sample set name = '本町'"))).isOne();
        assertThat(names(KUMAMOTO)).containsExactly("中央区");
    }

    @Test
    void oneTransactionDoesTheSharesOfSeveralTowns() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            for (int town : List.of(KOGANEI, KUMAMOTO)) {
                transactions.inTown(town, () -> application.sql("insert into sample values (current_town(), '本町')").update());
            }
            assertThat(transactions.inTown(KUMAMOTO, CurrentTown::id)).isEqualTo(KUMAMOTO);
            assertThat(CurrentTown.isBound()).isFalse();
        });
        assertThat(names(KOGANEI)).contains("本町");
        assertThat(names(KUMAMOTO)).contains("本町");
    }

    @Test
    void aShareNeedsATransaction() {
        assertThatThrownBy(() -> transactions.inTown(KOGANEI, () -> 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theApplicationCannotReadOrChangeTheHistoryOfMigrations() {
        List<String> histories = owner.sql("select relname from pg_class where relname like 'flyway_schema_history%' and relkind = 'r'")
                .query(String.class).list();
        assertThat(histories).contains("flyway_schema_history");
        for (String history : histories) {
            assertThatThrownBy(() -> application.sql("select * from " + history).query().listOfRows()).rootCause().hasMessageContaining("permission denied");
        }
    }

    @Test
    void theApplicationCannotMakeTables() {
        assertThatThrownBy(() -> application.sql("create table mine (id int)").update()).rootCause().hasMessageContaining("permission denied");
        assertThatThrownBy(() -> application.sql("alter table sample disable row level security").update())
                .rootCause().hasMessageContaining("must be owner");
    }

    @Test
    void noTownIsBoundByDefault() {
        assertThat(CurrentTown.isBound()).isFalse();
        assertThatThrownBy(CurrentTown::id).isInstanceOf(IllegalStateException.class);
    }

    private List<String> names(int town) {
        return CurrentTown.call(town, () -> inTransaction("select name from sample order by name"));
    }

    private List<String> inTransaction(String query) {
        return new TransactionTemplate(transactions).execute(status -> application.sql(query).query(String.class).list());
    }

    private int update(String sql) {
        return new TransactionTemplate(transactions).execute(status -> application.sql(sql).update());
    }
}
