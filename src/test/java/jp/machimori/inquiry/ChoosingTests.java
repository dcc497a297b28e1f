package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.account.Role;
import jp.machimori.database.Database;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 聞く問いを選ぶ。見本町 has a plan whose overview says its measures again, and a list of walks beneath the walks. */
@MachimoriTest
@Import(TestClock.class)
class ChoosingTests {

    private static final String PLAN = """
            plans:
              - key: anzen-plan
                label: 見本町安全計画
                period: FY2024..FY2028
                nodes:
                  - key: prevention
                    number: "1"
                    label: 防犯
                    children:
                      - key: walk
                        label: 見回り
                        divisions: [anzen]
                        programmes: [{key: walks, path: "1", label: 見回り, divisions: [anzen], home: {kind: answer}}]
                        children:
                          - key: list
                            label: 見回りの一覧
                            divisions: [anzen]
                            programmes: [{key: walk-list, path: "1", label: 夜の見回り, divisions: [anzen], home: {kind: answer}}]
                      - key: school
                        label: 学校の安全
                        divisions: [gakko]
                        programmes: [{key: checks, path: "2", label: 点検, divisions: [gakko], home: {kind: answer}}]
                  - key: overview
                    label: 概要
                    children:
                      - key: overview-walk
                        label: 防犯の概要
                        divisions: [anzen]
                        programmes: [{key: overview-walks, path: "3", label: 見回り, divisions: [anzen], home: {kind: answer}}]
            """;
    private static final String ASKS = """
            leave_out: [overview]
            asks:
              - {node: walk, division: anzen, slots: [{series: walks, label: 回数, unit: 回}, {series: walkers, label: 参加者, unit: 人}]}
              - {node: list, division: anzen, slots: [{series: walks, label: 夜の回数, unit: 回}]}
              - {node: school, division: gakko, slots: [{series: checks, label: 点検した学校, unit: 校}]}
            """;
    private static final Pattern TICK = Pattern.compile("name=\"ask\" value=\"(\\d+)\"( checked=\"checked\")?>");
    private static final Pattern WERE = Pattern.compile("name=\"were\" value=\"([\\d,]*)\"");
    private static final Pattern EDITION = Pattern.compile("name=\"edition\" value=\"(\\d+)\"");

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired InquiryExamples inquiries;
    @Autowired AccountExamples accounts;
    @Autowired Database database;
    @LocalServerPort int port;
    Path pack;
    Town town;
    Visitor hanako;
    UUID inquiry;

    @BeforeEach
    void aDraft() throws IOException {
        pack = TestTowns.copy("mihon-choosing-" + UUID.randomUUID().toString().substring(0, 8));
        Files.writeString(pack.resolve("plan.yaml"), PLAN);
        Files.writeString(pack.resolve("inquiry.yaml"), ASKS);
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        accounts.officer(town, "hanako", "anzen");
        hanako = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
        inquiry = inquiries.prepared(hanako, town, "anzen-plan", "FY2025", "anzen");
    }

    private String path(String beneath) {
        return "/" + town.key() + "/office/inquiries/" + inquiry + beneath;
    }

    private String page(String beneath) {
        HttpResponse<String> answer = hanako.get(path(beneath));
        assertThat(answer.statusCode()).as(beneath).isEqualTo(200);
        return answer.body();
    }

    private List<String> asked() {
        return inquiries.questions(town, inquiry).stream().map(Question::node).toList();
    }

    private List<String> left() {
        return inquiries.in(town, () -> inquiries.omissions.of(inquiry)).stream().map(Question::node).toList();
    }

    /** The place of a drafted question, asked or not. */
    private String place(String node) {
        return inquiries.in(town, () -> inquiries.questions.spots(inquiry)).stream().filter(spot -> spot.node().equals(node)).map(spot -> String.valueOf(spot.place()))
                .findFirst().orElseThrow();
    }

    /** Keeps the choice of an opened page. @param toggled measures whose tick is set or taken away on it */
    private HttpResponse<String> keep(String opened, List<String> toggled, String... more) {
        List<String> places = toggled.stream().map(this::place).toList();
        MatchResult were = WERE.matcher(opened).results().findFirst().orElseThrow();
        List<String> fields = new ArrayList<>(List.of("were", were.group(1)));
        TICK.matcher(opened).results().filter(tick -> (tick.group(2) != null) != places.contains(tick.group(1))).forEach(tick -> fields.addAll(List.of("ask", tick.group(1))));
        fields.addAll(List.of(more));
        return hanako.submit(path("/questions"), path("/questions"), fields.toArray(String[]::new));
    }

    private void chooses(List<String> toggled, String... more) {
        assertThat(keep(page("/questions"), toggled, more).headers().firstValue("Location").orElseThrow()).contains("done=chosen");
    }

