package jp.machimori;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jp.machimori.database.DataFolder;
import jp.machimori.database.Database;
import jp.machimori.database.DatabaseSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        Path broken = Files.createDirectories(data.resolve("packs/shiosai"));
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
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(), "-Dstderr.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8",
                "-cp", System.getProperty("java.class.path"), Machimori.class.getName()));
        command.addAll(List.of(arguments));
        command.add("--logging.threshold.console=error");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
