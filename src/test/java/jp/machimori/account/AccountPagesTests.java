package jp.machimori.account;

import static jp.machimori.account.AccountExamples.AOBA;
import static jp.machimori.account.AccountExamples.MIDORI;
import static jp.machimori.account.AccountExamples.PASSWORD;
import static jp.machimori.account.SignInTests.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.MachimoriTest;
import jp.machimori.Visitor;
import jp.machimori.database.CurrentTown;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@MachimoriTest
class AccountPagesTests {

    private static final String ACCOUNTS = "/midori-city/office/accounts";
    private static final String OWN_PASSWORD = "/midori-city/office/password";
    private static final String NEW = "a longer new phrase";

    @Autowired AccountExamples examples;
    @LocalServerPort int port;
    Visitor kanri;

    @BeforeEach
    void opens() {
        examples.settle();
        kanri = Visitor.signedIn(port, MIDORI, "kanri", PASSWORD);
    }

    @Test
    void listsThePeopleOfThisTownOnly() {
        assertThat(kanri.get(ACCOUNTS).body()).contains("防犯 花子", "福祉 太郎", "安全課").doesNotContain("青葉");
    }

    @Test
    void aNewPersonGetsAOneTimePasswordAndFirstOfAllChoosesTheirOwn() {
        HttpResponse<String> given = kanri.submit(ACCOUNTS + "/new", ACCOUNTS, "name", "Jiro", "displayName", "防犯 次郎",
                "role", "STAFF", "divisions", "anzen");
        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(examples.lines("account.added")).singleElement().asString().contains("kanri jiro", "anzen");

        Visitor jiro = Visitor.signedIn(port, MIDORI, "jiro", password(given));
        assertThat(location(jiro.get("/midori-city/office"))).isEqualTo(OWN_PASSWORD);
        assertThat(jiro.send("POST", "/midori-city/records/x", "_csrf", jiro.token(OWN_PASSWORD)).statusCode()).isEqualTo(403);
        assertThat(location(jiro.submit(OWN_PASSWORD, OWN_PASSWORD, "old", password(given), "password", NEW)))
                .isEqualTo(OWN_PASSWORD + "?done");
        assertThat(jiro.get("/midori-city/office/password").body()).doesNotContain("一回限り");
        assertThat(location(new Visitor(port).signIn("/midori-city", "jiro", NEW))).isEqualTo("/midori-city/office");
    }

    @Test
    void aOneTimePasswordEndsAfterAWeek() {
        examples.owner().sql("update account set one_time = true, password_at = now() - interval '400 days' where id = :id")
                .param("id", examples.idOf(MIDORI, "taro")).update();
        assertThat(new Visitor(port).signIn("/midori-city", "taro", PASSWORD).body()).contains("期限が切れました");
        assertThat(new Visitor(port).signIn("/midori-city", "taro", "wrong").body()).doesNotContain("期限が切れました");
    }

    @Test
    void whatIsMissingIsNamedAtItsField() {
        HttpResponse<String> refused = kanri.submit(ACCOUNTS + "/new", ACCOUNTS, "name", "花子", "displayName", " ", "role", "STAFF");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("href=\"#name\"", "href=\"#displayName\"", "href=\"#divisions\"");
        assertThat(kanri.submit(ACCOUNTS + "/new", ACCOUNTS, "name", "hanako", "displayName", "花子", "role", "STAFF",
                "divisions", "anzen").body()).contains("すでに使われています");
        assertThat(kanri.submit(ACCOUNTS + "/new", ACCOUNTS, "name", "new", "displayName", "新", "role", "STAFF",
                "divisions", "elsewhere").body()).contains("この自治体にありません");
        assertThat(kanri.submit(ACCOUNTS + "/new", ACCOUNTS, "name", "new", "displayName", "新", "role", "EMPEROR")
                .statusCode()).isEqualTo(400);
    }

    @Test
    void whatAnAdministratorTakesAwayIsGoneAtTheNextRequest() {
        Visitor hanako = Visitor.signedIn(port, MIDORI, "hanako", PASSWORD);
        String page = page("hanako");
        assertThat(location(kanri.submit(page, page + "/deactivate"))).isEqualTo(ACCOUNTS + "?done");
        assertThat(location(hanako.get(OWN_PASSWORD))).startsWith("/midori-city/sign-in");
        kanri.submit(page, page + "/activate");
        assertThat(location(hanako.get(OWN_PASSWORD))).startsWith("/midori-city/sign-in");
        assertThat(new Visitor(port).signIn("/midori-city", "hanako", PASSWORD).statusCode()).isEqualTo(302);
        assertThat(examples.lines("account.deactivated")).containsExactly("kanri hanako {}");
    }

    @Test
    void anAdministratorWhoIsOneNoLongerMayNoLonger() {
        String page = page("hanako");
        kanri.submit(page, page, "displayName", "防犯 花子", "role", "ADMINISTRATOR", "divisions", "anzen");
        Visitor hanako = Visitor.signedIn(port, MIDORI, "hanako", PASSWORD);
        assertThat(hanako.get(ACCOUNTS).statusCode()).isEqualTo(200);
        kanri.submit(page, page, "displayName", "防犯 花子", "role", "STAFF", "divisions", "anzen");
        assertThat(hanako.get(ACCOUNTS).statusCode()).isEqualTo(403);
        assertThat(examples.lines("account.changed")).last().asString().contains("\"before\"", "\"after\"");
    }

