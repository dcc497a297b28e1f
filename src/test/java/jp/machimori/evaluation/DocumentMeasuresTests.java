package jp.machimori.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.figures.FiguresExamples;
import jp.machimori.plan.Standing;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Town;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What the documents of Hyogo, Osaka and Kumamoto ask of an evaluation, with their own packs. */
@MachimoriTest
@Import(TestClock.class)
class DocumentMeasuresTests {

    static final String BULLYING = "bullying_resolution_rate,actual,公立学校における認知したいじめの解消率,,action=行動3;no=④;dept=義務教育課,%s,%s,%%,exact,plan-2019:119,";
    static final String NATION = "bullying_resolution_rate,actual,公立学校における認知したいじめの解消率（全国）,,action=行動3;no=④;area=全国,%s,%s,%%,exact,plan-2019:119,";
    private static final String CHILDREN = "crimes_against_children,actual,子どもをねらった犯罪の発生件数,,plan=4-2-2,CY%s,%s,件,exact,policy-2021:248,";
    private static final String FRAUD = "special_fraud_cases,actual,特殊詐欺認知件数,,plan=4-2-2,CY%s,%s,件,exact,policy-2021:250,";

    @Autowired EvaluationExamples examples;
    @Autowired FiguresExamples documents;

    private static Subject.Aim aim(Subject subject) {
        return subject.evidence().getFirst().aims().getFirst();
    }

    @Test
    void hyogoHasFifteenIndicatorsEachWithItsBaselineAndTarget() {
        Town hyogo = documents.town("hyogo");
        List<Subject> subjects = examples.round(hyogo, "plan-2019", 2021).subjects();
        assertThat(subjects).hasSize(15).allSatisfy(subject -> assertThat(subject.evidence().getFirst().aims()).hasSize(1));
        List<Standing> standings = examples.in(hyogo, () -> examples.indicators.standing(examples.indicators.all()));
        assertThat(standings).allSatisfy(standing -> {
            assertThat(standing.baselines()).extracting(figure -> figure.period().notation()).contains("2017");
            assertThat(standing.goals()).extracting(goal -> goal.figure().period().notation()).containsExactly("2021");
        });
    }

    @Test
    void hyogosRunningTotalsAreMarkedAndProposeNothing() {
        Town hyogo = documents.town("hyogo");
        List<String> totals = examples.in(hyogo, () -> examples.indicators.all()).stream().filter(indicator -> indicator.cumulative())
                .map(indicator -> indicator.key()).toList();
        assertThat(totals).hasSize(9).allSatisfy(key -> {
            Subject subject = examples.subject(hyogo, "plan-2019", 2021, key);
            assertThat(subject.label().ja()).contains("累計");
            assertThat(aim(subject).state()).isEqualTo("cannot-say");
            assertThat(aim(subject).why().ja()).contains("いつから数えた累計か");
            assertThat(subject.proposal()).isNull();
        });
    }

    @Test
    void hyogosBullyingIsHeldAgainstTheNationOfTheSameYear() {
        Town better = examples.town("hyogo", "hyogo-better", "gimu-kyoiku", "jido", BULLYING.formatted("2021", "88.0"), NATION.formatted("2021", "87.9"));
        Subject subject = examples.subject(better, "plan-2019", 2021, "bullying_resolution_rate");
        assertThat(aim(subject).state()).isEqualTo("achieved");
        assertThat(aim(subject).why().ja()).contains("88.0%", "87.9%以上");
        assertThat(subject.proposal().mark()).isEqualTo("A");
        Town worse = examples.town("hyogo", "hyogo-worse", "gimu-kyoiku", "jido", BULLYING.formatted("2021", "88.0"), NATION.formatted("2021", "88.1"));
        assertThat(aim(examples.subject(worse, "plan-2019", 2021, "bullying_resolution_rate")).state()).isEqualTo("not-achieved");
    }

    @Test
    void aNationalNumberOfALaterYearDoesNotCount() {
        Town later = examples.town("hyogo", "hyogo-later", "gimu-kyoiku", "jido", BULLYING.formatted("2022", "99.0"), NATION.formatted("2022", "10.0"));
        Subject subject = examples.subject(later, "plan-2019", 2021, "bullying_resolution_rate");
        assertThat(aim(subject).state()).isEqualTo("cannot-say");
        assertThat(subject.evidence().getFirst().value().ja()).isEqualTo("89.0%");
        assertThat(subject.proposal()).isNull();
    }

