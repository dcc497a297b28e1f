package jp.machimori.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** After any history of records, corrections and withdrawals the tallies are what counting all entries again gives. */
@MachimoriTest
@Import({TestClock.class, LedgerExamples.class})
class TallyHistoriesTests {

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired LedgerExamples ledger;
    @Autowired JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalsACountFromTheEntries(long seed) {
        Town town = TestTowns.fresh(packs, towns);
        Random random = new Random(seed);
        Map<UUID, Integer> versions = new HashMap<>();
        List<UUID> ids = new ArrayList<>();
        for (int step = 0; step < 120; step++) {
            int act = random.nextInt(10);
            if (ids.isEmpty() || act < 5) {
                UUID id = new UUID(random.nextLong(), random.nextLong());
                ledger.record(town, id, "patrol", patrol(random));
                ids.add(id);
                versions.put(id, 1);
            } else {
                UUID id = ids.get(random.nextInt(ids.size()));
                Change change = act < 8 ? ledger.correct(town, id, versions.get(id), "patrol", patrol(random))
                        : ledger.withdraw(town, id, versions.get(id), "patrol");
                if (change instanceof Change.Made made) {
                    versions.put(id, made.now().version());
                }
            }
        }
        Map<String, String> kept = snapshot(town);
        ledger.in(town, () -> {
            List<Form> forms = ledger.forms.all();
            for (String tally : List.of("runs", "distance", "participants", "teams", "night_runs")) {
                ledger.tallies.recount(tally, ledger.forms.feeding(tally));
            }
            return forms;
        });
        assertThat(kept).isNotEmpty().isEqualTo(snapshot(town));
    }

    private static String[] patrol(Random random) {
        List<String> typed = new ArrayList<>(List.of(
                "on=" + LocalDate.of(2025, 1, 1).plusDays(random.nextInt(600)),
                "kind=" + (random.nextBoolean() ? "day" : "night"),
                "participants=" + (1 + random.nextInt(20))));
        if (random.nextInt(3) > 0) {
            typed.add("distance=" + random.nextInt(300) / 10.0);
        }
        if (random.nextInt(3) > 0) {
            typed.add("team=団体" + random.nextInt(4));
        }
        if (random.nextBoolean()) {
            typed.add("area=" + (random.nextBoolean() ? "kita" : "minami"));
        }
        return typed.toArray(String[]::new);
    }

    private Map<String, String> snapshot(Town town) {
        return ledger.in(town, () -> {
            Map<String, String> rows = new java.util.TreeMap<>();
            jdbc.sql("select * from tally_day where amount <> 0 or entries <> 0").query(row -> {
                rows.put(row.getString("tally") + row.getString("on_day") + row.getString("area"),
                        row.getBigDecimal("amount").stripTrailingZeros().toPlainString() + "/" + row.getLong("entries"));
            });
            jdbc.sql("select * from tally_link where refs <> 0").query(row -> {
                rows.put(row.getString("tally") + row.getInt("fiscal_year") + row.getString("link"), String.valueOf(row.getLong("refs")));
            });
            return rows;
        });
    }
}