    private List<String> texts(String sql) {
        return JdbcClient.create(database.owner()).sql(sql).param("town", town.id()).query(String.class).list();
    }

    private List<String> audited() {
        return texts("select detail::text from audit where town_id = :town and what = 'inquiry.chosen'");
    }

    private List<String> mailed() {
        return texts("select about from mail where town_id = :town");
    }

    @Test
    void beginsWithoutWhatThePackNamesAndSaysWhatIsAskedTwice() {
        assertThat(asked()).containsExactly("walk", "list", "school");
        assertThat(left()).containsExactly("overview-walk");
        assertThat(page("")).contains("聞く問いを選ぶ：3問（聞かない 1問）", "2の課に、3の問いを聞きます");
        assertThat(page("/questions")).contains("3問（聞かない 1問）", "1 防犯", "【学校課】", "点検した学校", "同じ数を「見回りの一覧」でも聞きます（回数）", "同じ数を「見回り」でも聞きます（夜の回数）")
                .doesNotContain("でも聞きます（回数、参加者）", "でも聞きます（点検した学校）");
        chooses(List.of("list"));
        assertThat(page("/questions")).as("no more").doesNotContain("同じ数を「見回りの一覧」でも");
    }

    @Test
    void leavesOutWhatIsUntickedAndAsksItAgainAsItWas() {
        inquiries.in(town, () -> {
            inquiries.questions.takeOver(taken(inquiries.question(town, inquiry, "list", "anzen"), "・回数 1,200回"));
            return true;
        });
        Question list = inquiries.question(town, inquiry, "list", "anzen");
        chooses(List.of("list", "overview-walk"));
        assertThat(asked()).containsExactly("walk", "school", "overview-walk");
        assertThat(left()).containsExactly("list");
        assertThat(page("/preview/anzen")).doesNotContain("見回りの一覧");
        assertThat(audited()).singleElement().asString().contains("\"left\": \"list\"", "\"taken\": \"overview-walk\"");
        chooses(List.of());
        assertThat(audited()).as("nothing changed").hasSize(1);
        chooses(List.of("list"));
        assertThat(inquiries.question(town, inquiry, "list", "anzen")).isEqualTo(list);
        assertThat(left()).isEmpty();
    }

    private static Question taken(Question one, String last) {
        return new Question(one.id(), one.inquiry(), one.ord(), one.node(), one.parties(), one.asked(), one.slots(), one.draft(), one.draftPlan(), last, one.lastPlan(),
                Set.of(Half.RESULT), one.stand(), one.remark(), one.version(), one.counted());
    }

    @Test
    void keepsWhatAColleagueChoseMeanwhile() {
        String opened = page("/questions");
        chooses(List.of("list"));
        assertThat(keep(opened, List.of("school")).statusCode()).isEqualTo(302);
        assertThat(asked()).containsExactly("walk");
        assertThat(left()).containsExactly("list", "school", "overview-walk");
    }

