package jp.machimori.evaluation;

import static jp.machimori.account.AccountExamples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Nature;
import jp.machimori.plan.Indicator;
import jp.machimori.plan.Standing;
import jp.machimori.plan.TargetChange;
import jp.machimori.plan.TargetChanges;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import jp.machimori.town.Town;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** 目標を変える: an officer of the ward office (Hanako) changes thresholds of Osaka after the self-evaluation. */
@MachimoriTest
@Import(TestClock.class)
class ChangedTargetsTests {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String FELT = "support_felt_orgs,actual,自分の地域に即した支援を受けることができていると感じた地域活動協議会の構成団体の割合,,plan=1-1-1,FY2021,66.0,%,exact,policy-2021:39,";

    @Autowired EvaluationExamples examples;
    @Autowired TargetChanges changes;
    @Autowired Figures figures;
    @LocalServerPort int port;
    Town town;
    Visitor hanako;

    @BeforeEach
    void aWard() {
        town = examples.town("osaka-ward", "osaka-change-" + NUMBER.incrementAndGet(), "kuyakusho", "kuyakusho", FELT);
        hanako = Visitor.signedIn(port, town.key(), "hanako", PASSWORD);
    }

    private String page(String indicator) {
        return "/" + town.key() + "/office/indicators/" + indicator + "/targets";
    }

    private HttpResponse<String> change(Visitor who, int version, String value, String on, String reason) {
        return who.submit("/" + town.key() + "/office/password", page("support_felt_orgs"), "period", "FY2021",
                "version", String.valueOf(version), "value", value, "on", on, "reason", reason);
    }

    private String shown() {
        return new Visitor(port).get("/" + town.key() + "/indicators/support_felt_orgs").body();
    }

    @Test
    void showsOldNewDayAndReasonAndWhatTheOldOneWouldHaveMeant() {
        assertThat(shown()).contains("69.1%以上", "前の目標と変えた日は、文書に書かれていません", "令和2年度の自己評価", "未達成");
        assertThat(hanako.get(page("support_felt_orgs")).body()).contains("69.1%以上", "R8.11.22");
        assertThat(change(hanako, 1, "６５％", "R8.4.1", "対象の団体を見直したため。").statusCode()).isEqualTo(302);
        assertThat(shown()).contains("令和8年4月1日に、目標を69.1%以上から65%以上に変えました。", "対象の団体を見直したため。", "変える前の目標では")
                .contains("達成").doesNotContain("見本 花子");
        Subject subject = examples.subject(town, "policy-2021", 2021, "s1-1-1");
        assertThat(subject.evidence().getFirst().aims().getFirst()).satisfies(aim -> {
            assertThat(aim.state()).isEqualTo("achieved");
            assertThat(aim.percent()).isEqualTo(101);
            assertThat(aim.changed()).last().satisfies(changed -> assertThat(changed.ja()).contains("69.1%以上から65%以上", "理由：対象の団体"));
        });
        Standing.Changed last = examples.in(town, () -> examples.indicators.standing(List.of(examples.indicators.find("support_felt_orgs").orElseThrow())))
                .getFirst().goals().getFirst().changed().getLast();
        assertThat(last.had().state().notation()).isEqualTo("not-achieved");
    }

    @Test
    void keepsBothVersionsOfTheFigureAlsoWhenThePackComesAgain() {
        change(hanako, 1, "65", "2026-04-01", "理由");
        assertThat(examples.packs.load(EvaluationExamples.copy("osaka-ward", town.key(), FELT, "crimes_against_children,actual,子どもをねらった犯罪,,plan=4-2-2,CY2020,1,件,exact,policy-2021:248,"), false)
                .mistakes()).isEmpty();
        Standing standing = examples.in(town, () -> examples.indicators.standing(List.of(examples.indicators.find("support_felt_orgs").orElseThrow()))).getFirst();
        assertThat(standing.goals()).singleElement().satisfies(goal -> {
            assertThat(goal.figure().value().text()).isEqualTo("65");
            assertThat(goal.figure().version()).isEqualTo(2);
            assertThat(goal.figure().reported()).isEqualTo("/indicators/support_felt_orgs");
        });
        assertThat(new Visitor(port).get("/" + town.key() + standing.goals().getFirst().figure().path()).body()).contains("65%", "69.1%", "第2版");
    }

    @Test
    void tellsTheReportOfAllChangesInTheirOrder() {
        change(hanako, 1, "65", "R8.4.1", "はじめの見直し");
        change(hanako, 2, "60", "R8.5.1", "次の見直し");
        List<TargetChange> told = examples.in(town, () -> changes.of(List.of(examples.indicators.find("support_felt_orgs").orElseThrow())));
        assertThat(told).extracting(one -> one.before() == null ? null : one.before().text()).containsExactly(null, "69.1", "65");
        assertThat(told.getFirst().isUnprinted()).isTrue();
        assertThat(told.getLast().on()).isEqualTo(LocalDate.of(2026, 5, 1));
        assertThat(told.getLast().reason().ja()).isEqualTo("次の見直し");
    }

