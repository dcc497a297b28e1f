package jp.machimori.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.Visitor;
import jp.machimori.figures.FiguresExamples;
import jp.machimori.figures.Series;
import jp.machimori.figures.Figures;
import jp.machimori.ledger.LedgerExamples;
import jp.machimori.shell.SearchText;
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
@Import({TestClock.class, FiguresExamples.class, PlanExamples.class, LedgerExamples.class})
class PagesTests {

    @LocalServerPort int port;
    @Autowired PlanExamples examples;
    @Autowired Figures figures;
    @Autowired LedgerExamples ledger;
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
        assertThat(page("/koganei/programmes/joint-patrol")).contains("記録は予定", "準備中");
        assertThat(page("/koganei/programmes/coco-patrol")).contains("/koganei/records/blue-light-patrol");
    }

    @Test
    void letsAVictimLeaveAtOnce() {
        Programme sensitive = examples.in("hyogo", () -> examples.programmes.all()).stream().filter(Programme::sensitive).findFirst().orElseThrow();
        Programme other = examples.in("hyogo", () -> examples.programmes.all()).stream().filter(one -> !one.sensitive()).findFirst().orElseThrow();
        assertThat(page("/hyogo/programmes/" + sensitive.key())).contains("このページをすぐ閉じる");
        assertThat(page("/hyogo/programmes/" + other.key())).doesNotContain("このページをすぐ閉じる");
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
}
