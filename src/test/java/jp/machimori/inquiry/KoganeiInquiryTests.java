package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.figures.Nature;
import jp.machimori.ledger.LedgerExamples;
import jp.machimori.report.Reports;
import jp.machimori.report.Snapshot;
import jp.machimori.town.Dimension;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import jp.machimori.town.Ground;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * 小金井市の令和5年度。The results that Koganei printed come in as answers of its divisions and out again under the right measure
 * and division. The town of the test knows them of ten
 * years before only.
 */
@MachimoriTest
@Import(TestClock.class)
class KoganeiInquiryTests {

    private static final String PLAN = "bouhan-shishin";

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired InquiryExamples inquiries;
    @Autowired AccountExamples accounts;
    @Autowired LedgerExamples ledger;
    @Autowired Figures figures;
    @Autowired Ground ground;
    @Autowired Reports reports;
    @LocalServerPort int port;
    Town town;
    Visitor officer;
    /** What the document prints: value with unit, by nature and line. */
    final Map<String, String> printed = new HashMap<>();

    @BeforeEach
    void aTownThatKnowsNoResultsYet() throws IOException {
        Path pack = TestTowns.copyOf("koganei");
        Path csv = pack.resolve("figures.csv");
        List<String> rows = Files.readAllLines(csv);
        List<String> kept = new ArrayList<>(List.of(rows.getFirst()));
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",", -1);
            kept.add(row.replace("FY2015..FY2023", "FY2005..FY2013").replace("FY2023", "FY2013").replace("FY2024", "FY2014"));
            printed.put(cells[1] + " " + cells[0] + "|" + Dimension.parse(cells[4]).canonical(), switch (cells[8]) {
                case "exact" -> cells[6] + cells[7];
                case "approximate" -> "約" + cells[6] + cells[7];
                default -> cells[6];
            });
        }
        Files.write(csv, kept);
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        accounts.officer(town, "hanako", "chiiki-anzen");
        officer = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
    }

    private Renaming renaming() {
        return new Renaming(inquiries.in(town, ground::divisionsByKey));
    }

    private String printed(Slot slot, Half half) {
        FiscalYear year = new FiscalYear(half == Half.RESULT ? 2023 : 2024);
        return printed.getOrDefault(half.nature().notation() + " " + renaming().line(slot, year).notation(), "");
    }

    /** Every division answers by its link with what the document prints. */
    private UUID answered() {
        UUID id = inquiries.open(officer, town, PLAN, "FY2023", "chiiki-anzen");
        Map<String, List<Question>> asked = inquiries.questions(town, id).stream().collect(Collectors.groupingBy(Question::asked, LinkedHashMap::new, Collectors.toList()));
        asked.forEach((division, questions) -> {
            InquiryExamples.Colleague colleague = inquiries.new Colleague(port, officer, town, id, division);
            List<String> fields = new ArrayList<>();
            for (Question question : questions) {
                fields.addAll(InquiryExamples.about(question));
                for (Half half : Half.values()) {
                    Map<String, String> typed = new HashMap<>();
                    question.slots(half).forEach(slot -> typed.put(slot.label(), printed(slot, half)));
                    String text = half == Half.RESULT ? question.draft() : question.draftPlan();
                    boolean anything = !text.isBlank() || typed.values().stream().anyMatch(value -> !value.isEmpty());
                    fields.addAll(InquiryExamples.half(question, half, anything ? Outcome.TOLD : Outcome.NOT_YET, text, typed));
                }
            }
            var answer = colleague.send(fields);
            assertThat(answer.statusCode()).as(division + ": " + problems(answer.body())).isEqualTo(302);
        });
        return id;
    }

    private static String problems(String page) {
        int at = page.indexOf("class=\"errors\"");
        return at < 0 ? "" : page.substring(at, Math.min(page.length(), at + 1500));
    }

    @Test
    void printsEveryResultUnderItsMeasureAndDivisionAndCountsEachOnce() {
        UUID id = answered();
        assertThat(inquiries.act(officer, town, id, "close").statusCode()).isEqualTo(302);
        int places = 0;
        Set<Line> distinct = new HashSet<>();
        Map<UUID, Answer> answers = inquiries.in(town, () -> inquiries.answers.counted(inquiries.questions.of(id)));
        for (Question question : inquiries.questions(town, id)) {
            Answer answer = answers.get(question.id());
            for (Slot slot : question.slots(Half.RESULT)) {
                if (answer != null && answer.result().numbers().containsKey(slot.label())) {
                    places++;
                    distinct.add(renaming().line(slot, new FiscalYear(2023)));
                }
            }
        }
        assertThat(places).as("results with the places they are printed at").isEqualTo(44);
        assertThat(distinct).as("results counted once").hasSize(41);
        List<Figure> actual = inquiries.in(town, () -> figures.of(distinct)).values().stream().flatMap(List::stream)
                .filter(figure -> figure.nature() == Nature.ACTUAL && figure.reported() != null).toList();
        assertThat(actual).hasSize(41);
        actual.forEach(figure -> assertThat(figure.value().label(Locale.JAPANESE, figure.unit()).replace(",", "")).as(figure.line().notation())
                .isEqualTo(printed.get("actual " + figure.line().notation())));

        String page = new Visitor(port).get("/" + town.key() + "/results/FY2023").body();
        String measure = measure(page, "m1-1-1");
        assertThat(text(measure)).contains("【地域安全課】 ・車両数 13台 ・パトロール回数 203回 ・距離 2,416km");
        assertThat(text(measure(page, "m1-1-2"))).contains("・防犯資機材支給 12団体/支給資機材 299個");
        assertThat(text(measure(page, "m2-3-1"))).contains("・防犯資機材支給 12団体/支給資機材 299個");
        assertThat(text(measure(page, "m1-2-4"))).contains("【学務課】 ・防犯ブザーの貸与（新しい小学1年生と中学1年生） 1,987件", "【交通対策課】 ・小学校通学路交通安全点検 9校");
        assertThat(text(measure(page, "m1-3-1"))).contains("【児童青少年課】該当なし");
        assertThat(text(measure(page, "m3-3"))).contains("【子育て支援課】 ・要保護児童対策地域協議会 代表者会議 1回、実務者会議 3回")
                .contains("【こども家庭センター】 ・要保護児童対策地域協議会 代表者会議 1回、実務者会議 5回（全体会 2回、地区別 3回）");
        assertThat(text(measure(page, "m2-2-1"))).contains("・市民防犯講習会 11月6日開催予定");
    }

    @Test
    void asksNextYearWhatCameOfEachNumberThatWasPlanned() {
        inquiries.act(officer, town, answered(), "close");
        UUID next = inquiries.prepared(officer, town, PLAN, "FY2024", "chiiki-anzen");
        Question families = inquiries.question(town, next, "m3-3", "kodomo-katei");
        assertThat(families.slots(Half.RESULT)).extracting(Slot::label).contains("実務者会議", "全体会", "地区別");
        assertThat(families.draft()).contains("（全体会 〔全体会〕、地区別 〔地区別〕）");
        inquiries.act(officer, town, next, "open");
        assertThat(inquiries.new Colleague(port, officer, town, next, "kodomo-katei").page().replaceAll("\\s+", " ")).contains("予定 2回", "予定 3回");
    }

    @Test
    void freezesTheReportThatTheCouncilGets() {
        ledger.record(town, "blue-light-patrol", "on=2026-05-01", "vehicle=CoCo1号車", "kind=routine", "participants=2", "distance=3");   // later than the year
        for (int loan = 0; loan < 116; loan++) {
            ledger.record(town, "recorder-loan", "lent_on=" + LocalDate.of(2023, 4, 3).plusDays(loan), "device=R23-" + loan, "person=見本 次郎");
        }
        UUID id = answered();
        String page = "/" + town.key() + "/office/inquiries/" + id;
        assertThat(officer.get(page + "/report").statusCode()).as("before it is closed").isEqualTo(403);
        inquiries.act(officer, town, id, "close");
        assertThat(officer.get(page + "/report").body()).as("the town's own spelling").contains(">小金井市防犯指針に基づく令和5年度及び令和6年度の取組み等について</textarea>");
        var made = officer.submit(page + "/report", page + "/report", "title", "小金井市防犯指針に基づく令和5年度及び令和6年度の取組み等について", "number", "資料1",
                "meeting", "小金井市安全・安心まちづくり協議会", "on", "R6.8.21", "indicators", "true", "statistics", "true");
        assertThat(made.statusCode()).isEqualTo(302);
        String report = made.headers().firstValue("Location").orElseThrow().replaceFirst("https?://[^/]+", "");
        Snapshot snapshot = inquiries.in(town, () -> reports.snapshot(Integer.parseInt(report.substring(report.lastIndexOf('/') + 1))));
        assertThat(snapshot.numbers()).as("the total that was reported and counted is one number").filteredOn(number -> number.key().equals("call_recorders_lent_cum") && number.period().endsWith("FY2023"))
                .singleElement().satisfies(total -> assertThat(total.value()).isEqualTo("990"));
        Snapshot.Measures measures = (Snapshot.Measures) snapshot.chapters().getFirst();
        assertThat(measures.heads()).containsExactly("主要な施策", "担当課", "施策の内容", "令和5年度の取組み", "令和6年度の取組み（実施予定を含む）");
        List<UUID> results = measures.sections().stream().flatMap(section -> section.rows().stream()).flatMap(row -> row.results().stream())
                .flatMap(said -> said.lines().stream()).flatMap(List::stream).map(Snapshot.Piece::datum).filter(Objects::nonNull).toList();
        assertThat(results).as("printed results").hasSize(44);
        assertThat(new HashSet<>(results)).as("distinct ones").hasSize(41);
        Snapshot.Row patrol = measures.sections().stream().flatMap(section -> section.rows().stream()).filter(row -> row.node().equals("m1-1-1")).findFirst().orElseThrow();
        assertThat(patrol.parties()).containsExactly("地域安全課", "全庁");
        assertThat(patrol.results().getFirst().division()).isEqualTo("地域安全課");
        assertThat(patrol.results().getFirst().lines()).extracting(line -> line.stream().map(Snapshot.Piece::text).collect(Collectors.joining()))
                .containsExactly("・車両数 13台", "・パトロール回数 203回", "・距離 2,416km");
        Snapshot.Datum inspected = snapshot.numbers().stream().filter(datum -> datum.key().equals("school_route_inspections") && datum.nature().equals("actual")
                && datum.period().equals("FY2023")).findFirst().orElseThrow();
        assertThat(inspected.reported()).containsExactly("交通対策課", "学務課");
        assertThat(officer.get(report).body()).contains("203回", "2,416km", "資料1");
        for (String file : List.of("report.pdf", "report.docx", "report.xlsx")) {
            assertThat(officer.download(report + "/" + file).statusCode()).as(file).isEqualTo(200);
        }
        assertThat(snapshot.chapters().stream().filter(Snapshot.Indicators.class::isInstance).map(Snapshot.Indicators.class::cast).flatMap(chapter -> chapter.rows().stream())
                .flatMap(row -> Stream.concat(row.points().stream().map(Snapshot.Point::period), row.goals().stream().map(Snapshot.Goal::period))))
                .isNotEmpty().allSatisfy(period -> assertThat(Period.parse(period).notation()).isEqualTo(period));
        assertThat(officer.get(report + "/numbers.csv").body()).contains("coco_distance", "2416");
        var again = officer.submit(page + "/report", page + "/report", "title", "直したもの", "reason", "");
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("作り直す理由を");
    }

    @Test
    void keepsThePlannedColumnApartFromResults() {
        UUID id = answered();
        inquiries.act(officer, town, id, "close");
        List<Figure> planned = inquiries.in(town, () -> figures.ofSeries(printed.keySet().stream().map(key -> key.substring(key.indexOf(' ') + 1, key.indexOf('|'))).distinct().toList()))
                .stream().filter(figure -> figure.nature() == Nature.PLANNED && figure.reported() != null).toList();
        assertThat(planned).hasSize(15);
        assertThat(planned).allSatisfy(figure -> {
            assertThat(figure.period()).isEqualTo(new FiscalYear(2024));
            assertThat(figure.isCounted()).isFalse();
        });
    }

    @Test
    void offersWhatWasPlannedAsTheDraftOfNextYearsResult() {
        inquiries.act(officer, town, answered(), "close");
        UUID next = inquiries.open(officer, town, PLAN, "FY2024", "chiiki-anzen");
        Question vehicles = inquiries.question(town, next, "m1-1-1", "chiiki-anzen");
        assertThat(vehicles.last()).isEqualTo("・車両数 13台\n・パトロール回数 203回\n・距離 2,416km");
        assertThat(vehicles.lastPlan()).isEqualTo("・車両数 13台\n・パトロールを続ける");
        assertThat(vehicles.draft()).as("with a place for what was not planned").isEqualTo("・車両数 〔車両数〕\n・パトロール回数 〔パトロール回数〕\n・距離 〔距離〕\n・パトロールを続ける");
        String page = inquiries.new Colleague(port, officer, town, next, "chiiki-anzen").page();
        assertThat(page).contains("予定 13台", "前年度 13台", "前年度 203回");
    }

    @Test
    void asksWhoeverTookOverAndNamesEachYearByItsName() {
        UUID id = inquiries.open(officer, town, PLAN, "FY2023", "chiiki-anzen");
        Question network = inquiries.questions(town, id).stream().filter(one -> one.node().equals("m3-3") && one.asked().equals("kodomo-katei")).findFirst().orElseThrow();
        assertThat(network.parties()).containsExactly("kosodate-shien", "kodomo-katei");
        assertThat(inquiries.questions(town, id)).extracting(Question::asked).doesNotContain("zencho", "kosodate-shien");
        assertThat(inquiries.question(town, id, "m1-1-1", "chiiki-anzen").parties()).containsExactly("chiiki-anzen", "zencho");
        assertThat(officer.get("/" + town.key() + "/office/inquiries/" + id + "/review").body()).as("chosen from those that are asked").contains(">こども家庭センター</option>")
                .doesNotContain(">子育て支援課</option>", ">全庁</option>");
    }

    /** Two hundred and three runs of together 2,416 km, one by one. */
    @Test
    void fillsInWhatTheLedgerCountedRunByRun() {
        for (int run = 0; run < 203; run++) {
            ledger.record(town, "blue-light-patrol", "on=" + LocalDate.of(2025, 4, 1).plusDays(run), "vehicle=CoCo1号車", "kind=routine",
                    "participants=2", "distance=" + (run < 183 ? "12" : "11"));
        }
        printsTheLineThatWasPrinted();
    }

    /** Nobody was asked about the year before; the ledger counted it. */
    @Test
    void comparesWithWhatTheLedgerCountedTheYearBefore() {
        for (int run = 1; run <= 5; run++) {
            ledger.record(town, "blue-light-patrol", "on=2024-05-0" + run, "vehicle=CoCo1号車", "kind=routine", "participants=2", "distance=10");
        }
        ledger.record(town, "blue-light-patrol", "on=2025-05-01", "vehicle=CoCo1号車", "kind=routine", "participants=2", "distance=10");
        ledger.record(town, "blue-light-patrol", "on=2025-05-02", "vehicle=CoCo1号車", "kind=routine", "participants=2", "distance=10");
        UUID id = inquiries.open(officer, town, PLAN, "FY2025", "chiiki-anzen");
        Question patrols = inquiries.question(town, id, "m1-1-1", "chiiki-anzen");
        List<String> fields = new ArrayList<>(InquiryExamples.about(patrols));
        fields.addAll(InquiryExamples.half(patrols, Half.RESULT, Outcome.TOLD, "・パトロールは年々増加 〔パトロール回数〕", Map.of("パトロール回数", "2", "距離", "20")));
        fields.addAll(InquiryExamples.half(patrols, Half.PLAN, Outcome.NONE, "", Map.of()));
        assertThat(inquiries.new Colleague(port, officer, town, id, "chiiki-anzen").send(fields).statusCode()).isEqualTo(302);
        assertThat(officer.get("/" + town.key() + "/office/inquiries/" + id + "/review").body()).containsPattern("<a [^>]*>・パトロール回数 5回</a> <span[^>]*>（記録から）")
                .contains("パトロール回数が 5回 から 2回 に 60% 減りました", "文に「年々増加」とありますが、パトロール回数は R6年度 5回、R7年度 2回 です");
    }

    @Test
    void saysThatItsPlanGoesOnAfterItsPeriod() {
        String carried = "「小金井市防犯指針」の期間は、令和5年度（2023年度）〜令和6年度（2024年度）です。次の計画が始まるまで、そのあとの年度もこの計画のまま照会と評価ができます";
        String list = "/" + town.key() + "/office/inquiries";
        assertThat(officer.get(list).body()).contains(carried);
        UUID within = inquiries.prepared(officer, town, PLAN, "FY2024", "chiiki-anzen");
        assertThat(officer.get(list + "/" + within).body()).doesNotContain(carried);
        UUID after = inquiries.open(officer, town, PLAN, "FY2025", "chiiki-anzen");
        inquiries.act(officer, town, after, "close");
        assertThat(officer.get(list + "/" + after + "/report").body()).contains(carried, "令和7年度（2025年度）の評価はまだ確定していないので、報告書に入りません", "/office/evaluations/" + PLAN + "/FY2025");
        assertThat(officer.get("/" + town.key() + "/office/evaluations").body()).contains(carried, "/office/evaluations/" + PLAN + "/FY2025", "計画期間のあと");
        assertThat(officer.get("/" + town.key() + "/office/evaluations/" + PLAN + "/FY2025").body()).contains(carried);
        assertThat(officer.get("/" + town.key() + "/office/evaluations/" + PLAN + "/FY2024").body()).doesNotContain(carried);
    }

    /** The same as twelve monthly sheets with the odometer before and after. */
    @Test
    void fillsInWhatTheLedgerCountedMonthByMonth() {
        int odometer = 10_000;
        for (int month = 0; month < 12; month++) {
            int driven = month < 11 ? 201 : 205;
            ledger.record(town, "patrol-vehicle-sheet", "month=" + YearMonth.of(2025, 4).plusMonths(month), "vehicle=CoCo1号車", "runs=" + (month < 11 ? 17 : 16),
                    "odometer_before=" + odometer, "odometer_after=" + (odometer + driven));
            odometer += driven;
        }
        printsTheLineThatWasPrinted();
    }

    /** What is filled in is only confirmed, and comes out as Koganei printed it. */
    private void printsTheLineThatWasPrinted() {
        UUID id = inquiries.open(officer, town, PLAN, "FY2025", "chiiki-anzen");
        InquiryExamples.Colleague colleague = inquiries.new Colleague(port, officer, town, id, "chiiki-anzen");
        assertThat(colleague.page()).contains("記録から 203回", "記録から 2,416km", "value=\"203\"", "value=\"2,416\"");
        Question patrols = inquiries.question(town, id, "m1-1-1", "chiiki-anzen");
        List<String> fields = new ArrayList<>(InquiryExamples.about(patrols));
        fields.addAll(InquiryExamples.half(patrols, Half.RESULT, Outcome.TOLD, patrols.draft(), Map.of("車両数", "13台", "パトロール回数", "203", "距離", "2,416")));
        fields.addAll(InquiryExamples.half(patrols, Half.PLAN, Outcome.NONE, "", Map.of()));
        assertThat(colleague.send(fields).statusCode()).isEqualTo(302);
        inquiries.act(officer, town, id, "close");
        assertThat(text(measure(new Visitor(port).get("/" + town.key() + "/results/FY2025").body(), "m1-1-1")))
                .contains("【地域安全課】 ・車両数 13台 ・パトロール回数 203回 ・距離 2,416km");
    }

    private static String measure(String page, String node) {
        int at = page.indexOf("/results/measure/" + node + "\"");
        int end = page.indexOf("</section>", at);
        return page.substring(at, end);
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]+>", "").replaceAll("\\s+", " ").replace("】・", "】 ・").replaceAll("(?<=[0-9台回kmあ-ん])・", " ・");
    }
}
