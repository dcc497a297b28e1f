package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.account.Role;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.town.Dimension;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** 見本町の計画が変わるとき。Measures come, go and become others, divisions are renamed, and each year is asked and told as it was. */
@MachimoriTest
@Import(TestClock.class)
class HeldPlansTests {

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
            """;
    private static final String SCHOOL = """
                  - key: school
                    label: 学校の安全
                    divisions: [gakko, anzen]
                    programmes:
                      - {key: checks, path: "2", label: 点検, divisions: [gakko, anzen], home: {kind: answer}}
                      - {key: drills, path: "3", label: 訓練, divisions: [gakko, anzen], home: {kind: answer}}
            """;
    private static final String LIGHTS = """
                  - key: lights
                    label: 街路灯
                    divisions: [anzen]
                    programmes:
                      - {key: lamps, path: "4", label: 街路灯, divisions: [anzen], home: {kind: answer}}
            """;
    private static final String SECOND = """
              - key: kotsu-plan
                label: 見本町交通計画
                period: FY2024..FY2028
                nodes:
                  - key: roads
                    label: 道路の点検
                    divisions: [anzen]
                    programmes:
                      - {key: road-checks, path: "5", label: 道路の点検, divisions: [anzen], home: {kind: answer}}
            """;
    private static final String ASKS = """
            asks:
              - {node: walk, division: anzen, slots: [{series: walks, label: 回数, unit: 回}]}
              - {node: lights, division: anzen, slots: [{series: lamps, label: 灯数, unit: 灯}]}
              - {node: school, division: gakko, slots: [{series: checks, label: 点検した学校, unit: 校}]}
              - {node: school, division: anzen, slots: [{series: checks, label: 点検に立ち会った学校, unit: 校}]}
            """;

    private static final Pattern EDITION = Pattern.compile("name=\"edition\" value=\"(\\d+)\"");
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"");

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired InquiryExamples inquiries;
    @Autowired AccountExamples accounts;
    @Autowired Figures figures;
    @Autowired TakingOver takingOver;
    @LocalServerPort int port;
    Path pack;
    String townYaml;
    Town town;
    Visitor hanako;
    Visitor kanri;
    Visitor resident;

    @BeforeEach
    void aTown() throws IOException {
        pack = TestTowns.copy("mihon-held-" + UUID.randomUUID().toString().substring(0, 8));
        townYaml = Files.readString(pack.resolve("town.yaml"));
        Files.writeString(pack.resolve("inquiry.yaml"), ASKS);
        plans(PLAN + SCHOOL + LIGHTS);
        town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        accounts.officer(town, "hanako", "anzen");
        accounts.person(town.key(), "kanri", "管理 一", Role.ADMINISTRATOR, List.of());
        hanako = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
        kanri = Visitor.signedIn(port, town.key(), "kanri", AccountExamples.PASSWORD);
        resident = new Visitor(port);
    }

    private void plans(String yaml) throws IOException {
        Files.writeString(pack.resolve("plan.yaml"), yaml);
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
    }

    /** A division as the pack says it from now on. */
    private void division(String was, String now) throws IOException {
        assertThat(townYaml).contains(was);
        Files.writeString(pack.resolve("town.yaml"), townYaml.replace(was, now));
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
    }

    private String page(Visitor visitor, String path) {
        HttpResponse<String> answer = visitor.get("/" + town.key() + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> send(Visitor visitor, String path, String... fields) {
        return visitor.submit("/" + town.key() + "/office/password", "/" + town.key() + path, fields);
    }

    private void does(String path, String... fields) {
        HttpResponse<String> answer = send(kanri, path, fields);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(302);
    }

    private String edition(String path) {
        Matcher edition = EDITION.matcher(page(kanri, path));
        assertThat(edition.find()).as(path).isTrue();
        return edition.group(1);
    }

    /** Answers a question with one number and its text. */
    private void answer(UUID inquiry, String node, String division, String number) {
        Question question = inquiries.question(town, inquiry, node, division);
        List<String> fields = new ArrayList<>(InquiryExamples.about(question));
        String label = question.slots().getFirst().label();
        fields.addAll(InquiryExamples.half(question, Half.RESULT, Outcome.TOLD, "・" + label + " 〔" + label + "〕", Map.of(label, number)));
        fields.addAll(InquiryExamples.half(question, Half.PLAN, Outcome.TOLD, "・" + label + " 〔" + label + "〕を続ける", Map.of(label, number)));
        assertThat(inquiries.new Colleague(port, hanako, town, inquiry, division).send(fields).statusCode()).isEqualTo(302);
    }

    private UUID answered(String year) {
        UUID id = inquiries.open(hanako, town, "anzen-plan", year, "anzen");
        answer(id, "walk", "anzen", "60");
        answer(id, "lights", "anzen", "30");
        answer(id, "school", "gakko", "9");
        answer(id, "school", "anzen", "9");
        return id;
    }

    private UUID closed(String year) {
        UUID id = answered(year);
        closes(id);
        return id;
    }

    private void closes(UUID id) {
        assertThat(inquiries.act(hanako, town, id, "close").headers().firstValue("Location").orElse("")).endsWith("done=closed");
    }

    private String report(UUID id) {
        String path = "/" + town.key() + "/office/inquiries/" + id + "/report";
        HttpResponse<String> made = hanako.submit(path, path, "title", "取組みについて", "reason", "作り直し");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(302);
        return hanako.get(made.headers().firstValue("Location").orElseThrow().replaceFirst("https?://[^/]+", "") + "/snapshot.json").body();
    }

    @Test
    void reportsAMeasureThatLeftThePlanAfterTheInquiry() throws IOException {
        UUID id = closed("FY2025");
        Files.writeString(pack.resolve("inquiry.yaml"), "asks: []\n");
        plans(PLAN + LIGHTS.replace("label: 街路灯\n", "label: あかり\n"));
        assertThat(report(id)).contains("\"学校の安全\"", "9校", "\"街路灯\"").doesNotContain("あかり");
        assertThat(page(resident, "/results/FY2025")).contains("学校の安全", "9校", "街路灯").doesNotContain("あかり");
        assertThat(page(resident, "/results/measure/school")).contains("9校", "いまの計画にはありません");
        plans(PLAN.replace("anzen-plan", "other-plan").replace("walk", "other"));
        assertThat(report(inquiries.in(town, () -> id)).contains("学校の安全")).as("even without the plan").isTrue();
    }

    /** The second version joins 見回り and 街路灯 and parts 訓練 from 学校の安全; the third changes nothing. */
    private void reviewedTwice() {
        does("/office/plans", "from", "anzen-plan", "kind", "review", "label", "見本町安全計画", "decided", "令和8年3月1日", "reason", "中間見直し");
        does("/office/plans/1/nodes/k1-n1/merge", "other", "k1-n6", "edition", edition("/office/plans/1/nodes/k1-n1"));
        does("/office/plans/1/nodes/k1-n3/split", "label", "学校の訓練", "taken", "k1-p5", "edition", edition("/office/plans/1/nodes/k1-n3"));
        does("/office/plans/1/publish", "edition", edition("/office/plans/1"));
        does("/office/plans", "from", "k1", "kind", "review", "label", "見本町安全計画", "decided", "令和8年3月20日", "reason", "字句の訂正");
        does("/office/plans/2/publish", "edition", edition("/office/plans/2"));
    }

    private HttpResponse<String> prepares(String plan, String year) {
        return send(hanako, "/office/inquiries", "plan", plan, "year", year, "division", "anzen", "deadline", "R9.1.22", "share", "30");
    }

    @Test
    void asksThePlanOfTheYearAndShowsWhatItsMeasuresWereAnsweredBefore() {
        UUID before = closed("FY2025");
        reviewedTwice();
        assertThat(report(before)).as("published between").contains("\"見回り\"", "\"街路灯\"").doesNotContain("学校の訓練");
        for (String other : List.of("anzen-plan", "k1")) {
            HttpResponse<String> refused = prepares(other, "FY2026");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("「第3版　見本町安全計画」を選んでください");
        }
        assertThat(prepares("k2", "FY2025").body()).contains("「第1版　見本町安全計画」を選んでください");
        UUID now = inquiries.open(hanako, town, "k2", "FY2026", "anzen");
        List<Question> asked = inquiries.questions(town, now);
        Question joined = asked.stream().filter(question -> question.last().contains("60回")).findFirst().orElseThrow();
        assertThat(joined.last()).contains("「見回り」", "・回数 60回", "「街路灯」", "・灯数 30灯");
        assertThat(joined.slots()).extracting(Slot::label).containsExactly("回数", "灯数");
        assertThat(joined.draft()).contains("・回数 〔回数〕を続ける", "・灯数 〔灯数〕を続ける");
        assertThat(asked.stream().filter(question -> question.asked().equals("gakko"))).as("both parts of what was split").hasSize(2)
                .allSatisfy(part -> assertThat(part.last()).isEqualTo("・点検した学校 9校"));
        assertThat(page(resident, "/results/measure/" + joined.node())).contains("60回", "30灯", "このときの名前：街路灯");
        answer(now, joined.node(), "anzen", "70");
        closes(now);
        assertThat(page(resident, "/results/measure/walk")).contains("60回", "70回");
    }

    @Test
    void remembersRowsOfTheWorkbookForTheNextVersionOfThePlan() {
        Taken taken = new Taken("取組.xlsx", List.of(new Taken.Sheet("一覧", List.of(List.of("施策", "担当課", "実績"), List.of("夜の見守り", "安全課", "・回数 5回")), List.of())),
                new Taken.Mapping(0, 0, Map.of(Taken.Role.MEASURE, 0, Taken.Role.DIVISION, 1, Taken.Role.RESULT, 2)));
        UUID before = inquiries.prepared(hanako, town, "anzen-plan", "FY2025", "anzen");
        inquiries.in(town, () -> takingOver.take(inquiries.inquiries.find(before).orElseThrow(), taken, Map.of("1-0", inquiries.question(town, before, "walk", "anzen").id())));
        inquiries.act(hanako, town, before, "open");
        closes(before);
        reviewedTwice();
        UUID now = inquiries.prepared(hanako, town, "k2", "FY2026", "anzen");
        TakingOver.Match match = inquiries.in(town, () -> takingOver.matches(inquiries.inquiries.find(now).orElseThrow(), taken)).getFirst();
        assertThat(match.remembered()).isTrue();
        assertThat(match.question().slots()).as("of 見回り and 街路灯, now one").extracting(Slot::label).containsExactly("回数", "灯数");
    }

    @Test
    void givesEachPlanOfAYearItsOwnPage() throws IOException {
        plans(PLAN + SCHOOL + LIGHTS + SECOND);
        closed("FY2025");
        assertThat(page(resident, "/results/FY2025")).as("one plan").contains("60回");
        UUID roads = inquiries.open(hanako, town, "kotsu-plan", "FY2025", "anzen");
        closes(roads);
        assertThat(page(resident, "/results/FY2025")).contains("2つの計画", "見本町安全計画", "見本町交通計画", "/results/FY2025/plans/kotsu-plan").doesNotContain("60回");
        assertThat(page(resident, "/results/FY2025/plans/anzen-plan")).contains("60回", "学校の安全").doesNotContain("道路の点検");
        assertThat(page(resident, "/results/FY2025/plans/kotsu-plan")).contains("道路の点検").doesNotContain("学校の安全");
        assertThat(resident.get("/" + town.key() + "/results/FY2025/plans/none").statusCode()).isEqualTo(404);
    }

    private static final String GAKKO = "{key: gakko, name: 学校課, name_en: Schools Division}";

    @Test
    void asksTheDivisionThatTookOverBetweenPreparingAndOpening() throws IOException {
        UUID id = inquiries.prepared(hanako, town, "anzen-plan", "FY2025", "anzen");
        division(GAKKO, "{key: gakko, name: 学校課, reading: がっこうか, until: FY2025, successor: kyoiku}\n  - {key: kyoiku, name: 教育課, reading: きょういくか, from: FY2026}");
        assertThat(page(hanako, "/office/inquiries/" + id)).contains("学校課は、令和8年度（2026年度）には教育課になっています", "1問を教育課に聞きます");
        assertThat(page(hanako, "/office/inquiries/" + id + "/preview/gakko")).as("under the name by which it is asked").contains("教育課 御中").doesNotContain("学校課 御中");
        assertThat(hanako.download("/" + town.key() + "/office/inquiries/" + id + "/preview/gakko/answers.xlsx").headers().firstValue("Content-Disposition").orElseThrow()).contains("FY2025-kyoiku.xlsx");
        assertThat(inquiries.questions(town, id)).as("a look changes nothing").extracting(Question::asked).contains("gakko").doesNotContain("kyoiku");
        inquiries.act(hanako, town, id, "open");
        assertThat(inquiries.questions(town, id)).extracting(Question::asked).contains("kyoiku").doesNotContain("gakko");
        assertThat(inquiries.in(town, () -> inquiries.invitations().of(id))).containsOnlyKeys("anzen", "kyoiku");
        assertThat(inquiries.new Colleague(port, hanako, town, id, "kyoiku").page()).contains("点検した学校");
    }

    @Test
    void asksOnceWhereTwoDivisionsBecameOne() throws IOException {
        UUID id = inquiries.prepared(hanako, town, "anzen-plan", "FY2025", "anzen");
        division(GAKKO, "{key: gakko, name: 学校課, reading: がっこうか, until: FY2025, successor: anzen}");
        assertThat(page(hanako, "/office/inquiries/" + id + "/preview/gakko")).as("with all that it will be asked").contains("安全課 御中", "見回り");
        inquiries.act(hanako, town, id, "open");
        Question school = inquiries.question(town, id, "school", "anzen");
        assertThat(inquiries.questions(town, id).stream().filter(question -> question.node().equals("school"))).hasSize(1);
        assertThat(school.parties()).containsExactly("gakko", "anzen");
        assertThat(school.slots()).as("one line is asked for once").extracting(Slot::label).containsExactly("点検した学校");
        assertThat(school.draft()).isEqualTo("・点検した学校 〔点検した学校〕");
    }

    @Test
    void doesNotOpenWhileNobodyAnswersForADivisionThatIsNoMore() throws IOException {
        UUID id = inquiries.prepared(hanako, town, "anzen-plan", "FY2025", "anzen");
        division(GAKKO, "{key: gakko, name: 学校課, reading: がっこうか, until: FY2025}");
        assertThat(page(hanako, "/office/inquiries/" + id)).contains("学校課は、令和8年度（2026年度）にはありません");
        assertThat(inquiries.act(hanako, town, id, "open").headers().firstValue("Location").orElseThrow()).contains("done=nobody");
        assertThat(page(hanako, "/office/inquiries/" + id)).contains("照会を始める");
        assertThat(send(hanako, "/office/inquiries/" + id + "/pass", "from", "gakko", "to", "gakko").statusCode()).isEqualTo(404);
        assertThat(send(hanako, "/office/inquiries/" + id + "/pass", "from", "gakko", "to", "anzen").statusCode()).isEqualTo(302);
        inquiries.act(hanako, town, id, "open");
        assertThat(inquiries.questions(town, id)).extracting(Question::asked).containsOnly("anzen");
        assertThat(page(hanako, "/office/inquiries/" + id)).contains("締め切る");
    }

    private List<Figure> checks() {
        return inquiries.in(town, () -> figures.of(List.of(new Line("checks", Dimension.NONE)))).values().stream().flatMap(List::stream)
                .filter(figure -> figure.nature() == Half.RESULT.nature()).toList();
    }

    private HttpResponse<String> settles(UUID id, String half, String counts, String reason) {
        String path = "/office/inquiries/" + id + "/settle";
        Matcher seen = SEEN.matcher(page(hanako, path).transform(page -> page.substring(page.indexOf("name=\"half\" value=\"" + half))));
        assertThat(seen.find()).isTrue();
        return send(hanako, path, "half", half, "line", "checks|", "period", half.equals("result") ? "FY2025" : "FY2026", "counts", counts, "reason", reason, "seen", seen.group(1));
    }

    private UUID differing() {
        UUID id = answered("FY2025");
        answer(id, "school", "anzen", "8");
        return id;
    }

    @Test
    void doesNotCloseWhileNumbersDifferUntilTheOfficerSaysWhichCounts() {
        UUID id = differing();
        assertThat(page(hanako, "/office/inquiries/" + id + "/close")).contains("食い違う数が2件あります");
        assertThat(inquiries.act(hanako, town, id, "close").headers().firstValue("Location").orElseThrow()).contains("/settle?done=unsettled");
        assertThat(page(hanako, "/office/inquiries/" + id + "/review")).contains("締め切る前にどの数にするか決めてください").doesNotContain("決めてあります");
        assertThat(page(hanako, "/office/inquiries/" + id + "/settle?done=unsettled")).contains("まだ2件", "9校", "8校", "学校課", "安全課");
        assertThat(checks()).isEmpty();
        String anzen = inquiries.question(town, id, "school", "anzen").id().toString();
        assertThat(settles(id, "result", "", "").body()).contains("どの数にするか、一つ選んでください");
        for (String half : List.of("result", "plan")) {
            assertThat(settles(id, half, anzen, "立ち会いの記録があるため").statusCode()).isEqualTo(302);
        }
        assertThat(page(hanako, "/office/inquiries/" + id + "/review")).contains("どの数にするかは、決めてあります。").doesNotContain("締め切る前にどの数にするか");
        closes(id);
        assertThat(checks()).singleElement().satisfies(figure -> assertThat(figure.value().text()).isEqualTo("8"));
        assertThat(page(resident, "/results/FY2025/school")).contains("9校", "8校", "※ 点検した学校は、次の数を採りました：", "立ち会いの記録があるため");
        assertThat(report(id)).contains("次の数を採りました");
    }

    /** What the review points out and what is to be settled are the same. */
    @Test
    void pointsOutPlannedNumbersThatDifferToo() {
        UUID id = differing();
        assertThat(page(hanako, "/office/inquiries/" + id + "/review")).contains("点検した学校は、安全課では 8校 と答えています。こちらは 9校 です", "点検した学校の予定は、安全課では 8校 と答えています。こちらは 9校 です",
                "点検に立ち会った学校の予定は、学校課では 9校 と答えています。こちらは 8校 です");
        answer(id, "school", "anzen", "9");
        assertThat(page(hanako, "/office/inquiries/" + id + "/review")).contains("点検した学校の予定（9校）は、安全課でも同じ数を答えています").doesNotContain("と答えています。こちらは");
    }

    @Test
    void addsUpForAReason() {
        UUID id = differing();
        assertThat(page(hanako, "/office/inquiries/" + id + "/settle")).contains("17校（別々のものを数えているので、足し合わせる）");
        assertThat(settles(id, "result", "sum", " ").statusCode()).isEqualTo(422);
        assertThat(settles(id, "result", "sum", "別の学校を点検したため").statusCode()).isEqualTo(302);
        assertThat(settles(id, "plan", "sum", "別の学校を点検するため").statusCode()).isEqualTo(302);
        assertThat(send(hanako, "/office/inquiries/" + id + "/settle", "half", "result", "line", "checks|", "period", "FY2019", "counts", "sum",
                "reason", "前の年も同じ", "seen", "").body()).as("another period").contains("もう食い違っていない", "書かれた理由：前の年も同じ");
        closes(id);
        assertThat(checks()).singleElement().satisfies(figure -> {
            assertThat(figure.value().text()).isEqualTo("17");
            assertThat(figure.note()).isEqualTo("別の学校を点検したため");
        });
        assertThat(page(resident, "/results/FY2025/school")).contains("足し合わせました", "17校");
    }

    @Test
    void decidesAnewWhenAnAnswerChanged() {
        UUID id = differing();
        String anzen = inquiries.question(town, id, "school", "anzen").id().toString();
        settles(id, "result", anzen, "");
        settles(id, "plan", anzen, "");
        answer(id, "school", "gakko", "7");
        assertThat(inquiries.act(hanako, town, id, "close").headers().firstValue("Location").orElseThrow()).contains("/settle");
        answer(id, "school", "gakko", "8");
        closes(id);
        assertThat(checks()).as("they agree").singleElement().satisfies(figure -> assertThat(figure.value().text()).isEqualTo("8"));
    }

    @Test
    void aCorrectionThatDiffersFromTheOthersCountsForItsReason() {
        UUID id = closed("FY2025");
        assertThat(checks()).as("9校 of two divisions").hasSize(1);
        answer(id, "school", "gakko", "10");
        Question gakko = inquiries.question(town, id, "school", "gakko");
        assertThat(send(hanako, "/office/inquiries/" + id + "/questions/" + gakko.id() + "/count", "version", "2", "reason", "数え違い").statusCode()).isEqualTo(302);
        assertThat(checks()).hasSize(1).last().satisfies(figure -> assertThat(figure.value().text()).isEqualTo("10"));
        assertThat(page(resident, "/results/FY2025/school")).contains("※ 点検に立ち会った学校は、次の数を採りました：", "数え違い");
    }
}
