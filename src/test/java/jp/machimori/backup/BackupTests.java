package jp.machimori.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import jp.machimori.Machimori;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestDatabase;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.database.Database;
import jp.machimori.database.DatabaseAtStart;
import jp.machimori.database.DatabaseSettings;
import jp.machimori.database.Migration;
import jp.machimori.database.Migrations;
import jp.machimori.ledger.LedgerExamples;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.node.ObjectNode;

/** From the database of this test run into a file, and from the file into a second PostgreSQL. */
@MachimoriTest
@Import(TestClock.class)
class BackupTests {

    private static final DatabaseSettings.Db EMBEDDED = new DatabaseSettings.Db(null, null, null, false, 1);

    @TempDir
    static Path folder;
    static Path data;
    static Database second;

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired LedgerExamples ledger;
    @Autowired Database first;
    @LocalServerPort int port;
    @TempDir Path files;
    Path file;
    Town town;
    Town other;
    final ByteArrayOutputStream said = new ByteArrayOutputStream();
    final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @BeforeAll
    static void aSecondPostgreSql() {
        data = folder.resolve("second");
        second = TestDatabase.open(data, DatabaseAtStart.version());
    }

    @AfterAll
    static void stops() {
        second.close();
    }

    @BeforeEach
    void twoTownsWithRecordsAndNothingElsewhere() {
        JdbcClient.create(second.owner()).sql("drop schema public cascade; create schema public").update();
        file = files.resolve("見本.backup");
        town = TestTowns.fresh(packs, towns);
        other = TestTowns.fresh(packs, towns);
        for (Town one : List.of(town, other)) {
            UUID corrected = ledger.record(one, "patrol", "on=2026/5/1", "kind=day", "participants=2", "distance=4.5", "team=北町会");
            ledger.correct(one, corrected, 1, "patrol", "on=2026/5/2", "kind=night", "participants=3", "route=駅前\\n → 公園	\"角\"");
            ledger.withdraw(one, ledger.record(one, "patrol", "on=2026/6/1", "kind=day", "participants=1"), 1, "patrol");
            ledger.record(one, "secret", "on=2026/4/1", "story=だれにも見せない話");
        }
    }

    @Test
    void bringsBackEveryRowOfEveryTable() {
        Path fresh = files.resolve("data");
        assertThat(run("backup", first)).as(complaint()).isZero();
        assertThat(restoreInto(fresh)).as(complaint()).isZero();
        try (Database restored = Database.open(new DatabaseSettings(fresh, EMBEDDED), DatabaseAtStart.version())) {
            assertThat(rows(restored)).isEqualTo(rows(first)).containsKeys("entry", "entry_version", "tally_day", "tally_link", "town");
        }
    }

    @Test
    void goesOnCountingWhereItStopped() {
        JdbcClient before = JdbcClient.create(first.owner());
        long last = before.sql("insert into audit (town_id, at, what, subject, detail) values (?, now(), 'try', '', '{}') returning id")
                .param(town.id()).query(Long.class).single();
        run("backup", first);
        run("restore", second);
        JdbcClient after = JdbcClient.create(second.owner());
        assertThat(after.sql("insert into audit (town_id, at, what, subject, detail) values (?, now(), 'try', '', '{}') returning id")
                .param(town.id()).query(Long.class).single()).isEqualTo(last + 1);
        assertThat(after.sql("insert into town (key, name, kind) values ('after', '後', 'ward') returning id").query(Integer.class).single())
                .isGreaterThan(other.id());
    }

