package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import java.util.stream.Stream;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.ledger.LedgerExamples;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** 学務課 of Koganei answers in Excel: 防犯ブザー, 通学路点検 and 防犯カメラ of 学校等における安全対策. */
@MachimoriTest
@Import(TestClock.class)
class AnswerBookTests {

    private static final String BUZZERS = "防犯ブザーの貸与";
    private static final String ROUTES = "通学路点検（小学校）";
    private static final String CAMERAS = "通学路防犯カメラの設置（小学校）";

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired InquiryExamples inquiries;
    @Autowired AccountExamples accounts;
    @Autowired LedgerExamples ledger;
    @LocalServerPort int port;
    Town town;
    Visitor officer;
    UUID id;
    InquiryExamples.Colleague colleague;
    Question schools;

    @BeforeEach
    void anOpenInquiry() {
        Path pack = TestTowns.copyOf("koganei");
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        accounts.officer(town, "hanako", "chiiki-anzen");
        officer = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
        id = inquiries.open(officer, town, "bouhan-shishin", "FY2025", "chiiki-anzen");
        colleague = inquiries.new Colleague(port, officer, town, id, "gakumu");
        schools = inquiries.question(town, id, "m1-2-4", "gakumu");
    }

    private Invitation invitation() {
        return inquiries.in(town, () -> inquiries.invitations().find(id, "gakumu").orElseThrow());
    }

