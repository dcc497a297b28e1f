package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The workbook in which Koganei kept its results before: one row a measure, blocks of several divisions in one cell. */
@MachimoriTest
@Import(TestClock.class)
class TakeoverTests {

    private static final Pattern USED = Pattern.compile("<input type=\"checkbox\" name=\"(use-[0-9-]+)\" value=\"([0-9a-f-]+)\" checked");

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired InquiryExamples inquiries;
    @Autowired AccountExamples accounts;
    @LocalServerPort int port;
    Town town;
    Visitor officer;

    @BeforeEach
    void koganei() {
        Path pack = TestTowns.copyOf("koganei");
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        accounts.officer(town, "hanako", "chiiki-anzen");
        officer = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
    }

    private UUID prepared() {
        return inquiries.prepared(officer, town, "bouhan-shishin", "FY2025", "chiiki-anzen");
    }

    /** Two lines of title, then the head with these two columns of results; 学校等における安全対策 spans two rows. */
    private static byte[] book(String result, String plan) {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            book.createSheet("表紙").createRow(0).createCell(0).setCellValue("防犯指針の取組み");
            XSSFSheet sheet = book.createSheet("一覧");
            row(sheet, 0, "防犯指針に基づく取組み");
            row(sheet, 2, "主要な施策", "担当課", "施策の内容", result, plan);
            row(sheet, 3, "1 CoCoパトロール隊による地域パトロール", "地域安全課", "青パト", "・車両数 12台\n・パトロール回数 190回", "・車両数 13台\n・パトロールを続ける");
            row(sheet, 4, "② 学校等における安全対策", "学務課", "学校の安全", "【学務課】\n・防犯ブザーの貸与 1,950件\n【交通対策課】\n・小学校通学路交通安全点検 9校", "・通学路点検（小学校） 9校\n【交通対策課】同左");
            row(sheet, 5, "", "指導室", "", "・安全指導（小・中学校） 月1回", "該当なし");
            sheet.addMergedRegion(new CellRangeAddress(4, 5, 0, 0));
            row(sheet, 6, "駅前の見回り", "防犯課", "", "・見回り 3回", "");
            return Sheets.bytes(book);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** One row of this measure and division. */
    private static byte[] book(String measure, String division, String result, String plan) {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            XSSFSheet sheet = book.createSheet("一覧");
            row(sheet, 0, "施策", "担当課", "実績", "予定");
            row(sheet, 1, measure, division, result, plan);
            return Sheets.bytes(book);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void row(XSSFSheet sheet, int at, String... cells) {
        XSSFRow row = sheet.createRow(at);
        for (int column = 0; column < cells.length; column++) {
            row.createCell(column).setCellValue(cells[column]);
        }
    }

    private String path(UUID id) {
        return "/" + town.key() + "/office/inquiries/" + id + "/takeover";
    }

    private String shown(UUID id, byte[] book) {
        HttpResponse<String> answer = officer.upload(path(id), "file", "取組実績.xlsx", book, "_csrf", officer.token(path(id)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return officer.get(path(id)).body();
    }

    private static List<String> used(String page) {
        List<String> fields = new ArrayList<>();
        Matcher used = USED.matcher(page);
        while (used.find()) {
            fields.addAll(List.of(used.group(1), used.group(2)));
        }
        return fields;
    }

    private HttpResponse<String> take(UUID id, List<String> fields) {
        return officer.submit(path(id), path(id) + "/take", fields.toArray(String[]::new));
    }

    @Test
    void becomesLastYearsAnswersAndDraftsOfAnInquiryInPreparation() {
        UUID id = prepared();
        String page = shown(id, book("令和6年度の取組み", "令和7年度の取組み（実施予定を含む）"));
        assertThat(page).contains("問いの決まった行（4）", "どの問いか決められない行（1）", "駅前の見回り（防犯課）");
        HttpResponse<String> answer = take(id, used(page));
        assertThat(answer.headers().firstValue("Location").orElse(answer.body())).endsWith("?done=taken&taken=4");
        Question patrols = inquiries.question(town, id, "m1-1-1", "chiiki-anzen");
        assertThat(patrols.last()).isEqualTo("・車両数 12台\n・パトロール回数 190回");
        assertThat(patrols.lastPlan()).isEqualTo("・車両数 13台\n・パトロールを続ける");
        assertThat(patrols.draft()).isEqualTo("・車両数 〔車両数〕\n・パトロール回数 〔パトロール回数〕\n・距離 〔距離〕\n・パトロールを続ける");
        assertThat(inquiries.question(town, id, "m1-2-4", "gakumu").last()).isEqualTo("・防犯ブザーの貸与 1,950件");
        assertThat(inquiries.question(town, id, "m1-2-4", "gakumu").draft()).startsWith("・通学路点検（小学校） 〔通学路点検（小学校）〕\n").contains("〔防犯ブザーの貸与〕", "〔通学路防犯カメラの設置（小学校）〕");
        assertThat(inquiries.question(town, id, "m1-2-4", "kotsu-taisaku").last()).isEqualTo("・小学校通学路交通安全点検 9校");
        assertThat(inquiries.question(town, id, "m1-2-4", "kotsu-taisaku").lastPlan()).as("同左").isEqualTo("・小学校通学路交通安全点検 9校");
        assertThat(inquiries.question(town, id, "m1-2-4", "shido").lastPlan()).isEqualTo("該当なし");
        assertThat(officer.get(path(id) + "?done=taken&taken=4").body()).contains("4の問いに取り込みました");
    }

    @Test
    void takesARowWhereItIsPutByHandAndLeavesOutWhatIsNotWanted() {
        UUID id = prepared();
        shown(id, book("令和6年度の取組み", "令和7年度の取組み"));
        Question volunteers = inquiries.question(town, id, "m1-1-2", "chiiki-anzen");
        assertThat(take(id, List.of("use-6-0", volunteers.id().toString())).statusCode()).isEqualTo(302);
        assertThat(inquiries.question(town, id, "m1-1-2", "chiiki-anzen").last()).isEqualTo("・見回り 3回");
        assertThat(inquiries.question(town, id, "m1-1-1", "chiiki-anzen").last()).doesNotContain("190回");
    }

    @Test
    void suggestsTheQuestionOfNearlyTheSameNameAndTakesItOnlyWhenConfirmed() {
        UUID id = prepared();
        String patrols = inquiries.question(town, id, "m1-1-1", "chiiki-anzen").id().toString();
        String like = "name=\"like-1-0\" value=\"" + patrols + "\"><span>この問いに取り込む";
        assertThat(shown(id, book("（１）ＣｏＣｏパトロール隊の巡回パトロール", "地域安全課", "・パトロール回数 190回", "・続ける")))
                .contains("どの問いか決められない行（1）", "似ています", like, "・パトロール回数 <mark>190回</mark>").doesNotContain(patrols + "\" checked");
        assertThat(take(id, List.of()).headers().firstValue("Location").orElseThrow()).endsWith("taken=0");
        assertThat(inquiries.question(town, id, "m1-1-1", "chiiki-anzen").last()).doesNotContain("190回");
        shown(id, book("ＣｏＣｏパトロール隊の巡回パトロール", "地域安全課", "・パトロール回数 190回", "・続ける"));
        take(id, List.of("like-1-0", patrols, "use-1-0", ""));
        assertThat(inquiries.question(town, id, "m1-1-1", "chiiki-anzen").last()).isEqualTo("・パトロール回数 190回");
        shown(id, book("CoCoパトロール隊の巡回パトロール", "地域安全課", "・巡回 5回", ""));
        take(id, List.of("like-1-0", patrols, "use-1-0", inquiries.question(town, id, "m1-1-2", "chiiki-anzen").id().toString()));
        assertThat(inquiries.question(town, id, "m1-1-2", "chiiki-anzen").last()).as("what was chosen is meant").isEqualTo("・巡回 5回");
    }

    @Test
    void suggestsNothingThatAnotherDivisionIsAsked() {
        UUID id = prepared();
        assertThat(shown(id, book("CoCoパトロール隊の巡回パトロール", "学務課", "・5回", ""))).contains("どの問いか決められない行（1）").doesNotContain("似ています");
    }

    @Test
    void offersTheQuestionsOfTheRowFirstAndTheOthersByChapter() {
        UUID id = prepared();
        String page = shown(id, book("学校等における安全対策", "防犯課", "・5回", ""));
        assertThat(page).contains("<optgroup lang=\"ja\" label=\"");
        String near = page.substring(page.indexOf("<optgroup label=\"この行の施策と課の問い\">"), page.indexOf("</optgroup>"));
        assertThat(near).contains("学校等における安全対策（学務課）", "学校等における安全対策（指導室）").doesNotContain("CoCoパトロール隊");
        page = shown(id, book("見回り", "学務課", "・5回", ""));
        near = page.substring(page.indexOf("<optgroup label=\"この行の施策と課の問い\">"), page.indexOf("</optgroup>"));
        assertThat(near).contains("（学務課").doesNotContain("（指導室）");
    }

    @Test
    void remembersTheColumnsForNextYear() {
        UUID id = prepared();
        String chosen = "<option lang=\"ja\" value=\"4\" selected=\"selected\">E　これから";
        assertThat(shown(id, book("令和6年度 やったこと", "これから"))).doesNotContain(chosen);
        assertThat(officer.submit(path(id), path(id) + "/map", "sheet", "1", "sheetBefore", "1", "head", "3", "headBefore", "3", "measure", "0", "division", "1",
                "about", "2", "result", "3", "plan", "4").statusCode()).isEqualTo(302);
        assertThat(officer.get(path(id)).body()).contains(chosen);
        officer.submit(path(id), path(id) + "/drop");
        UUID next = inquiries.prepared(officer, town, "bouhan-shishin", "FY2026", "chiiki-anzen");
        assertThat(shown(next, book("令和7年度 やったこと", "これから"))).contains(chosen);
        officer.submit(path(next), path(next) + "/drop");
        assertThat(shown(next, book("令和6年度 やったこと", "これから"))).as("of another year").doesNotContain("selected=\"selected\">D　令和6年度");
    }

    @Test
    void remembersTheQuestionThatWasChosenForARow() {
        UUID id = prepared();
        shown(id, book("駅前の見回り", "防犯課", "・見回り 3回", ""));
        take(id, List.of("use-1-0", inquiries.question(town, id, "m1-1-2", "chiiki-anzen").id().toString()));
        UUID next = inquiries.prepared(officer, town, "bouhan-shishin", "FY2026", "chiiki-anzen");
        String volunteers = "name=\"use-1-0\" value=\"" + inquiries.question(town, next, "m1-1-2", "chiiki-anzen").id() + "\" checked";
        byte[] book = book("「駅前」の見回り", "防犯課", "・見回り 4回", "");
        assertThat(shown(next, book)).contains("「「駅前」の見回り」には、前にこの問いを選びました", volunteers);
        assertThat(take(next, List.of()).headers().firstValue("Location").orElseThrow()).endsWith("taken=0");
        assertThat(shown(next, book)).as("it was put away").contains("どの問いか決められない行（1）").doesNotContain("前にこの問いを選びました");
    }

    @Test
    void remembersNoQuestionForRowsOfOneNameThatWentToSeveral() {
        Taken.Entry third = new Taken.Entry("1-0", 2, "(3) その他", "防犯課", "・見回り 3回", "");
        Taken.Memory one = Taken.Memory.NONE.with(List.of(third), List.of(new Taken.Memory.Chosen("その他", "防犯課", "m1-1-2", "chiiki-anzen")));
        assertThat(one.of(third)).hasValueSatisfying(chosen -> assertThat(chosen.node()).isEqualTo("m1-1-2"));
        assertThat(one.with(List.of(third), Stream.concat(one.rows().stream(), Stream.of(new Taken.Memory.Chosen("その他", "防犯課", "m1-1-3", "chiiki-anzen"))).toList()).of(third)).isEmpty();
    }

    @Test
    void isForgottenWhenTheInquiryIsOpenedBetweenTheLookAndThePress() {
        UUID id = prepared();
        List<String> fields = used(shown(id, book("令和6年度の取組み", "令和7年度の取組み")));
        inquiries.act(officer, town, id, "open");
        take(id, fields);
        Question patrols = inquiries.question(town, id, "m1-1-1", "chiiki-anzen");
        assertThat(patrols.stand()).as("last year's results are not this year's answers").isEqualTo(Question.Stand.WAITING);
        assertThat(officer.get(path(id)).body()).doesNotContain("問いの決まった行");
    }

    @Test
    void remembersTheSheetAndTheRowOfHeads() {
        List<String> heads = List.of("施策", "担当課", "実績", "予定");
        Taken.Sheet summary = new Taken.Sheet("まとめ", List.of(heads), List.of());
        Taken.Sheet list = new Taken.Sheet("令和6年度 一覧", List.of(List.of(), heads, heads), List.of());
        List<Taken.Sheet> sheets = List.of(summary, list);
        FiscalYear year = new FiscalYear(2025);
        assertThat(Taken.guess(sheets, Taken.Memory.NONE, year).sheet()).isZero();
        Taken chosen = new Taken("取組.xlsx", sheets, new Taken.Mapping(1, 2, Map.of(Taken.Role.MEASURE, 0, Taken.Role.RESULT, 2)));
        Taken.Mapping next = Taken.guess(List.of(summary, new Taken.Sheet("令和7年度 一覧", list.rows(), List.of())), Taken.Memory.NONE.with(chosen), year);
        assertThat(next).isEqualTo(chosen.mapping());
        assertThat(Taken.guess(List.of(list, new Taken.Sheet("令和7年度 一覧", list.rows(), List.of())), Taken.Memory.NONE, year).sheet()).as("the sheet of the year").isEqualTo(1);
    }

    @Test
    void readsHeadsOfTwoRowsAndWhatPointsAbove() {
        Taken.Sheet sheet = new Taken.Sheet("一覧", List.of(List.of("令和6年度 防犯指針に基づく取組実績"), List.of("主な取組", "担当課", "令和6年度", "", "令和7年度（2025年度）"), List.of("", "", "取組実績", "評価", "実施予定"),
                List.of("見回り", "学務課", "・12回", "A", "同左"), List.of("", "指導室", "同上", "A", "〃"), List.of("点検", "〃", "・3回", "B", "")),
                List.of(new Taken.Span(0, 0, 0, 4), new Taken.Span(1, 0, 2, 0), new Taken.Span(1, 1, 2, 1), new Taken.Span(1, 2, 1, 3), new Taken.Span(3, 0, 4, 0)));
        Taken.Mapping mapping = Taken.guess(List.of(sheet), Taken.Memory.NONE, new FiscalYear(2024));
        assertThat(mapping).isEqualTo(new Taken.Mapping(0, 2, Map.of(Taken.Role.MEASURE, 0, Taken.Role.DIVISION, 1, Taken.Role.RESULT, 2, Taken.Role.PLAN, 4)));
        assertThat(sheet.head(2, 3)).isEqualTo("令和6年度 評価");
        assertThat(new Taken("取組.xlsx", List.of(sheet), mapping).entries(name -> false)).extracting(Taken.Entry::measure, Taken.Entry::division, Taken.Entry::result, Taken.Entry::plan)
                .containsExactly(tuple("見回り", "学務課", "・12回", "・12回"), tuple("見回り", "指導室", "・12回", "・12回"), tuple("点検", "指導室", "・3回", ""));
    }

    @Test
    void becomesTheAnswersOfAnOpenInquiryWhereThereAreNone() {
        UUID id = inquiries.open(officer, town, "bouhan-shishin", "FY2025", "chiiki-anzen");
        InquiryExamples.Colleague shido = inquiries.new Colleague(port, officer, town, id, "shido");
        Question guidance = inquiries.question(town, id, "m1-2-4", "shido");
        List<String> fields = new ArrayList<>(InquiryExamples.about(guidance));
        fields.addAll(InquiryExamples.half(guidance, Half.RESULT, Outcome.NONE, "", java.util.Map.of()));
        fields.addAll(InquiryExamples.half(guidance, Half.PLAN, Outcome.NONE, "", java.util.Map.of()));
        assertThat(shido.send(fields).statusCode()).isEqualTo(302);
        String page = shown(id, book("令和7年度の取組み", "令和8年度の予定"));
        HttpResponse<String> answer = take(id, used(page));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("1の問いには、もう回答があります");
        Question patrols = inquiries.question(town, id, "m1-1-1", "chiiki-anzen");
        Answer taken = inquiries.in(town, () -> inquiries.answers.versions(patrols.id())).getFirst();
        assertThat(taken.result().text()).isEqualTo("・車両数 〔車両数〕\n・パトロール回数 〔パトロール回数〕");
        assertThat(taken.result().numbers().get("パトロール回数").text()).isEqualTo("190");
        assertThat(inquiries.in(town, () -> inquiries.answers.versions(guidance.id()))).hasSize(1);
    }

    @Test
    void proposesNoColumnOfPlansForTheResults() {
        FiscalYear year = new FiscalYear(2024);
        for (String plan : List.of("令和6年度 実施予定", "令和6年度の取組み（実施予定を含む）", "令和6年度 予定", "令和6年度計画")) {
            Taken.Sheet both = new Taken.Sheet("一覧", List.of(List.of("施策", "担当課", plan, "令和6年度 実績", "令和7年度 予定")), List.of());
            assertThat(Taken.columns(both, 0, Map.of(), year)).as(plan).containsEntry(Taken.Role.RESULT, 3).containsEntry(Taken.Role.PLAN, 4);
            Taken.Sheet alone = new Taken.Sheet("一覧", List.of(List.of("施策", "担当課", plan)), List.of());
            assertThat(Taken.columns(alone, 0, Map.of(), year)).as(plan).doesNotContainKey(Taken.Role.RESULT);
        }
    }

    @Test
    void refusesAFileThatIsNoWorkbookAndAnotherDivisionsOfficer() {
        UUID id = prepared();
        HttpResponse<String> answer = officer.upload(path(id), "file", "a.csv", "a,b".getBytes(java.nio.charset.StandardCharsets.UTF_8), "_csrf", officer.token(path(id)));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Excelのブック（xlsx）ではありません");
        accounts.officer(town, "taro", "gakumu");
        assertThat(Visitor.signedIn(port, town.key(), "taro", AccountExamples.PASSWORD).get(path(id)).statusCode()).isEqualTo(403);
    }

    @Test
    void takesACellApartOnlyAtNamesOfBodies() {
        assertThat(Blocks.of("前書き\n【新規】・あ\n【学務課】 ・い\n・う\n【市民の会】え\n【防災課】お", name -> name.equals("市民の会")))
                .containsExactly(java.util.Map.entry("", "前書き\n【新規】・あ"), java.util.Map.entry("学務課", "・い\n・う"),
                        java.util.Map.entry("市民の会", "え"), java.util.Map.entry("防災課", "お"));
    }
}