    @Test
    void refusesAChangeWithoutReasonDayOrNumber() {
        HttpResponse<String> refused = change(hanako, 1, "たくさん", "来年", "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("直していただきたいところが3か所", "たくさん", "変える理由を、500文字まで");
        assertThat(change(hanako, 1, "69.1", "R8.4.1", "理由").body()).contains("いまの目標と同じです");
        assertThat(change(hanako, 1, "65", "R9.4.1", "理由").body()).contains("先の日付です");
        assertThat(shown()).doesNotContain("変えました");
    }

    @Test
    void takesATargetAsThePagePrintsIt() {
        assertThat(change(hanako, 1, "６９．１％以上", "R8.4.1", "理由").body()).contains("いまの目標と同じです");
        assertThat(change(hanako, 1, "72.5%以下", "R8.4.1", "理由").body()).contains("この指標の目標は「以上」です");
        assertThat(change(hanako, 1, "72.5人以上", "R8.4.1", "理由").body()).contains("単位が、この指標の単位と違います");
        assertThat(change(hanako, 1, "たくさん", "R8.4.1", "理由").body())
                .contains("「2,980」や「2,980件以上」のような数か、「増加」「減少」「前年以下」「全国平均以上」のどれかで書いてください");
        assertThat(change(hanako, 1, "７２．５％以上", "R8.4.1", "理由").statusCode()).isEqualTo(302);
        assertThat(shown()).contains("72.5%以上", "担当課が決めた目標");
    }

    @Test
    void leadsFromAReportedNumberToItsAnswer() {
        examples.in(town, () -> {
            Indicator indicator = examples.indicators.find("support_felt_orgs").orElseThrow();
            Period year = new FiscalYear(2022);
            figures.report(List.of(new Figure(Figure.id(town.key(), indicator.line(), Nature.ACTUAL, year, ValueForm.EXACT), indicator.line(), Nature.ACTUAL, year,
                    indicator.words(), Value.of(ValueForm.EXACT, "68.3"), "%", null, List.of(), null, 1, null, "/results/FY2022/s1-1-1")));
            return year;
        });
        String answer = "<a href=\"/" + town.key() + "/results/FY2022/s1-1-1\">担当課の回答</a>";
        assertThat(shown()).contains("68.3%", answer);
    }

    @Test
    void saysWhenSomebodyElseChangedItMeanwhile() {
        change(hanako, 1, "65", "R8.4.1", "先の人の理由");
        HttpResponse<String> second = change(hanako, 1, "60", "R8.4.2", "後の人の理由");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("いまの目標は「65%以上」、あなたが書いた目標は「60」です", "先の人の理由", "後の人の理由", "それでも、この目標に変える");
        assertThat(change(hanako, 2, "60", "R8.4.2", "後の人の理由").statusCode()).isEqualTo(302);
    }

    @Test
    void isForTheResponsibleDivisionAndAdministratorsAndForOneTargetAtATime() {
        Town kumamoto = examples.town("kumamoto", "kumamoto-change-" + NUMBER.incrementAndGet(), "seikatsu-anzen", "romu");
        String page = "/" + kumamoto.key() + "/office/indicators/crime_prevention_participants/targets";
        String token = "/" + kumamoto.key() + "/office/password";
        Visitor taro = Visitor.signedIn(port, kumamoto.key(), "taro", PASSWORD);
        assertThat(taro.get(page).statusCode()).isEqualTo(403);
        assertThat(taro.submit(token, page, "period", "FY2027", "version", "1", "value", "1", "on", "R8.4.1", "reason", "理由").statusCode()).isEqualTo(403);
        Visitor kanri = Visitor.signedIn(port, kumamoto.key(), "kanri", PASSWORD);
        assertThat(kanri.get(page).body()).contains("R9年度：38,000人以上", "R13年度：40,000人以上").doesNotContain("name=\"value\"");
        assertThat(kanri.submit(token, page, "value", "37,000人").statusCode()).isEqualTo(422);
        assertThat(kanri.submit(token, page, "period", "FY2027", "version", "1", "value", "37,000人", "on", "R8.4.1", "reason", "理由").statusCode()).isEqualTo(302);
        assertThat(examples.standing(kumamoto, "crime_prevention_participants", 2026).goals()).extracting(goal -> goal.figure().value().text())
                .containsExactly("37000", "40000");
        assertThat(Visitor.signedIn(port, kumamoto.key(), "hanako", PASSWORD).get(page).statusCode()).isEqualTo(200);
        assertThat(taro.get("/" + kumamoto.key() + "/indicators/crime_prevention_participants").body()).doesNotContain("目標を変える");
    }

    @Test
    void isNotedAndKeptInTheTown() {
        change(hanako, 1, "65", "R8.4.1", "理由");
        assertThat(Visitor.signedIn(port, town.key(), "kanri", PASSWORD).get("/" + town.key() + "/office/audit").body()).contains("目標を変えた");
        Town other = examples.town("osaka-ward", "osaka-other-" + NUMBER.incrementAndGet(), "kuyakusho", "kuyakusho");
        assertThat(examples.in(other, () -> changes.of(List.of(examples.indicators.find("support_felt_orgs").orElseThrow())))).singleElement()
                .matches(TargetChange::isUnprinted);
        assertThat(hanako.get("/" + other.key() + "/office/indicators/support_felt_orgs/targets").statusCode()).isEqualTo(302);
        assertThat(new Visitor(port).send("POST", page("support_felt_orgs"), "value", "1").statusCode()).isEqualTo(403);
    }
}
