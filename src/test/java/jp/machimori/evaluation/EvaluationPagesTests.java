package jp.machimori.evaluation;

import static jp.machimori.account.AccountExamples.PASSWORD;
import static jp.machimori.evaluation.EvaluationExamples.YEAR_2021;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Town;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The evaluation of FY2021 by Hyogo's divisions, through their browsers: 義務教育課 (Hanako), 児童課 (Taro), the administrator. */
@MachimoriTest
@Import(TestClock.class)
class EvaluationPagesTests {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String BULLYING = YEAR_2021 + "/subjects/bullying_resolution_rate";
    private static final String PUBLIC = "/evaluations/plan-2019/FY2021";

    @Autowired EvaluationExamples examples;
    @LocalServerPort int port;
    Town town;
    Visitor hanako;
    Visitor taro;
    Visitor kanri;

    @BeforeEach
    void anOffice() {
        town = examples.town("hyogo", "hyogo-pages-" + NUMBER.incrementAndGet(), "gimu-kyoiku", "jido");
        hanako = Visitor.signedIn(port, town.key(), "hanako", PASSWORD);
        taro = Visitor.signedIn(port, town.key(), "taro", PASSWORD);
        kanri = Visitor.signedIn(port, town.key(), "kanri", PASSWORD);
    }

    private String at(String path) {
        return "/" + town.key() + path;
    }

    private HttpResponse<String> say(Visitor who, int version, String mark, String comment, String... more) {
        String[] fields = new String[6 + more.length];
        System.arraycopy(new String[] {"version", String.valueOf(version), "mark", mark, "comment", comment}, 0, fields, 0, 6);
        System.arraycopy(more, 0, fields, 6, more.length);
        return who.submit(at("/office/password"), at(BULLYING), fields);
    }

    private HttpResponse<String> close(Visitor who) {
        return who.submit(at("/office/password"), at(YEAR_2021 + "/closing"));
    }

    @Test
    void showsWhatTheNumbersSayAndHowFarTheYearIs() {
        assertThat(say(hanako, 0, "A", "全国平均を上回る見込みです。").statusCode()).isEqualTo(302);
        assertThat(kanri.get(at("/office/evaluations")).body()).contains("15のうち1", "令和3年度（2021年度）", "評価中");
        String round = taro.get(at(YEAR_2021)).body();
        assertThat(round).contains("15のうち1を評価しました。", "まちづくり防犯グループの結成数", "この5段階は見本です");
        assertThat(taro.get(at(YEAR_2021 + "?show=mine")).body()).contains("設置市町数").doesNotContain("まちづくり防犯グループ");
        String subject = hanako.get(at(BULLYING)).body();
        assertThat(subject).contains("89.0%", "2021・年か年度かの記載なし", "別の年なので代わりに使いません", "数からは案を出せません", "第1版", "見本 花子");
        assertThat(hanako.get(at("/office/evaluations/plan-2019/FY2022")).statusCode()).as("no year of the plan").isEqualTo(404);
        assertThat(hanako.get(at("/office/evaluations/plan-2019/2021")).statusCode()).isEqualTo(404);
    }

    @Test
    void letsEachDivisionEvaluateItsOwnAndTheAdministratorAll() {
        assertThat(say(taro, 0, "A", "").statusCode()).isEqualTo(403);
        assertThat(taro.get(at(BULLYING)).body()).contains("この評価を書くのは、担当の課と管理者です。").doesNotContain("name=\"mark\"");
        assertThat(say(kanri, 0, "B", "").statusCode()).isEqualTo(302);
        assertThat(say(hanako, 1, "A", "").statusCode()).isEqualTo(302);
        assertThat(close(hanako).statusCode()).isEqualTo(403);
        assertThat(new Visitor(port).send("POST", at(BULLYING), "version", "2", "mark", "A").statusCode()).isEqualTo(403);
    }

    @Test
    void refusesAMarkThatIsNotOnTheScaleAndKeepsWhatWasTyped() {
        HttpResponse<String> refused = say(hanako, 0, "Z", "ここまで書いた理由");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("評価の段階を一つ選んでください。", "ここまで書いた理由");
    }

