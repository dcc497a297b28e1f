package jp.machimori.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.database.CurrentTown;
import jp.machimori.ledger.Tallies;
import jp.machimori.ledger.TallyQuestion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** 朝凪町, the town of docs/packs.md, as it stands there and with mistakes in it. */
@MachimoriTest
@Import(TestClock.class)
class PacksDocumentTests {

    private static final Path EXAMPLE = Path.of("docs/example-pack/asanagi");
    private static final Path PAGE = Path.of("docs/packs.md");

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired List<PackPart> parts;
    @Autowired Tallies tallies;
    @Autowired PlatformTransactionManager transactions;

    /** The example in a folder of packs of its own, beside the archetypes. */
    Path pack;

    @BeforeEach
    void aCopy() throws IOException {
        pack = Files.createTempDirectory("packs").resolve("asanagi");
        FileSystemUtils.copyRecursively(EXAMPLE, pack);
        FileSystemUtils.copyRecursively(Path.of("packs/common"), pack.resolveSibling("common"));
    }

    @Test
    void theExampleHasNoMistakesAndLoads() {
        rename();
        assertThat(Packs.check(pack, parts)).isEmpty();
        assertThat(packs.load(pack, true)).isEqualTo(new Packs.Outcome(List.of(), List.of()));
        Town town = towns.byKey(key()).orElseThrow();
        assertThat(town.name()).isEqualTo("朝凪町");
        assertThat(counted(town, "walks", "walkers", "walk_groups", "joint_walks")).containsExactly("3", "25", "2", "1");
        assertThat(packs.load(pack, true)).isEqualTo(new Packs.Outcome(List.of(), List.of()));
    }