    @Test
    void osakaSaysNotYetWithoutLastYearsNumber() {
        Subject subject = examples.subject(documents.town("osaka-ward"), "policy-2021", 2021, "s4-2-2");
        assertThat(subject.evidence()).hasSize(2).allSatisfy(one ->
                assertThat(one.aims().getFirst().why().ja()).contains("令和2年（2020年）の数がないので", "まだ判断できません"));
        assertThat(subject.proposal().mark()).isEqualTo("Y");
    }

    @Test
    void osakaIsJudgedByTheCalendarYearBeforeWhenItIsThere() {
        Town fewer = examples.town("osaka-ward", "osaka-fewer", "kuyakusho", "keisatsu", CHILDREN.formatted("2020", "10"), CHILDREN.formatted("2021", "10"),
                FRAUD.formatted("2020", "8"), FRAUD.formatted("2021", "7"), FRAUD.formatted("2022", "99"));
        Subject subject = examples.subject(fewer, "policy-2021", 2021, "s4-2-2");
        assertThat(subject.evidence()).allSatisfy(one -> assertThat(one.aims().getFirst().state()).isEqualTo("achieved"));
        assertThat(subject.proposal().mark()).isEqualTo("A");
        Town more = examples.town("osaka-ward", "osaka-more", "kuyakusho", "keisatsu", CHILDREN.formatted("2020", "10"), CHILDREN.formatted("2021", "11"),
                FRAUD.formatted("2020", "8"), FRAUD.formatted("2021", "7"));
        Subject worse = examples.subject(more, "policy-2021", 2021, "s4-2-2");
        assertThat(worse.evidence()).extracting(one -> one.aims().getFirst().state()).containsExactly("not-achieved", "achieved");
        assertThat(worse.proposal().mark()).as("the lowest").isEqualTo("C");
        assertThat(worse.proposal().why().ja()).contains("いちばん低いC");
    }

    @Test
    void whatCannotBeJudgedLowersNoProposal() {
        Town one = examples.town("osaka-ward", "osaka-one", "kuyakusho", "keisatsu", CHILDREN.formatted("2020", "10"), CHILDREN.formatted("2021", "9"));
        Subject subject = examples.subject(one, "policy-2021", 2021, "s4-2-2");
        assertThat(subject.proposal().mark()).isEqualTo("A");
        assertThat(subject.proposal().why().ja()).contains("判断できないため案に入れていない指標が1件").doesNotContain("いちばん低い");
    }

    @Test
    void osakasChangedThresholdSaysThatTheOldOneIsNotPrinted() {
        Subject subject = examples.subject(documents.town("osaka-ward"), "policy-2021", 2021, "s1-1-1");
        assertThat(subject.evidence()).filteredOn(one -> one.indicator().equals("support_felt_orgs")).singleElement().satisfies(one -> {
            assertThat(one.aims().getFirst().target().ja()).isEqualTo("69.1%以上");
            assertThat(one.aims().getFirst().changed()).singleElement().satisfies(changed ->
                    assertThat(changed.ja()).contains("文書に書かれていません", "理由：令和2年度の自己評価"));
        });
    }

    @Test
    void kumamotoIsHeldAgainstTheMiddleAndTheEnd() {
        Town kumamoto = documents.town("kumamoto");
        Subject subject = examples.subject(kumamoto, "anzen-2025", 2025, "p1-1");
        Subject.Evidence participants = subject.evidence().stream().filter(one -> one.indicator().equals("crime_prevention_participants")).findFirst().orElseThrow();
        assertThat(participants.aims()).extracting(aim -> aim.period().ja() + " " + aim.target().ja() + " " + aim.state() + " " + aim.percent())
                .containsExactly("令和9年度（2027年度） 38,000人以上 not-yet 96", "令和13年度（2031年度） 40,000人以上 not-yet 91");
        Standing standing = examples.standing(kumamoto, "crime_prevention_participants", 2025);
        assertThat(standing.goal(new FiscalYear(2027)).figure().period().notation()).isEqualTo("FY2027");
        assertThat(standing.goal(new FiscalYear(2028)).figure().period().notation()).isEqualTo("FY2031");
        assertThat(standing.goal(new FiscalYear(2032)).figure().period().notation()).isEqualTo("FY2031");
    }

    @Test
    void kumamotoInAnEarlierYearKnowsNothingOfTheLater() {
        Town kumamoto = documents.town("kumamoto");
        assertThat(examples.standing(kumamoto, "penal_crimes", 2022).latest().value().text()).isEqualTo("2583");
        assertThat(examples.standing(kumamoto, "penal_crimes", 2022).achievement().state().notation()).isEqualTo("achieved");
        assertThat(examples.standing(kumamoto, "penal_crimes", 2023).latest().value().text()).isEqualTo("3238");
        assertThat(examples.standing(kumamoto, "penal_crimes", 2023).goals().getFirst().percent()).isEqualTo(92);
    }
}
