package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jp.machimori.Browsers;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.database.Database;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 見本町の課が回答する。What 学校課 and 安全課 type is not lost, whatever happens meanwhile. まち課 has no mailbox, 昔課 is no more. */
@MachimoriTest
@Import(TestClock.class)
class AnswerPagesTests {

    private static final String PLAN = """
            plans:
              - key: anzen-plan
                label: 見本町安全計画
                period: FY2024..FY2028
                nodes:
                  - key: walk
                    label: 見回り
                    divisions: [anzen]
                    programmes:
                      - {key: walks, path: "1", label: 見回り, divisions: [anzen], home: {kind: answer}}
                  - key: school
                    label: 学校の安全
                    divisions: [gakko, anzen]
                    programmes:
                      - {key: checks, path: "2", label: 点検, divisions: [gakko, anzen], home: {kind: answer}}
            """;
    private static final String ASKS = """
            asks:
              - node: walk
                division: anzen
                slots: [{series: walks, label: 回数, unit: 回}]
              - node: school
                division: gakko
                slots: [{series: checks, label: 点検した学校, unit: 校}]
            """;
    private static final String FIGURES = """
            key,nature,label,label_en,dimension,period,value,unit,form,sources,note
            walks,planned,見回り,,,FY2025,60,回,exact,atlas:1,
            """;
    private static final String TYPED = "・児童と歩いて確かめました";

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired InquiryExamples inquiries;
    @Autowired AccountExamples accounts;
    @Autowired JdbcClient jdbc;
    @Autowired Database database;
    @Autowired HandingOn handingOn;
    @LocalServerPort int port;
    Town town;
    Visitor hanako;
    UUID inquiry;

    @BeforeEach
    void anOpenInquiry() throws IOException {
        Path pack = TestTowns.copy("mihon-answers-" + UUID.randomUUID().toString().substring(0, 8));
        String base = Files.readString(pack.resolve("town.yaml")).replace("areas:", """
                  - {key: machi, name: まち課}
                  - {key: mukashi, name: 昔課, until: FY2024, successor: machi}
                documents: [{key: atlas, title: 見本町の冊子}]
                areas:""");
        Files.writeString(pack.resolve("town.yaml"), base);
        Files.writeString(pack.resolve("plan.yaml"), PLAN);
        Files.writeString(pack.resolve("inquiry.yaml"), ASKS);
        Files.writeString(pack.resolve("figures.csv"), FIGURES);
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        accounts.officer(town, "hanako", "anzen");
        hanako = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
        inquiry = inquiries.open(hanako, town, "anzen-plan", "FY2025", "anzen", "approval", "true");
        inquiries.mailbox(town, "gakko");
        inquiries.mailbox(town, "anzen");
    }

    private InquiryExamples.Colleague from(String division) {
        return inquiries.new Colleague(port, hanako, town, inquiry, division);
    }

    private Question walk() {
        return inquiries.question(town, inquiry, "walk", "anzen");
    }

    private Question school() {
        return inquiries.question(town, inquiry, "school", "gakko");
    }

    private static List<String> told(Question question, String text) {
        List<String> fields = new ArrayList<>(InquiryExamples.about(question));
        fields.addAll(InquiryExamples.half(question, Half.RESULT, Outcome.TOLD, text, Map.of()));
        fields.addAll(InquiryExamples.half(question, Half.PLAN, Outcome.NONE, "", Map.of()));
        return fields;
    }

    private static List<String> and(List<String> fields, String... more) {
        List<String> all = new ArrayList<>(fields);
        all.addAll(List.of(more));
        return all;
    }

