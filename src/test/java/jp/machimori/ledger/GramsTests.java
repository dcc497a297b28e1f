package jp.machimori.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jp.machimori.MachimoriTest;
import jp.machimori.database.Database;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@MachimoriTest
class GramsTests {

    @Autowired Database database;

    @Test
    void whatWasWrittenWhenPiecesWereTextsIsFoundByTheNumbersOfNow() throws Exception {
        try (var connection = database.owner().getConnection()) {
            JdbcClient owner = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            owner.sql(conversion()).update();
            assertThat(owner.sql("select unnest(pg_temp.gram_numbers(array['p盗難', 's𠮷野', 'p5', 's駅']))").query(Long.class).list())
                    .containsExactly(only("盗難") | Grams.PUBLIC, only("𠮷野") | Grams.STAFF, only("5") | Grams.PUBLIC, only("駅") | Grams.STAFF);
            assertThat(owner.sql("select cardinality(pg_temp.gram_numbers('{}'))").query(Integer.class).single()).isZero();
        }
    }

    /** The function of the migration, which it drops when it is done. */
    private static String conversion() throws IOException {
        String script = new ClassPathResource("V3__search_by_numbers.sql", GramsTests.class).getContentAsString(StandardCharsets.UTF_8);
        return script.substring(script.indexOf("create function"), script.indexOf("drop view")).replace("gram_numbers", "pg_temp.gram_numbers");
    }

    private static long only(String text) {
        List<Long> pieces = Grams.asked(text);
        assertThat(pieces).hasSize(1);
        return pieces.getFirst();
    }

    @Test
    void aPieceIsKeptOnceInTheOrderOfTheText() {
        assertThat(Grams.asked("ABAB ba")).containsExactly(only("ab"), only("ba"));
        assertThat(Grams.asked("")).isEmpty();
    }
}