    private byte[] book() {
        HttpResponse<byte[]> answer = colleague.visitor.download(colleague.path + "/answers.xlsx");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> send(byte[] file) {
        return colleague.visitor.upload(colleague.path + "/workbook", "file", "回答.xlsx", file, "key", colleague.key());
    }

    /** Answered whole: 1,987件, 9校, 45台 and なし for what is planned. */
    private static void answer(XSSFSheet sheet, Question question) {
        Sheets.name(sheet, "見本 花子");
        Sheets.answer(sheet, question, "実績", "回答の別").setCellValue("下の内容で回答");
        Sheets.answer(sheet, question, "実績", "数：" + BUZZERS).setCellValue("１，９８７件");
        Sheets.answer(sheet, question, "実績", "数：" + ROUTES).setCellValue(9);
        Sheets.answer(sheet, question, "実績", "数：" + CAMERAS).setCellValue("45台");
        Sheets.answer(sheet, question, "予定", "回答の別").setCellValue("なし");
    }

    private byte[] answered() {
        return Sheets.changed(book(), sheet -> answer(sheet, schools));
    }

    private HttpResponse<String> sendAnswered(Consumer<XSSFSheet> more) {
        return send(Sheets.changed(answered(), more));
    }

    private Answer newest() {
        return inquiries.in(town, () -> inquiries.answers.versions(schools.id())).getFirst();
    }

    private int versions() {
        return inquiries.in(town, () -> inquiries.answers.versions(schools.id())).size();
    }

    private void assertAnswered() {
        assertThat(newest().result().outcome()).isEqualTo(Outcome.TOLD);
        assertThat(newest().result().numbers()).hasSize(3);
        assertThat(newest().result().numbers().get(BUZZERS).text()).isEqualTo("1987");
        assertThat(newest().result().numbers().get(ROUTES).text()).isEqualTo("9");
        assertThat(newest().result().numbers().get(CAMERAS).text()).isEqualTo("45");
        assertThat(newest().result().text()).isEqualTo(schools.draft().strip());
        assertThat(newest().plan().outcome()).isEqualTo(Outcome.NONE);
        assertThat(newest().by().via()).isEqualTo("workbook");
        assertThat(newest().by().name()).isEqualTo("見本 花子");
    }

    private static String at(XSSFSheet sheet, Question question, String half, String item) {
        return Sheets.answer(sheet, question, half, item).getAddress().formatAsString();
    }

    @Test
    void comesBackAsTheAnswer() {
        HttpResponse<String> answer = send(answered());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("1問の回答を受け付けました");
        assertAnswered();
        assertThat(send(answered()).body()).as("the same again").contains("新しい回答はありませんでした");
        assertThat(versions()).isEqualTo(1);
    }

    @Test
    void leavesWhatWasTypedOnThePageAndSaysSo() {
        List<String> typed = new ArrayList<>(InquiryExamples.about(schools));
        typed.addAll(InquiryExamples.half(schools, Half.RESULT, Outcome.TOLD, "・書きかけの文", Map.of()));
        colleague.post("/keep", typed);
        assertThat(send(answered()).body()).contains("1問の回答を受け付けました", "送っていない書きかけが残っています");
        assertAnswered();
        assertThat(colleague.page()).contains("・書きかけの文", "見本 花子さんが回答しました");
    }

    @Test
    void endsWhatWasTypedOnThePageWhereItSaysTheSame() {
        List<String> typed = new ArrayList<>(InquiryExamples.about(schools));
        typed.addAll(InquiryExamples.half(schools, Half.RESULT, Outcome.TOLD, schools.draft().strip(), Map.of(BUZZERS, "1987件", ROUTES, "9", CAMERAS, "45")));
        typed.addAll(InquiryExamples.half(schools, Half.PLAN, Outcome.NONE, "", Map.of()));
        colleague.post("/keep", typed);
        assertThat(send(answered()).body()).contains("1問の回答を受け付けました").doesNotContain("送っていない書きかけ");
        assertThat(colleague.page()).doesNotContain("書きかけがあります");
    }

    @Test
    void isCalledByAPlainNameAndByItsOwn() {
        String names = colleague.visitor.download(colleague.path + "/answers.xlsx").headers().firstValue("Content-Disposition").orElseThrow();
        assertThat(names).isEqualTo("attachment; filename=\"answers-" + town.key() + "-FY2025-gakumu.xlsx\"; filename*=UTF-8''"
                + java.net.URLEncoder.encode("回答_学務課_R7.xlsx", StandardCharsets.UTF_8));
    }

    @Test
    void sentUnchangedAnswersNothing() {
        byte[] book = Sheets.changed(book(), sheet -> Sheets.name(sheet, "見本 花子"));
        assertThat(send(book).body()).contains("新しい回答はありませんでした");
        assertThat(versions()).isZero();
    }

    @Test
    void isReadyToBePrintedAndLockedButForItsBoxes() {
        Sheets.read(book(), sheet -> {
            assertThat(sheet.getSheetName()).isEqualTo("回答");
            assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
            assertThat(sheet.getPrintSetup().getPaperSize()).isEqualTo((short) 9);
            assertThat(sheet.getFitToPage()).isTrue();
            assertThat(Stream.of(BookColumn.values()).mapToInt(column -> sheet.getColumnWidth(column.ordinal()) / 256).sum()).as("as wide as A4 landscape in its own size").isLessThanOrEqualTo(145);
            for (int line : List.of(0, 1, 2, 7)) {
                assertThat(sheet.getMergedRegions()).as("nothing runs out at the right").contains(new CellRangeAddress(line, line, 0, BookColumn.values().length - 1));
                assertThat(sheet.getRow(line).getCell(0).getCellStyle().getWrapText()).isTrue();
            }
            assertThat(sheet.getRepeatingRows()).isEqualTo(new CellRangeAddress(8, 8, -1, -1));
            assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 9);
            assertThat(sheet.getProtect()).isTrue();
            assertThat(sheet.getDataValidations()).hasSize(1);
            assertThat(sheet.getWorkbook().getNumberOfSheets()).isEqualTo(1);
            assertThat(Sheets.answer(sheet, schools, "実績", "文").getCellStyle().getLocked()).isFalse();
            assertThat(Sheets.row(sheet, schools, "実績", "文").getCell(0).getCellStyle().getLocked()).isTrue();
            for (Row row : sheet) {
                for (Cell cell : row) {
                    assertThat(cell.getCellType().name()).isIn("STRING", "BLANK");
                }
            }
            return null;
        });
    }

    @Test
    void survivesTheLossOfAllButItsText() {
        assertThat(send(Sheets.sanitised(answered())).statusCode()).isEqualTo(200);
        assertAnswered();
    }