    @Test
    void thePageShowsEveryFileOfTheExampleWhole() throws IOException {
        String page = Files.readString(PAGE);
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(page).contains("`" + EXAMPLE.relativize(file) + "`").contains("\n" + Files.readString(file) + "```");
            }
        }
    }

    @Test
    void theSchemasThePageNamesAreThere() throws IOException {
        var named = java.util.regex.Pattern.compile("src/main/java/[a-z/.]+\\.schema\\.json").matcher(Files.readString(PAGE));
        List<String> schemas = named.results().map(java.util.regex.MatchResult::group).distinct().toList();
        assertThat(schemas).hasSizeGreaterThanOrEqualTo(3).allMatch(schema -> Files.exists(Path.of(schema)));
    }

    @Test
    void thePageNamesEveryReservedWordAndEveryFormOfAValue() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Towns.RESERVED).allMatch(page::contains);
        assertThat(ValueForm.values()).allMatch(form -> page.contains("\n| `" + form.notation() + "` |"));
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvSource(delimiter = ';', textBlock = """
            town.yaml; key: asanagi; key: yunagi
            town.yaml; name: 朝凪町; nome: 朝凪町
            town.yaml; date: "2024-03-29"; date: 2024
            town.yaml; until: FY2024; until: R6
            forms/walk.yaml; label: 徒歩での見回り; label: 徒歩: 見回り
            forms/walk.yaml; divisions: [anzen]; divisions: [anzn]
            forms/walk.yaml; list: [on, kind; list: [place, kind
            forms/walk.yaml; amount: {sum: walkers}; amount: {sum: leader}
            figures.csv; ,CY2022,58,; ,R4,58,
            figures.csv; ,CY2023,21,; ,CY2023,二十一,
            figures.csv; walks,actual,見回りの回数,Patrol walks,,FY2023; walks,actual,見回りの回数,Patrol walks,,FY2022
            figures.csv; none,plan-2024:30,; none
            figures.csv; FY2028,80,回; FY2028,80,人
            figures.csv; FY2028,80,回; CY2028,80,回
            plan.yaml; since: 2024-04-01; since: R6.4.1
            forms/walk.yaml; system: town; system: police
            demo/entries/walk.csv; 2024-05-18; 2024-15-18
            """)
    void thePageShowsMistakesAsTheyAreReported(String file, String right, String wrong) throws IOException {
        broken(file, right, wrong, "");
        String page = Files.readString(PAGE).replace("\\|", "|");
        assertThat(Packs.check(pack, parts)).anyMatch(mistake -> page.contains("`" + mistake + "`"));
    }

    @Test
    void allMistakesAreReportedTogetherAndNothingIsLoaded() {
        rename();
        List<String> expected = new ArrayList<>();
        expected.add(broken("town.yaml", "successor: kodomo}", "successor: kodom}", "課「kodom」がこのパックにありません。「kodomo」のことではありませんか。"));
        expected.add(broken("town.yaml", "key: oka, name: 岡,", "key: hama, name: 岡,", "地域の記号「town/hama」が二度使われています"));
        expected.add(broken("figures.csv", "offences,actual,刑法犯認知件数,Offences known to the police,,CY2021,", "offences,real,刑法犯認知件数,Offences known to the police,,CY2021,", "nature「real」を読めません"));
        expected.add(broken("figures.csv", ",CY2022,58,", ",R4,58,", "period「R4」を読めません"));
        expected.add(broken("figures.csv", ",CY2023,21,", ",CY2023,二十一,", "value「二十一」を読めません"));
        expected.add(broken("figures.csv", "CY2028,減少,件,direction", "CY2028,減少,件,arrow", "form「arrow」を読めません"));
        expected.add(broken("figures.csv", "FY2022,41,回,exact,plan-2024:21", "FY2022,41,回,exact,plan-2042:21", "文書「plan-2042」がこのパックにありません。「plan-2024」"));
        expected.add(broken("figures.csv", "FY2023,48,回,exact,plan-2024:21", "FY2022,48,回,exact,plan-2024:21", "同じ数値（系列・種別・内訳・期間）が"));
        expected.add(broken("figures.csv", ",FY2023,なし,人,none,plan-2024:30,", ",FY2023,なし,人,none", "列の数が見出しと合いません"));
        expected.add(broken("forms/walk.yaml", "dated-by: on", "dated-by: kind", "項目「kind」の種類（choice）はここでは使えません"));
        expected.add(broken("forms/walk.yaml", "list: [on, kind, group, area, walkers]", "list: [on, place]", "項目「place」が fields にありません"));
        expected.add(broken("forms/walk.yaml", "amount: {sum: walkers}", "amount: {sum: leader}", "項目「leader」の種類（text）はここでは使えません"));
        expected.add(broken("forms/walk.yaml", "where: {kind: [joint]}", "where: {kind: [join]}", "集計「joint_walks」の選択肢「join」が項目「kind」にありません"));
        expected.add(broken("forms/walk.yaml", "divisions: [anzen]", "divisions: [anzn]", "課「anzn」がこのパックにありません"));
        expected.add(broken("forms/safe-house.yaml", "extends: safe-house", "extends: safehouse", "もとにする型「safehouse」が packs/common/forms にありません"));
        expected.add(broken("plan.yaml", "divisions: [kodomo]", "divisions: [kodomo-ka]", "課「kodomo-ka」がこのパックにありません"));
        expected.add(broken("plan.yaml", "node: p2", "node: p3", "計画の節「p3」がこのパックにありません"));
        expected.add(broken("plan.yaml", "document: plan-2024", "document: plan-2023", "文書「plan-2023」がこのパックにありません"));
        List<Mistakes.Mistake> found = Packs.check(pack, parts);
        assertThat(found.stream().map(Mistakes.Mistake::toString).toList())
                .allSatisfy(mistake -> assertThat(mistake).endsWith("。"));
        for (String one : expected) {
            assertThat(found).as(one).anyMatch(mistake -> mistake.toString().startsWith(one));
        }
        assertThat(packs.load(pack, false).mistakes()).isEqualTo(found);
        assertThat(towns.byKey(key())).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            town.yaml            | kind: municipality          | kind: village                  | 「kind」の「village」は使えません。municipality、ward、prefecture のどれか
            town.yaml            | name: 朝凪町                | nome: 朝凪町                   | ファイルのいちばん上の段に使えない項目「nome」があります
            town.yaml            | key: asanagi                | key: api                       | 「api」は使えない記号です
            town.yaml            | key: asanagi                | key: yunagi                    | key「yunagi」がフォルダーの名前「asanagi」と違います
            town.yaml            | until: FY2024               | until: R6                      | 「divisions・2番目・until」の「R6」は書き方が違います。FY2024 のように
            town.yaml            | kind: outside               | kind: outside, kind: all       | 「kind」が二度書かれています
            town.yaml            | date: "2024-03-29"          | date: 2024                     | 「documents・1番目・date」には文字（数字だけのときは "…" で囲む）を書きます。いまは数です
            town.yaml            | name_en: Hama               | name_en:                       | 「areas・1番目・name_en」が空です
            town.yaml            | key: kakuka,                | key: 各課,                     | 「divisions・4番目・key」の「各課」は書き方が違います。半角の小文字で始め
            figures.csv          | key,nature                  | series,nature                  | 見出しに「key」の列がありません
            figures.csv          | walk_groups,target          | Walk-Groups,target             | key「Walk-Groups」は使えません
            figures.csv          | plan-2024:21,               | plan-2024,                     | sources「plan-2024」を読めません
            forms/walk.yaml      | key: walk                   | key: walks                     | key「walks」がファイルの名前と違います
            forms/walk.yaml      | kind: activity              | kind: deed                     | 「kind」の「deed」は使えません。register、activity、application のどれか
            forms/walk.yaml      | dated-by: on                | dated_by: on                   | 使えない項目「dated_by」
            forms/walk.yaml      | key: joint, label           | key: usual, label              | 選択肢「usual」が二度書かれています
            forms/walk.yaml      | type: text, max: 60         | type: line, max: 60            | 「fields・6番目・type」の「line」は使えません
            forms/walk.yaml      | key: walkers, type          | key: group, type               | 項目「group」が二度書かれています
            forms/walk.yaml      | system: town                | system: police                 | 地域の区分「police」がこのパックにありません
            forms/walk.yaml      | {key: walkers, label        | {key: walks, label             | 集計「walks」が二度書かれています
            forms/walk.yaml      | serves: [walking-patrol     | serves: [walkin-patrol         | 事業「walkin-patrol」がこのパックにありません。「walking-patrol」
            forms/walk.yaml      | retention-years: 3          | retention-years: 3年           | 「retention-years」には整数を書きます
            forms/walk.yaml      | label: 徒歩での見回り       | label: 徒歩: 見回り            | YAMLとして読めません
            forms/safe-house.yaml | type: choice, label: 表示板 | type: pick, label: 表示板     | 「fields・2番目・type」の「pick」は使えません
            forms/safe-house.yaml | until: closed_on            | until: gone_on                 | 項目「gone_on」が fields にありません
            forms/safe-house.yaml | list: [registered_on        | list: [from                    | 項目「from」が fields にありません
            demo/entries/walk.csv | on,kind                     | on,sort                        | 見出し「sort」という項目は、記録の種類「walk」にありません
            demo/entries/walk.csv | 2024-05-18                 | 2024-15-18                     | 項目「on」の「2024-15-18」を読めません。実施日を
            demo/entries/walk.csv | usual,浜見守り隊,hama,6    | usual,浜見守り隊,hama,0        | 項目「walkers」の「0」を読めません
            demo/entries/walk.csv | usual,浜見守り隊,hama,5    | usual,,hama,5                  | 項目「group」が空です
            demo/entries/walk.csv | 5d1f7c1e-0b7a-4a52-9d0f-6a3f0d5a1c02 | 2                    | id「2」はUUIDではありません
            demo/entries/walk.csv | 3f0d5a1c02                 | 3f0d5a1c01                     | が二度使われています
            demo/entries/walk.csv | 岡自治会,oka               | 岡自治会,yama                  | 地域「town/yama」がこのパックにありません
            plan.yaml            | {kind: form, ref: walk}     | {kind: form, ref: walc}        | 記録の種類「walc」がこのパックにありません。「walk」
            plan.yaml            | ref: walk/kind/joint        | ref: walk/kind/police          | 選択肢「walk/kind/police」がこのパックにありません
            plan.yaml            | ref: offences               | ref: crimes                    | 数値の系列「crimes」がこのパックにありません
            plan.yaml            | tally: walkers              | tally: walker                  | 集計「walker」がこのパックにありません。「walkers」
            plan.yaml            | node: p2                    | node: p3                       | 計画の節「p3」がこのパックにありません
            plan.yaml            | programmes: [safe-house]    | programmes: [safe-houses]      | 事業「safe-houses」がこのパックにありません。「safe-house」
            plan.yaml            | division: kodomo            | division: kodomos              | 課「kodomos」がこのパックにありません
            plan.yaml            | document: plan-2024         | document: plan-2023            | 文書「plan-2023」がこのパックにありません
            plan.yaml            | key: equipment              | key: joint-walk                | 事業の記号「joint-walk」が二度使われています
            plan.yaml            | period: FY2024..FY2028      | period: 2024から2028           | 2024から2028
            plan.yaml            | source: {series: {}}        | source: {}                     | 「indicators・1番目・source」が空です
            plan.yaml            | source: {series: {}}        | source: {series: {a: 1}}       | 「indicators・1番目・source・series」
            plan.yaml            | source: {series: {}}        | source: {series: {}, answer: {division: kodomo}} | 「indicators・1番目・source」に書ける項目は1個までです
            forms/walk.yaml      | retention-years: 3          | retention-years: 0             | 「retention-years」は1以上の数にしてください
            forms/walk.yaml      | amount: count}              | amount: counts}                | 「tallies・1番目・amount」は書き方が違います
            town.yaml            | phone: 000-000-0100         | phone: 電話                    | 「contacts・1番目・phone」の「電話」は書き方が違います。042-000-0100 や "#9110" のように
            plan.yaml            | better: neutral             | better: more                   | の「more」は使えません
            """)
    void aMistakeNamesItsFileItsLineAndWhatToMend(String file, String right, String wrong, String sentence) {
        String expected = broken(file, right, wrong, "");
        assertThat(Packs.check(pack, parts)).as(expected).anySatisfy(mistake -> {
            assertThat(mistake.toString()).startsWith(expected.strip());
            assertThat(mistake.sentence()).contains(sentence).endsWith("。");
        });
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            plan.yaml                    | number: "1"             | number: 1                       | 「plans・1番目・nodes・1番目・number」には文字（数字だけのときは "…" で囲む）を書きます
            plan.yaml                    | label: 見回りを広げる   | title: 見回りを広げる           | 「plans・1番目・nodes・1番目・children・1番目」に
            plan.yaml                    | label: 見回りを広げる   | label: 見回り: 広げる           | YAMLとして読めません
            plan.yaml                    | key: m1-1               | key: M1-1                       | 「M1-1」は書き方が違います。半角の小文字で始め
            plan.yaml                    | since: 2024-04-01       | since: R6.4.1                   | 「R6.4.1」は書き方が違います。2025-04-01 のように、西暦の年-月-日
            plan.yaml                    | since: 2024-04-01       | since: 2024-02-30               | 「2024-02-30」という日はありません
            figures.csv                  | walk_groups,target      | walk groups,target              | key「walk groups」は使えません
            forms/walk.yaml              | label: 徒歩での見回り   | label: 徒歩: 見回り             | YAMLとして読めません
            forms/walk.yaml              | kind: activity          | kind: deed                      | 「kind」の「deed」は使えません
            forms/safe-house.yaml        | extends: safe-house     | extends: safehouse              | もとにする型「safehouse」が packs/common/forms にありません
            ../common/forms/safe-house.yaml | kind: register       | kind: : register                | YAMLとして読めません
            """)
    void whatIsBuiltOnABrokenFileWaits(String file, String right, String wrong, String sentence) {
        broken(file, right, wrong, "");
        assertThat(Packs.check(pack, parts)).as(file).isNotEmpty().allSatisfy(mistake ->
                assertThat(mistake.file()).isEqualTo(pack.getParent().relativize(pack.resolve(file).normalize()).toString()));
        assertThat(Packs.check(pack, parts)).anySatisfy(mistake -> assertThat(mistake.sentence()).contains(sentence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1,812\"", "1,812", "１８１２件"})
    void aRowThatCannotBeReadIsTheOnlyMistake(String value) throws IOException {
        Path figures = pack.resolve("figures.csv");
        List<String> lines = Files.readAllLines(figures);
        Files.writeString(figures, lines.getFirst() + "\n" + lines.get(1).replace(",61,", "," + value + ",") + "\n");
        assertThat(Packs.check(pack, parts)).singleElement().extracting(Mistakes.Mistake::toString).asString().startsWith("asanagi/figures.csv:2  ");
    }

    @Test
    void aTownWithoutAreasIsToldWhichFieldToLeaveOut() throws IOException {
        String town = Files.readString(pack.resolve("town.yaml"));
        Files.writeString(pack.resolve("town.yaml"), town.substring(0, town.indexOf("areas:\n")));
        assertThat(Packs.check(pack, parts)).filteredOn(mistake -> mistake.file().equals("asanagi/forms/safe-house.yaml")).singleElement()
                .extracting(Mistakes.Mistake::sentence).asString()
                .contains("項目「area」の地域の区分「town」がこのパックにありません", "town.yaml の areas に書き足す", "{key: area, retired: true}");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            FY2028,80,回,exact         | FY2028,80,人,exact         | この行は指標「walks」の目標値ですが、単位「人」が、指標の単位「回」と違います。
            FY2023,48,回,exact         | FY2023,48,件,exact         | この行は指標「walks」の実績ですが、単位「件」が、指標の単位「回」と違います。
            FY2028,80,回,exact         | CY2027,80,回,exact         | この行は指標「walks」の目標値ですが、period「CY2027」が、指標の basis「fiscal」と違います。
            baseline,刑法犯認知件数,Offences known to the police,,CY2023 | baseline,刑法犯認知件数,Offences known to the police,,FY2023 | この行は指標「offences」の基準値ですが、period「FY2023」が、指標の basis「calendar」と違います。
            """)
    void aNumberOfAnIndicatorHasItsUnitAndItsKindOfYear(String right, String wrong, String sentence) {
        String expected = broken("figures.csv", right, wrong, sentence);
        assertThat(Packs.check(pack, parts)).singleElement().extracting(Mistakes.Mistake::toString).asString().startsWith(expected);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            FY2028,80,回,exact         | 2028,80,回,exact
            FY2028,80,回,exact         | FY2028,80,,exact
            FY2028,80,回,exact         | FY2028,80,(単位記載なし),exact
            FY2028,80,回,exact         | CY2028,増加,,direction
            actual,見回りの回数,Patrol walks,,FY2022 | actual,見回りの回数,Patrol walks,,CY2022
            """)
    void whatADocumentLeavesOpenIsNoMistake(String right, String wrong) {
        broken("figures.csv", right, wrong, "");
        assertThat(Packs.check(pack, parts)).isEmpty();
    }

    @Test
    void aFileInAnotherEncodingAndAFolderWithoutATownAreMistakesToo() throws IOException {
        Files.write(pack.resolve("figures.csv"), Files.readString(pack.resolve("figures.csv")).getBytes("Windows-31J"));
        assertThat(Packs.check(pack, parts)).extracting(Mistakes.Mistake::toString)
                .containsExactly("asanagi/figures.csv  文字コードがUTF-8ではありません。UTF-8で保存し直してください。");
        Files.delete(pack.resolve("town.yaml"));
        assertThat(Packs.check(pack, parts)).singleElement().extracting(Mistakes.Mistake::toString).asString()
                .startsWith("asanagi/town.yaml  town.yaml がありません。");
    }

    @Test
    void filesWithAByteOrderMarkAreRead() throws IOException {
        for (String file : List.of("town.yaml", "figures.csv", "forms/walk.yaml")) {
            Files.writeString(pack.resolve(file), "\uFEFF" + Files.readString(pack.resolve(file)));
        }
        assertThat(Packs.check(pack, parts)).isEmpty();
    }

    @Test
    void anAliasInYamlIsRefusedBeforeItGrows() {
        broken("town.yaml", "contacts:\n", "contacts: &all\n", "");
        broken("town.yaml", "areas:\n", "areas: *all\n  #", "");
        assertThat(Packs.check(pack, parts)).isNotEmpty().allMatch(mistake -> mistake.file().equals("asanagi/town.yaml"));
    }

    /** What the demonstration entries of fiscal year 2024 come to. */
    private List<String> counted(Town town, String... keys) {
        FiscalYear year = new FiscalYear(2024);
        return Stream.of(keys).map(key -> new TallyQuestion(key, TallyQuestion.Count.FLOW, year.from(), year, year))
                .map(question -> CurrentTown.<String, RuntimeException>call(town.id(), () -> new TransactionTemplate(transactions)
                        .execute(status -> tallies.yearly(List.of(question)).get(question).get(year).toPlainString()))).toList();
    }

    /** Puts a mistake into a file: the beginning of what is to be reported, {@code asanagi/file:line  sentence}. */
    private String broken(String file, String right, String wrong, String sentence) {
        try {
            Path path = pack.resolve(file);
            String text = Files.readString(path);
            int at = text.indexOf(right);
            assertThat(at).as(right).isNotNegative();
            String changed = text.substring(0, at) + wrong + text.substring(at + right.length());
            Files.writeString(path, changed);
            long line = 1 + changed.substring(0, at).chars().filter(c -> c == '\n').count();
            return key() + "/" + file + ":" + line + "  " + sentence;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Another key for a town that is to be loaded, so that no test sees another's. */
    private void rename() {
        try {
            Path renamed = pack.resolveSibling("asanagi-" + UUID.randomUUID().toString().substring(0, 8));
            Files.move(pack, renamed);
            Path town = renamed.resolve("town.yaml");
            Files.writeString(town, Files.readString(town).replace("key: asanagi ", "key: " + renamed.getFileName() + " "));
            pack = renamed;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private String key() {
        return pack.getFileName().toString();
    }

    @Test
    void saysWhatTheExampleLacksWhereItLies() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Packs.check(EXAMPLE, parts)).singleElement().satisfies(mistake -> assertThat(page).contains(mistake.toString()));
    }
}
