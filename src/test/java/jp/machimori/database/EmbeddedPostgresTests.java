package jp.machimori.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedPostgresTests {

    private static final List<String> DURABLE = List.of("fsync", "full_page_writes", "synchronous_commit");

    @TempDir
    Path temporary;
    Path data;

    @BeforeEach
    void bringsTheProgramsUnpacked() {
        data = TestPrograms.into(temporary.resolve("machimori"));
    }

    @Test
    void isDurableOrdersByCodePointAndKeepsItsPasswordToItself() throws IOException {
        try (DataFolder folder = DataFolder.open(data, "0.1.0"); EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            JdbcClient owner = JdbcClient.create(postgres.owner());
            for (String setting : DURABLE) {
                assertThat(owner.sql("select current_setting(?)").param(setting).query(String.class).single()).isEqualTo("on");
            }
            assertThat(owner.sql("select datlocprovider::text || datlocale from pg_database where datname = 'machimori'")
                    .query(String.class).single()).isEqualTo("bC.UTF-8");
            assertThat(owner.sql("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
                    .query(Boolean.class).single()).isFalse();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("password")))).isEqualTo("rw-------");
            assertThat(data.resolve("password.initdb")).doesNotExist();
            var stranger = postgres.owner();
            stranger.setPassword("guess");
            assertThatThrownBy(stranger::getConnection).hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void stopsWithTheApplicationAndKeepsPortAndRows() {
        int port;
        try (DataFolder folder = DataFolder.open(data, "0.1.0"); EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            port = postgres.owner().getPortNumbers()[0];
            write(postgres.owner(), "巡回");
        }
        assertThat(data.resolve("database/postmaster.pid")).doesNotExist();
        try (DataFolder folder = DataFolder.open(data, "0.1.0"); EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            assertThat(postgres.owner().getPortNumbers()).containsExactly(port);
            assertThat(written(postgres.owner())).containsExactly("巡回");
        }
    }

    @Test
    void isFoundAgainAfterTheApplicationWasKilled() throws IOException, InterruptedException {
        Process application = runningApplication();
        write(EmbeddedPostgres.visit(data), "killed");
        assertThat(DataFolder.visitUnlessHeld(data, "0.1.0")).isEmpty();
        String postmaster = Files.readAllLines(data.resolve("database/postmaster.pid")).getFirst();

        application.destroyForcibly().waitFor();

        try (DataFolder folder = DataFolder.open(data, "0.1.0"); EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            assertThat(postgres.pid()).hasValue(Long.parseLong(postmaster));
            assertThat(written(postgres.owner())).containsExactly("killed");
        }
        assertThatThrownBy(EmbeddedPostgres.visit(data)::getConnection).hasMessageContaining("refused");
    }

    @Test
    void isStartedAgainWhenThePostmasterDies() throws InterruptedException {
        try (DataFolder folder = DataFolder.open(data, "0.1.0"); EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            write(postgres.owner(), "before");
            long killed = postgres.pid().orElseThrow();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            awaitAnswer(postgres);
            assertThat(postgres.pid()).isPresent().isNotEqualTo(java.util.OptionalLong.of(killed));
            assertThat(written(postgres.owner())).containsExactly("before");
        }
    }

    @Test
    void isStartedAgainAfterAnAttemptThatFailedInWhateverWay() throws IOException, InterruptedException {
        try (DataFolder folder = DataFolder.open(data, "0.1.0"); EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            String port = Files.readString(data.resolve("port"));
            write(postgres.owner(), "before");
            Files.writeString(data.resolve("port"), "broken");
            ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow().destroyForcibly();
            Thread.sleep(1500);
            assertThat(postgres.pid()).isEmpty();

            Files.writeString(data.resolve("port"), port);
            awaitAnswer(postgres);
            assertThat(written(postgres.owner())).containsExactly("before");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void isFoundWhileItsPidFileIsStillBeingWritten(int lines) throws IOException, InterruptedException {
        runningApplication().destroyForcibly().waitFor();   // two owners at once would start and stop the same PostgreSQL
        Path file = data.resolve("database/postmaster.pid");
        List<String> whole = Files.readAllLines(file);
        Files.write(file, whole.subList(0, lines));
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(500);
                Files.write(file, whole);
            } catch (IOException | InterruptedException trouble) {
                throw new IllegalStateException(trouble);
            }
        });
        try (DataFolder folder = DataFolder.open(data, "0.1.0"); EmbeddedPostgres found = EmbeddedPostgres.start(folder)) {
            assertThat(found.pid()).hasValue(Long.parseLong(whole.getFirst()));
            assertThat(found.owner().getPortNumbers()).containsExactly(Integer.parseInt(whole.get(3)));
        }
    }

    @Test
    @EnabledIf("isRoot")
    void runsAsAnotherUserWhereRootHasNoNamespaces() throws IOException {
        data = temporary.resolve("another");    // with its own programs: the project's folder may be closed to others
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (DataFolder folder = DataFolder.open(data, "0.1.0");
             EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, Unprivileged.asAnotherUser())) {
            write(postgres.owner(), "setpriv");
        }
        assertThat(Files.getAttribute(data.resolve("database"), "unix:uid")).isNotEqualTo(0);
        try (DataFolder folder = DataFolder.open(data, "0.1.0");
             EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, Unprivileged.inNamespace())) {
            assertThat(written(postgres.owner())).containsExactly("setpriv");
        }
    }

    @Test
    void survivesAnInitialisationThatWasCutShort() throws IOException {
        data = temporary.resolve("cut-short");
        Files.createDirectories(data.resolve("database.unfinished/base"));
        Files.createDirectories(data.resolve("postgres-18.6.0.unfinished/bin"));
        Files.writeString(data.resolve("password"), "short\n");
        try (DataFolder folder = DataFolder.open(data, "0.1.0"); EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            write(postgres.owner(), "whole");
        }
    }

    @Test
    void refusesAClusterOfAnotherPostgres() throws IOException {
        Files.createDirectories(data.resolve("database"));
        Files.writeString(data.resolve("database/PG_VERSION"), "19\n");
        try (DataFolder folder = DataFolder.open(data, "0.1.0")) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder)).isInstanceOf(CannotStart.class)
                    .hasMessageContaining("PostgreSQL 19").hasMessageContaining("restore");
        }
    }

    /** Another program, whose PostgreSQL of the data folder answers. */
    private Process runningApplication() throws IOException {
        Process application = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                HoldsADataFolder.class.getName(), data.toString()).redirectErrorStream(true).start();
        BufferedReader said = new BufferedReader(new InputStreamReader(application.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.lines().anyMatch("ready"::equals)).isTrue();
        return application;
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void write(DataSource owner, String text) {
        JdbcClient client = JdbcClient.create(owner);
        client.sql("create table if not exists note (text text)").update();
        client.sql("insert into note values (?)").param(text).update();
    }

    private static List<String> written(DataSource owner) {
        return JdbcClient.create(owner).sql("select text from note").query(String.class).list();
    }

    private static void awaitAnswer(EmbeddedPostgres postgres) throws InterruptedException {
        Instant giveUp = Instant.now().plus(Duration.ofSeconds(30));
        while (true) {
            Thread.sleep(600);
            try {
                written(postgres.owner());
                return;
            } catch (DataAccessException notYet) {
                if (Instant.now().isAfter(giveUp)) {
                    throw notYet;
                }
            }
        }
    }
}