    @Test
    void answersAsBefore() {
        run("backup", first);
        run("restore", second);
        SpringApplication application = new SpringApplication(Machimori.class);
        application.setAdditionalProfiles("test");
        try (ConfigurableApplicationContext restored = application.run(Stream.concat(
                Stream.of("--server.port=0", "--machimori.packs=" + files), settings(second).stream()).toArray(String[]::new))) {
            Visitor then = new Visitor(port);
            Visitor now = new Visitor(((WebServerApplicationContext) restored).getWebServer().getPort());
            for (String page : List.of("/api/v1/towns", "/api/v1/towns/" + town.key() + "/entries",
                    "/" + town.key() + "/records/patrol", "/" + other.key() + "/records/tally/runs/FY2026")) {
                HttpResponse<String> answer = now.get(page);
                assertThat(answer.statusCode()).as(page).isEqualTo(200);
                assertThat(answer.body()).as(page).isEqualTo(then.get(page).body());
            }
        }
    }

    @Test
    void aRestoredDemonstrationCanBeTriedAndATownOfItsOwnCannot() throws IOException {
        Path folder = files.resolve("packs");
        for (String key : List.of("tameshi", "jimae", "okure")) {
            FileSystemUtils.copyRecursively(TestTowns.copy(key), folder.resolve(key));
        }
        assertThat(packs.load(folder.resolve("tameshi"), true).mistakes()).isEmpty();
        assertThat(packs.load(folder.resolve("jimae"), false).mistakes()).isEmpty();
        run("backup", first);
        run("restore", second);
        Path fresh = Files.createDirectory(files.resolve("restored"));
        SpringApplication application = new SpringApplication(Machimori.class);
        application.setAdditionalProfiles("test");
        try (ConfigurableApplicationContext restored = application.run(Stream.concat(Stream.of("--server.port=0", "--machimori.packs=" + folder,
                "--machimori.data=" + fresh, "--machimori.demonstration=known"), settings(second).stream()).toArray(String[]::new))) {
            List<String[]> accounts = Files.readAllLines(fresh.resolve("demonstration-accounts.txt")).stream()
                    .filter(line -> !line.startsWith("#")).map(line -> line.split("\\s+")).toList();
            assertThat(accounts).extracting(cells -> cells[0]).contains("tameshi", "operator").doesNotContain("jimae", "okure");
            int there = ((WebServerApplicationContext) restored).getWebServer().getPort();
            for (String[] cells : accounts) {
                assertThat(new Visitor(there).signIn("/" + cells[0], cells[1], cells[2]).statusCode()).as(cells[1]).isEqualTo(302);
            }
        } finally {
            JdbcClient.create(first.owner()).sql("update town set demonstration = false where key = 'tameshi'").update();
        }
    }

    @Test
    void keepsTownsApartAfterwards() throws Exception {
        run("backup", first);
        run("restore", second);
        try (Connection connection = second.owner().getConnection()) {
            JdbcClient application = JdbcClient.create(new org.springframework.jdbc.datasource.SingleConnectionDataSource(connection, true));
            application.sql("set role machimori_app").update();
            application.sql("select set_config('machimori.town', ?, false)").param(String.valueOf(town.id())).query(String.class).single();
            assertThat(application.sql("select distinct town_id from entry").query(Integer.class).list()).containsExactly(town.id());
            assertThatThrownBy(() -> application.sql("select * from flyway_schema_history_ledger").query().listOfRows())
                    .rootCause().hasMessageContaining("permission denied");
        }
    }

    @Test
    void holdsOneMomentWhileOthersWrite() throws Exception {
        Progress busy = new Progress(new PrintStream(said), "") {
            @Override
            void begin(Table next) {
                ledger.record(town, "patrol", "on=2026/7/1", "kind=day", "participants=1");
            }
        };
        try (Draft draft = new Draft(file, false)) {
            new Backup(first.owner(), DatabaseAtStart.version(), Clock.systemUTC(), busy).into(draft);
        }
        run("restore", second);
        assertThat(JdbcClient.create(second.owner()).sql("""
                        select t.key, coalesce((select sum(amount) from tally_day d where d.town_id = t.id and d.tally = 'runs'), 0)
                             - (select count(*) from entry e where e.town_id = t.id and e.form = 'patrol' and not withdrawn) as difference
                          from town t where t.id in (?, ?)
                        """).params(town.id(), other.id()).query((row, number) -> row.getInt("difference")).list())
                .containsExactly(0, 0);
    }

