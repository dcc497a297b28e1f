package jp.machimori.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jp.machimori.town.Towns;
import jp.machimori.town.Packs;
import jp.machimori.TestTowns;
import java.util.regex.Pattern;
import java.util.UUID;
import java.util.stream.Stream;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.Visitor;
import jp.machimori.figures.Series;
import jp.machimori.figures.Figures;
import jp.machimori.ledger.LedgerExamples;
import jp.machimori.shell.SearchText;
import jp.machimori.shell.Units;
import jp.machimori.town.Town;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The pages of plan and figures as a browser without JavaScript gets them. */
@MachimoriTest
@Import(TestClock.class)
class PagesTests {

    @LocalServerPort int port;
    @Autowired PlanExamples examples;
    @Autowired Figures figures;
    @Autowired LedgerExamples ledger;
    @Autowired Packs packs;
    @Autowired Towns towns;
    Visitor visitor;

    @BeforeEach
    void somebodyAtABrowser() {
        visitor = new Visitor(port);
    }

    private String page(String path) {
        var answer = visitor.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kobe", "en/kobe", "koganei", "en/osaka-ward"})
    void opensEveryPageOfATown(String base) {
        String town = base.replace("en/", "");
        List<Node> nodes = examples.in(town, () -> examples.plans.nodes());
        List<Programme> programmes = examples.in(town, () -> examples.programmes.all());
        List<Indicator> indicators = examples.in(town, () -> examples.indicators.all());
        List<Series> series = examples.in(town, () -> figures.series(SearchText.of(null, "q")));
        Stream.of(Stream.of("plan", "programmes", "indicators", "figures"), nodes.stream().map(node -> "plan/" + node.key()),
                programmes.stream().map(one -> "programmes/" + one.key()), indicators.stream().map(one -> "indicators/" + one.key()),
                series.stream().map(one -> "figures/" + one.key())).flatMap(paths -> paths).forEach(path -> page("/" + base + "/" + path));
    }

    @Test
    void showsFigure9AsPrintedAndAsComputed() {
        assertThat(page("/kumamoto/figures/probation_reoffence_rate")).contains("15.9%", "15.8", "印刷と違う", "835行目");
    }

    @Test
    void opensANumberOfAnIndicatorAtTheLineItIsPrintedOn() {
        String indicator = page("/kumamoto/indicators/penal_crimes");
        assertThat(indicator).contains("3,238件", "2,980件以下", "その後また外れました");
        String path = indicator.substring(indicator.indexOf("/kumamoto/figures/penal_crimes/"));
        assertThat(page(path.substring(0, path.indexOf('"')))).contains("511", "推進計画");
    }

    @Test
    void showsAPlannedHomeAsPlannedAndAWorkingOneWithItsRecords() {
        assertThat(page("/koganei/programmes/joint-patrol")).contains("まだ記録していません", "準備");
        assertThat(page("/koganei/programmes/coco-patrol")).contains("/koganei/records/blue-light-patrol");
    }

    @Test
    void tellsAVictimWhomToCallBeforeAllElse() {
        String programme = page("/kumamoto/programmes/victim-desk");
        assertThat(programme).contains("相談する", "href=\"tel:110\"", "href=\"tel:%239110\"", "href=\"tel:189\"", "href=\"tel:%238008\"", "href=\"tel:%238891\"",
                "24時間").doesNotContain("申し込む");
        assertThat(programme.indexOf("tel:%238891")).isLessThan(programme.indexOf("この取組の指標"));
        assertThat(page("/kumamoto/plan/p3")).contains("相談する", "href=\"tel:%238891\"");
        assertThat(page("/koganei/programmes/coco-patrol")).doesNotContain("tel:");
    }

    @Test
    void letsAVictimLeaveAtOnce() {
        Programme sensitive = examples.in("hyogo", () -> examples.programmes.all()).stream().filter(Programme::sensitive).findFirst().orElseThrow();
        Programme other = examples.in("hyogo", () -> examples.programmes.all()).stream().filter(one -> !one.sensitive()).findFirst().orElseThrow();
        assertThat(page("/hyogo/programmes/" + sensitive.key())).contains("このページをすぐ閉じる");
        assertThat(page("/hyogo/programmes/" + other.key())).doesNotContain("このページをすぐ閉じる");
    }

    @Test
    void showsANumberOnceWithItsDocumentAndItsLine() {
        String indicator = page("/koganei/indicators/coco_distance");
        String path = indicator.substring(indicator.indexOf("/koganei/figures/coco_distance/"));
        String figure = page(path.substring(0, path.indexOf('"')));
        assertThat(figure).containsOnlyOnce("2,416km").doesNotContain(">2416<").contains("文書のテキスト版の8行目", "令和5年度及び令和6年度の取組み等", "2024");
    }

    @Test
    void opensTheNumbersOfTheHomePage() {
        assertThat(page("/kumamoto")).containsPattern("<a class=\"value\" href=\"/kumamoto/figures/penal_crimes/[0-9a-f-]{36}\">3,238件</a>");
        assertThat(page("/en/kumamoto")).contains(">3,238 cases</a>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kobe", "koganei", "kumamoto", "osaka-ward", "hyogo"})
    void knowsEveryUnitInEnglish(String town) {
        Stream<String> units = Stream.concat(examples.in(town, () -> figures.series(SearchText.of(null, "q"))).stream().flatMap(series -> series.units().stream()),
                examples.in(town, () -> examples.indicators.all()).stream().map(Indicator::unit));
        assertThat(units.filter(unit -> !unit.startsWith("(")).map(unit -> Units.behind(unit, java.util.Locale.ENGLISH)).distinct())
                .allMatch(unit -> unit.matches("[ -~]*"));
    }

    @Test
    void neverSaysNotYetOfATargetWhoseYearHasPassed() {
        assertThat(page("/osaka-ward/indicators/special_fraud_cases")).contains("判断できない").doesNotContain("これから");
    }

    @Test
    void findsTheRecordsThatEverybodyMayRead() {
        examples.koganeiWithRecords();
        assertThat(page("/koganei-records/search?q=%E4%B8%8D%E5%AF%A9%E8%80%85")).contains("<h2>記録</h2>", "【不審者】")
                .containsPattern("href=\"/koganei-records/records/bulletin/[0-9a-f-]{36}\"");
        assertThat(page("/koganei-records/search?q=%E8%A6%8B%E6%9C%AC%E5%A4%AA%E9%83%8E")).doesNotContain("<h2>記録</h2>");
        assertThat(page("/koganei/search?q=%E8%B5%B0%E8%A1%8C%E8%B7%9D%E9%9B%A2")).contains("class=\"value\"", "km</a>");
    }

    @Test
    void saysThatThePeriodOfAPlanIsOver() {
        assertThat(page("/hyogo/plan")).contains("計画期間は終わりました");
        assertThat(page("/kumamoto/plan")).doesNotContain("計画期間は終わりました");
    }

    @Test
    void doesNotOfferRecordsWhereATownKeepsNone() {
        assertThat(page("/hyogo/plan")).contains("href=\"/hyogo/programmes\"").doesNotContain("href=\"/hyogo/records\"");
        assertThat(page("/koganei/plan")).contains("href=\"/koganei/records\"");
    }

    @Test
    void hasOneAddressAPage() {
        var answer = visitor.get("/koganei/plan/?a=%E8%A8%88");
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).contains("/koganei/plan?a=%E8%A8%88");
        assertThat(visitor.get("/en/koganei/").headers().firstValue("Location")).contains("/en/koganei");
        assertThat(visitor.get("/en/").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/koganei//elsewhere.example/").headers().firstValue("Location")).isEmpty();
    }

    @Test
    void showsAPatrolOnTheRememberedPageAtTheNextRequest() {
        Town town = examples.koganeiWithRecords();
        String before = page("/koganei-records");
        assertThat(page("/koganei-records")).isEqualTo(before);
        assertThat(page("/en/koganei-records")).contains("<html lang=\"en\"").isNotEqualTo(before);
        ledger.record(town, "blue-light-patrol", "on=2026/11/20", "vehicle=CoCo1号車", "kind=night", "participants=2", "distance=123.4");
        assertThat(page("/koganei-records")).isNotEqualTo(before);
        assertThat(visitor.get("/koganei-records").headers().firstValue("Content-Language")).hasValue("ja");
        assertThat(visitor.get("/koganei-records").headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    }

    @Test
    void answersWhatIsNotThereWith404AndWhatItCannotReadWith400() {
        assertThat(visitor.get("/koganei/plan/none").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/koganei/programmes/none").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/koganei/indicators/none").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/koganei/figures/none").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/koganei/figures/coco_patrols/none").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/koganei/programmes?division=none").statusCode()).isEqualTo(400);
        assertThat(visitor.get("/koganei/programmes?state=none").statusCode()).isEqualTo(400);
        assertThat(visitor.get("/koganei/indicators?state=none").statusCode()).isEqualTo(400);
        assertThat(visitor.get("/koganei/indicators?state=none").body()).contains("not-yet | not-achieved");
        assertThat(visitor.get("/koganei/programmes?state=none").body()).contains("working | planned | offers");
        assertThat(visitor.get("/koganei/figures?q=" + "a".repeat(201)).statusCode()).isEqualTo(400);
        assertThat(visitor.get("/koganei/figures?q=%25_'").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/koganei/figures?q=%00").statusCode()).isLessThan(500);
    }

    /** 見本町 with a plan whose numbers come from documents and records both. */
    private Town joined() throws IOException {
        Path pack = TestTowns.copy("joined-" + UUID.randomUUID().toString().substring(0, 8));
        Files.writeString(pack.resolve("town.yaml"), Files.readString(pack.resolve("town.yaml"))
                + "documents:\n  - {key: plan, title: 見本町推進計画, title_en: Plan of Mihon, date: FY2023}\n  - {key: report, title: 見本町の報告, date: 令和7年の春}\n");
        Files.writeString(pack.resolve("figures.csv"), """
                key,nature,label,label_en,dimension,period,value,unit,form,sources,note
                distance,actual,走行距離,Distance,,2024-04-01..2024-09-30,310.5,km,exact,report:12,
                safe,actual,安全だと感じる人,Feel safe,,FY2022,78,%,exact,plan:5,
                safe,actual,安全だと感じる人,Feel safe,,FY2023,80,%,exact,plan:5,
                safe,baseline,安全だと感じる人,Feel safe,,FY2023,80,%,exact,plan:40,
                safe,target,安全だと感じる人,Feel safe,,FY2028,100,%,exact,plan:41,
                items,target,支給した数,Items,,FY2028,800,個,exact,plan:42,
                desks,actual,窓口,Desks,,FY2023,1,か所,exact,plan:43,
                """);
        Files.writeString(pack.resolve("plan.yaml"), """
                plans:
                  - key: anzen
                    label: 見本町推進計画
                    period: FY2024..FY2028
                    nodes:
                      - key: p1
                        label: 見守り
                        children:
                          - key: m1
                            label: 見回り
                            programmes:
                              - {key: walk, path: 1/1, label: 見回り, divisions: [anzen], home: {kind: form, ref: patrol}}
                indicators:
                  - {key: distance, label: 走行距離, label_en: Distance, kind: activity, node: p1, unit: km, better: higher, basis: fiscal, source: {ledger: {tally: distance, since: 2024-10-01}}}
                  - {key: safe, label: 安全だと感じる人, kind: outcome, node: p1, unit: "%", better: higher, basis: fiscal, source: {series: {}}}
                  - key: items
                    label: 支給した数
                    kind: activity
                    node: p1
                    unit: 個
                    better: higher
                    basis: fiscal
                    source: {ledger: {tally: items, count: cumulative, since: 2026-04-01, opening: {value: 900, on: 2026-03-31, document: plan, line: 21}}}
                """);
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        return towns.byKey(pack.getFileName().toString()).orElseThrow();
    }

    private static final Pattern FIGURE = Pattern.compile("href=\"(/[^\"]*/figures/[a-z]+/[0-9a-f-]{36})\"");

    private static List<String> figuresOn(String page) {
        return FIGURE.matcher(page).results().map(found -> found.group(1)).toList();
    }

    @Test
    void saysWhatANumberOfADocumentAndOfRecordsIsMadeOf() throws IOException {
        Town town = joined();
        ledger.record(town, "patrol", "on=2024/11/20", "kind=day", "participants=2", "distance=12.5");
        ledger.record(town, "patrol", "on=2025/5/20", "kind=day", "participants=2", "distance=8");
        String indicator = page("/" + town.key() + "/indicators/distance");
        assertThat(indicator).contains(">323.0km<", ">8.0km<", "310.5km", "見本町の報告", "12行目");
        String typed = figuresOn(indicator).getFirst();
        assertThat(page(typed)).contains("310.5km", "12行目");
        assertThat(page("/" + town.key() + "/records/tally/distance/FY2024")).contains("323.0km", "310.5km", "12.5km", "見本町の報告", typed);
        assertThat(page("/en/" + town.key() + "/records/tally/distance/FY2024")).contains("323.0 km", "310.5 km", "12.5 km", "/en" + typed);
        assertThat(page("/" + town.key() + "/records/tally/distance/FY2025")).contains(">8.0km<").doesNotContain("310.5km");
    }

    @Test
    void showsTheOpeningNumberOfARunningTotalWithoutRecordsAndJudgesByIt() throws IOException {
        Town town = joined();
        String before = page("/" + town.key() + "/indicators/items");
        assertThat(before).contains(">900個<", "令和8年3月31日", "21行目", "届いています").doesNotContain("実績はまだありません", "値なし");
        assertThat(page("/" + town.key() + "/indicators")).contains(">900個<");
        ledger.record(town, "supply", "on=2026/5/1", "group=見本町会", "items=3");
        assertThat(page("/" + town.key() + "/indicators/items")).contains(">903個<");
        assertThat(page("/" + town.key() + "/records/tally/items/FY2026")).contains("903個", "900個", "3個", "21行目", "/indicators/items#opening");
    }

    @Test
    void showsABaselineBesideTheActualOfTheSamePeriod() throws IOException {
        Town town = joined();
        String indicator = page("/" + town.key() + "/indicators/safe");
        assertThat(indicator).contains("基準値", "40行目");
        assertThat(figuresOn(indicator).stream().map(this::page).filter(figure -> figure.contains("基準値"))).anyMatch(figure -> figure.contains("40行目"));
    }

    @Test
    void neverAsksForMoreThanAll() throws IOException {
        assertThat(page("/" + joined().key() + "/indicators/safe")).contains("100%").doesNotContain("100%以上");
    }

    @Test
    void listsTheNewestValueOfEachSeriesOfOneLine() throws IOException {
        Town town = joined();
        String list = page("/" + town.key() + "/figures");
        assertThat(list).contains("80%", "R5年度", "800個", "目標値").doesNotContain("78%");
        assertThat(figuresOn(list).stream().map(this::page)).anyMatch(figure -> figure.contains("80%") && figure.contains("5行目"));
        assertThat(page("/en/" + town.key() + "/figures")).contains("1 place<").doesNotContain("1 places");
    }

    @Test
    void saysTheDateOfADocumentInWords() throws IOException {
        String base = "/" + joined().key();
        List<String> pages = figuresOn(page(base + "/figures")).stream().map(this::page).toList();
        assertThat(pages).anyMatch(figure -> figure.contains("（令和5年度（2023年度））")).anyMatch(figure -> figure.contains("（令和7年の春）"))
                .noneMatch(figure -> figure.contains("FY2023"));
    }

    @Test
    void namesANodeAndItsProgrammeOfTheSameNameOnce() throws IOException {
        String programme = page("/" + joined().key() + "/programmes/walk");
        String trail = programme.substring(programme.indexOf("class=\"trail\""), programme.indexOf("<main"));
        assertThat(trail).contains("見守り").containsOnlyOnce("見回り");
    }
}
