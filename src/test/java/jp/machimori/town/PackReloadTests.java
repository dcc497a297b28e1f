package jp.machimori.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.database.CurrentTown;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** 見本町 changes its pack after the first load, and its administrator changes a row of the same pack by hand. */
@MachimoriTest
@Import(TestClock.class)
class PackReloadTests {

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired Ground ground;
    @Autowired JdbcClient jdbc;
    @Autowired PlatformTransactionManager transactions;

    Path pack;

    @BeforeEach
    void aTownOfItsOwn() {
        pack = TestTowns.copy("reload-" + UUID.randomUUID().toString().substring(0, 8));
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
    }

    @Test
    void followsThePackWhereNobodyEdited() {
        change("town.yaml", "name: 安全課", "name: 危機管理課");
        assertThat(packs.load(pack, false)).isEqualTo(new Packs.Outcome(List.of(), List.of()));
        assertThat(division("anzen").name()).isEqualTo("危機管理課");
    }

    @Test
    void keepsAnEditedRowAndReportsItOnce() {
        edit("update division set name = '暮らし安全課' where key = 'anzen'");
        change("town.yaml", "name: 安全課", "name: 危機管理課");
        assertThat(packs.load(pack, false).kept()).containsExactly("town/division anzen");
        assertThat(division("anzen").name()).isEqualTo("暮らし安全課");
        assertThat(packs.load(pack, false).kept()).isEmpty();
        assertThat(division("anzen").name()).isEqualTo("暮らし安全課");
    }

    @Test
    void saysNothingOfAnEditedRowThatThePackLeavesAlone() {
        edit("update division set name = '暮らし安全課' where key = 'anzen'");
        change("town.yaml", "name: 学校課", "name: 教育課");
        assertThat(packs.load(pack, false).kept()).isEmpty();
        assertThat(division("anzen").name()).isEqualTo("暮らし安全課");
        assertThat(division("gakko").name()).isEqualTo("教育課");
    }

    @Test
    void removesWhatThePackDropsUnlessItWasEdited() {
        edit("update area set name = '北の区' where key = 'kita'");
        change("town.yaml", "  - {system: ward, key: kita, name: 北区, name_en: North}\n", "");
        change("town.yaml", "  - {system: ward, key: minami, name: 南区, name_en: South}\n", "  - {system: ward, key: nishi, name: 西区}\n");
        assertThat(packs.load(pack, false).kept()).containsExactly("town/area ward/kita");
        assertThat(in(ground::areas)).extracting(Area::name).containsExactlyInAnyOrder("北の区", "西区");
    }

    @Test
    void takesOverTheOrderOfThePack() {
        change("town.yaml", "divisions:\n", "divisions:\n  - {key: zaisei, name: 財政課}\n");
        assertThat(packs.load(pack, false).kept()).isEmpty();
        assertThat(in(ground::divisions)).extracting(Division::key).containsExactly("zaisei", "anzen", "gakko");
    }

    @Test
    void retiresAFieldWithEntriesButNeitherDropsNorRetypesIt() {
        recordAPatrol();
        String field = "  - {key: route, type: text, label: 経路}\n";
        change("forms/patrol.yaml", field, "  - {key: route, type: note, label: 経路}\n");
        assertRefused("forms/patrol.yaml", "項目「route」には記録があるため、種類を変えられません");
        change("forms/patrol.yaml", "  - {key: route, type: note, label: 経路}\n", "");
        assertRefused("forms/patrol.yaml", "項目「route」には記録があるため、消せません");
        change("forms/patrol.yaml", "fields:\n", "fields:\n  - {key: route, type: text, label: 経路, retired: true}\n");
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
    }

    @Test
    void retypesAFieldOfAFormWithoutEntries() {
        change("forms/patrol.yaml", "  - {key: route, type: text, label: 経路}\n", "  - {key: route, type: note, label: 経路}\n");
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
    }

    @Test
    void loadsNothingOfARefusedPack() {
        recordAPatrol();
        change("forms/patrol.yaml", "  - {key: route, type: text, label: 経路}\n", "");
        change("town.yaml", "name: 安全課", "name: 危機管理課");
        assertRefused("forms/patrol.yaml", "項目「route」");
        assertThat(division("anzen").name()).isEqualTo("安全課");
    }

    @Test
    void loadsAnUnchangedPackOnlyOnce() {
        assertThat(packs.loadIfChanged(pack, false).mistakes()).isEmpty();
        edit("delete from division where key = 'gakko'");
        edit("delete from pack_row where key = 'gakko'");
        packs.loadIfChanged(pack, false);
        assertThat(in(ground::divisionsByKey)).doesNotContainKey("gakko");
        change("town.yaml", "name: 学校課", "name: 教育課");
        packs.loadIfChanged(pack, false);
        assertThat(division("gakko").name()).isEqualTo("教育課");
    }

    private void assertRefused(String file, String sentence) {
        Packs.Outcome outcome = packs.load(pack, false);
        assertThat(outcome.mistakes()).singleElement().satisfies(mistake -> {
            assertThat(mistake.file()).isEqualTo(pack.getFileName() + "/" + file);
            assertThat(mistake.line()).isPositive();
            assertThat(mistake.sentence()).contains(sentence).endsWith("。");
        });
    }

    private void recordAPatrol() {
        edit("""
                insert into entry (town_id, id, form, form_version, on_day, visibility, content, by_name, at)
                values (current_town(), gen_random_uuid(), 'patrol', 1, '2026-05-01', 0,
                        '{"on": "2026-05-01", "kind": "day", "participants": 2, "route": "駅前"}', '見本 花子', now())
                """);
    }

    private void change(String file, String from, String to) {
        try {
            Path changed = pack.resolve(file);
            String text = Files.readString(changed);
            assertThat(text).contains(from);
            Files.writeString(changed, text.replace(from, to));
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    private void edit(String statement) {
        assertThat(in(() -> jdbc.sql(statement).update())).isEqualTo(1);
    }

    private Division division(String key) {
        return in(ground::divisionsByKey).get(key);
    }

    private <T> T in(Supplier<T> work) {
        Town town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        return CurrentTown.<T, RuntimeException>call(town.id(),
                () -> new TransactionTemplate(transactions).execute(status -> work.get()));
    }
}