    @Test
    void neverHoldsWhatIsSealedInTheOpen() throws IOException {
        run("backup", first);
        assertThat(contents(file).values()).noneMatch(content -> content.contains("だれにも見せない話"));
        assertThat(said()).contains("鍵は別の場所に保管してください", "keep the key elsewhere");
    }

    @Test
    void speaksOfTheKeyOnlyWhereSomethingIsSealed() throws IOException {
        run("backup", first);
        assertThat(run("restore", second)).isZero();
        assertThat(said()).contains("もとの鍵を seal.key として", "put the old key into the data folder");
        JdbcClient.create(second.owner()).sql("truncate seal_key").update();
        said.reset();

        Path empty = Files.createDirectory(files.resolve("keyless"));
        assertThat(run("backup", second, "--force", "--machimori.data=" + empty)).isZero();
        JdbcClient.create(second.owner()).sql("drop schema public cascade; create schema public").update();
        assertThat(run("restore", second)).isZero();
        assertThat(said()).contains("書き出しました", "復元しました").doesNotContain("鍵").doesNotContain("key");

        Files.writeString(empty.resolve("seal.key"), "");
        assertThat(run("backup", second, "--force", "--machimori.data=" + empty)).isZero();
        assertThat(said()).contains("封印された項目の鍵（" + empty.resolve("seal.key") + "）は入っていません", "keep the key elsewhere");
    }

    @Test
    void isReadableByItsMakerAlone() throws IOException {
        run("backup", first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.list(files)).containsExactly(file);
    }

    @Test
    void replacesAFileOnlyWhenTold() throws IOException {
        Files.writeString(file, "precious");
        assertThat(run("backup", first)).isEqualTo(1);
        assertThat(complaint()).contains("--force");
        assertThat(file).hasContent("precious");
        assertThat(run("backup", first, "--force")).isZero();
        assertThat(run("restore", second)).isZero();
    }

