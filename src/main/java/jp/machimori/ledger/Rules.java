package jp.machimori.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 決まりの切り替え。While a pack changes a town's forms and counts its tallies again, nobody writes entries by the old
 * ones: writers share this lock of the town, a loading pack has it alone. It ends with the transaction.
 */
final class Rules {

    private static final int LOCK = 0x1ED6E2;

    private Rules() {
    }

    static void share(JdbcClient jdbc) {
        take("select pg_advisory_xact_lock_shared(:lock, current_town())", jdbc);
    }

    static void change(JdbcClient jdbc) {
        take("select pg_advisory_xact_lock(:lock, current_town())", jdbc);
    }

    private static void take(String sql, JdbcClient jdbc) {
        jdbc.sql(sql).param("lock", LOCK).query((row, number) -> LOCK).single();
    }
}
