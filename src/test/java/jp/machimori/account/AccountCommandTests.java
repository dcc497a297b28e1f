package jp.machimori.account;

import static jp.machimori.account.AccountExamples.MIDORI;
import static jp.machimori.account.AccountExamples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.MachimoriTest;
import jp.machimori.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MachimoriTest
class AccountCommandTests {

    @Autowired AccountExamples examples;
    @Autowired AccountCommand command;
    @LocalServerPort int port;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void settles() {
        examples.settle();
        examples.owner().sql("delete from operator where name = 'betsu'").update();
    }

    @Test
    void makesTheFirstAdministratorOfATown() {
        assertThat(run("add", MIDORI, "hajime", "管理 はじめ")).isZero();
        assertThat(new Visitor(port).signIn("/midori-city", "hajime", password()).headers().firstValue("Location").orElseThrow())
                .endsWith("/midori-city/office");
        assertThat(examples.lines("account.added")).singleElement().asString().contains("hajime", "administrator");
    }

    @Test
    void isTheWayBackForAnAdministratorWhoLostEverything() {
        examples.owner().sql("update account set active = false where id = :id").param("id", examples.idOf(MIDORI, "kanri")).update();
        assertThat(run("add", MIDORI, "kanri")).isZero();
        assertThat(new Visitor(port).signIn("/midori-city", "kanri", PASSWORD).statusCode()).isEqualTo(422);
        assertThat(new Visitor(port).signIn("/midori-city", "kanri", password()).statusCode()).isEqualTo(302);
    }

    @Test
    void saysInTheAuditWhatItForced() {
        examples.owner().sql("update account set active = false where id = :id").param("id", examples.idOf(MIDORI, "hanako")).update();
        assertThat(run("add", MIDORI, "hanako")).isZero();
        assertThat(examples.lines("account.activated")).containsExactly("hanako {}");
        assertThat(examples.lines("account.changed")).singleElement().asString().contains("hanako", "\"role\": \"staff\"", "\"role\": \"administrator\"");
    }

    @Test
    void makesADemonstrationAccountTheTownsOwn() {
        examples.owner().sql("update account set demonstration = true where id = :id").param("id", examples.idOf(MIDORI, "kanri")).update();
        assertThat(new Visitor(port).signIn("/midori-city", "kanri", PASSWORD).statusCode()).isEqualTo(422);
        assertThat(run("add", MIDORI, "kanri")).isZero();
        assertThat(new Visitor(port).signIn("/midori-city", "kanri", password()).statusCode()).isEqualTo(302);
        assertThat(examples.lines("account.demonstration-ended")).containsExactly("kanri {}");
        assertThat(examples.lines("account.changed")).isEmpty();
    }

    @Test
    void makesAnOperatorWhoFirstChoosesAPassword() {
        assertThat(run("operator", "betsu")).isZero();
        Visitor betsu = new Visitor(port);
        assertThat(betsu.signIn("/operator", "betsu", password()).statusCode()).isEqualTo(302);
        assertThat(SignInTests.location(betsu.get("/operator"))).isEqualTo("/operator/password");
        assertThat(SignInTests.location(betsu.submit("/operator/password", "/operator/password", "old", password(), "password", PASSWORD)))
                .isEqualTo("/operator/password?done");
        assertThat(betsu.get("/operator").statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("add", "nowhere", "hajime")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nowhere");
        assertThat(run("add", MIDORI, "はじめ")).isEqualTo(1);
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("account add");
    }

    private int run(String... words) {
        return command.run(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String password() {
        Matcher password = Pattern.compile("[a-z2-9]{4}(-[a-z2-9]{4}){3}").matcher(out.toString(StandardCharsets.UTF_8));
        assertThat(password.find()).isTrue();
        return password.group();
    }
}