    @Test
    void leavesNothingBehindWhenTheDatabaseIsAway() throws IOException {
        Files.writeString(file, "precious");
        assertThat(command("backup", "--force", "--machimori.db.url=jdbc:postgresql://127.0.0.1:1/none")).isEqualTo(1);
        assertThat(complaint()).contains("につながりません").doesNotContain("\tat ");
        assertThat(file).hasContent("precious");
        assertThat(Files.list(files)).containsExactly(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "tables/entry.copy", "tables/town.copy"})
    void refusesAFileWithOneWrongByte(String entry) throws IOException {
        run("backup", first);
        byte[] bytes = Files.readAllBytes(file);
        String name = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[name.indexOf(entry) + entry.length() + 20] ^= 0x10;
        Files.write(file, bytes);
        refusesAndWritesNothing("壊れています", "damaged");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.99})
    void refusesAFileThatWasCutOff(double part) throws IOException {
        run("backup", first);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, (int) (bytes.length * part)));
        refusesAndWritesNothing("途中で切れています", "cut off");
    }

    @Test
    void refusesAFileThatLacksATable() throws IOException {
        run("backup", first);
        rewrite(contents -> {
            contents.remove("tables/contact.copy");
            return contents;
        });
        refusesAndWritesNothing("壊れています", "damaged");
    }

    @Test
    void refusesABackupOfANewerMachimori() throws IOException {
        run("backup", first);
        rewriteManifest(manifest -> manifest.put("application", "99.1.0"));
        refusesAndWritesNothing("新しい版のまちもり 99.1.0", "newer Machimori, 99.1.0");
        rewriteManifest(manifest -> manifest.put("application", DatabaseAtStart.version()).put("format", 2));
        refusesAndWritesNothing("新しい版", "newer");
        rewriteManifest(manifest -> ((ObjectNode) manifest.put("format", 1).path("migrations").get(0)).put("script", "V77__later.sql"));
        refusesAndWritesNothing("新しい版", "newer");
    }

    @Test
    void refusesADatabaseWithTowns() {
        run("backup", first);
        run("restore", second);
        assertThat(run("restore", second)).isEqualTo(1);
        assertThat(complaint()).contains("すでに自治体", town.key()).doesNotContain("\tat ");
    }

    @Test
    void refusesAUserWhomTheApplicationCouldNotWorkAs() {
        run("backup", first);
        Migrations.repeat(Migrations.of(JdbcClient.create(first.owner())), second.owner());
        JdbcClient owner = JdbcClient.create(second.owner());
        owner.sql("drop schema public cascade; create schema public;"
                + " create role bare login password 'bare'; grant all on schema public to bare").update();
        PGSimpleDataSource address = (PGSimpleDataSource) second.owner();
        try {
            assertThat(command("restore", "--machimori.db.url=" + address.getURL(), "--machimori.db.user=bare", "--machimori.db.password=bare"))
                    .isEqualTo(1);
            assertThat(complaint()).contains("grant machimori_app to bare を実行", "grant machimori_app to bare.").hasLineCount(2);
            assertThat(tables(second)).isEmpty();
        } finally {
            owner.sql("drop schema public cascade; create schema public; drop role bare").update();
        }
    }

    @Test
    void refusesADatabaseOfAnotherProgram() {
        run("backup", first);
        JdbcClient.create(second.owner()).sql("create table theirs (id int)").update();
        assertThat(run("restore", second)).isEqualTo(1);
        assertThat(complaint()).contains("theirs");
        assertThat(tables(second)).containsExactly("theirs");
    }

    @Test
    void fillsADatabaseThatHasOnlyItsTables() {
        run("backup", first);
        Migrations.repeat(Migrations.of(JdbcClient.create(first.owner())), second.owner());
        JdbcClient.create(second.owner()).sql("insert into operator_audit (at, what, subject) values (now(), 'try', '')").update();
        assertThat(run("restore", second)).isZero();
        assertThat(rows(second)).isEqualTo(rows(first));
    }

    @Test
    void takesEverythingBackWhenOneRowCannotStand() throws IOException {
        run("backup", first);
        rewrite(contents -> {
            contents.put("tables/contact.copy", "987654\tだれか\t1\t\\N\t110\t\\N\t\\N\t\\N\n");
            return contents;
        });
        rewriteManifest(manifest -> manifest.path("tables").forEach(table -> {
            if (table.path("table").path("name").asString().equals("contact")) {
                ((ObjectNode) table).put("rows", 1).put("sha256", sha256(contents(file).get("tables/contact.copy")));
            }
        }));
        assertThat(run("restore", second)).isEqualTo(1);
        assertThat(complaint()).contains("何も書き込まれていません", "contact").doesNotContain("\tat ");
        assertThat(rows(second).values()).containsOnly("0");
        assertThat(foreignKeys(second)).isEqualTo(foreignKeys(first));
    }

    @Test
    void startsFromTheSchemaOfAnOlderBackup() {
        List<Migration> all = Migrations.of(JdbcClient.create(first.owner()));
        List<Migration> older = all.stream().filter(migration -> List.of("__root", "town").contains(migration.module())).toList();
        Migrations.repeat(older, second.owner());
        JdbcClient owner = JdbcClient.create(second.owner());
        owner.sql("insert into town (key, name, kind) values ('older', '古い町', 'ward')").update();
        run("backup", second);
        owner.sql("drop schema public cascade; create schema public").update();

        assertThat(run("restore", second)).isZero();

        assertThat(Migrations.of(owner)).isEqualTo(older);
        Migrations.repeat(all, second.owner());
        assertThat(Migrations.of(owner)).isEqualTo(all);
        assertThat(owner.sql("select key from town").query(String.class).list()).containsExactly("older");
    }

    @Test
    void savesBesideARunningApplicationAndRestoresIntoNone() {
        run("backup", first);
        run("restore", second);
        String before = contents(file).get("tables/entry.copy");

        assertThat(command("backup", "--machimori.data=" + data, "--force")).isZero();
        assertThat(contents(file).get("tables/entry.copy")).isEqualTo(before);
        assertThat(restoreInto(data)).isEqualTo(1);
        assertThat(complaint()).contains("使っています").doesNotContain("\tat ");
    }

    @Test
    void makesNoDataFolderForABackupOfNothing() {
        Path missing = files.resolve("mistyped");
        assertThat(command("backup", "--machimori.data=" + missing)).isEqualTo(1);
        assertThat(complaint()).contains("データベースはありません");
        assertThat(missing).doesNotExist();
        assertThat(file).doesNotExist();
    }

    private void refusesAndWritesNothing(String japanese, String english) {
        complained.reset();
        assertThat(run("restore", second)).isEqualTo(1);
        assertThat(complaint().lines()).hasSize(2);
        assertThat(complaint()).contains(japanese, english);
        assertThat(tables(second)).isEmpty();
    }

    private int run(String command, Database database, String... options) {
        List<String> all = new ArrayList<>(settings(database));
        all.addAll(List.of(options));
        return command(command, all.toArray(String[]::new));
    }

    private int restoreInto(Path folder) {
        return command("restore", "--machimori.data=" + folder);
    }

    private int command(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
        arguments.addAll(List.of(options));
        return BackupCommand.run(arguments, new PrintStream(said), new PrintStream(complained));
    }

    private static List<String> settings(Database database) {
        PGSimpleDataSource owner = (PGSimpleDataSource) database.owner();
        return List.of("--machimori.db.url=" + owner.getURL(), "--machimori.db.user=" + owner.getUser(),
                "--machimori.db.password=" + owner.getPassword());
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return complained.toString(StandardCharsets.UTF_8);
    }

    private static List<String> tables(Database database) {
        return JdbcClient.create(database.owner()).sql("""
                        select table_name from information_schema.tables
                         where table_schema = 'public' and table_type = 'BASE TABLE' and table_name !~ '^(flyway|spring_session)'
                         order by table_name
                        """).query(String.class).list();
    }

    /** Number and digest of the rows of each table. */
    private static Map<String, String> rows(Database database) {
        JdbcClient jdbc = JdbcClient.create(database.owner());
        Map<String, String> rows = new TreeMap<>();
        tables(database).forEach(table -> rows.put(table, jdbc.sql("""
                        select count(*) || coalesce(' ' || md5(string_agg(t::text, chr(10) order by t::text)), '') from public.%s t
                        """.formatted(table)).query(String.class).single()));
        return rows;
    }

    private static List<String> foreignKeys(Database database) {
        return JdbcClient.create(database.owner()).sql("""
                        select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
                         where contype = 'f' order by 1
                        """).query(String.class).list();
    }

    private static String sha256(String content) {
        return java.util.HexFormat.of().formatHex(Digests.sha256().digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> contents(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, String> contents = new TreeMap<>();
            for (ZipEntry entry : zip.stream().toList()) {
                contents.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
            return contents;
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** Writes the file anew with other contents, as a whole zip. */
    private void rewrite(UnaryOperator<Map<String, String>> change) throws IOException {
        Map<String, String> changed = change.apply(contents(file));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> content : changed.entrySet()) {
                zip.putNextEntry(new ZipEntry(content.getKey()));
                zip.write(content.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void rewriteManifest(java.util.function.Consumer<ObjectNode> change) throws IOException {
        rewrite(contents -> {
            ObjectNode manifest = (ObjectNode) Draft.JSON.readTree(contents.get("manifest.json"));
            change.accept(manifest);
            contents.put("manifest.json", manifest.toString());
            return contents;
        });
    }
}
