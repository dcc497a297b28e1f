package jp.machimori.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
@Import(TestClock.class)
class TallyHistoriesTests {

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired LedgerExamples ledger;
    @Autowired JdbcClient jdbc;

    private static final List<List<String>> CHANGES = List.of(
            List.of("visit.yaml", "key: kind, type: choice, label: 種別, visibility: sealed", "key: kind, type: choice, label: 種別"),
            List.of("visit.yaml", "dated-by: on", "dated-by: planned_on"),
            List.of("visit.yaml", "visibility: staff\ndivisions", "visibility: sealed\ndivisions"),
            List.of("visit.yaml", "where: {kind: [urgent]}", "where: {kind: [usual, urgent]}"),
            List.of("patrol.yaml", "key: area, type: area, system: ward, label: 地域", "key: area, type: area, system: ward, label: 地域, visibility: staff"),
            List.of("patrol.yaml", "visibility: public\ndivisions", "visibility: staff\ndivisions"),
            List.of("patrol.yaml", "suggest: supply/group, label: 団体", "suggest: supply/group, visibility: sealed, label: 団体"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void equalsACountFromTheEntriesThoughTheirFormsChangeMeanwhile(long seed) {
        Path pack = TestTowns.copy("histories-" + seed + "-" + UUID.randomUUID().toString().substring(0, 8));
        load(pack);
        Town town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        Random random = new Random(seed);
        Map<UUID, Integer> versions = new HashMap<>();
        Map<UUID, String> forms = new LinkedHashMap<>();
        for (int step = 0; step < 160; step++) {
            if (step == 50 || step == 100) {
                change(pack, CHANGES.get(random.nextInt(CHANGES.size())));
            }
            int act = random.nextInt(10);
            if (forms.isEmpty() || act < 5) {
                UUID id = new UUID(random.nextLong(), random.nextLong());
                String form = random.nextInt(3) == 0 ? "visit" : "patrol";
                ledger.record(town, id, form, written(form, random));
                forms.put(id, form);
                versions.put(id, 1);
            } else {
                UUID id = List.copyOf(forms.keySet()).get(random.nextInt(forms.size()));
                String form = forms.get(id);
                Change change = act < 8 ? ledger.correct(town, id, versions.get(id), form, written(form, random))
                        : ledger.withdraw(town, id, versions.get(id), form);
                if (change instanceof Change.Made made) {
                    versions.put(id, made.now().version());
                }
            }
        }
        Map<String, String> kept = snapshot(town);
        ledger.in(town, () -> {
            List.of("tally_day", "tally_link", "tally").forEach(table -> jdbc.sql("delete from " + table).update());
            return ledger.tallies.settle(ledger.forms.all(), form -> false);
        });
        assertThat(kept).isNotEmpty().isEqualTo(snapshot(town));
    }

    private void load(Path pack) {
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
    }

    private void change(Path pack, List<String> change) {
        Path file = pack.resolve("forms").resolve(change.get(0));
        try {
            String text = Files.readString(file);
            Files.writeString(file, text.contains(change.get(2)) ? text : text.replace(change.get(1), change.get(2)));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        load(pack);
    }

    private static String[] written(String form, Random random) {
        return form.equals("patrol") ? patrol(random) : visit(random);
    }

    private static String[] visit(Random random) {
        LocalDate on = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(600));
        return new String[] {"on=" + on, "planned_on=" + on.minusDays(random.nextInt(40)), "person=人" + random.nextInt(5),
            "kind=" + (random.nextBoolean() ? "usual" : "urgent"), "ward=" + (random.nextBoolean() ? "kita" : "minami"), "minutes=" + random.nextInt(90)};
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
                rows.put(row.getString("tally") + row.getString("on_day") + row.getInt("visibility") + row.getString("area"),
                        row.getBigDecimal("amount").stripTrailingZeros().toPlainString() + "/" + row.getLong("entries"));
            });
            jdbc.sql("select * from tally_link where refs <> 0").query(row -> {
                rows.put(row.getString("tally") + row.getInt("fiscal_year") + row.getInt("visibility") + row.getString("link"), String.valueOf(row.getLong("refs")));
            });
            return rows;
        });
    }
}