    @Test
    void theLastAdministratorStaysOne() {
        String page = page("kanri");
        assertThat(kanri.submit(page, page + "/deactivate").body()).contains("管理者がいなくなる");
        HttpResponse<String> refused = kanri.submit(page, page, "displayName", "管理", "role", "STAFF", "divisions", "anzen");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("管理者がいなくなる");
        assertThat(kanri.get(ACCOUNTS).statusCode()).isEqualTo(200);
    }

    @Test
    void aNewOneTimePasswordEndsTheOldOneAndItsSessions() {
        Visitor hanako = Visitor.signedIn(port, MIDORI, "hanako", PASSWORD);
        HttpResponse<String> given = kanri.submit(page("hanako"), page("hanako") + "/password");
        assertThat(location(hanako.get(OWN_PASSWORD))).startsWith("/midori-city/sign-in");
        assertThat(new Visitor(port).signIn("/midori-city", "hanako", PASSWORD).statusCode()).isEqualTo(422);
        assertThat(new Visitor(port).signIn("/midori-city", "hanako", password(given)).statusCode()).isEqualTo(302);
    }

    @Test
    void aPersonOfAnotherTownDoesNotExist() {
        String page = ACCOUNTS + "/" + examples.idOf(AOBA, "hanako");
        assertThat(kanri.get(page).statusCode()).isEqualTo(404);
        assertThat(kanri.submit(ACCOUNTS, page + "/deactivate").statusCode()).isEqualTo(404);
        assertThat(Visitor.signedIn(port, AOBA, "hanako", PASSWORD)).isNotNull();
    }

    @Test
    void ownPasswordAsksTheOldOneAndEndsOtherSessions() {
        Visitor elsewhere = Visitor.signedIn(port, MIDORI, "taro", PASSWORD);
        Visitor taro = Visitor.signedIn(port, MIDORI, "taro", PASSWORD);
        assertThat(taro.submit(OWN_PASSWORD, OWN_PASSWORD, "old", "wrong", "password", NEW).body()).contains("今のパスワードが違います");
        assertThat(taro.submit(OWN_PASSWORD, OWN_PASSWORD, "old", PASSWORD, "password", "short").body()).contains("12文字以上");
        assertThat(taro.submit(OWN_PASSWORD, OWN_PASSWORD, "old", PASSWORD, "password", "my name is taro").body()).contains("名前を含む");
        assertThat(taro.submit(OWN_PASSWORD, OWN_PASSWORD, "old", PASSWORD, "password", PASSWORD).body()).contains("今のパスワードと同じ");
        assertThat(taro.submit(OWN_PASSWORD, OWN_PASSWORD, "old", PASSWORD, "password", NEW).statusCode()).isEqualTo(302);
        assertThat(taro.get(OWN_PASSWORD).statusCode()).isEqualTo(200);
        assertThat(location(elsewhere.get(OWN_PASSWORD))).startsWith("/midori-city/sign-in");
    }

    @Test
    void theAuditTellsWhatWasDoneNewestFirstPageByPage() {
        for (int line = 0; line < 60; line++) {
            examples.owner().sql("""
                            insert into audit (town_id, at, who, what, subject, detail)
                            values (:town, '2026-01-01', 'someone', 'account.sign-in', :subject, '{}')
                            """).param("town", examples.id(MIDORI)).param("subject", "line-" + line).update();
        }
        HttpResponse<String> newest = kanri.get("/midori-city/office/audit");
        assertThat(newest.body()).contains("line-59", "line-10").doesNotContain("line-9<");
        Matcher older = Pattern.compile("href=\"(/midori-city/office/audit\\?before=\\d+)\"").matcher(newest.body());
        assertThat(older.find()).isTrue();
        assertThat(kanri.get(older.group(1)).body()).contains("line-9<").doesNotContain("line-10<");
        assertThat(kanri.get("/midori-city/office/audit?before=x").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit set who = 'x'", "delete from audit", "truncate audit",
            "update operator_audit set who = 'x'", "delete from operator_audit", "truncate operator_audit"})
    void nobodyRewritesTheAudit(String rewriting, @Autowired JdbcClient application, @Autowired TransactionTemplate transaction) {
        assertThatThrownBy(() -> CurrentTown.call(examples.id(MIDORI), () ->
                transaction.execute(status -> application.sql(rewriting).update())))
                .rootCause().hasMessageContaining("permission denied");
    }

    private String page(String name) {
        return ACCOUNTS + "/" + examples.idOf(MIDORI, name);
    }

    private static String password(HttpResponse<String> given) {
        Matcher password = Pattern.compile("<code class=\"secret\">([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>").matcher(given.body());
        assertThat(password.find()).isTrue();
        return password.group(1);
    }
}
