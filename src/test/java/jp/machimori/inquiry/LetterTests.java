package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.database.Database;
import jp.machimori.town.Mistakes;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The covering letter of Koganei's inquiry. */
@MachimoriTest
@Import(TestClock.class)
class LetterTests {

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired InquiryExamples inquiries;
    @Autowired AccountExamples accounts;
    @Autowired Database database;
    @LocalServerPort int port;
    Town town;
    Visitor officer;

    private UUID prepared(Path pack) {
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        accounts.officer(town, "hanako", "chiiki-anzen");
        officer = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
        return inquiries.prepared(officer, town, "bouhan-shishin", "FY2025", "chiiki-anzen");
    }

    private HttpResponse<byte[]> letter(Visitor visitor, UUID id) {
        return visitor.download("/" + town.key() + "/office/inquiries/" + id + "/letter.docx");
    }

    private static String text(byte[] docx) throws IOException {
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(docx))) {
            return document.getParagraphs().stream().map(XWPFParagraph::getText).collect(Collectors.joining("\n"))
                    + document.getTables().stream().map(table -> "\n" + table.getText()).collect(Collectors.joining());
        }
    }

    @Test
    void saysWhoAsksWhomForWhatUntilWhen() throws IOException {
        UUID id = prepared(TestTowns.copyOf("koganei"));
        HttpResponse<byte[]> answer = letter(officer, id);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer.body())).contains("各課長　様", "地域安全課長", "小金井市防犯指針に基づく令和7年度の取組実績等について（照会）",
                "回答期限　令和9年1月22日（金）", "該当がない場合も「該当なし」と御回答ください", "令和8年11月22日", "事　務　連　絡").doesNotContain("《");
        assertThat(letter(officer, id).body()).as("the same letter, the same bytes").isEqualTo(answer.body());
        accounts.officer(town, "taro", "gakumu");
        assertThat(letter(Visitor.signedIn(port, town.key(), "taro", AccountExamples.PASSWORD), id).statusCode()).isEqualTo(403);
    }

    @Test
    void bearsTheNumberAndTheDayThatTheOfficerGaveIt() throws IOException {
        UUID id = prepared(TestTowns.copyOf("koganei"));
        String page = "/" + town.key() + "/office/inquiries/" + id + "/letter";
        HttpResponse<String> refused = officer.submit(page, page, "number", "第".repeat(51), "on", "四月のいつか");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("文書番号を、50字以内で書いてください", "日付として読めません", "value=\"四月のいつか\"");
        assertThat(officer.get(page).body()).as("no town's own number is the example").contains("例 ○○発第12号").doesNotContain("小地安発");
        assertThat(officer.submit(page, page, "number", "小地安発第12号", "on", "R8.4.20").statusCode()).isEqualTo(302);
        assertThat(officer.get(page).body()).contains("value=\"小地安発第12号\"", "value=\"令和8年4月20日\"");
        assertThat(text(letter(officer, id).body())).contains("小地安発第12号", "令和8年4月20日").doesNotContain("令和8年11月22日", "事　務　連　絡");
        inquiries.act(officer, town, id, "change", "title", "", "deadline", "R9.1.22", "share", "30");
        assertThat(text(letter(officer, id).body())).as("other changes leave it alone").contains("小地安発第12号", "令和8年4月20日");
    }

    @Test
    void keepsTheDayOnWhichItWentOut() throws IOException {
        UUID id = prepared(TestTowns.copyOf("koganei"));
        inquiries.act(officer, town, id, "open");
        assertThat(inquiries.in(town, () -> inquiries.inquiries.find(id).orElseThrow().letterhead().on())).isEqualTo(LocalDate.of(2026, 11, 22));
        String page = "/" + town.key() + "/office/inquiries/" + id + "/letter";
        officer.submit(page, page, "number", "小地安発第12号", "on", "");
        assertThat(inquiries.in(town, () -> inquiries.inquiries.find(id).orElseThrow().letterhead())).as("an emptied day").isEqualTo(new Inquiry.Letterhead("小地安発第12号", LocalDate.of(2026, 11, 22)));
        officer.submit(page, page, "number", "小地安発第12号", "on", "R8.11.20");
        assertThat(inquiries.in(town, () -> inquiries.inquiries.find(id).orElseThrow().letterhead().on())).isEqualTo(LocalDate.of(2026, 11, 20));
    }

    @Test
    void isOpenedByLibreOffice() {
        assumeTrue(Sheets.hasOffice(), "LibreOffice (soffice) is not installed");
        UUID id = prepared(TestTowns.copyOf("koganei"));
        String text = new String(Sheets.converted(letter(officer, id).body(), "docx", "txt:Text (encoded):UTF8"), StandardCharsets.UTF_8);
        assertThat(text).contains("各課長　様", "地域安全課長", "回答期限　令和9年1月22日（金）");
    }

    @Test
    void goesOutWithTheFirstMail() throws IOException {
        UUID id = prepared(TestTowns.copyOf("koganei"));
        JdbcClient owner = JdbcClient.create(database.owner());
        owner.sql("insert into mailbox (town_id, division, address) values (:town, 'gakumu', 'gakumu@example.jp')").param("town", town.id()).update();
        inquiries.act(officer, town, id, "open");
        inquiries.act(officer, town, id, "remind", "division", "gakumu");
        List<byte[]> files = owner.sql("select content from mail_attachment where town_id = :town and name = '照会文.docx'").param("town", town.id()).query(byte[].class).list();
        assertThat(files).as("the reminder has none").hasSize(1);
        assertThat(text(files.getFirst())).contains("令和9年1月22日（金）");
    }

    /** A place that Word split into three runs, one in a table, one in a head. */
    private static byte[] template(String... lines) throws IOException {
        try (XWPFDocument document = new XWPFDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XWPFParagraph split = document.createParagraph();
            for (String run : List.of("件名は《件", "名", "》です、", "《差出人》")) {
                split.createRun().setText(run);
            }
            document.createTable(1, 1).getRow(0).getCell(0).setText("期限 《回答期限》");
            document.createHeader(org.apache.poi.wp.usermodel.HeaderFooterType.DEFAULT).createParagraph().createRun().setText("《自治体》");
            for (String line : lines) {
                document.createParagraph().createRun().setText(line);
            }
            document.write(out);
            return out.toByteArray();
        }
    }

    @Test
    void comesFromTheTownsOwnTemplate() throws IOException {
        Path pack = TestTowns.copyOf("koganei");
        Files.createDirectories(pack.resolve("letters"));
        Files.write(pack.resolve("letters/inquiry.docx"), template());
        UUID id = prepared(pack);
        byte[] letter = letter(officer, id).body();
        assertThat(text(letter)).contains("件名は小金井市防犯指針に基づく", "（照会）です、地域安全課長", "期限 令和9年1月22日（金）").doesNotContain("《");
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(letter))) {
            assertThat(document.getHeaderList().getFirst().getText()).contains("小金井市");
        }
    }

    @Test
    void isCheckedWithThePack() throws IOException {
        Path pack = TestTowns.copyOf("koganei");
        Files.createDirectories(pack.resolve("letters"));
        Path file = pack.resolve("letters/inquiry.docx");
        Files.write(file, template("《締切》"));
        assertThat(sentences(pack)).singleElement().asString().contains("letters/inquiry.docx", "差し込みの《締切》はありません");
        Files.write(file, bare());
        assertThat(sentences(pack)).hasSize(3).anySatisfy(sentence -> assertThat(sentence).contains("《回答期限》がひな形にありません"));
        Files.writeString(file, "no docx");
        assertThat(sentences(pack)).singleElement().asString().contains("docx として読めません");
    }

    private static byte[] bare() throws IOException {
        try (XWPFDocument document = new XWPFDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            document.createParagraph().createRun().setText("照会します。");
            document.write(out);
            return out.toByteArray();
        }
    }

    private List<String> sentences(Path pack) {
        return packs.load(pack, false).mistakes().stream().map(Mistakes.Mistake::toString).toList();
    }

    @Test
    void leavesAPlaceItDoesNotKnowAsItIs() throws IOException {
        Letter letter = Letter.read(template("《知らない》")).orElseThrow();
        assertThat(letter.places()).contains("件名", "差出人", "回答期限", "自治体", "知らない");
        assertThat(text(letter.filled(Map.of("件名", "=<&>")))).contains("件名は=<&>です、《差出人》", "《知らない》");
    }
}
