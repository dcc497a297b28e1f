package jp.machimori.plan;

import static jp.machimori.account.AccountExamples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.account.Role;
import jp.machimori.shell.SearchText;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kumamoto's plan of 2025 to 2031 is followed by one of 2032 to 2038, and looked over in between; each test in a town of its own. */
@MachimoriTest
@Import(TestClock.class)
class PlanVersionsTests {

    private static final Pattern EDITION = Pattern.compile("name=\"edition\" value=\"(\\d+)\"");

    @LocalServerPort int port;
    @Autowired PlanExamples examples;
    @Autowired AccountExamples accounts;
    @Autowired Versions versions;
    @Autowired Packs packs;
    @Autowired JdbcClient jdbc;
    String town;
    Path pack;
    Visitor administrator;
    Visitor resident;

    @BeforeEach
    void settlesATown() {
        accounts.settle();
        town = "kumamoto-" + UUID.randomUUID().toString().substring(0, 8);
        pack = PlanExamples.copy("kumamoto", town);
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        accounts.person(town, "kanri", "管理 一", Role.ADMINISTRATOR, List.of());
        administrator = Visitor.signedIn(port, town, "kanri", PASSWORD);
        resident = new Visitor(port);
    }

    private String page(Visitor visitor, String path) {
        HttpResponse<String> answer = visitor.get("/" + town + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> send(Visitor visitor, String path, String... fields) {
        return visitor.submit("/" + town + "/office/password", "/" + town + path, fields);
    }

    private void does(String path, String... fields) {
        HttpResponse<String> answer = send(administrator, path, fields);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(302);
    }

    /** Does it to the measure or programme as it stands now. */
    private void changes(String draft, String thing, String act, String... fields) {
        String[] all = java.util.Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "edition";
        all[fields.length + 1] = edition(draft + thing);
        does(draft + thing + act, all);
    }

    private String edition(String path) {
        Matcher edition = EDITION.matcher(page(administrator, path));
        assertThat(edition.find()).isTrue();
        return edition.group(1);
    }

    /** @return its address beneath the town */
    private String next() {
        HttpResponse<String> answer = send(administrator, "/office/plans", "from", "anzen-2025", "kind", "next", "label", "次の防犯計画",
                "first", "令和14年度", "last", "２０３８");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return "/office/plans/1";
    }

    private String review(String reason) {
        assertThat(send(administrator, "/office/plans", "from", "anzen-2025", "kind", "review", "label", "熊本市の計画", "decided", "令和8年11月1日",
                "reason", reason).statusCode()).isEqualTo(302);
        return "/office/plans/1";
    }

    private void publishes(String draft) {
        does(draft + "/publish", "edition", edition(draft));
    }

    /** The draft's key of what came from that. */
    private String copyOf(String key) {
        return examples.in(town, () -> jdbc.sql("select key from plan_draft_row where content -> 'from' @> to_jsonb(array[:key::text]) order by key limit 1")
                .param("key", key).query(String.class).single());
    }

    private List<String> children(String parent) {
        return examples.in(town, () -> jdbc.sql("select key from plan_node where parent = :parent order by ord").param("parent", parent)
                .query(String.class).list());
    }

    @Test
    void aDraftExistsForStaffOnly() {
        String before = page(resident, "/plan");
        String programmes = resident.get("/api/v1/towns/" + town + "/programmes?limit=1000").body();
        String draft = next();
        accounts.person(town, "hanako", "見本 花子", Role.STAFF, List.of("seikatsu-anzen"));
        accounts.person(town, "taro", "見本 太郎", Role.STAFF, List.of());
        assertThat(page(resident, "/plan")).isEqualTo(before);
        assertThat(resident.get("/" + town + "/plan/" + copyOf("p1")).statusCode()).isEqualTo(404);
        assertThat(resident.get("/" + town + "/plan/compare?from=anzen-2025&to=k1").statusCode()).isEqualTo(404);
        assertThat(resident.get("/" + town + draft).headers().firstValue("Location").orElse("")).contains("/sign-in");
        assertThat(resident.get("/api/v1/towns/" + town + "/programmes?limit=1000").body()).isEqualTo(programmes);
        assertThat(page(resident, "/search?q=%E6%AC%A1%E3%81%AE%E9%98%B2%E7%8A%AF%E8%A8%88%E7%94%BB")).doesNotContain("k1-");
        Visitor hanako = Visitor.signedIn(port, town, "hanako", PASSWORD);
        assertThat(page(hanako, draft)).contains("次の防犯計画").doesNotContain("/publish\"");
        assertThat(page(hanako, "/office/plans")).contains("次の防犯計画");
        assertThat(send(hanako, draft + "/publish", "edition", "1").statusCode()).isEqualTo(403);
        assertThat(send(hanako, draft + "/nodes/" + copyOf("p1") + "/retire", "edition", "1").statusCode()).isEqualTo(403);
        Visitor taro = Visitor.signedIn(port, town, "taro", PASSWORD);
        assertThat(taro.get("/" + town + draft).statusCode()).isEqualTo(403);
        assertThat(page(taro, "/office/plans")).doesNotContain("次の防犯計画");
    }

    @Test
    void movesMergesSplitsAndKeepsWhereEachCameFrom() {
        String draft = next();
        List<String> below = children("p1");
        String first = copyOf(below.get(0));
        String second = copyOf(below.get(1));
        String pillar = copyOf("p1");
        String moved = children(below.get(0)).getFirst();
        changes(draft, "/nodes/" + copyOf(moved), "/move", "to", second);
        changes(draft, "/nodes/" + first, "/merge", "other", second);
        changes(draft, "/nodes/" + pillar, "", "no", "1", "label", "防犯と見守り", "about", "見守りを加えます。");
        String programme = copyOf("verification-prevention");
        changes(draft, "/nodes/" + pillar, "/split", "label", "検証", "taken", programme, "taken", "indicator:crime_prevention_participants");
        does(draft + "/nodes", "parent", first, "label", "自転車の鍵かけ");
        String retired = children("p2").getFirst();
        changes(draft, "/nodes/" + copyOf(retired), "/retire");
        String compared = page(administrator, draft + "/compare?show=changed");
        assertThat(compared).contains("統合", "分割", "新規", "廃止", "防犯と見守り", "自転車の鍵かけ").doesNotContain("tag unchanged");
        publishes(draft);
        Map<String, List<Versions.Link>> links = examples.in(town, () -> versions.known().links()).stream()
                .collect(Collectors.groupingBy(Versions.Link::to));
        assertThat(links.get(first)).extracting(Versions.Link::from).containsExactlyInAnyOrder(below.get(0), below.get(1));
        assertThat(links.get(first)).extracting(Versions.Link::kind).containsOnly(Versions.Link.Kind.MERGED);
        assertThat(links.values().stream().flatMap(List::stream).filter(link -> link.from().equals("p1"))).hasSize(2)
                .extracting(Versions.Link::kind).containsOnly(Versions.Link.Kind.SPLIT);
        assertThat(links.values().stream().flatMap(List::stream)).noneMatch(link -> link.from().equals(retired));
        assertThat(page(resident, "/plan/compare?from=anzen-2025&to=k1")).contains("統合");
        assertThat(resident.get("/" + town + "/plan/compare?from=k1&to=anzen-2025").statusCode()).isEqualTo(302);
        assertThat(page(resident, "/plan/" + first)).contains("/plan/" + below.get(0), "/plan/" + below.get(1), "統合");
        assertThat(page(resident, "/plan/" + below.get(1))).contains("/plan/" + first);
    }

    /** penal_crimes has its targets of 2031 from the document; the next plan sets one for 2038. */
    @Test
    void aSeriesGoesOnAcrossPlans() {
        Standing before = examples.standing(town, "penal_crimes");
        String draft = next();
        String node = copyOf(examples.in(town, () -> examples.indicators.find("penal_crimes").orElseThrow().node()));
        String at = draft + "/nodes/" + node;
        String edition = examples.in(town, () -> jdbc.sql("select edition from plan_draft_row where key = 'indicator:penal_crimes'").query(String.class).single());
        assertThat(send(administrator, draft + "/indicators/penal_crimes", "edition", edition, "to", node, "year", "2031", "value", "2,000").statusCode())
                .as("2031 is of the plan before").isEqualTo(422);
        assertThat(page(administrator, draft)).contains("この計画の期間に目標のない指標が", "/nodes/" + node + "\"");
        HttpResponse<String> more = send(administrator, draft + "/indicators/penal_crimes", "edition", edition, "to", node, "year", "令和20年", "value", "2,500件以上");
        assertThat(more.statusCode()).as("fewer are wanted, and a comma parts no number").isEqualTo(422);
        assertThat(more.body()).as("what was typed stays, in the box that is open").contains("value=\"令和20年\"", "value=\"2,500件以上\"", "<details open=\"open\">", "<p class=\"problem\">");
        does(draft + "/indicators/penal_crimes", "edition", edition, "to", node, "year", "令和20年", "value", "２，５００件以下");
        assertThat(page(administrator, at)).contains("2500");
        assertThat(examples.standing(town, "penal_crimes").goals()).as("not before it is published").hasSameSizeAs(before.goals());
        publishes(draft);
        Standing now = examples.standing(town, "penal_crimes");
        assertThat(now.values()).isEqualTo(before.values());
        assertThat(now.goals()).hasSize(before.goals().size() + 1);
        assertThat(now.goals().getLast().figure().value().text()).isEqualTo("2500");
        String page = page(resident, "/indicators/penal_crimes");
        assertThat(page).contains("計画ごとの目標", "次の防犯計画", "/plan/" + node, "2,500件以下");
        assertThat(page(resident, "/plan/" + node)).contains("/indicators/penal_crimes");
        assertThat(page(resident, "/plan/compare?from=anzen-2025&to=k1")).contains("目標の新旧", "2,500件以下");
        assertThat(page(resident, "/programmes")).as("the plan before is followed until the next begins").doesNotContain("k1-");
    }

    @Test
    void theSecondOfTwoOfficersIsToldAndShownBoth() {
        String draft = next();
        String path = draft + "/nodes/" + copyOf("p1");
        String seen = edition(path);
        does(path, "edition", seen, "label", "一人目の名前");
        HttpResponse<String> answer = send(administrator, path, "edition", seen, "label", "二人目の名前");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("一人目の名前", "二人目の名前", "管理 一");
        assertThat(send(administrator, path + "/retire", "edition", seen).statusCode()).isEqualTo(409);
        assertThat(page(administrator, path)).contains("一人目の名前");
        assertThat(send(administrator, draft + "/publish", "edition", "1").statusCode()).as("changed since it was looked at").isEqualTo(422);
    }

    @Test
    void aMeasureIsNoProgrammeAndAProgrammeNoMeasure() {
        String draft = next();
        String measure = copyOf("p1");
        String programme = copyOf("verification-prevention");
        assertThat(send(administrator, draft + "/programmes/" + measure + "/retire", "edition", edition(draft + "/nodes/" + measure)).statusCode())
                .as("its measures would hang on nothing").isEqualTo(404);
        for (String act : List.of("/retire", "/order", "/merge")) {
            assertThat(send(administrator, draft + "/nodes/" + programme + act, "edition", edition(draft + "/programmes/" + programme), "to", "up", "other", measure)
                    .statusCode()).as(act).isIn(404, 422);
        }
        assertThat(page(administrator, draft + "/programmes/" + programme)).contains("edition");
        changes(draft, "/programmes/" + programme, "/retire");
        assertThat(administrator.get("/" + town + draft + "/programmes/" + programme).statusCode()).isEqualTo(404);
    }

    @Test
    void everyChangeIsTakenBackWhereNoLaterOneTouchedTheSame() {
        String draft = next();
        String key = copyOf("p2");
        String whole = examples.in(town, () -> jdbc.sql("select string_agg(key || content::text, ',' order by key) from plan_draft_row").query(String.class).single());
        changes(draft, "/nodes/" + key, "", "label", "やめる柱");
        changes(draft, "/nodes/" + key, "/retire");
        assertThat(administrator.get("/" + town + draft + "/nodes/" + key).statusCode()).isEqualTo(404);
        HttpResponse<String> refused = send(administrator, draft + "/undo", "step", "2");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("先に、あとの変更を元に戻してください");
        does(draft + "/undo", "step", "3");
        assertThat(page(administrator, draft + "/nodes/" + key)).contains("やめる柱");
        assertThat(send(administrator, draft + "/undo", "step", "3").statusCode()).as("once").isEqualTo(422);
        does(draft + "/undo", "step", "2");
        assertThat(examples.in(town, () -> jdbc.sql("select string_agg(key || content::text, ',' order by key) from plan_draft_row").query(String.class).single()))
                .isEqualTo(whole);
        assertThat(page(administrator, draft + "/history")).contains("管理 一", "計画から外した", "元に戻しました");
    }

    @Test
    void aMeasureMovesNeitherBelowItselfNorIsMergedIntoWhatHangsOnIt() {
        String draft = next();
        String pillar = copyOf("p1");
        String child = copyOf(children("p1").getFirst());
        assertThat(send(administrator, draft + "/nodes/" + pillar + "/move", "edition", "1", "to", child).statusCode()).isEqualTo(422);
        assertThat(send(administrator, draft + "/nodes/" + child + "/merge", "edition", "1", "other", pillar).statusCode()).isEqualTo(422);
        assertThat(send(administrator, draft + "/nodes/" + child + "/split", "edition", "1", "label", "分").statusCode()).isEqualTo(422);
    }

    @Test
    void aMidTermReviewIsTheNextVersionOfTheSamePlan() {
        int programmes = examples.in(town, () -> examples.programmes.list(SearchText.of(null, "q"), null, null, 1000)).size();
        String draft = review("犯罪の件数が目標より早く減ったため");
        changes(draft, "/nodes/" + copyOf("p1"), "", "label", "防犯（見直し）");
        String node = copyOf(examples.in(town, () -> examples.indicators.find("penal_crimes").orElseThrow().node()));
        does(draft + "/indicators/penal_crimes", "edition",
                examples.in(town, () -> jdbc.sql("select edition from plan_draft_row where key = 'indicator:penal_crimes'").query(String.class).single()),
                "to", node, "year", "令和11年", "value", "2,700件以下");
        publishes(draft);
        String places = page(resident, "/indicators/penal_crimes").replaceFirst("(?s).*計画ごとの目標(.*?)値と出典.*", "$1");
        assertThat(places).contains("第1版", "第2版").as("of the second version alone").containsOnlyOnce("2,700件以下");
        Versions.Version version = examples.in(town, () -> versions.of("k1"));
        assertThat(version.number()).isEqualTo(2);
        assertThat(version.first()).isEqualTo("anzen-2025");
        assertThat(version.decidedOn()).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(page(resident, "/plan")).contains("第2版", "犯罪の件数が目標より早く減ったため", "防犯（見直し）", "/plan/compare?from=anzen-2025&amp;to=k1")
                .doesNotContain("/plan/p1\"");
        assertThat(page(resident, "/plan/p1")).contains("第2版に改めました");
        assertThat(page(administrator, "/office/audit")).contains("変更 書き直した").doesNotContain("edited");
        assertThat(examples.in(town, () -> examples.programmes.list(SearchText.of(null, "q"), null, null, 1000))).hasSize(programmes)
                .allMatch(one -> one.key().startsWith("k1-"));
        assertThat(examples.in(town, () -> versions.known().targets())).as("the targets of the first version as they were").isNotEmpty();
        assertThat(send(administrator, "/office/plans", "from", "anzen-2025", "kind", "review", "label", "もう一度", "decided", "R10.4.1",
                "reason", "理由").statusCode()).as("a version has one after it").isEqualTo(422);
    }

    /** A published version is the plan at once. */
    @Test
    void aReviewIsNotPublishedBeforeTheDayItIsDecidedOn() {
        String draft = review("目標を見直したため");
        does(draft, "edition", edition(draft + "/edit"), "label", "熊本市の計画", "decided", "令和10年3月1日", "reason", "目標を見直したため");
        HttpResponse<String> early = send(administrator, draft + "/publish", "edition", edition(draft));
        assertThat(early.statusCode()).isEqualTo(422);
        assertThat(early.body()).contains("見直しを決めた日が、まだ来ていません");
        assertThat(page(resident, "/plan")).doesNotContain("第2版");
    }

    @Test
    void aVersionIsNotComparedWithItself() {
        assertThat(page(resident, "/plan/compare?from=anzen-2025&to=anzen-2025")).contains("同じ版を選んでいます").doesNotContain("変わったところの数");
    }

    @Test
    void keysOfADraftThatWasGivenUpAreNotUsedAgain() {
        does(next() + "/discard");
        assertThat(send(administrator, "/office/plans/1/nodes/" + copyOf("p1"), "edition", "1", "label", "あとから").statusCode()).isEqualTo(404);
        next();
        assertThat(page(administrator, "/office/plans/2")).contains("/nodes/k2-n1").doesNotContain("k1-");
    }

    @Test
    void aReloadOfThePackLeavesThePlanMadeHere() {
        String draft = next();
        String first = copyOf("p1");
        publishes(draft);
        PlanExamples.replace(pack.resolve("plan.yaml"), "label: 防犯（犯罪の起きにくいまちづくり）", "label: 防犯（新しい名前）");
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        assertThat(page(resident, "/plan/p1")).contains("防犯（新しい名前）");
        assertThat(page(resident, "/plan/" + first)).contains("防犯（犯罪の起きにくいまちづくり）");
    }

    @Test
    void anotherTownSeesNothingOfIt() {
        next();
        Town other = examples.documents.town("kobe");
        assertThat(examples.in("kobe", () -> jdbc.sql("select count(*) from plan_draft_row").query(Integer.class).single())).isZero();
        accounts.person(other.key(), "kanri-" + town, "管理 二", Role.ADMINISTRATOR, List.of());
        Visitor elsewhere = Visitor.signedIn(port, "kobe", "kanri-" + town, PASSWORD);
        assertThat(elsewhere.get("/kobe/office/plans/1").statusCode()).isEqualTo(404);
        assertThat(elsewhere.get("/" + town + "/office/plans/1").headers().firstValue("Location").orElse("")).contains("/sign-in");
    }
}