    @Test
    void survivesLibreOffice() {
        assumeTrue(Sheets.hasOffice(), "LibreOffice (soffice) is not installed");
        HttpResponse<String> answer = send(Sheets.converted(answered(), "xlsx", "xlsx"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertAnswered();
    }

    @Test
    void survivesInsertedRowsMovedColumnsAndFurtherSheets() {
        byte[] moved = Sheets.changed(answered(), sheet -> {
            sheet.shiftRows(5, sheet.getLastRowNum(), 2);
            sheet.shiftRows(14, sheet.getLastRowNum(), 1);
            for (Row row : sheet) {
                for (int column : new int[] {BookColumn.NUMBER.ordinal(), BookColumn.REASON.ordinal()}) {
                    swap(row, column, BookColumn.UNIT.ordinal());
                }
                swap(row, BookColumn.ANSWER.ordinal(), BookColumn.LAST.ordinal());
            }
            sheet.getWorkbook().createSheet("メモ").createRow(0).createCell(0).setCellValue("番号");
            sheet.getWorkbook().setSheetOrder("メモ", 0);
            sheet.getWorkbook().setSheetVisibility(0, SheetVisibility.HIDDEN);
        });
        HttpResponse<String> answer = send(moved);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertAnswered();
    }

    private static void swap(Row row, int one, int other) {
        String first = row.getCell(one) == null ? "" : CellText.of(row.getCell(one)).text();
        String second = row.getCell(other) == null ? "" : CellText.of(row.getCell(other)).text();
        row.createCell(one).setCellValue(second);
        row.createCell(other).setCellValue(first);
    }

    @Test
    void keepsTextThatLooksLikeAFormulaAsText() {
        HttpResponse<String> answer = sendAnswered(sheet -> Sheets.answer(sheet, schools, "実績", "文").setCellValue("=1+1\n-休止\n@防犯 〔" + BUZZERS + "〕"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(newest().result().text()).isEqualTo("=1+1\n-休止\n@防犯 〔" + BUZZERS + "〕");
        Sheets.read(book(), sheet -> {
            assertThat(Sheets.answer(sheet, schools, "実績", "文").getStringCellValue()).startsWith("=1+1");
            assertThat(((org.apache.poi.xssf.usermodel.XSSFCellStyle) Sheets.answer(sheet, schools, "実績", "文").getCellStyle()).getQuotePrefixed()).isTrue();
            return null;
        });
    }

    @Test
    void readsNumbersInTheText() {
        HttpResponse<String> answer = sendAnswered(sheet -> {
            Sheets.answer(sheet, schools, "実績", "数：" + BUZZERS).setBlank();
            Sheets.answer(sheet, schools, "実績", "文").setCellValue("・" + BUZZERS + "　１，９８７件");
        });
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(newest().result().numbers().get(BUZZERS).text()).isEqualTo("1987");
        assertThat(newest().result().text()).isEqualTo("・" + BUZZERS + "　〔" + BUZZERS + "〕");
        assertThat(send(Sheets.changed(book(), sheet -> { })).body()).contains("新しい回答はありませんでした");
    }

    /** The other half is taken; what is wrong is said at its cell. */
    @Test
    void saysAtTheCellWhatIsNotCertain() {
        Map<String, Consumer<Cell>> troubles = Map.of(
                "を日付", cell -> format(cell, 45_983, "[$-411]ge.m.d"),
                "が日付（令和7年11月22日）", cell -> format(cell, 45_983, "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@"),
                "が割合（85%）", cell -> format(cell, 0.85, "0%"),
                "の単位が「台」", cell -> cell.setCellValue("1,987台"),
                "数として読めません", cell -> cell.setCellValue("12,5"),
                "Excelのエラー", cell -> cell.setCellErrorValue(org.apache.poi.ss.usermodel.FormulaError.DIV0.getCode()));
        troubles.forEach((sentence, trouble) -> {
            byte[] book = Sheets.changed(answered(), sheet -> trouble.accept(Sheets.answer(sheet, schools, "実績", "数：" + BUZZERS)));
            HttpResponse<String> answer = send(book);
            assertThat(answer.statusCode()).as(sentence).isEqualTo(422);
            assertThat(answer.body()).contains("セル " + Sheets.<String>read(book, sheet -> at(sheet, schools, "実績", "数：" + BUZZERS)), sentence.equals("を日付") ? "が日付（令和7年11月22日）" : sentence);
        });
        assertThat(versions()).isZero();
        assertThat(send(answered()).statusCode()).isEqualTo(200);
        assertAnswered();
    }

    private static void format(Cell cell, double value, String format) {
        CellStyle style = cell.getSheet().getWorkbook().createCellStyle();
        style.setDataFormat(cell.getSheet().getWorkbook().createDataFormat().getFormat(format));
        cell.setCellStyle(style);
        cell.setCellValue(value);
    }

    @Test
    void saysWhereTheChoiceIsMissingOrUnknown() {
        String missing = sendAnswered(sheet -> Sheets.answer(sheet, schools, "実績", "回答の別").setCellValue("まだ")).body();
        assertThat(missing).contains("「まだ」のままです");
        String unknown = sendAnswered(sheet -> Sheets.answer(sheet, schools, "実績", "回答の別").setCellValue("○")).body();
        assertThat(unknown).contains("回答の別が「○」になっています");
    }

    @Test
    void asksWhatIsMeantWhereTextStandsBesideNone() {
        byte[] book = Sheets.changed(answered(), sheet -> Sheets.answer(sheet, schools, "予定", "文").setCellValue("・点検を続ける"));
        HttpResponse<String> answer = send(book);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("「なし」を選んでいますが、文か数が書いてあります", "セル " + Sheets.<String>read(book, sheet -> at(sheet, schools, "予定", "文")));
        assertThat(versions()).isZero();
    }

    @Test
    void saysWhatEachChoiceMeans() {
        Sheets.read(book(), sheet -> {
            assertThat(sheet.getRow(7).getCell(0).getStringCellValue()).contains("なし＝", "該当なし＝", "まだ＝");
            return null;
        });
    }

    @Test
    void saysWhichQuestionWasHandedOnBeforeTheChoice() {
        answerOnThePage("1900", Outcome.NONE);
        byte[] old = book();
        answerOnThePage("1950", Outcome.NONE);
        assertThat(send(Sheets.changed(old, sheet -> Sheets.answer(sheet, schools, "実績", "数：" + BUZZERS).setCellValue("1,999"))).statusCode()).isEqualTo(409);
        Question now = inquiries.question(town, id, "m1-2-4", "gakumu");
        inquiries.mailbox(town, "shido");
        assertThat(colleague.post("/hand-on", List.of("hand", now.id().toString(), "to", "shido")).statusCode()).isEqualTo(302);
        HttpResponse<String> chosen = colleague.post("/workbook/choose", List.of("question", now.id().toString(), "version-" + now.ord(), String.valueOf(now.version())));
        assertThat(chosen.statusCode()).isEqualTo(422);
        assertThat(chosen.body()).contains("いまはほかの課の問いです");
    }

    @Test
    void saysWhatCannotBePlaced() {
        String body = sendAnswered(sheet -> {
            sheet.createRow(sheet.getLastRowNum() + 1).createCell(BookColumn.ANSWER.ordinal()).setCellValue("下の段も見てください");
            Row copy = sheet.createRow(sheet.getLastRowNum() + 1);
            Row row = Sheets.row(sheet, schools, "実績", "数：" + ROUTES);
            row.forEach(cell -> copy.createCell(cell.getColumnIndex()).setCellValue(CellText.of(cell).text()));
            copy.getCell(BookColumn.ANSWER.ordinal()).setCellValue("10");
        }).body();
        assertThat(body).contains("「下の段も見てください」が、どの問いの回答か分かりません", "「通学路点検（小学校）」の欄が二つあり");
    }

    @Test
    void asksForTheReasonOfAnotherNumberThanTheKnownOne() {
        for (int run = 0; run < 3; run++) {
            ledger.record(town, "blue-light-patrol", "on=2026-03-0" + (run + 1), "vehicle=CoCo1号車", "kind=routine", "participants=2", "distance=12");
        }
        Question patrols = inquiries.question(town, id, "m1-1-1", "chiiki-anzen");
        InquiryExamples.Colleague own = inquiries.new Colleague(port, officer, town, id, "chiiki-anzen");
        byte[] book = own.visitor.download(own.path + "/answers.xlsx").body();
        byte[] other = Sheets.changed(book, sheet -> {
            assertThat(Sheets.text(Sheets.row(sheet, patrols, "実績", "数：パトロール回数"), BookColumn.KNOWN)).isEqualTo("3");
            Sheets.name(sheet, "見本 太郎");
            Sheets.answer(sheet, patrols, "実績", "回答の別").setCellValue("下の内容で回答");
            Sheets.answer(sheet, patrols, "実績", "数：車両数").setCellValue("13");
            Sheets.answer(sheet, patrols, "実績", "数：パトロール回数").setCellValue("5");
        });
        HttpResponse<String> refused = own.visitor.upload(own.path + "/workbook", "file", "a.xlsx", other, "key", own.key());
        assertThat(refused.body()).contains("分かっている数（3回）と違います");
        byte[] reasoned = Sheets.changed(other, sheet -> Sheets.row(sheet, patrols, "実績", "数：パトロール回数").getCell(BookColumn.REASON.ordinal()).setCellValue("紙の日誌の2回を足した"));
        HttpResponse<String> answer = own.visitor.upload(own.path + "/workbook", "file", "a.xlsx", reasoned, "key", own.key());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** What the ledger counts after the download is no change of the division's. */
    @Test
    void takesWhatWasKnownAtTheDownloadForUntouched() {
        Question patrols = inquiries.question(town, id, "m1-1-1", "chiiki-anzen");
        InquiryExamples.Colleague own = inquiries.new Colleague(port, officer, town, id, "chiiki-anzen");
        ledger.record(town, "blue-light-patrol", "on=2026-03-01", "vehicle=CoCo1号車", "kind=routine", "participants=2", "distance=12");
        byte[] book = own.visitor.download(own.path + "/answers.xlsx").body();
        ledger.record(town, "blue-light-patrol", "on=2026-03-02", "vehicle=CoCo1号車", "kind=routine", "participants=2", "distance=12");
        byte[] confirmed = Sheets.changed(book, sheet -> {
            Sheets.name(sheet, "見本 太郎");
            Sheets.answer(sheet, patrols, "実績", "回答の別").setCellValue("下の内容で回答");
            Sheets.answer(sheet, patrols, "実績", "数：車両数").setCellValue("13");
        });
        HttpResponse<String> answer = own.visitor.upload(own.path + "/workbook", "file", "a.xlsx", confirmed, "key", own.key());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(inquiries.in(town, () -> inquiries.answers.versions(patrols.id())).getFirst().result().numbers().get("パトロール回数").text()).isEqualTo("2");
    }

    private void answerOnThePage(String buzzers, Outcome plan) {
        List<String> fields = new java.util.ArrayList<>(InquiryExamples.about(inquiries.question(town, id, "m1-2-4", "gakumu")));
        fields.addAll(InquiryExamples.half(schools, Half.RESULT, Outcome.TOLD, schools.draft(), Map.of(BUZZERS, buzzers, ROUTES, "9", CAMERAS, "45")));
        fields.addAll(InquiryExamples.half(schools, Half.PLAN, plan, schools.draftPlan(), Map.of()));
        HttpResponse<String> answer = colleague.send(fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    }

    @Test
    void leavesANewerAnswerAloneWhereNothingWasTouched() {
        answerOnThePage("1900", Outcome.NONE);
        byte[] old = book();
        answerOnThePage("1950", Outcome.NONE);
        HttpResponse<String> answer = send(Sheets.changed(old, sheet -> Sheets.answer(sheet, schools, "実績", "数：" + CAMERAS).setCellValue("46")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(newest().result().numbers().get(BUZZERS).text()).isEqualTo("1950");
        assertThat(newest().result().numbers().get(CAMERAS).text()).isEqualTo("46");
    }

    @Test
    void showsABoxThatBothSidesChangedAndTakesWhatIsChosen() {
        answerOnThePage("1900", Outcome.NONE);
        byte[] old = book();
        answerOnThePage("1950", Outcome.NONE);
        byte[] changed = Sheets.changed(old, sheet -> {
            Sheets.answer(sheet, schools, "実績", "数：" + BUZZERS).setCellValue("1,999");
            Sheets.answer(sheet, schools, "予定", "回答の別").setCellValue("該当なし");
            sheet.getWorkbook().getProperties().getCoreProperties().setModified(java.util.Optional.of(java.util.Date.from(java.time.Instant.parse("2026-05-20T01:05:00Z"))));
        });
        HttpResponse<String> dispute = send(changed);
        assertThat(dispute.statusCode()).isEqualTo(409);
        assertThat(dispute.body()).contains("どちらにするか選んでください", "1,999", "1,950").doesNotContain("name=\"pick-plan");
        assertThat(dispute.body()).as("an older copy overwrites nothing by one press").contains("value=\"standing\" checked").doesNotContain("value=\"mine\" checked");
        assertThat(dispute.body()).contains("いまの回答は、見本 一さんが2026/11/22 12:00に送ったものです", "回答用紙は、見本 一さんが書いたものです（2026/5/20 10:05に保存）", "2026/11/22 12:00の回答をもとに");
        assertThat(newest().result().numbers().get(BUZZERS).text()).isEqualTo("1950");
        int buzzers = schools.slots(Half.RESULT).stream().map(Slot::label).toList().indexOf(BUZZERS);
        String box = "result-" + schools.ord() + "-number-" + buzzers;
        Question now = inquiries.question(town, id, "m1-2-4", "gakumu");
        String[] fields = {"key", colleague.key(), "section", "学務係", "person", "見本 花子", "question", now.id().toString(), "version-" + now.ord(),
                String.valueOf(now.version()), "mine-" + box, "1,999", "pick-" + box, "standing", "mine-plan-" + now.ord() + "-outcome", "not-applicable"};
        HttpResponse<String> chosen = colleague.visitor.send("POST", colleague.path + "/workbook/choose", fields);
        assertThat(chosen.statusCode()).as(chosen.body()).isEqualTo(200);
        assertThat(newest().result().numbers().get(BUZZERS).text()).isEqualTo("1950");
        assertThat(newest().plan().outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        fields[13] = "mine";
        HttpResponse<String> late = colleague.visitor.send("POST", colleague.path + "/workbook/choose", fields);
        assertThat(late.statusCode()).as("the version moved on").isEqualTo(409);
        fields[9] = String.valueOf(now.version() + 1);
        assertThat(colleague.visitor.send("POST", colleague.path + "/workbook/choose", fields).statusCode()).isEqualTo(200);
        assertThat(newest().result().numbers().get(BUZZERS).text()).isEqualTo("1999");
    }

    @Test
    void comesInLateAfterTheClosing() {
        byte[] book = answered();
        inquiries.act(officer, town, id, "close");
        assertThat(send(book).body()).contains("締切のあとに届いた回答として");
        assertThat(newest().late()).isTrue();
    }

    @Test
    void aLateCopyChangesNothingOfWhoAnsweredAndApproved() {
        send(answered());
        inquiries.act(officer, town, id, "close");
        Invitation before = invitation();
        send(Sheets.changed(answered(), sheet -> {
            Sheets.name(sheet, "見本 次郎");
            Sheets.answer(sheet, schools, "実績", "数：" + BUZZERS).setCellValue("1,999");
        }));
        assertThat(newest().late()).isTrue();
        assertThat(newest().by().name()).isEqualTo("見本 次郎");
        assertThat(invitation()).isEqualTo(before);
    }

    @Test
    void whatStaysAsItIsNeedsNoAnswer() {
        answerOnThePage("1900", Outcome.NONE);
        Question now = inquiries.question(town, id, "m1-2-4", "gakumu");
        String box = "result-" + now.ord() + "-number-0";
        HttpResponse<String> chosen = colleague.visitor.send("POST", colleague.path + "/workbook/choose", "key", colleague.key(), "section", "学務係", "person", "見本 花子",
                "question", now.id().toString(), "version-" + now.ord(), String.valueOf(now.version()), "mine-" + box, "1,999", "pick-" + box, "standing");
        assertThat(chosen.body()).contains("いまの回答のままにしました");
        assertThat(versions()).isEqualTo(1);
    }

    @Test
    void leavesAQuestionUnansweredWhereOneCellIsRefused() {
        byte[] book = Sheets.changed(answered(), sheet -> Sheets.answer(sheet, schools, "実績", "数：" + BUZZERS).setCellValue("たくさん"));
        HttpResponse<String> refused = send(book);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body().replaceAll("<[^>]+>", "")).contains("学校等における安全対策 実績（R7年度）  防犯ブザーの貸与は、数として読めません", "1問は、まだ回答になっていません")
                .doesNotContain("回答を受け付けました");
        assertThat(versions()).as("nor is its other half answered").isZero();
        assertThat(colleague.page()).contains("value=\"たくさん\"", "value=\"45台\"", "書きかけがあります", "見本 花子さんが保存");
        HttpResponse<String> mended = send(answered());
        assertThat(mended.body()).contains("1問の回答を受け付けました").doesNotContain("送っていない書きかけ");
        assertAnswered();
        assertThat(colleague.page()).doesNotContain("書きかけがあります");
        byte[] good = book();
        send(Sheets.changed(good, sheet -> Sheets.answer(sheet, schools, "実績", "数：" + BUZZERS).setCellValue("たくさん")));
        assertThat(colleague.page()).contains("書きかけがあります");
        send(good);
        assertThat(colleague.page()).as("the next copy says nothing new and nothing wrong").doesNotContain("書きかけがあります");
    }

    @Test
    void leavesOutANumberThatNobodyCanBeCertainOf() {
        String body = sendAnswered(sheet -> Sheets.row(sheet, schools, "実績", "数：" + BUZZERS).getCell(BookColumn.ITEM.ordinal()).setCellValue("数：防犯ベル")).body();
        assertThat(body).contains("「防犯ベル」という数の欄は、この問いにありません");
        assertThat(versions()).as("it is not answered with what was filled in").isZero();
        assertThat(sendAnswered(sheet -> Sheets.row(sheet, schools, "実績", "数：" + BUZZERS).getCell(BookColumn.ITEM.ordinal()).setBlank()).body()).contains("どの問いの回答か分かりません");
        assertThat(versions()).isZero();
    }

    @Test
    void whereItIsRefusedLeavesWhatSomebodyTypedOnThePage() {
        List<String> typed = new ArrayList<>(InquiryExamples.about(schools));
        typed.addAll(InquiryExamples.half(schools, Half.RESULT, Outcome.TOLD, "・書きかけの文", Map.of()));
        colleague.post("/keep", typed);
        String body = sendAnswered(sheet -> Sheets.answer(sheet, schools, "実績", "数：" + BUZZERS).setCellValue("たくさん")).body();
        assertThat(body).contains("数として読めません").doesNotContain("まだ回答になっていません");
        assertThat(colleague.page()).contains("・書きかけの文").doesNotContain("たくさん");
    }

    @Test
    void wantsANameAndFindsItsCell() {
        HttpResponse<String> answer = send(Sheets.changed(book(), sheet -> Sheets.answer(sheet, schools, "予定", "回答の別").setCellValue("なし")));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("セル I5", "氏名がありません");
        assertThat(versions()).isZero();
    }

    @Test
    void refusesWhatIsNotItsWorkbookInWords() throws Exception {
        assertThat(refusal("a,b\n1,2".getBytes(StandardCharsets.UTF_8))).contains("Excelのブック（xlsx）ではありません");
        assertThat(refusal(new byte[0])).contains("ファイルが選ばれていない");
        try (HSSFWorkbook xls = new HSSFWorkbook(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            xls.createSheet();
            xls.write(out);
            assertThat(refusal(out.toByteArray())).contains("古い形式（xls）");
        }
        assertThat(refusal(locked(answered()))).contains("パスワードのかかったファイル");
        byte[] whole = answered();
        assertThat(refusal(java.util.Arrays.copyOf(whole, whole.length / 2))).contains("壊れていて読めません");
        assertThat(refusal(new byte[5 * 1024 * 1024 + 1])).contains("ファイルが大きすぎます");
        assertThat(refusal(bomb())).contains("ファイルが大きすぎます");
        try (XSSFWorkbook other = new XSSFWorkbook()) {
            other.createSheet().createRow(0).createCell(0).setCellValue("番号");
            assertThat(refusal(Sheets.bytes(other))).contains("回答用紙の表が見つかりません");
        }
        assertThat(refusal(Sheets.changed(whole, sheet -> sheet.getRow(3).getCell(BookColumn.HALF.ordinal()).setBlank()))).contains("整理番号がありません");
        assertThat(refusal(Sheets.changed(whole, sheet -> {
            Cell code = sheet.getRow(3).getCell(BookColumn.HALF.ordinal());
            String text = code.getStringCellValue();
            code.setCellValue(text.substring(0, 5) + (text.charAt(5) == 'A' ? 'B' : 'A') + text.substring(6));
        }))).contains("整理番号が正しくありません");
    }

    @Test
    void refusesTheWorkbookOfAnotherDivisionInquiryOrYear() {
        InquiryExamples.Colleague other = inquiries.new Colleague(port, officer, town, id, "shido");
        assertThat(refusal(other.visitor.download(other.path + "/answers.xlsx").body())).contains("これは指導室の回答用紙です。学務課の回答用紙を");
        byte[] book = book();
        inquiries.act(officer, town, id, "close");
        UUID next = inquiries.open(officer, town, "bouhan-shishin", "FY2024", "chiiki-anzen");
        InquiryExamples.Colleague later = inquiries.new Colleague(port, officer, town, next, "gakumu");
        HttpResponse<String> answer = later.visitor.upload(later.path + "/workbook", "file", "a.xlsx", book, "key", later.key());
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("令和7年度（2025年度）の回答用紙です");
        Inquiry mine = inquiries.in(town, () -> inquiries.inquiries.find(id).orElseThrow());
        String foreign = BookCode.of(new Inquiry(UUID.randomUUID(), mine.year(), "", "", "", mine.deadline(), 30, false, mine.state(), null, null, null), "gakumu").toString();
        assertThat(refusal(Sheets.changed(book, sheet -> sheet.getRow(3).getCell(BookColumn.HALF.ordinal()).setCellValue(foreign)))).contains("別の照会の回答用紙");
    }

    private String refusal(byte[] file) {
        HttpResponse<String> answer = send(file);
        assertThat(answer.statusCode()).isEqualTo(422);
        return answer.body();
    }

    private static byte[] locked(byte[] file) throws IOException, java.security.GeneralSecurityException {
        try (POIFSFileSystem system = new POIFSFileSystem(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("himitsu");
            try (var inside = encryptor.getDataStream(system)) {
                inside.write(file);
            }
            system.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            for (int megabyte = 0; megabyte < 100; megabyte++) {
                zip.write(new byte[1024 * 1024]);
            }
        }
        return out.toByteArray();
    }

    @Test
    void standsBehindTheSameDoorsAsThePage() {
        String page = "/" + town.key() + "/office/inquiries/" + id + "/answers/gakumu";
        assertThat(officer.download(page + "/answers.xlsx").statusCode()).isEqualTo(200);
        HttpResponse<String> answer = officer.upload(page + "/workbook", "file", "a.xlsx", answered(), "_csrf", officer.token(page));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertAnswered();
        assertThat(officer.upload(page + "/workbook", "file", "a.xlsx", answered()).statusCode()).isEqualTo(403);
        assertThat(new Visitor(port).download(colleague.path + "/answers.xlsx").statusCode()).isEqualTo(404);
        assertThat(colleague.visitor.upload(colleague.path + "/workbook", "file", "a.xlsx", answered(), "key", "no").statusCode()).isEqualTo(404);
    }

    @Test
    void findsEveryWrongCharacterOfItsNumber() {
        String code = BookCode.of(inquiries.in(town, () -> inquiries.inquiries.find(id).orElseThrow()), "gakumu").toString();
        assertThat(BookCode.in("整理番号　" + code.toLowerCase(java.util.Locale.ROOT).replace('-', '－'))).isPresent();
        for (int at = 5; at < code.length() - 2; at++) {
            for (char wrong : "23456789ABCDEFGHJKLMNPQRSTUVWXY".toCharArray()) {
                if (code.charAt(at) != '-' && code.charAt(at) != wrong) {
                    assertThat(BookCode.in(code.substring(0, at) + wrong + code.substring(at + 1))).isEmpty();
                }
            }
        }
    }
}
