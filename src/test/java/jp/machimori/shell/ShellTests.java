package jp.machimori.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jp.machimori.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The frame of every page and the answers to everything that fails, without a database. */
@SpringBootTest(classes = SamplePages.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class ShellTests {

    @LocalServerPort
    int port;

    private Visitor visitor;

    @BeforeEach
    void arrives() {
        visitor = new Visitor(port);
    }

    @Test
    void everyAnswerForbidsWhatDoesNotComeFromHere() {
        for (String path : List.of("/mihon", "/mihon/nowhere", "/mihon/broken", "/mihon/away", "/mihon/%FF", "/assets/machimori.css")) {
            assertThat(header(path, "Content-Security-Policy")).as(path)
                    .startsWith("default-src 'self';").contains("frame-ancestors 'none'", "form-action 'self'", "object-src 'none'");
            assertThat(header(path, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(header(path, "Referrer-Policy")).as(path).isEqualTo("same-origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mihon?problems=1", "/en/mihon", "/mihon/nowhere", "/mihon/away", "/accessibility"})
    void noPageHoldsAScriptOrAStyleOfItsOwn(String path) {
        String page = visitor.get(path).body();
        assertThat(page).contains("/assets/machimori-").doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=|javascript:")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void assetsAreKeptAYearUnderTheHashOfTheirContent() {
        String page = visitor.get("/en/mihon/nowhere").body();
        String sheet = page.replaceAll("(?s).*href=\"(/assets/machimori-[0-9a-f]+\\.css)\".*", "$1");
        assertThat(visitor.get(sheet).statusCode()).isEqualTo(200);
        assertThat(header(sheet, "Cache-Control")).isEqualTo("max-age=31536000, public");
    }

    @Test
    void theEnglishPageKeepsItsLanguageAndMarksWhatIsJapanese() {
        String page = visitor.get("/en/mihon").body();
        assertThat(page).contains("<html lang=\"en\"", "href=\"/en/mihon/plan\"", "<a href=\"/mihon\" hreflang=\"ja\" lang=\"ja\">日本語</a>",
                "<span lang=\"ja\">地域安全課</span>");
        assertThat(visitor.get("/mihon").body()).contains("<html lang=\"ja\"", "<a href=\"/en/mihon\" hreflang=\"en\" lang=\"en\">English</a>");
        assertThat(header("/mihon", "Content-Language")).isEqualTo("ja");
    }

    @Test
    void theBrowserDoesNotDecideTheLanguage() {
        assertThat(visitor.get("/mihon?problems=1").body()).contains("<title>エラー：見本｜見本町｜まちもり</title>", "必須")
                .doesNotContain("required</span>");
    }

    @Test
    void theErrorSummaryLinksTheFieldsInTheSameWords() {
        assertThat(visitor.get("/mihon?problems=1").body()).contains("直していただきたいところが2か所あります",
                "<a href=\"#group\">団体の名前を入力してください</a>", "id=\"group_problem\">団体の名前を入力してください</span>");
    }

    @Test
    void missingPagesAreAllTheSame() {
        String one = visitor.get("/mihon/1/00000000-0000-0000-0000-000000000001").body();
        String other = visitor.get("/mihon/2/00000000-0000-0000-0000-000000000002?of=another").body();
        String unmapped = visitor.get("/mihon/no/such/page/at/all").body();
        assertThat(one).contains("ページが見つかりません");
        assertThat(without(one)).isEqualTo(without(other)).isEqualTo(without(unmapped));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /mihon/x/00000000-0000-0000-0000-000000000001, 400, 「year」の値",
        "GET,  /mihon/1/x,                                    400, 「id」の値",
        "GET,  /mihon/most?size=many,                         400, 「size」の値",
        "GET,  /mihon/most?size=51,                           400, 「size」の値",
        "GET,  /mihon/most,                                   400, 「size」の値",
        "GET,  /mihon/most?size=1&q=%83%65,                   400, 「q」の値",
        "GET,  /mihon/most?size=1&q=%00,                      400, 「q」の値",
        "GET,  /mihon/%FF,                                    400, 読み取れませんでした",
        "POST, /mihon/most,                                   405, この開き方",
        "POST, /mihon/body,                                   415, この形式",
        "GET,  /mihon/nowhere,                                404, 見つかりません",
        "GET,  /mihon/broken,                                 500, こちらの不具合",
        "GET,  /mihon/full,                                   500, こちらの不具合",
        "GET,  /mihon/refused,                                500, こちらの不具合",
        "GET,  /mihon/broken-off,                             503, つながりません",
        "GET,  /mihon/crowded,                                503, つながりません",
        "GET,  /mihon/half,                                   500, こちらの不具合"})
    void aFailureIsSaidInWords(String method, String path, int status, String words) {
        HttpResponse<String> answer = visitor.send(method, path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(words).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        HttpResponse<String> problem = visitor.send(method, path.replace("/mihon", "/api/v1"));
        assertThat(problem.statusCode()).isEqualTo(status);
        assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json;charset=UTF-8");
        assertThat(problem.body()).contains("\"title\":", "\"status\":" + status, "\"detail\":", "\"instance\":\"/api/v1/", "\"id\":", words);
        if (words.startsWith("「")) {
            assertThat(problem.body()).contains("\"field\":\"" + words.substring(1, words.indexOf('」')) + "\"");
        }
    }

    @Test
    void aFailureSaysHowAParameterIsWritten() {
        assertThat(visitor.get("/mihon/least").body()).contains("「limit」の値を読み取れませんでした。書き方：1–1000。");
        assertThat(visitor.get("/en/mihon/least").body()).contains("Write it as 1–1000.");
        assertThat(visitor.get("/api/v1/least").body()).contains("\"field\":\"limit\"", "\"expected\":\"1–1000\"", "書き方：1–1000");
    }

    @Test
    void moreThanAFormMayHoldIsRefused(CapturedOutput output) {
        assertThat(visitor.send("POST", "/mihon/away", "memo", "あ".repeat(300_000)).statusCode()).isEqualTo(413);
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    @Test
    void aFaultIsLoggedOnceWithTheNumberOnThePage(CapturedOutput output) {
        String page = visitor.get("/mihon/broken").body();
        String id = page.replaceAll("(?s).*<code>([0-9A-Z]{8})</code>.*", "$1");
        assertThat(output.getOut().lines().filter(line -> line.contains(" ERROR "))).singleElement().asString()
                .contains("failure " + id + " at GET /mihon/broken");
        assertThat(output).contains("IllegalStateException: a fault of ours");
    }

    @Test
    void aDatabaseThatIsAwayIsSaidWithoutIt() {
        HttpResponse<String> page = visitor.get("/mihon/away");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.body()).contains("これまでの記録は失われていません");
        assertThat(visitor.get("/en/mihon/away").body()).contains("<html lang=\"en\">", "Nothing recorded so far is lost");
        HttpResponse<String> problem = visitor.get("/api/v1/away");
        assertThat(problem.statusCode()).isEqualTo(503);
        assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json;charset=UTF-8");
    }

    @Test
    void theLogSaysOnceWhyTheDatabaseIsAway(CapturedOutput output) {
        visitor.send("POST", "/mihon/away", "memo", "himitsu");
        assertThat(output.getOut().lines().filter(line -> line.contains("does not answer"))).singleElement().asString()
                .contains("POST /mihon/away", "08001 java.sql.SQLException: refused");
        assertThat(output).doesNotContain("himitsu");
    }

    @Test
    void whatWasTypedWhileTheDatabaseWasAwayCanBeSentAgain() {
        String page = visitor.send("POST", "/mihon/away?of=x", "memo", "\"角\"の店\n<暗い>", "kind", "a", "kind", "b").body();
        assertThat(page).contains("action=\"/mihon/away?of=x\"", "name=\"memo\" value=\"&quot;角&quot;の店\n&lt;暗い&gt;\"",
                "name=\"kind\" value=\"a\"", "name=\"kind\" value=\"b\"", "もう一度送る").doesNotContain("name=\"of\"");
    }

    @Test
    void aPasswordIsNotRepeatedOnAPage() {
        assertThat(visitor.send("POST", "/mihon/away", "name", "hanako", "new-password", "himitsu").body())
                .contains("前のページに戻り").doesNotContain("himitsu", "hanako");
    }

    @Test
    void aPathThatOnlyLooksLikeTheApiGetsAPage() {
        assertThat(visitor.get("/mihon/x/" + URLEncoder.encode("api", StandardCharsets.UTF_8) + "/api/v1").body()).startsWith("<!DOCTYPE html>");
    }

    private String header(String path, String name) {
        return visitor.get(path).headers().firstValue(name).orElse("");
    }

    private static String without(String page) {
        return page.replaceAll("<code>[0-9A-Z]{8}</code>", "");
    }
}