    @Test
    void showsBothWhenTwoPeopleEvaluateAtOnce() {
        say(hanako, 0, "A", "花子の理由");
        HttpResponse<String> second = say(kanri, 0, "C", "管理者の理由");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("花子の理由", "管理者の理由", "見本 花子さんが評価を書きました");
        assertThat(say(kanri, 1, "C", "管理者の理由").statusCode()).isEqualTo(302);
        assertThat(hanako.get(at(BULLYING)).body()).contains("第2版", "第1版", "花子の理由", "管理者の理由");
    }

    @Test
    void writesNoVersionThatSaysTheSame() {
        say(hanako, 0, "A", "理由");
        assertThat(say(hanako, 1, "A", "理由").headers().firstValue("Location")).get().asString().contains("done=nothing");
        assertThat(hanako.get(at(BULLYING)).body()).doesNotContain("第2版");
    }

    @Test
    void keepsDraftsFromThePublicUntilTheYearIsClosed() {
        say(hanako, 0, "A", "確定の前の理由", "next", "来年度は見守りを増やします。");
        Visitor resident = new Visitor(port);
        assertThat(resident.get(at(PUBLIC)).statusCode()).isEqualTo(404);
        assertThat(resident.get(at("/evaluations")).body()).contains("公開した評価はまだありません。");
        assertThat(resident.get(at("/indicators/bullying_resolution_rate")).body()).contains(">比べる数<", "解消率（全国）<").doesNotContain("の評価");
        assertThat(kanri.get(at(YEAR_2021 + "/closing")).body()).contains("15のうち1を評価しました。", "まだ評価していないものが14件あります");
        assertThat(close(kanri).statusCode()).isEqualTo(302);
        assertThat(resident.get(at(PUBLIC)).body()).contains("確定の前の理由", "来年度は見守りを増やします。", "A 目標に届いた", "義務教育課", "評価はありません")
                .doesNotContain("見本 花子");
        assertThat(resident.get(at("/evaluations")).body()).contains("令和3年度（2021年度）の評価");
        assertThat(resident.get(at("/indicators/bullying_resolution_rate")).body()).contains("令和3年度（2021年度）の評価", "A 目標に届いた", at(PUBLIC));
        assertThat(resident.get(at("/indicators/bouhan_groups")).body()).doesNotContain("の評価");
        assertThat(resident.get("/en" + at(PUBLIC)).body()).contains("Evaluation of FY2021", "A reached the target");
    }

    @Test
    void namesRatingsThatDifferFromTheNumbersWithoutAReasonBeforeClosing() {
        town = examples.town("hyogo", "hyogo-pages-" + NUMBER.incrementAndGet(), "gimu-kyoiku", "jido", DocumentMeasuresTests.BULLYING.formatted("2021", "88.0"),
                DocumentMeasuresTests.NATION.formatted("2021", "87.9"));
        hanako = Visitor.signedIn(port, town.key(), "hanako", PASSWORD);
        kanri = Visitor.signedIn(port, town.key(), "kanri", PASSWORD);
        say(hanako, 0, "C", "");
        assertThat(kanri.get(at(YEAR_2021 + "/closing")).body()).contains("理由の書かれていないものが1件あります", at(BULLYING));
        say(hanako, 1, "C", "分母が小さい年でした。");
        assertThat(kanri.get(at(YEAR_2021 + "/closing")).body()).doesNotContain("理由の書かれていないもの");
        say(hanako, 2, "A", "");
        assertThat(kanri.get(at(YEAR_2021 + "/closing")).body()).as("as the numbers propose").doesNotContain("理由の書かれていないもの");
    }

