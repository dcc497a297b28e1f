package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.town.ValueForm;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** The numbers in the texts of a workbook that a town kept before. */
class TakenNumbersTests extends AskedTown {

    private static final Pattern USED = Pattern.compile("<input type=\"checkbox\" name=\"(use-[0-9-]+)\" value=\"([0-9a-f-]+)\" checked");

    /** @param rows measure, division, results, plan */
    private static byte[] book(String year, String next, String... rows) {
        return table(List.of("施策", "担当課", year + " 実績", next + " 予定"), rows);
    }

    private static byte[] table(List<String> heads, String... rows) {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            var sheet = book.createSheet("一覧");
            for (int at = 0; at <= rows.length / heads.size(); at++) {
                List<String> cells = at == 0 ? heads : List.of(rows).subList(heads.size() * (at - 1), heads.size() * at);
                var row = sheet.createRow(at);
                for (int column = 0; column < heads.size(); column++) {
                    row.createCell(column).setCellValue(cells.get(column));
                }
            }
            return Sheets.bytes(book);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private String shown(byte[] book) {
        assertThat(hanako.upload(page() + "/takeover", "file", "取組実績.xlsx", book, "_csrf", hanako.token(page() + "/takeover")).statusCode()).isEqualTo(302);
        return hanako.get(page() + "/takeover").body();
    }

    private void take(byte[] book) {
        List<String> fields = new ArrayList<>();
        Matcher used = USED.matcher(shown(book));
        while (used.find()) {
            fields.addAll(List.of(used.group(1), used.group(2)));
        }
        assertThat(hanako.submit(page() + "/takeover", page() + "/takeover/take", fields.toArray(String[]::new)).statusCode()).isEqualTo(302);
    }

    private void nextYear() {
        inquiry = inquiries.prepared(hanako, town, "anzen-plan", "FY2026", "anzen");
    }

    private String answerPage(String division) {
        return inquiries.new Colleague(port, hanako, town, inquiry, division).page();
    }

    @Test
    void areTheYearBeforeAndTheStartOfThisYearsResult() {
        nextYear();
        take(book("令和7年度", "令和8年度", "見回り", "安全課", "・回数　１，２００回、参加者 3人", "・回数 1,300回"));
        inquiries.act(hanako, town, inquiry, "open");
        assertThat(answerPage("anzen")).contains("前年度 1,200回", "（取り込んだブックから）", "予定 1,300回", "value=\"1,300\"", "予定の数を入れてあります");
        assertThat(hanako.get(page() + "/review?show=all").body()).contains("・回数　１，２００回", "（取り込んだブックから）");
        answers("walk", "2000");
        assertThat(hanako.get(page() + "/review").body()).contains("回数が 1,200回 から 2,000回 に 67% 増えました");
    }

    @Test
    void giveWayToWhatIsKnownOtherwise() {
        answers("walk", "70");
        inquiries.act(hanako, town, inquiry, "close");
        nextYear();
        take(book("令和7年度", "令和8年度", "見回り", "安全課", "・回数 1,200回", ""));
        inquiries.act(hanako, town, inquiry, "open");
        assertThat(answerPage("anzen")).contains("前年度 70回", "・回数 1,200回").doesNotContain("（取り込んだブックから）");
    }

    @Test
    void areMarkedBeforeTheyAreTakenWhereTheyAreCertain() {
        nextYear();
        String page = shown(book("令和7年度", "令和8年度", "見回り", "安全課", "・回数 ５０回\n・参加者 30人", "・回数 60回", "学校の安全", "学校課", "・点検した学校 9校", "",
                "学校の安全", "学校課", "・点検した学校 8校", "", "通学路の点検", "学校課", "・点検した箇所 3か所（新規）", ""));
        assertThat(page).contains("令和7年度（2025年度）の実績", "令和8年度（2026年度）の予定", "<mark>50回</mark>", "・参加者 30人", "<mark>60回</mark>", "<mark>3か所</mark>")
                .as("two rows tell it").contains("・点検した学校 9校", "・点検した学校 8校");
    }

    @Test
    void mayStandInColumnsOfTheirOwn() {
        nextYear();
        List<String> heads = List.of("施策", "担当課", "指標", "（単位）", "令和7年度 実績", "令和8年度 予定");
        String[] rows = {"見回り", "安全課", "回数", "（回）", "1,200", "1300", "", "", "参加者", "人", "延べ30", "同左", "学校の安全", "学校課", "点検した学校", "校", "・点検した学校 9校\n・新しい点検", "なし"};
        assertThat(shown(table(heads, rows))).contains("指標や数の名の列（あれば）", "単位の列（あれば）", "<mark>1,200回</mark>", "<mark>1,300回</mark>", "<mark>9校</mark>", "・新しい点検",
                "・参加者 延べ30", "・点検した学校 なし");
        take(table(heads, rows));
        assertThat(question("walk").last()).isEqualTo("・回数 1,200回\n・参加者 延べ30");
        assertThat(question("walk").lastPlan()).isEqualTo("・回数 1300回\n・参加者 延べ30");
        inquiries.act(hanako, town, inquiry, "open");
        assertThat(answerPage("anzen")).contains("前年度 1,200回", "予定 1,300回");
    }

    @Test
    void areReadTheSameWayForAnOpenInquiry() {
        take(book("令和7年度", "令和8年度", "見回り", "安全課", "①回数：１，２００回", "・前年度 回数 1,200回"));
        Answer answer = inquiries.in(town, () -> inquiries.answers.versions(question("walk").id())).getFirst();
        assertThat(answer.result().numbers().get("回数").text()).isEqualTo("1200");
        assertThat(answer.plan().numbers()).isEmpty();
        assertThat(answer.plan().text()).isEqualTo("・前年度 回数 1,200回");
    }

    @Test
    void areReadOnlyWhereNothingElseCanBeMeant() {
        Slot slot = new Slot("walks", Map.of(), "回数（夜）", "回", null, Slot.Asked.BOTH, false);
        for (String text : List.of("・回数（夜） 5回", "回数(夜)：５回", "①回数（夜）は、5回である", "・巡回、回数（夜）が5回", "・回数（夜） 5 回（昨年は4回）")) {
            assertThat(numbers(slot, text)).as(text).containsOnlyKeys("回数（夜）");
            assertThat(numbers(slot, text).get("回数（夜）").text()).as(text).isEqualTo("5");
        }
        Slot part = new Slot("again", Map.of(), "保護観察中のうち再犯者数", "人", null, Slot.Asked.BOTH, false);
        assertThat(numbers(part, "・保護観察中のうち再犯者数 12人")).as("the label's own words").containsOnlyKeys("保護観察中のうち再犯者数");
        assertThat(numbers(slot, "・うちわを配りながら、回数（夜） 5回")).containsOnlyKeys("回数（夜）");
        for (String text : List.of("・前年度 回数（夜） 5回", "・目標は回数（夜） 5回", "・うち、回数（夜） 5回", "令和5年度、回数（夜） 5回", "・延べ回数（夜） 5回", "・回数（夜）\n5回", "・回数（夜） 5回増",
                "・回数（夜） 5回から8回", "・回数（夜） 5～8回", "・回数（夜） 5回→8回", "・回数（夜） 5回以上", "・回数（夜） 5日", "・回数（夜） 12,5回", "・回数（夜） 5回、回数（夜） 6回")) {
            assertThat(numbers(slot, text)).as(text).isEmpty();
        }
    }

    @Test
    void aDecimalWithThreePlacesCanBeGivenToo() {
        for (String typed : List.of("3.456", "３．４５６件", "12.345.678")) {
            assertThat(Given.read(typed, "件", null)).as(typed).isInstanceOf(Given.Read.Bad.class);
        }
        assertThat(Given.read("3.4560", "件", null)).isEqualTo(new Given.Read.Good(new Given(ValueForm.EXACT, "3.456", null)));
        assertThat(List.of("0.456", "3.45", "3,456")).allSatisfy(typed -> assertThat(Given.read(typed, "件", null)).isInstanceOf(Given.Read.Good.class));
        assertThat(Given.read("3.456", "km", null)).isInstanceOf(Given.Read.Good.class);
    }

    private static Map<String, Given> numbers(Slot slot, String text) {
        return Reading.of(Half.RESULT, Reading.Filled.of(text), List.of(slot), Map.of()).said().numbers();
    }
}
