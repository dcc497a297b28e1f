package jp.machimori.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.shell.SearchText;
import jp.machimori.town.Mistakes;
import jp.machimori.town.PackPart;
import jp.machimori.town.Packs;
import jp.machimori.town.Period;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The plans of the five documents as they are loaded, and the traps in them that concern indicators. */
@MachimoriTest
@Import(TestClock.class)
class PlansTests {

    @Autowired PlanExamples examples;
    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired List<PackPart> parts;

    @ParameterizedTest
    @CsvSource({"kobe, 12", "koganei, 74", "kumamoto, 153", "osaka-ward, 48", "hyogo, 78"})
    void hangsEveryProgrammeOfADocumentOnItsTree(String town, int programmes) {
        assertThat(examples.in(town, () -> examples.plans.all()).stream().flatMap(plan -> plan.nodes().stream())
                .flatMap(Node::allProgrammes)).hasSize(programmes).doesNotHaveDuplicates();
    }

    @Test
    void losesTheTargetOf2980ThatWasReachedYearsBeforeItsDate() {
        Standing standing = examples.standing("kumamoto", "penal_crimes");
        assertThat(standing.achievement()).isInstanceOf(Achievement.NotYet.class);
        assertThat(examples.why(standing.achievement(), Locale.JAPANESE)).isEqualTo("令和5年（2023年）は3,238件で、目標の2,980件以下に届いていません。"
                + "期限は令和13年（2031年）です。令和4年（2022年）は2,583件で一度届いていましたが、その後また外れました。");
        assertThat(examples.why(standing.achievement(), Locale.ENGLISH)).contains("2,583 cases", "lost again");
    }

    @Test
    void waitsForANumberAfterTheBaselineOfADirection() {
        assertThat(examples.why(examples.standing("kumamoto", "reoffenders").achievement(), Locale.JAPANESE))
                .isEqualTo("基準値（令和5年（2023年）の442人）より後の実績がまだありません。");
    }

    @Test
    void keepsTheDateOfAwarenessAsItWasMeasured() {
        Standing standing = examples.standing("kumamoto", "victim_desk_awareness");
        assertThat(standing.latest().period()).isEqualTo(Period.parse("2024-09-30"));
        assertThat(standing.achievement()).isInstanceOf(Achievement.NotYet.class);
        assertThat(standing.indicator().note()).contains("市の窓口だけの割合ではありません");
    }

    @Test
    void cannotSayWhetherBullyingIsResolvedAsInTheNationOf2021() {
        Achievement achievement = examples.standing("hyogo", "bullying_resolution_rate").achievement();
        assertThat(achievement).isInstanceOf(Achievement.CannotSay.class);
        assertThat(examples.why(achievement, Locale.JAPANESE)).contains("85.8%").contains("代わりに使いません");
    }

    @Test
    void cannotCompareTheRunningTotalsOfHyogo() {
        List<Standing> totals = examples.in("hyogo", () -> examples.indicators.standing(examples.indicators.all())).stream()
                .filter(standing -> standing.indicator().cumulative()).toList();
        assertThat(totals).hasSizeGreaterThan(5).allSatisfy(standing -> {
            assertThat(standing.achievement()).isInstanceOf(Achievement.CannotSay.class);
            assertThat(examples.why(standing.achievement(), Locale.JAPANESE)).contains("いつから数えた累計か");
        });
    }

    @Test
    void needsTheNumberOfTheCalendarYearBeforeForTheWardsPolice() {
        Standing standing = examples.standing("osaka-ward", "crimes_against_children");
        assertThat(standing.achievement()).isInstanceOf(Achievement.CannotSay.class);
        assertThat(examples.why(standing.achievement(), Locale.JAPANESE)).contains("令和2年（2020年）の数がない");
    }

    @Test
    void tellsThatATargetOfOsakaWasChangedAndWhy() {
        assertThat(examples.standing("osaka-ward", "support_felt_orgs").indicator().changed()).hasSize(1)
                .allSatisfy(change -> assertThat(change.reason()).contains("自己評価"));
    }

    @Test
    void showsWhatKoganeiPlansForFiscal2024WithoutCountingIt() {
        Standing standing = examples.standing("koganei", "council_meetings");
        assertThat(standing.planned()).hasSize(1);
        assertThat(standing.values()).extracting(actual -> actual.period().notation()).containsExactly("FY2023");
    }

    @Test
    void startsTheRecordersAt874AndReaches990With116() {
        Town koganei = examples.koganeiWithRecords();
        Standing total = examples.documents.in(koganei, () -> examples.indicators.standing(
                List.of(examples.indicators.find("call_recorders_lent_cum").orElseThrow())).getFirst());
        assertThat(total.values().getFirst().period().notation()).isEqualTo("FY2023");
        assertThat(total.values().getFirst().value().number()).isEqualByComparingTo("990");
        assertThat(total.values().getFirst().differsFromPrint()).isFalse();
    }

    @Test
    void takesTheYearsBeforeTheLedgerFromTheDocument() {
        Town koganei = examples.koganeiWithRecords();
        Standing patrols = examples.documents.in(koganei, () -> examples.indicators.standing(
                List.of(examples.indicators.find("coco_patrols").orElseThrow())).getFirst());
        assertThat(patrols.values()).extracting(actual -> actual.period().notation() + " " + actual.path().split("/")[1])
                .startsWith("FY2023 figures", "FY2024 records");
        assertThat(patrols.values().getFirst().value().number()).isEqualByComparingTo("203");
    }