    @Test
    void correctsAClosedYearByANewVersionWithItsReason() {
        say(hanako, 0, "A", "はじめの理由");
        close(kanri);
        HttpResponse<String> without = say(hanako, 1, "B", "直した理由");
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).contains("訂正の理由を書いてください。", "直した理由");
        assertThat(say(hanako, 1, "B", "直した理由", "reason", "数を読み違えていたため。").statusCode()).isEqualTo(302);
        assertThat(new Visitor(port).get(at(PUBLIC)).body()).contains("2026/11/22に訂正しました。", "数を読み違えていたため。", "直した理由").doesNotContain("はじめの理由");
        assertThat(hanako.get(at(BULLYING)).body()).contains("はじめの理由", "第2版");
        assertThat(close(kanri).statusCode()).as("closing again does nothing").isEqualTo(302);
    }

    @Test
    void keepsAClosedYearAsItWasThatDay() {
        say(hanako, 0, "A", "理由");
        close(kanri);
        var later = EvaluationExamples.copy("hyogo", town.key(),
                "bullying_resolution_rate,actual,公立学校における認知したいじめの解消率,,action=行動3;no=④;dept=義務教育課,2021,12.3,%,exact,plan-2019:119,");
        assertThat(examples.packs.load(later, false).mistakes()).isEmpty();
        assertThat(new Visitor(port).get(at("/indicators/bullying_resolution_rate")).body()).contains("12.3%");
        assertThat(new Visitor(port).get(at(PUBLIC)).body()).contains("89.0%").doesNotContain("12.3%");
    }

    @Test
    void notesWhoEvaluatedCorrectedAndClosed() {
        say(hanako, 0, "A", "理由");
        close(kanri);
        say(hanako, 1, "B", "理由", "reason", "読み違い");
        assertThat(kanri.get(at("/office/audit")).body()).contains("評価を書いた", "年度の評価を確定した", "確定した評価を訂正した");
    }

    @Test
    void givesTheReportWhatWasSaid() {
        say(hanako, 0, "A", "理由", "next", "続けます。");
        Evaluations.Yearly yearly = examples.in(town, () -> examples.evaluations.of("plan-2019", new FiscalYear(2021)).orElseThrow());
        assertThat(yearly.closed()).isFalse();
        assertThat(yearly.all()).isEqualTo(15);
        assertThat(yearly.scale().marks()).extracting(Scale.Mark::mark).containsExactly("S", "A", "B", "C", "D");
        assertThat(yearly.rows()).containsExactly(new Evaluations.Row("bullying_resolution_rate",
                examples.round(town, "plan-2019", 2021).subject("bullying_resolution_rate").orElseThrow().label(), "gimu-kyoiku", "A",
                yearly.scale().marks().get(1).words(), "理由", "続けます。", 1, null));
        assertThat(examples.in(town, () -> examples.evaluations.of("plan-2019", new FiscalYear(2030)))).isEmpty();
    }

    @Test
    void takesOneOfTwoThatArriveInTheSameMoment() {
        String token = hanako.token(at("/office/password"));
        String other = kanri.token(at("/office/password"));
        var first = CompletableFuture.supplyAsync(() -> hanako.send("POST", at(BULLYING), "_csrf", token, "version", "0", "mark", "A").statusCode());
        var second = CompletableFuture.supplyAsync(() -> kanri.send("POST", at(BULLYING), "_csrf", other, "version", "0", "mark", "B").statusCode());
        assertThat(List.of(first.join(), second.join())).containsExactlyInAnyOrder(302, 409);
        assertThat(examples.in(town, () -> examples.evaluations.versions(examples.rounds.find("plan-2019", new FiscalYear(2021)).orElseThrow(),
                "bullying_resolution_rate"))).hasSize(1);
    }

    @Test
    void keepsTheEvaluationsOfTownsApart() {
        say(hanako, 0, "A", "この県だけの理由");
        close(kanri);
        Town other = examples.town("hyogo", "hyogo-other-" + NUMBER.incrementAndGet(), "gimu-kyoiku", "jido");
        assertThat(new Visitor(port).get("/" + other.key() + PUBLIC).statusCode()).isEqualTo(404);
        assertThat(examples.in(other, () -> examples.evaluations.newest(examples.round(other, "plan-2019", 2021)))).isEmpty();
        assertThat(kanri.get("/" + other.key() + YEAR_2021).statusCode()).isEqualTo(302);
        assertThat(List.of(404, 403)).contains(kanri.submit(at("/office/password"), "/" + other.key() + BULLYING, "mark", "A").statusCode());
    }
}
