package jp.machimori.account;

import static jp.machimori.account.AccountExamples.MIDORI;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import jp.machimori.MachimoriTest;
import jp.machimori.Visitor;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@MachimoriTest
@TestPropertySource(properties = {"machimori.demonstration=true", "machimori.data=target/demonstration-test"})
class DemonstrationAccountsTests {

    @Autowired AccountExamples examples;
    @Autowired DemonstrationAccounts demonstration;
    @Autowired AccountCommand command;
    @Autowired Towns towns;
    @LocalServerPort int port;

    @BeforeEach
    void beginsAnew() throws IOException {
        Files.deleteIfExists(demonstration.file());
        examples.settle();
        examples.owner().sql("delete from operator where demonstration").update();
        examples.owner().sql("update town set demonstration = true where key = :key").param("key", MIDORI).update();
    }

    @AfterEach
    void isATownOfItsOwnAgain() {
        examples.owner().sql("update town set demonstration = false where key = :key").param("key", MIDORI).update();
        examples.owner().sql("delete from operator where demonstration").update();
    }

    @Test
    void everybodyOfTheFileSignsIn() {
        demonstration.ensure(town());
        assertThat(lines()).extracting(cells -> cells[0] + " " + cells[1])
                .containsExactly("midori-city officer", "midori-city other", "midori-city admin", "operator operator");
        for (String[] line : lines()) {
            assertThat(new Visitor(port).signIn("/" + line[0], line[1], line[2]).statusCode()).as(line[1]).isEqualTo(302);
        }
    }

    @Test
    void onlyTheOwnerOfTheFolderReadsTheFile() throws IOException {
        demonstration.ensure(town());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(demonstration.file()))).isEqualTo("rw-------");
    }

    @Test
    void theNextStartChangesNothing() throws IOException {
        demonstration.ensure(town());
        String first = Files.readString(demonstration.file());
        demonstration.ensure(town());
        assertThat(Files.readString(demonstration.file())).isEqualTo(first);
    }

    @Test
    void aLostFileIsMadeAnewWithNewPasswords() {
        demonstration.ensure(town());
        String before = lines().getFirst()[2];
        assertThat(demonstration.file().toFile().delete()).isTrue();
        demonstration.ensure(town());
        String[] officer = lines().getFirst();
        assertThat(officer[2]).isNotEqualTo(before);
        assertThat(new Visitor(port).signIn("/midori-city", "officer", before).statusCode()).isEqualTo(422);
        assertThat(new Visitor(port).signIn("/midori-city", "officer", officer[2]).statusCode()).isEqualTo(302);
    }

    @Test
    void anAccountThatBecameTheTownsOwnLeavesTheFile() throws IOException {
        demonstration.ensure(town());
        command.run(List.of("add", MIDORI, "admin"), System.out, System.err);
        assertThat(lines()).extracting(cells -> cells[0] + " " + cells[1])
                .containsExactly("midori-city officer", "midori-city other", "operator operator");
        command.run(List.of("operator", "operator"), System.out, System.err);
        String now = Files.readString(demonstration.file());
        demonstration.ensure(town());
        assertThat(Files.readString(demonstration.file())).isEqualTo(now).doesNotContain("operator  ");
        examples.owner().sql("delete from operator where name = 'operator'").update();
    }

    @Test
    void aTownOfItsOwnGetsNone() {
        examples.owner().sql("update town set demonstration = false where key = :key").param("key", MIDORI).update();
        demonstration.ensure(town());
        assertThat(demonstration.file()).doesNotExist();
        assertThat(new Visitor(port).get("/midori-city/sign-in").body()).doesNotContain("体験用の環境です");
    }

    @Test
    void theSignInPageSaysWhereTheFileIs() {
        demonstration.ensure(town());
        assertThat(new Visitor(port).get("/midori-city/sign-in").body()).contains("体験用の環境です", "demonstration-accounts.txt")
                .doesNotContain(lines().getFirst()[2]);
    }

    private Town town() {
        return towns.byKey(MIDORI).orElseThrow();
    }

    private List<String[]> lines() {
        try {
            return Files.readAllLines(demonstration.file()).stream().filter(line -> !line.startsWith("#")).map(line -> line.split("\\s+", 4)).toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