    @Test
    void countsNothingAsLongAsNothingIsRecorded() {
        assertThat(packs.load(PlanExamples.copy("koganei", "koganei-unrecorded"), false).mistakes()).isEmpty();
        Standing patrols = examples.documents.in(towns.byKey("koganei-unrecorded").orElseThrow(), () -> examples.indicators.standing(
                List.of(examples.indicators.find("coco_patrols").orElseThrow())).getFirst());
        assertThat(patrols.values()).extracting(actual -> actual.period().notation()).containsExactly("FY2023");
        assertThat(patrols.isUnrecorded()).isTrue();
    }

    @Test
    void takesTheYearThatEndsLastAsTheNewestValueNotWhatIsSaidOfEveryYear() {
        Standing reports = examples.standing("kumamoto", "harassment_reports");
        assertThat(reports.values()).extracting(actual -> actual.period().notation()).startsWith("annual").endsWith("CY2023");
        assertThat(reports.latest().value().number()).isEqualByComparingTo("975");
    }

    @Test
    void asksTheSameStatementsForAllIndicatorsAsForOne() {
        List<Indicator> all = examples.in("kumamoto", () -> examples.indicators.all());
        assertThat(all).hasSizeGreaterThan(60);
        examples.in("kumamoto", () -> examples.indicators.standing(all));     // forms are read once and remembered
        int one = statements(() -> examples.in("kumamoto", () -> examples.indicators.standing(all.stream()
                .filter(indicator -> indicator.source() instanceof Source.FromLedger).limit(1).toList())));
        int hundred = statements(() -> examples.in("kumamoto", () -> examples.indicators.standing(all)));
        assertThat(hundred).isEqualTo(one).isLessThanOrEqualTo(6);
        assertThat(statements(() -> examples.in("kumamoto", () -> examples.plans.overview()))).isLessThanOrEqualTo(15);
    }

    private static int statements(Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger("org.springframework.jdbc.core.JdbcTemplate");
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(seen);
        try {
            work.run();
        } finally {
            logger.detachAppender(seen);
            logger.setLevel(before);
        }
        return (int) seen.list.stream().filter(event -> event.getMessage().startsWith("Executing prepared SQL statement")).count();
    }

    @Test
    void countsThePillarsByWhereTheirIndicatorsStand() {
        List<Plans.Overview> overview = examples.in("kumamoto", () -> examples.plans.overview());
        Plans.Pillar prevention = overview.getFirst().pillars().getFirst();
        assertThat(prevention.node().key()).isEqualTo("p1");
        assertThat(prevention.count().notYet() + prevention.count().achieved()).isEqualTo(4);
        assertThat(prevention.indicators().getFirst().indicator().key()).isEqualTo("penal_crimes");
    }

    @Test
    void findsProgrammesByWidthlessWordsAndOffersThoseOneCanApplyFor() {
        assertThat(examples.in("koganei", () -> examples.programmes.search(SearchText.of("ＣｏＣｏ パトロール", "q"), 5)))
                .extracting(Programme::key).contains("coco-patrol");
        assertThat(examples.in("koganei", () -> examples.indicators.search(SearchText.of("走行距離", "q"), 5)))
                .extracting(Indicator::key).containsExactly("coco_distance");
        assertThat(examples.in("koganei", () -> examples.programmes.offers())).isNotEmpty().allMatch(one -> one.apply() != null);
    }

    @Test
    void readsBackWhatItLoaded() {
        Town first = examples.documents.town("hyogo");
        Packs.Outcome again = packs.load(Path.of("packs", "hyogo"), false);
        assertThat(again.mistakes()).isEmpty();
        assertThat(again.kept()).isEmpty();
        assertThat(towns.byKey("hyogo").orElseThrow().id()).isEqualTo(first.id());
    }

    @Test
    void followsAPackThatChangedAndDropsWhatItDropped() {
        Path pack = PlanExamples.copy("kobe", "kobe-changed");
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        PlanExamples.replace(pack.resolve("plan.yaml"), "label: こども見守り活動", "label: 子ども見守り");
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        Map<String, String> labels = examples.documents.in(towns.byKey("kobe-changed").orElseThrow(), () -> examples.programmes.all()).stream()
                .collect(Collectors.toMap(Programme::key, Programme::label));
        assertThat(labels).containsEntry("child-watch", "子ども見守り").hasSize(12);
    }

    @Test
    void namesEveryMistakeOfAPlanWithItsLine() {
        Path pack = PlanExamples.copy("kobe", "kobe-wrong");
        Path plan = pack.resolve("plan.yaml");
        PlanExamples.replace(plan, "period: 2012..2023", "period: 平成");
        PlanExamples.replace(plan, "sources: ['camera-2023:22']", "sources: ['camera-2023']");
        PlanExamples.replace(plan, "home: {kind: form, ref: camera-subsidy, planned: true}", "home: {kind: form, ref: camera-subsidy}");
        PlanExamples.replace(plan, "node: pioneer", "node: pionier");
        List<Mistakes.Mistake> mistakes = Packs.check(pack, parts);
        assertThat(mistakes).extracting(Mistakes.Mistake::sentence)
                .anyMatch(sentence -> sentence.contains("期間「平成」を読めません"))
                .anyMatch(sentence -> sentence.contains("出典「camera-2023」を読めません"))
                .anyMatch(sentence -> sentence.contains("記録の種類「camera-subsidy」がこのパックにありません"))
                .anyMatch(sentence -> sentence.contains("「pioneer」のことではありませんか"));
        assertThat(mistakes).allMatch(mistake -> mistake.line() > 1 && mistake.file().equals("kobe-wrong/plan.yaml"));
    }
}
