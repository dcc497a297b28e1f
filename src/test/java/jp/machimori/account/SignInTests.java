package jp.machimori.account;

import static jp.machimori.account.AccountExamples.AOBA;
import static jp.machimori.account.AccountExamples.MIDORI;
import static jp.machimori.account.AccountExamples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.machimori.MachimoriTest;
import jp.machimori.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MachimoriTest
class SignInTests {

    private static final String OFFICE_PAGE = "/midori-city/office/password";

    @Autowired AccountExamples examples;
    @LocalServerPort int port;
    Visitor visitor;

    @BeforeEach
    void opens() {
        examples.settle();
        visitor = new Visitor(port);
    }

    @AfterEach
    void forgetsFailures() {
        examples.owner().sql("delete from sign_in_attempt").update();
    }

    @Test
    void aRightPasswordLeadsToTheOffice() {
        HttpResponse<String> answer = visitor.signIn("/" + MIDORI, "hanako", PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo("/midori-city/office");
        assertThat(examples.lines("account.sign-in")).singleElement().asString().contains("hanako");
    }

    @Test
    void capitalsAndFullWidthLettersMeanTheSameName() {
        assertThat(visitor.signIn("/" + MIDORI, " Ｈanako ", PASSWORD).statusCode()).isEqualTo(302);
    }

    @Test
    void leadsToThePageThatWasAskedFor() {
        HttpResponse<String> asked = visitor.get("/midori-city/office/password?a=%E9%98%B2");
        assertThat(location(asked)).isEqualTo("/midori-city/sign-in?to=%2Fmidori-city%2Foffice%2Fpassword%3Fa%3D%25E9%2598%25B2");
        assertThat(asked.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(visitor.get(location(asked)).body()).contains("value=\"/midori-city/office/password?a=%E9%98%B2\"");
        assertThat(location(visitor.signIn("/" + MIDORI, "hanako", PASSWORD, "to", "/midori-city/office/password?a=%E9%98%B2")))
                .isEqualTo("/midori-city/office/password?a=%E9%98%B2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "/aoba-ward/office", "/midori-city-evil",
            "/midori-city//evil.example", "/midori-city/../aoba-ward", "/midori-city/\r\nX: y", "/midori-city/{x}", "javascript:1",
            "/midori-city/sign-out"})
    void leadsToNoOtherPlace(String to) {
        assertThat(location(visitor.signIn("/" + MIDORI, "hanako", PASSWORD, "to", to))).isEqualTo("/midori-city/office");
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
        HttpResponse<String> wrong = visitor.signIn("/" + MIDORI, "hanako", "wrong");
        HttpResponse<String> unknown = new Visitor(port).signIn("/" + MIDORI, "nobody", "wrong");
        assertThat(wrong.statusCode()).isEqualTo(422).isEqualTo(unknown.statusCode());
        assertThat(plain(wrong.body()).replace("hanako", "nobody")).isEqualTo(plain(unknown.body()));
        assertThat(wrong.body()).contains("名前またはパスワードが違います");
        assertThat(examples.lines("account.sign-in-failed")).hasSize(2).noneMatch(line -> line.contains("nobody"));
    }

    @Test
    void theFifthFailureCostsAMinuteAndTheNextTwo() {
        for (int failure = 1; failure <= 5; failure++) {
            assertThat(visitor.signIn("/" + MIDORI, "hanako", "wrong").statusCode()).isEqualTo(422);
        }
        HttpResponse<String> waiting = visitor.signIn("/" + MIDORI, "hanako", PASSWORD);
        assertThat(waiting.statusCode()).isEqualTo(429);
        assertThat(waiting.body()).contains("1分たってから");
        assertThat(waiting.headers().firstValue("Retry-After")).contains("60");
        waitIsOver();
        assertThat(visitor.signIn("/" + MIDORI, "hanako", "wrong").statusCode()).isEqualTo(422);
        assertThat(visitor.signIn("/" + MIDORI, "hanako", PASSWORD).body()).contains("2分たってから");
        waitIsOver();
        assertThat(visitor.signIn("/" + MIDORI, "hanako", PASSWORD).statusCode()).isEqualTo(302);
        assertThat(new Visitor(port).signIn("/" + MIDORI, "hanako", "wrong").statusCode()).isEqualTo(422);
    }

    @Test
    void anUnknownNameWaitsLikeAKnownOne() {
        for (int failure = 1; failure <= 5; failure++) {
            visitor.signIn("/" + MIDORI, "nobody", "wrong");
        }
        assertThat(visitor.signIn("/" + MIDORI, "nobody", "wrong").statusCode()).isEqualTo(429);
        assertThat(visitor.signIn("/" + MIDORI, "hanako", PASSWORD).statusCode()).isEqualTo(302);
    }

    @Test
    void manyAtOnceAreNotManyGuesses() {
        try (var hands = Executors.newFixedThreadPool(12)) {
            var answers = hands.invokeAll(Collections.nCopies(12, () -> new Visitor(port).signIn("/" + MIDORI, "hanako", "wrong").statusCode()))
                    .stream().map(Future::resultNow).toList();
            assertThat(Collections.frequency(answers, 422)).isEqualTo(5);
            assertThat(Collections.frequency(answers, 429)).isEqualTo(7);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void aDemonstrationAccountSignsInToADemonstrationOnly() {
        examples.owner().sql("update account set demonstration = true where id = :id").param("id", examples.idOf(MIDORI, "hanako")).update();
        assertThat(visitor.signIn("/" + MIDORI, "hanako", PASSWORD).statusCode()).isEqualTo(422);
    }

    @Test
    void anAddressWaitsAfterTwentyFailuresOverAllTowns() {
        for (int failure = 1; failure <= 20; failure++) {
            assertThat(visitor.signIn("/" + (failure % 2 == 0 ? MIDORI : AOBA), "name" + failure, "wrong").statusCode()).isEqualTo(422);
        }
        assertThat(visitor.signIn("/" + MIDORI, "hanako", PASSWORD).statusCode()).isEqualTo(429);
    }

    @Test
    void aDeactivatedAccountIsSignedOutAtOnceAndCannotComeBack() {
        Visitor hanako = Visitor.signedIn(port, MIDORI, "hanako", PASSWORD);
        assertThat(hanako.get("/midori-city/office/password").statusCode()).isEqualTo(200);
        examples.owner().sql("update account set active = false where id = :id").param("id", examples.idOf(MIDORI, "hanako")).update();
        assertThat(location(hanako.get("/midori-city/office/password"))).startsWith("/midori-city/sign-in");
        assertThat(visitor.signIn("/" + MIDORI, "hanako", PASSWORD).statusCode()).isEqualTo(422);
    }

    @Test
    void isNobodyInAnotherTown() {
        Visitor hanako = Visitor.signedIn(port, MIDORI, "hanako", PASSWORD);
        assertThat(location(hanako.get("/aoba-ward/office/password"))).startsWith("/aoba-ward/sign-in");
        assertThat(location(hanako.get("/operator"))).startsWith("/operator/sign-in");
        assertThat(hanako.get("/midori-city/office/password").statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionBeginsAnewAtSignIn() {
        visitor.get("/midori-city/sign-in");
        String before = visitor.cookies().getFirst().getValue();
        visitor.signIn("/" + MIDORI, "hanako", PASSWORD);
        assertThat(visitor.cookies()).singleElement().satisfies(cookie -> {
            assertThat(cookie.getValue()).isNotEqualTo(before);
            assertThat(cookie.isHttpOnly()).isTrue();
            assertThat(cookie.getPath()).isEqualTo("/");
        });
    }

    @Test
    void theCookieStaysOnThisSite() {
        assertThat(visitor.get("/midori-city/sign-in").headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly").contains("SameSite=Lax").contains("Path=/;");
    }

    @Test
    void signingOutEndsTheSession() {
        Visitor hanako = Visitor.signedIn(port, MIDORI, "hanako", PASSWORD);
        HttpResponse<String> out = hanako.submit("/midori-city/office/password", "/midori-city/sign-out");
        assertThat(location(out)).isEqualTo("/midori-city");
        assertThat(location(hanako.get("/midori-city/office/password"))).startsWith("/midori-city/sign-in");
        assertThat(examples.lines("account.sign-out")).hasSize(1);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        Visitor kanri = Visitor.signedIn(port, MIDORI, "kanri", PASSWORD);
        assertThat(kanri.send("POST", "/midori-city/office/accounts", "name", "forged", "displayName", "偽", "role", "ADMINISTRATOR")
                .statusCode()).isEqualTo(403);
        assertThat(examples.owner().sql("select count(*) from account where name = 'forged'").query(Integer.class).single()).isZero();
        assertThat(location(new Visitor(port).send("POST", "/midori-city/sign-in", "name", "hanako", "password", PASSWORD)))
                .isEqualTo("/midori-city/sign-in?again");
    }

    @Test
    void aFormThatOutlivedItsSessionIsSentAgainAfterSigningIn() {
        Visitor hanako = Visitor.signedIn(port, MIDORI, "hanako", PASSWORD);
        String token = hanako.token(OFFICE_PAGE);
        hanako.submit(OFFICE_PAGE, "/midori-city/sign-out");
        HttpResponse<String> expired = hanako.send("POST", "/midori-city/records/x", "v_route", "<東町>", "_csrf", token);
        assertThat(expired.statusCode()).isEqualTo(403);
        assertThat(expired.body()).contains("サインインの時間が切れました", "action=\"/midori-city/records/x\"",
                "name=\"v_route\" value=\"&lt;東町&gt;\"", "name=\"_csrf\" value=\"" + token + "\"");
        hanako.signIn("/" + MIDORI, "hanako", PASSWORD);
        assertThat(hanako.send("POST", "/midori-city/records/x", "v_route", "<東町>", "_csrf", token).statusCode()).isNotEqualTo(403);
        assertThat(hanako.send("POST", "/midori-city/records/x", "v_route", "<東町>", "_csrf", "forged").body()).contains("この画面は古くなっています");
        Visitor taro = Visitor.signedIn(port, MIDORI, "taro", PASSWORD);
        assertThat(taro.send("POST", "/midori-city/records/x", "_csrf", hanako.token(OFFICE_PAGE)).statusCode()).isEqualTo(403);
    }

    @Test
    void missingInputIsNamed() {
        assertThat(visitor.signIn("/" + MIDORI, " ", "").body()).contains("名前を入力してください").contains("パスワードを入力してください");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/midori-city/records", "/en/midori-city/records", "/midori-city/nothing-here", "/midori-city/office",
            "/midori-city/records/x/new", "/operator", "/api/v1/towns", "/api/v1/towns/midori-city/programmes", "/accessibility", "/assets/machimori.css"})
    void readingBeginsNoSession(String path) {
        assertThat(visitor.get(path).headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"' or 1=1 --", "<script>", "😀", "\r\n"})
    void strangeInputIsAWrongName(String name) {
        HttpResponse<String> answer = visitor.signIn("/" + MIDORI, name, "x y");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).doesNotContain("<script>");
    }

    @Test
    void whatIsNoTextIsRefusedAsUnreadable() {
        assertThat(visitor.signIn("/" + MIDORI, "a\u0000b", PASSWORD).statusCode()).isEqualTo(400);
        assertThat(visitor.signIn("/" + MIDORI, "hanako", "x\u0000y").statusCode()).isEqualTo(400);
    }

    @Test
    void anOperatorSeesTheTownsAndIsNobodyInThem() {
        assertThat(location(visitor.signIn("/operator", "unyo", PASSWORD))).isEqualTo("/operator");
        assertThat(visitor.get("/operator").body()).contains("みどり市").contains("あおば区");
        assertThat(location(visitor.get("/midori-city/office/password"))).startsWith("/midori-city/sign-in");
    }

    @Test
    void aWaitingAttemptIsNotJudged() {
        for (int failure = 1; failure <= 5; failure++) {
            visitor.signIn("/" + MIDORI, "hanako", "wrong");
        }
        visitor.signIn("/" + MIDORI, "hanako", PASSWORD);
        assertThat(examples.lines("account.sign-in-failed")).hasSize(5);
        assertThat(examples.owner().sql("select failures from sign_in_attempt where subject like 'address:%'")
                .query(Integer.class).single()).isEqualTo(5);
    }

    private void waitIsOver() {
        examples.owner().sql("update sign_in_attempt set until = '2000-01-01' where until is not null").update();
    }

    static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://localhost:\\d+", "");
    }

    private static String plain(String body) {
        return body.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }
}
