package jp.machimori;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jp.machimori.database.DataFolder;
import jp.machimori.database.Database;
import jp.machimori.database.DatabaseSettings;
import jp.machimori.database.TestPrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the person at the keyboard reads when the application does not start. */
class StartTests {

    @TempDir
    Path data;

    private record Ended(int code, String said) {}

    @Test
    void aSecondInstanceIsOneSentenceAndNoStackTrace() throws Exception {
        try (DataFolder first = DataFolder.open(data, "0.1.0")) {
            Ended second = run("run", "--server.port=0", "--machimori.data=" + data);
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.said()).isEqualTo("""
                    データフォルダ %1$s は、すでに動いている別のまちもりが使っています。
                    The data folder %1$s is in use by another running Machimori.
                    """.formatted(data));
        }
    }

    @Test
    void aFolderOfANewerVersionIsOneSentence() throws Exception {
        DataFolder.open(data, "99.0.0").close();
        Ended refused = run("--server.port=0", "--machimori.data=" + data);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.said()).contains("belongs to a newer Machimori, 99.0.0").hasLineCount(2);
    }

    @Test
    void aTakenPortIsOneSentenceAndTouchesNoData() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Ended refused = run("--machimori.data=" + data.resolve("new"), "--server.port=" + taken.getLocalPort());
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.said()).contains("ポート " + taken.getLocalPort()).contains("in use by another program").hasLineCount(2);
            assertThat(data.resolve("new")).doesNotExist();
        }
    }

    @Test
    void aPortTakenMeanwhileIsTheSameSentence() {
        assertThat(StartFailures.sentence(new IllegalStateException(new PortInUseException(8080))))
                .isEqualTo(StartFailures.sentence(FreePort.taken(8080)));
    }

    @Test
    void theFirstAdministratorIsMadeWithTheirTownAndNoOther() throws Exception {
        TestPrograms.into(data);
        Ended added = run("account", "add", "koganei", "hajime", "管理 はじめ", "--machimori.data=" + data);
        assertThat(added.said()).contains("/koganei/sign-in", "hajime").containsPattern("[a-z2-9]{4}(-[a-z2-9]{4}){3}");
        assertThat(added.code()).isZero();
        assertThat(added.said()).doesNotContain("SpringDoc");
        Path broken = Files.createDirectories(data.resolve("packs/koganei"));
        Files.writeString(broken.resolve("town.yaml"), "key: koganei\n");
        Ended again = run("account", "add", "koganei", "hajime", "--machimori.data=" + data, "--machimori.packs=" + broken.getParent());
        assertThat(again.said()).contains("/koganei/sign-in").doesNotContain("town.yaml");
        assertThat(again.code()).isZero();
        try (Database database = Database.open(new DatabaseSettings(data, new DatabaseSettings.Db(null, null, null, false, 1)), "0.1.0")) {
            assertThat(JdbcClient.create(database.owner()).sql("select key from town where not demonstration").query(String.class).list())
                    .containsExactly("koganei");
        }
    }

    @Test
    void withNothingButABrokenPackItSaysWhichAndStops() throws Exception {
        Path broken = Files.createDirectories(TestPrograms.into(data).resolve("packs/shiosai"));
        Files.writeString(broken.resolve("town.yaml"), "key: shiosai\nname: 潮騒町\n");
        Ended refused = run("run", "--server.port=0", "--machimori.data=" + data, "--machimori.packs=" + broken.getParent());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.said()).contains("shiosai/town.yaml:1  ").doesNotContain("\tat ").endsWith("""
                読み込めるパックがないため、起動しません。
                There is no pack to start with.
                パック「shiosai」は、誤りが 1 件あるため、読み込みませんでした。この自治体はまだ表示されません。
                The pack shiosai was not loaded: it has 1 mistake. The town is not there yet.
                  ./machimori pack check %s
                """.formatted(broken));
    }

    @Test
    void aWordThatPackDoesNotKnowIsRefused() throws Exception {
        Ended refused = run("pack", "load", "packs/kobe");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.said()).contains("Write: pack check DIR");
    }

    @Test
    void anUnknownCommandIsRefused() throws Exception {
        Ended refused = run("dance");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.said()).contains("There is no command \"dance\"");
    }

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1", "-Dstderr.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8",
                "-cp", System.getProperty("java.class.path"), Machimori.class.getName()));
        command.addAll(List.of(arguments));
        command.add("--logging.threshold.console=error");
        return command;
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://localhost/anzen?password=himitsu", "jdbc:postgresql://localhost:port/anzen?password=himitsu", "himitsu"})
    void anAddressThatIsNoneOfPostgreSqlIsOneSentence(String url) throws Exception {
        Ended refused = run("run", "--server.port=0", "--machimori.data=" + data, "--machimori.db.url=" + url);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.said()).contains("MACHIMORI_DB_URL を読めません", "jdbc:postgresql://HOST/DATABASE").doesNotContain("himitsu").hasLineCount(2);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsOneSentence() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        Ended refused = run("run", "--server.port=0", "--machimori.data=" + data, "--machimori.db.user=anzen", "--machimori.db.password=himitsu",
                "--machimori.db.url=jdbc:postgresql://localhost:" + nobody + "/anzen");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.said()).contains("localhost:" + nobody + "/anzen につながりません", "cannot be reached").doesNotContain("himitsu").hasLineCount(2);
    }

    @Test
    void aDatabaseThatRefusesIsOneSentence() throws Exception {
        try (Database server = Database.open(new DatabaseSettings(TestPrograms.into(data.resolve("server")), new DatabaseSettings.Db(null, null, null, false, 1)), "0.1.0")) {
            PGSimpleDataSource owner = (PGSimpleDataSource) server.owner();
            JdbcClient.create(owner).sql("create role minarai login password 'himitsu'").update();
            String place = "localhost:" + owner.getPortNumbers()[0] + "/";
            Ended password = visitor(place + owner.getDatabaseName(), "minarai", "himitsu?");
            assertThat(password.said()).contains(place + owner.getDatabaseName() + " が、利用者名かパスワードを受け付けません", "MACHIMORI_DB_PASSWORD")
                    .doesNotContain("himitsu").hasLineCount(2);
            assertThat(password.code()).isEqualTo(1);
            assertThat(visitor(place + "nowhere", "minarai", "himitsu").said()).contains("データベース " + place + "nowhere がありません").hasLineCount(2);
            Ended rights = visitor(place + owner.getDatabaseName(), "minarai", "himitsu");
            assertThat(rights.said()).contains("データベースの利用者の権限が足りません").doesNotContain("\tat ", "himitsu").hasLineCount(2);
            assertThat(rights.code()).isEqualTo(1);
            assertThat(visitor(place + owner.getDatabaseName(), owner.getUser(), owner.getPassword()).code()).isZero();
            JdbcClient.create(owner).sql("grant all on all tables in schema public to minarai").update();
            assertThat(visitor(place + owner.getDatabaseName(), "minarai", "himitsu").said())
                    .contains("データベースの利用者の権限が足りません").doesNotContain("\tat ", "himitsu").hasLineCount(2);
        }
    }

    private Ended visitor(String place, String user, String password) throws Exception {
        return run("account", "operator", "kanri", "--machimori.data=" + data, "--machimori.db.url=jdbc:postgresql://" + place,
                "--machimori.db.user=" + user, "--machimori.db.password=" + password);
    }

    @Test
    void whoStopsItWhileItStartsReadsThatAndNoStackTrace() throws Exception {
        Path said = data.resolve("said");
        Process starting = new ProcessBuilder(command("run", "--server.port=0", "--machimori.data=" + TestPrograms.into(data.resolve("new"))))
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();
        while (starting.isAlive() && !migrates(data.resolve("new"))) {
            starting.waitFor(20, TimeUnit.MILLISECONDS);
        }
        starting.destroy();
        starting.waitFor();
        assertThat(Files.readString(said)).isIn("", "起動の途中で止めました。\nIt was stopped while it was starting.\n");
    }

    private static boolean migrates(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("port"))) {
            return false;
        }
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setPortNumbers(new int[] {Integer.parseInt(Files.readString(folder.resolve("port")).strip())});
        owner.setDatabaseName("machimori");
        owner.setUser("machimori");
        owner.setPassword(Files.readString(folder.resolve("password")).strip());
        try (Connection connection = owner.getConnection();
             ResultSet found = connection.createStatement().executeQuery("select to_regclass('flyway_schema_history') is not null")) {
            return found.next() && found.getBoolean(1);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