    @Test
    void leavesOutAWholeHeadingAndKeepsTheTicksOfThePage() {
        assertThat(page("/questions")).contains("この見出しの3問を聞かない");
        chooses(List.of("overview-walk"), "leave", "prevention");
        assertThat(asked()).containsExactly("overview-walk");
        assertThat(page("/questions")).contains("この見出しの3問を聞く");
        chooses(List.of(), "take", "walk");
        assertThat(asked()).as("what stands beneath the measure too").containsExactly("walk", "list", "overview-walk");
        assertThat(keep(page("/questions"), List.of(), "leave", "nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsOnlyTheTicksOfThePageThatWasShown() {
        String second = page("/questions?from=2");
        assertThat(second).contains("1 防犯", "学校の安全", "3問（聞かない 1問）").doesNotContain("見回りの一覧");
        HttpResponse<String> kept = keep(second, List.of("school"), "from", "2");
        assertThat(kept.headers().firstValue("Location").orElseThrow()).endsWith("/questions?done=chosen&from=2");
        assertThat(asked()).as("what stood before it stays asked").containsExactly("walk", "list");
        assertThat(hanako.submit(path("/questions"), path("/questions"), "were", "x").statusCode()).isEqualTo(400);
    }

    @Test
    void writesToNoDivisionThatIsAskedNothing() {
        inquiries.mailbox(town, "gakko");
        inquiries.mailbox(town, "anzen");
        chooses(List.of("school"));
        assertThat(page("")).doesNotContain("学校課");
        assertThat(hanako.get(path("/preview/gakko")).statusCode()).isEqualTo(404);
        inquiries.act(hanako, town, inquiry, "open");
        assertThat(asked()).as("not asked by the opening either").containsExactly("walk", "list");
        assertThat(inquiries.in(town, () -> inquiries.invitations().of(inquiry))).containsOnlyKeys("anzen");
        assertThat(mailed()).containsExactly("inquiry/" + inquiry + "/anzen");
    }

    @Test
    void opensOnlyWithAQuestion() {
        chooses(List.of(), "leave", "prevention");
        assertThat(page("")).contains("聞く問いが一つもありません").doesNotContain("照会を始める（メールを送る）");
        inquiries.act(hanako, town, inquiry, "open");
        assertThat(page("")).contains("準備中", "聞く問いが一つもありません");
        chooses(List.of("school"));
        inquiries.act(hanako, town, inquiry, "open");
        assertThat(page("")).contains("回答受付中");
    }

    @Test
    void changesNothingOnceItIsOpen() {
        String opened = page("/questions");
        inquiries.act(hanako, town, inquiry, "open");
        HttpResponse<String> late = keep(opened, List.of("list"));
        assertThat(hanako.get(late.headers().firstValue("Location").orElseThrow().replaceFirst("https?://[^/]+", "")).body())
                .contains("もう照会を始めたので、聞く問いは変えられません").doesNotContain("name=\"ask\"");
        assertThat(asked()).containsExactly("walk", "list", "school");
    }

    @Test
    void saysOfWhatWasNotAskedThatItWasNot() {
        Visitor resident = new Visitor(port);
        String school = "/" + town.key() + "/results/measure/school";
        assertThat(resident.get(school).body()).contains("まだ報告がありません");
        chooses(List.of("school"));
        assertThat(resident.get(school).body()).as("a draft is nobody's business").contains("まだ報告がありません");
        inquiries.act(hanako, town, inquiry, "open");
        assertThat(page("")).contains("この照会では聞かなかった問いが2問あります", path("/questions"));
        assertThat(page("/questions")).contains("聞かない", "学校の安全");
        assertThat(page("/review?show=all")).doesNotContain("学校の安全");
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(resident.get(school).body()).contains("令和7年度（2025年度）は、この施策について担当課に聞いていません").doesNotContain("まだ報告がありません", "回答がありません");
        assertThat(resident.get("/" + town.key() + "/results/FY2025").body()).contains("見回り").doesNotContain("学校の安全");
        assertThat(page("/report")).contains("この照会では聞かなかった問いが2問あります");
        HttpResponse<String> made = hanako.submit(path("/report"), path("/report"), "title", "取組みについて");
        assertThat(hanako.get(made.headers().firstValue("Location").orElseThrow().replaceFirst("https?://[^/]+", "") + "/snapshot.json").body())
                .contains("見回りの一覧").doesNotContain("学校の安全", "防犯の概要");
    }

    @Test
    void beginsTheNextYearAsThisOneWasChosen() {
        chooses(List.of("list", "overview-walk"));
        inquiries.act(hanako, town, inquiry, "open");
        inquiry = inquiries.prepared(hanako, town, "anzen-plan", "FY2026", "anzen");
        assertThat(asked()).as("what the pack names was asked").containsExactly("walk", "school", "overview-walk");
        assertThat(left()).containsExactly("list");
        inquiries.act(hanako, town, inquiry, "drop");
        assertThat(left()).isEmpty();
    }

    /** The second version parts 点検 from 学校の安全 and adds a measure. */
    @Test
    void goesOnThroughTheVersionsOfThePlan() {
        chooses(List.of("list", "school"));
        inquiries.act(hanako, town, inquiry, "open");
        accounts.person(town.key(), "kanri", "管理 一", Role.ADMINISTRATOR, List.of());
        Visitor kanri = Visitor.signedIn(port, town.key(), "kanri", AccountExamples.PASSWORD);
        String plans = "/" + town.key() + "/office/plans";
        kanri.submit("/" + town.key() + "/office/password", plans, "from", "anzen-plan", "kind", "review", "label", "見本町安全計画", "decided", "令和8年3月1日", "reason", "中間見直し");
        String edition = EDITION.matcher(kanri.get(plans + "/1").body()).results().findFirst().orElseThrow().group(1);
        kanri.submit("/" + town.key() + "/office/password", plans + "/1/publish", "edition", edition);
        inquiry = inquiries.prepared(hanako, town, "k1", "FY2026", "anzen");
        assertThat(asked()).as("only 見回り").hasSize(1);
        assertThat(left()).as("the list, the school, and the overview that the pack names").hasSize(3);
    }

    @Test
    void refusesAPackThatLeavesOutWhatIsNotThere() throws IOException {
        Files.writeString(pack.resolve("inquiry.yaml"), "leave_out: [overview, nowhere]\n");
        assertThat(packs.load(pack, false).mistakes()).singleElement().asString().contains("inquiry.yaml:1", "nowhere");
    }
}