    private String newest(Question question) {
        return inquiries.in(town, () -> inquiries.answers.versions(question.id())).getFirst().result().text();
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void twoLinksInOneBrowserAnswerSideBySide() {
        Visitor browser = new Visitor(port);
        InquiryExamples.Colleague first = inquiries.new Colleague(browser, hanako, town, inquiry, "gakko");
        String key = first.key();
        InquiryExamples.Colleague second = inquiries.new Colleague(browser, hanako, town, inquiry, "anzen");
        InquiryExamples.Colleague third = inquiries.new Colleague(browser, hanako, town, inquiry, "gakko");
        assertThat(List.of(first.path, second.path, third.path)).doesNotHaveDuplicates().allMatch(path -> path.matches("/[a-z0-9-]+/answers/[0-9a-f]{12}"));
        assertThat(first.key()).isEqualTo(key);
        assertThat(location(first.send(told(school(), TYPED)))).contains("done=kept");
        assertThat(location(second.send(told(walk(), "・夜も歩きました")))).contains("done=kept");
        assertThat(newest(school())).isEqualTo(TYPED);
        assertThat(newest(walk())).isEqualTo("・夜も歩きました");
        assertThat(third.page()).contains(TYPED);
    }

    @Test
    void theSameLinkOpensTwiceAndInEnglish() {
        Visitor browser = new Visitor(port);
        String link = inquiries.link(hanako, town, inquiry, "gakko");
        String page = location(browser.get(link));
        assertThat(location(browser.get(link))).isEqualTo(page);
        assertThat(browser.get(java.net.URI.create(page).getPath()).statusCode()).isEqualTo(200);
        assertThat(browser.get("/en" + java.net.URI.create(page).getPath()).body()).contains("学校の安全", "Answer to the inquiry");
    }

    @Test
    void aLinkThatEndedGivesBackWhatWasTyped() {
        InquiryExamples.Colleague gakko = from("gakko");
        String key = gakko.key();
        inquiries.act(hanako, town, inquiry, "stop", "division", "gakko");
        for (String act : List.of("", "/keep", "/hand-on", "/approve")) {
            List<String> fields = and(told(school(), TYPED), "key", key, "named-" + school().ord(), "学校の安全", "named-result", "令和7年度の実績", "hand", school().id().toString());
            HttpResponse<String> answer = gakko.visitor.send("POST", gakko.path + act, fields.toArray(String[]::new));
            assertThat(answer.statusCode()).as(act).isEqualTo(404);
            assertThat(answer.body()).as(act).contains("照会した課が止めた", "安全課に新しいリンクを", "書いたものは、まだ送られていません", "新しいリンク", "【学校の安全】\n令和7年度の実績\n" + TYPED);
        }
        String expired = inquiries.in(town, () -> inquiries.invitations().link(inquiry, "gakko", Instant.parse("2026-11-22T02:59:59Z")));
        assertThat(new Visitor(port).get("/" + town.key() + "/answers/link/" + expired).body()).contains("回答のページを開けません", "期限が過ぎたか、照会した課が止めた", "安全課に新しいリンクを頼んでください");
    }

    @Test
    void aLinkThatIsCutShortSaysSoAndWhomToAsk() {
        String link = inquiries.link(hanako, town, inquiry, "gakko");
        Visitor browser = new Visitor(port);
        String page = java.net.URI.create(location(browser.get(link))).getPath();
        HttpResponse<String> cut = browser.get(link.substring(0, link.length() - 1));
        assertThat(cut.statusCode()).isEqualTo(404);
        assertThat(cut.body()).contains("最後の文字まで写して", "安全課に新しいリンクを頼んでください");
        assertThat(browser.get(page).statusCode()).as("the page that is open stays").isEqualTo(200);
        assertThat(new Visitor(port).get(page).body()).as("in another browser").contains("メールのリンクをもう一度開いてください", "安全課に新しいリンクを頼んでください");
        assertThat(new Visitor(port).get("/" + town.key() + "/answers").body()).contains("メールのリンクをもう一度開いてください");
    }

    @Test
    void saysThatLateAnswersComeByALinkUntilItIsStopped() {
        InquiryExamples.Colleague gakko = from("gakko");
        inquiries.act(hanako, town, inquiry, "close");
        String page = "/" + town.key() + "/office/inquiries/" + inquiry;
        assertThat(hanako.get(page).body()).contains("締め切ったあとも、この課のリンクからは遅れた回答が届きます", "リンクを止める");
        assertThat(location(gakko.send(told(school(), TYPED)))).contains("done=late");
        for (String division : List.of("gakko", "anzen")) {
            inquiries.act(hanako, town, inquiry, "stop", "division", division);
        }
        assertThat(hanako.get(page).body()).as("nothing is left to stop").doesNotContain("リンクを止める", "遅れた回答が届きます");
    }

    @Test
    void givesNothingBackToAPageElsewhere() throws Exception {
        java.net.http.HttpRequest request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://localhost:" + port + "/" + town.key() + "/answers/0123456789ab"))
                .header("Content-Type", "application/x-www-form-urlencoded").header("Sec-Fetch-Site", "cross-site")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("result-0-text=" + java.net.URLEncoder.encode(TYPED, java.nio.charset.StandardCharsets.UTF_8))).build();
        try (java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body()).contains("回答のページを開けません").doesNotContain(TYPED);
        }
    }

    @Test
    void halvesThatTwoPeopleAnswerAreBothKept() {
        InquiryExamples.Colleague first = from("gakko");
        InquiryExamples.Colleague second = from("gakko");
        Map<String, String> opened = second.opened();
        String result = "result-" + school().ord();
        String plan = "plan-" + school().ord();
        assertThat(location(first.post("", first.opened(), Map.of(plan, "told", plan + "-text", "・就労相談 1,500件を予定"), "見本 甲"))).contains("done=kept");
        assertThat(location(second.post("", opened, Map.of(result, "told", result + "-text", TYPED), "見本 乙"))).contains("done=kept");
        Answer newest = inquiries.in(town, () -> inquiries.answers.newest(List.of(school()))).get(school().id());
        assertThat(newest.plan().text()).isEqualTo("・就労相談 1,500件を予定");
        assertThat(newest.result().text()).isEqualTo(TYPED);
        HttpResponse<String> contrary = second.post("", opened, Map.of(result, "told", result + "-text", "・別の内容"), "見本 丙");
        assertThat(contrary.statusCode()).isEqualTo(409);
        assertThat(contrary.body()).contains("href=\"#q" + school().ord() + "\"").contains("・別の内容", "・就労相談 1,500件を予定");
        assertThat(contrary.body()).as("which half is which").contains("実績（R7年度）", "予定（R8年度）").doesNotContain("―――");
    }

    @Test
    void whatSomebodyElseTypedTooLateIsNotSentInMyName() {
        String walked = "result-" + walk().ord();
        InquiryExamples.Colleague first = from("anzen");
        Map<String, String> opened = first.opened();
        from("anzen").send(and(told(walk(), "・見回り 〔回数〕"), walked + "-n-0", "62"));
        assertThat(first.post("", opened, Map.of(walked, "told", walked + "-n-0", "7000"), "見本 乙").statusCode()).isEqualTo(409);
        Question own = inquiries.question(town, inquiry, "school", "anzen");
        InquiryExamples.Colleague third = from("anzen");
        assertThat(location(third.post("", third.opened(), Map.of("result-" + own.ord(), "told", "result-" + own.ord() + "-text", TYPED), "見本 丙"))).contains("done=kept");
        assertThat(inquiries.question(town, inquiry, "school", "anzen").version()).isEqualTo(1);
        assertThat(walk().version()).as("nobody sent it").isEqualTo(1);
        assertThat(from("anzen").page()).contains("value=\"7000\"");
        InquiryExamples.Colleague again = from("anzen");
        assertThat(location(again.post("", again.opened(), Map.of(), "見本 乙"))).as("whoever typed it sends it").contains("done=kept");
        assertThat(walk().version()).isEqualTo(2);
    }

    @Test
    void whatIsSentAfterTheClosingIsLateAndStandsOnThePage() {
        InquiryExamples.Colleague gakko = from("gakko");
        List<String> fields = told(school(), TYPED);
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(location(gakko.send(fields))).contains("done=late");
        assertThat(gakko.visitor.get(gakko.path + "?done=late").body()).contains("締切のあとに届いた回答として受け付けました", "確定した回答は変わりません", TYPED);
    }

    @Test
    void keepsHalfOfAnAnswerUntilItIsSent() {
        InquiryExamples.Colleague gakko = from("gakko");
        List<String> fields = told(school(), TYPED);
        fields.set(fields.indexOf(TYPED), "・途中\n〔知らない欄〕");
        assertThat(location(gakko.post("/keep", fields))).contains("done=noted");
        assertThat(school().version()).as("nothing is answered yet").isZero();
        assertThat(from("gakko").page()).as("whoever opens the page next goes on").contains("・途中\n〔知らない欄〕", "書きかけ", "見本 一");
        assertThat(location(gakko.send(told(school(), TYPED)))).contains("done=kept");
        assertThat(from("gakko").page()).contains(TYPED).doesNotContain("〔知らない欄〕", "書きかけが");
    }

    @Test
    void keepsBesideANewerAnswerWhatWasNotSent() {
        InquiryExamples.Colleague gakko = from("gakko");
        List<String> fields = told(school(), "・途中");
        from("gakko").send(told(school(), TYPED));
        gakko.post("/keep", fields);
        assertThat(gakko.page()).contains("見本 一さんが回答しました", TYPED, "・途中");
        assertThat(newest(school())).isEqualTo(TYPED);
    }

    @Test
    void keepsWhatWasTypedWhereTheSendingFails() {
        InquiryExamples.Colleague gakko = from("gakko");
        assertThat(gakko.send(told(school(), "・点検 〔点検した学校〕")).statusCode()).isEqualTo(422);
        assertThat(gakko.page()).contains("・点検 〔点検した学校〕");
    }

    @Test
    void namesTheMeasureTheHalfAndTheNumberOfWhatIsToBeMended() {
        InquiryExamples.Colleague anzen = from("anzen");
        List<String> fields = new ArrayList<>(told(own(), "・立ち会いました"));
        fields.set(fields.lastIndexOf(Outcome.NONE.key()), Outcome.NOT_YET.key());
        fields.addAll(told(walk(), "・見回り 〔回数〕"));
        String body = anzen.send(fields).body();
        String summary = body.substring(body.indexOf("id=\"errors\""), body.indexOf("</div>", body.indexOf("id=\"errors\""))).replaceAll("<[^>]+>", "");
        assertThat(summary).contains("見回り　実績（R7年度）　回数の数がありません", "ほかの1問は受け付けました。このうち1問は途中まで");
        assertThat(body).as("the counter beside it").contains("2問のうち0問に回答しました", "ほかに1問は途中まで");
    }

    @Test
    void handsAQuestionOnAndKeepsWhatWasTypedElsewhere() {
        InquiryExamples.Colleague anzen = from("anzen");
        Question own = inquiries.question(town, inquiry, "school", "anzen");
        List<String> fields = and(told(own, "・立ち会いました"), "hand", walk().id().toString(), "to", "gakko");
        assertThat(location(anzen.post("/hand-on", fields))).contains("done=handed");
        assertThat(anzen.page()).contains("・立ち会いました");
        assertThat(own.version()).isZero();
        assertThat(from("gakko").page()).contains("見回り");
    }

    @ParameterizedTest
    @CsvSource({"mukashi, 昔課は、いまはない課です", "anzen, 安全課は、いま回答している課です", "nowhere, 回す先の課を選んでください"})
    void refusesToHandOnToWhoeverCannotAnswer(String to, String sentence) {
        InquiryExamples.Colleague anzen = from("anzen");
        HttpResponse<String> refused = anzen.post("/hand-on", and(told(walk(), TYPED), "hand", walk().id().toString(), "to", to));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains(sentence, TYPED);
        assertThat(walk().asked()).isEqualTo("anzen");
    }

    @Test
    void handsAQuestionOnToADivisionWithoutAMailboxAndSaysSo() {
        InquiryExamples.Colleague anzen = from("anzen");
        String page = "/" + town.key() + "/office/inquiries/" + inquiry;
        assertThat(location(anzen.post("/hand-on", List.of("hand", walk().id().toString(), "to", "machi")))).contains("done=unmailed");
        assertThat(anzen.page("done=unmailed")).contains("回した先の課には送り先のメールアドレスがないため、メールは届きません。安全課が、その課に回答用のリンクを渡します");
        assertThat(hanako.get(page).body()).contains("まち課には、安全課から「見回り」が回されました", "リンクを作る");
        List<String> mails = inquiries.in(town, () -> jdbc.sql("select recipient || ' ' || subject || ' ' || body from mail where subject like '%送り先のない課%'").query(String.class).list());
        assertThat(mails).singleElement().asString().startsWith("anzen@mihon.example.jp").contains("「見回り」が、安全課からまち課に回されました", page).doesNotContain("/answers/");
        assertThat(from("machi").page()).contains("見回り");
        inquiries.mailbox(town, "machi");
        assertThat(hanako.get(page).body()).as("it can be written to by now").doesNotContain("が回されました");
    }

    @Test
    void handsOnNothingThatIsAcceptedOrClosed() {
        InquiryExamples.Colleague anzen = from("anzen");
        anzen.send(told(walk(), TYPED));
        String page = "/" + town.key() + "/office/inquiries/" + inquiry;
        hanako.submit(page + "/review", page + "/accept", "seen", walk().ord() + "-1-answered");
        assertThat(walk().stand()).isEqualTo(Question.Stand.ACCEPTED);
        List<String> fields = List.of("hand", walk().id().toString(), "to", "gakko");
        HttpResponse<String> refused = anzen.post("/hand-on", fields);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("「見回り」の回答は、照会した課がもう確認しました");
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(anzen.post("/hand-on", fields).body()).contains("締め切ったあとは、問いを回せません");
    }

    @Test
    void namesAQuestionThatWasHandedOnMeanwhileAndShowsWhatWasTyped() {
        InquiryExamples.Colleague anzen = from("anzen");
        Question own = inquiries.question(town, inquiry, "school", "anzen");
        List<String> both = and(told(own, "・立ち会いました"), told(walk(), TYPED).toArray(String[]::new));
        from("anzen").post("/hand-on", List.of("hand", walk().id().toString(), "to", "gakko"));
        HttpResponse<String> answer = anzen.send(both);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("「見回り」は、いまは学校課の問いです", TYPED, "ほかの1問は受け付けました");
        assertThat(newest(own)).isEqualTo("・立ち会いました");
        assertThat(inquiries.question(town, inquiry, "walk", "gakko").version()).isZero();
    }

    private static Map<String, String> typed(Question question, String text) {
        return Map.of("result-" + question.ord(), Outcome.TOLD.key(), "result-" + question.ord() + "-text", text);
    }

    private Question own() {
        return inquiries.question(town, inquiry, "school", "anzen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/keep"})
    void anOlderPageLeavesAloneWhatAColleagueAnsweredMeanwhile(String act) {
        InquiryExamples.Colleague first = from("anzen");
        InquiryExamples.Colleague second = from("anzen");
        Map<String, String> older = first.opened();
        assertThat(location(second.post("", second.opened(), typed(own(), "・立ち会いました"), "見本 二"))).contains("done=kept");
        assertThat(location(first.post(act, older, Map.of("result-" + walk().ord() + "-text", "・夜も歩きました"), "見本 一"))).contains("done=");
        assertThat(own().version()).isEqualTo(1);
        assertThat(first.page()).as("nor is a draft kept beside the answer").contains("・夜も歩きました", "・立ち会いました").doesNotContain("さんが回答しました");
        assertThat(location(first.post("", first.opened(), Map.of(), "見本 一"))).contains("done=kept");
        assertThat(own().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/keep"})
    void anOlderPageLeavesAloneWhatAColleagueTypedMeanwhile(String act) {
        InquiryExamples.Colleague first = from("anzen");
        InquiryExamples.Colleague second = from("anzen");
        Map<String, String> older = first.opened();
        second.post("/keep", second.opened(), typed(own(), "・立ち会いました"), "見本 二");
        assertThat(location(first.post(act, older, typed(walk(), "・夜も歩きました"), "見本 一"))).contains("done=");
        assertThat(first.page()).contains("・立ち会いました", "見本 二さんが保存");
        assertThat(own().version()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/keep", "/hand-on", "/approve"})
    void showsBothTextsWhereTwoTypeAboutOneQuestion(String act) {
        InquiryExamples.Colleague first = from("gakko");
        InquiryExamples.Colleague second = from("gakko");
        Map<String, String> older = first.opened();
        second.post("/keep", second.opened(), typed(school(), "・点検しました"), "見本 二");
        Map<String, String> mine = new LinkedHashMap<>(typed(school(), TYPED));
        mine.putAll(Map.of("hand", school().id().toString(), "to", "anzen", "approver", "見本 課長"));
        HttpResponse<String> both = first.post(act, older, mine, "見本 一");
        assertThat(both.statusCode()).isEqualTo(409);
        assertThat(both.body()).contains("見本 二さんも、この問いに書いています", "・点検しました", TYPED, "まだ保存していません");
        assertThat(second.page()).contains("・点検しました").doesNotContain(TYPED);
        assertThat(school().version()).isZero();
        assertThat(school().asked()).isEqualTo("gakko");
        Map<String, String> seen = first.opened(both.body());
        assertThat(location(first.post("", seen, Map.of(), "見本 一"))).as("whoever saw both may go on").contains("done=kept");
        assertThat(newest(school())).isEqualTo(TYPED);
        assertThat(second.page()).doesNotContain("・点検しました");
    }

    @Test
    void whatWasTypedBesideOneTextIsNotLostToTheNext() {
        InquiryExamples.Colleague first = from("gakko");
        InquiryExamples.Colleague second = from("gakko");
        Map<String, String> older = first.opened();
        Map<String, String> other = second.opened();
        second.post("/keep", other, typed(school(), "・点検しました"), "見本 二");
        Map<String, String> seen = first.opened(first.post("/keep", older, typed(school(), TYPED), "見本 一").body());
        second.post("/keep", other, typed(school(), "・点検して直しました"), "見本 二");
        HttpResponse<String> again = first.post("", seen, Map.of(), "見本 一");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("・点検して直しました", TYPED);
    }

    @Test
    void onePageKeepsAsOftenAsItIsTypedInto() {
        InquiryExamples.Colleague gakko = from("gakko");
        Map<String, String> opened = gakko.opened();
        gakko.post("/keep", opened, typed(school(), "・途中"), "見本 一");
        assertThat(location(gakko.post("/keep", opened, typed(school(), TYPED), "見本 一"))).contains("done=noted");
        assertThat(gakko.page()).contains(TYPED);
        gakko.post("/keep", opened, Map.of(), "見本 一");
        assertThat(gakko.page()).as("typed back to what stood there").doesNotContain(TYPED, "書きかけがあります");
    }

    @Test
    void whoeverOpensThePageNextSendsWhatWasTyped() {
        InquiryExamples.Colleague gakko = from("gakko");
        gakko.post("/keep", gakko.opened(), typed(school(), TYPED), "見本 一");
        InquiryExamples.Colleague next = from("gakko");
        assertThat(location(next.post("", next.opened(), Map.of(), "見本 二"))).contains("done=kept");
        assertThat(newest(school())).isEqualTo(TYPED);
    }

    @Test
    void saysWhereSomethingCannotBeKeptAsItWasHandedOn() {
        InquiryExamples.Colleague anzen = from("anzen");
        Map<String, String> opened = anzen.opened();
        Question walk = walk();
        from("anzen").post("/hand-on", List.of("hand", walk.id().toString(), "to", "gakko"));
        assertThat(location(anzen.post("/keep", opened, typed(own(), "・立ち会いました"), "見本 一"))).as("nothing was typed there").contains("done=noted");
        HttpResponse<String> gone = anzen.post("/keep", opened, typed(walk, TYPED), "見本 一");
        assertThat(gone.statusCode()).isEqualTo(409);
        assertThat(gone.body()).contains("「見回り」は、いまは学校課の問いです", TYPED);
        assertThat(from("gakko").page()).doesNotContain(TYPED);
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, names = {"NONE", "NOT_APPLICABLE"})
    void asksWhatIsMeantWhereTextStandsBesideNone(Outcome outcome) {
        InquiryExamples.Colleague gakko = from("gakko");
        List<String> fields = told(school(), TYPED);
        fields.set(fields.indexOf(Outcome.TOLD.key()), outcome.key());
        HttpResponse<String> answer = gakko.send(fields);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("を選んでいますが、文か数が書いてあります", TYPED);
        assertThat(school().version()).isZero();
        List<String> numbers = new ArrayList<>(InquiryExamples.about(school()));
        numbers.addAll(InquiryExamples.half(school(), Half.RESULT, outcome, school().draft(), Map.of("点検した学校", "9")));
        assertThat(gakko.send(numbers).statusCode()).as("a number that was typed").isEqualTo(422);
        fields.set(fields.indexOf(TYPED), school().draft());
        assertThat(gakko.send(fields).statusCode()).as("what stood there before anybody typed is no reason to ask").isEqualTo(302);
        assertThat(gakko.send(fields).statusCode()).as("nor when it is sent twice").isEqualTo(302);
        assertThat(school().version()).isEqualTo(1);
    }

    @Test
    void saysWhatEachChoiceMeans() {
        assertThat(from("gakko").page()).contains("その年度は、行ったこと・行う予定がなかった", "この課には、当てはまるものがない", "いまは答えない");
    }

    @Test
    void notesTheApprovalWithoutANameAndSaysWhenItWasGiven() {
        InquiryExamples.Colleague gakko = from("gakko");
        assertThat(gakko.post("/approve", and(told(school(), TYPED), "approver", "見本 課長")).body()).contains("まだ回答のない問いが1問あります", TYPED, "value=\"見本 課長\"");
        gakko.send(told(school(), TYPED));
        String page = "/" + town.key() + "/office/inquiries/" + inquiry;
        assertThat(hanako.get(page).body()).contains("承認待ち");
        assertThat(hanako.get(page + "/close").body()).contains("課長の承認がまだの課があります");
        assertThat(gakko.page("done=kept")).contains("このページの下で課長の承認を受けてください");
        assertThat(gakko.post("/approve", List.of("approver", " ")).body()).contains("承認する方の職・氏名を書いてください");
        HttpResponse<String> unsent = gakko.post("/approve", and(told(school(), "・直しています"), "approver", "見本 課長"));
        assertThat(unsent.statusCode()).isEqualTo(422);
        assertThat(unsent.body()).contains("まだ送っていない書きかけ", "・直しています");
        gakko.post("/keep", told(school(), TYPED));
        assertThat(location(gakko.post("/approve", List.of("approver", "見本 課長")))).contains("done=approved");
        assertThat(gakko.page()).contains("見本 課長が、2026/11/22 12:00に承認しました");
        assertThat(hanako.get(page).body()).contains("承認済み").doesNotContain("承認待ち");
        assertThat(hanako.get(page + "/close").body()).doesNotContain("課長の承認がまだ");
        List<String> notes = inquiries.in(town, () -> jdbc.sql("select what || ' ' || subject || ' ' || detail::text from audit where what = 'inquiry.approved'")
                .query(String.class).list());
        assertThat(notes).singleElement().asString().contains("gakko", inquiry.toString()).doesNotContain("課長");
    }

    @Test
    void approvesNoAnswerThatChangesMeanwhile() {
        from("gakko").send(told(school(), TYPED));
        Answerer answerer = Answerer.byLink(inquiries.in(town, () -> inquiries.inquiries.find(inquiry).orElseThrow()), "gakko", "", null);
        CompletableFuture<Optional<Refusal>> approval = inquiries.in(town, () -> {
            inquiries.invitations().hold(inquiry, "gakko");
            CompletableFuture<Optional<Refusal>> waiting = CompletableFuture.supplyAsync(() -> inquiries.in(town, () -> handingOn.approve(answerer, null, "見本 課長")));
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> untilSomebodyWaits());
            inquiries.questions.stand(List.of(school().id()), Question.Stand.RETURNED, "校数も");
            return waiting;
        });
        assertThat(approval.orTimeout(20, TimeUnit.SECONDS).join()).get().extracting(Refusal::why).isEqualTo("inquiry.refused.due");
    }

    /** For the invitation that is held. */
    private void untilSomebodyWaits() {
        JdbcClient owner = JdbcClient.create(database.owner());
        while (owner.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%inquiry_invitation%'").query(Integer.class).single() == 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theMailAboutAReturnedAnswerNamesTheMeasure() {
        from("gakko").send(told(school(), TYPED));
        String page = "/" + town.key() + "/office/inquiries/" + inquiry;
        hanako.submit(page + "/review", page + "/return", "seen", school().ord() + "-1-answered", "remark", "校数も書いてください");
        assertThat(inquiries.in(town, () -> jdbc.sql("select body from mail order by id desc limit 1").query(String.class).single())).contains("学校の安全", "校数も書いてください");
        assertThat(from("gakko").page()).contains("差し戻された問いが1問あります", "href=\"#q" + school().ord() + "\"");
    }

    @Test
    void saysThatWhatWasSentBackIsRightAsItIs() {
        InquiryExamples.Colleague gakko = from("gakko");
        gakko.send(told(school(), TYPED));
        String page = "/" + town.key() + "/office/inquiries/" + inquiry;
        hanako.submit(page + "/review", page + "/return", "seen", school().ord() + "-1-answered", "remark", "本当に9校ですか");
        gakko.send(told(school(), TYPED));
        assertThat(school().stand()).as("sent again without a word").isEqualTo(Question.Stand.RETURNED);
        assertThat(gakko.page()).contains("name=\"right-" + school().ord());
        assertThat(gakko.send(and(told(school(), TYPED), "right-" + school().ord(), "yes")).statusCode()).isEqualTo(302);
        assertThat(school().stand()).isEqualTo(Question.Stand.ANSWERED);
        assertThat(hanako.get(page + "/review?show=all").body()).contains("差し戻しへの回答です", "本当に9校ですか");
    }

    @Test
    void startsFromWhatWasPlanned() {
        assertThat(from("anzen").page()).contains("value=\"60\"", "予定の数を入れてあります", "前の年に予定した数を入れてあります");
        assertThat(from("anzen").send(told(walk(), "・見回り 〔回数〕")).statusCode()).as("the number is not there").isEqualTo(422);
    }

    @Test
    void enterDoesNotSendAndWhatIsTypedIsKeptByItself() {
        try (BrowserContext window = Browsers.window(port, 1280)) {
            Page page = window.newPage();
            page.navigate(inquiries.link(hanako, town, inquiry, "gakko"));
            page.locator("#section").fill("教育係");
            page.locator("#person").fill("見本 二");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.id")).as("Enter goes on to the next box").isEqualTo("phone");
            Locator text = page.locator("textarea").first();
            text.fill(TYPED);
            page.locator("#kept:not([hidden])").waitFor();
            assertThat(school().version()).isZero();
            page.reload();
            assertThat(text.inputValue()).isEqualTo(TYPED);
            assertThat(page.locator("#person").inputValue()).isEqualTo("見本 二");
            assertThat(page.locator("input[name=result-" + school().ord() + "][value=told]").isChecked()).isTrue();
        }
    }

    @Test
    void enterGoesOnToWhatIsToBeWrittenNext() {
        try (BrowserContext window = Browsers.window(port, 1280)) {
            Page page = window.newPage();
            page.navigate(inquiries.link(hanako, town, inquiry, "anzen"));
            page.locator("#checker").press("Enter");
            assertThat(page.evaluate("document.activeElement.name")).as("the first choice").isEqualTo("result-" + walk().ord());
            page.locator("input[name=plan-" + walk().ord() + "][value=none]").check();
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.name")).as("nothing is to be written there").isEqualTo("result-" + own().ord());
            page.locator(".actions button").last().click();
            page.waitForURL("**done=noted**");
            page.navigate(inquiries.link(hanako, town, inquiry, "gakko"));
            String plan = "plan-" + school().ord();
            assertThat(page.locator("fieldset.half:last-child details:not([open]) .slot").count()).isEqualTo(1);
            page.locator("input[name=" + plan + "][value=told]").check();
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.name")).as("past the number that is folded away").isEqualTo(plan + "-text");
            page.locator("input[name=" + plan + "][value=none]").check();
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.id")).as("the approval of the head").isEqualTo("approver");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.className")).as("at the end to the button, which sends by another press").isEqualTo("button primary");
        }
    }

    @Test
    void thePageSaysWhatItCannotKeepByItself() {
        try (BrowserContext window = Browsers.window(port, 1280)) {
            Page page = window.newPage();
            page.navigate(inquiries.link(hanako, town, inquiry, "gakko"));
            InquiryExamples.Colleague other = from("gakko");
            other.post("/keep", other.opened(), typed(school(), "・点検しました"), "見本 二");
            page.locator("textarea").first().fill(TYPED);
            page.locator("#kept:not([hidden])").waitFor();
            assertThat(page.locator("#kept").innerText()).contains("保存できない問いがあります");
            page.locator(".actions button").last().click();
            page.locator(".banner.bad", new Page.LocatorOptions().setHasText("見本 二さんも、この問いに書いています")).waitFor();
            assertThat(page.locator("textarea").first().inputValue()).isEqualTo(TYPED);
            page.locator(".actions button").last().click();
            page.waitForURL("**done=noted**");
            assertThat(other.page()).contains(TYPED);
        }
    }

    @Test
    void whatIsBeingKeptArrivesBeforeWhatIsSent() {
        try (BrowserContext window = Browsers.window(port, 1280)) {
            Page page = window.newPage();
            page.navigate(inquiries.link(hanako, town, inquiry, "gakko"));
            List<Route> held = new ArrayList<>();
            List<String> sent = new ArrayList<>();
            page.route("**/keep", held::add);
            page.onRequest(request -> {
                if (request.method().equals("POST")) {
                    sent.add(request.url().endsWith("/keep") ? "keep" : "send");
                }
            });
            page.locator("#section").fill("教育係");
            page.locator("#person").fill("見本 二");
            page.waitForRequest("**/keep", () -> page.locator("textarea").first().fill(TYPED));
            page.locator(".actions .primary").click();
            assertThat(sent).containsExactly("keep");
            held.getFirst().resume();
            page.waitForURL("**done=kept**");
            assertThat(sent).containsExactly("keep", "send");
            assertThat(page.content()).contains(TYPED).doesNotContain("書きかけがあります");
        }
    }

    @Test
    void enterKeepsAndDoesNotSendWithoutJavaScriptEither() {
        try (BrowserContext window = Browsers.chromium().newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL("http://localhost:" + port).setJavaScriptEnabled(false))) {
            Page page = window.newPage();
            page.navigate(inquiries.link(hanako, town, inquiry, "gakko"));
            page.locator("#section").fill("教育係");
            page.locator("#person").fill("見本 二");
            page.locator("textarea").first().fill(TYPED);
            page.locator("#person").press("Enter");
            page.waitForURL("**done=noted**");
            assertThat(page.locator("textarea").first().inputValue()).isEqualTo(TYPED);
            assertThat(school().version()).isZero();
        }
    }
}
