package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.account.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** 回答した人。Who answered is 見本 一 of 見本係, on extension 1234; 見本 課長 checked it. */
@ExtendWith(OutputCaptureExtension.class)
class RespondentsTests extends AskedTown {

    private static final List<String> WHO = List.of("見本 一", "見本係", "見本 課長");

    @Autowired Respondents respondents;

    /** The tables of the town in which anything of who answered stands. */
    private Set<String> tables() {
        Set<String> found = new TreeSet<>();
        List<String> tables = owner().sql("select table_name from information_schema.columns join information_schema.tables using (table_schema, table_name)"
                + " where table_schema = 'public' and table_type = 'BASE TABLE' and column_name = 'town_id'").query(String.class).list();
        for (String table : tables) {
            for (String who : WHO) {
                if (owner().sql("select exists (select from \"" + table + "\" as one where town_id = :town and one::text like :who)").param("town", town.id())
                        .param("who", "%" + who + "%").query(Boolean.class).single()) {
                    found.add(table);
                }
            }
        }
        return found;
    }

    private void closedOn(String day) {
        owner().sql("update inquiry set closed_at = :day::timestamptz where town_id = :town").param("day", day).param("town", town.id()).update();
    }

    private int erase() {
        return inquiries.in(town, respondents::erase);
    }

    @Test
    void endWithTheYearsOfTheTownWhileTheirAnswersStay() {
        answers("school", "9");
        answers("school", "10");
        owner().sql("update inquiry_invitation set approved_by = '見本 課長', approved_at = now() where town_id = :town and division = 'gakko'").param("town", town.id()).update();
        Question road = question("road");
        List<String> unsent = new ArrayList<>(InquiryExamples.about(road));
        unsent.addAll(InquiryExamples.half(road, Half.RESULT, Outcome.TOLD, "・見本 一が歩きました", Map.of()));
        assertThat(inquiries.new Colleague(port, hanako, town, inquiry, road.asked()).post("/keep", unsent).statusCode()).isEqualTo(302);
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(tables()).containsExactly("inquiry_answer", "inquiry_invitation", "inquiry_jotting");
        closedOn("2023-04-01T00:00:00+09:00");
        assertThat(erase()).as("three years after the fiscal year 2023 begin on 1 April 2024").isZero();
        closedOn("2023-03-31T23:00:00+09:00");
        assertThat(erase()).isEqualTo(2);
        assertThat(tables()).isEmpty();
        assertThat(hanako.get(page() + "/questions/" + question("school").id()).body()).contains("・点検した学校 10校", "・点検した学校 9校");
        assertThat(erase()).as("once").isZero();
    }

    @Test
    void endAfterTheDeadlineWhereNobodyCloses() {
        answers("school", "9");
        owner().sql("update inquiry set deadline = '2022-05-20' where town_id = :town").param("town", town.id()).update();
        assertThat(erase()).isEqualTo(1);
    }

    @Test
    void areKeptForAsLongAsAnAdministratorSays() {
        answers("school", "9");
        inquiries.act(hanako, town, inquiry, "close");
        closedOn("2025-03-31T23:00:00+09:00");
        String years = "/" + town.key() + "/office/inquiries/respondents";
        assertThat(hanako.get(years).statusCode()).isEqualTo(403);
        accounts.person(town.key(), "kanri", "管理 者", Role.ADMINISTRATOR, List.of());
        Visitor kanri = Visitor.signedIn(port, town.key(), "kanri", AccountExamples.PASSWORD);
        for (String wrong : List.of("", "0", "31", "1.5", "ずっと")) {
            HttpResponse<String> refused = kanri.submit(years, years, "years", wrong);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("1から30までの年数を書いてください");
        }
        assertThat(erase()).isZero();
        assertThat(kanri.submit(years, years, "years", "１年").statusCode()).isEqualTo(302);
        assertThat(kanri.get(years).body()).contains("2026/4/1に消えます");
        assertThat(erase()).isEqualTo(1);
    }

    @Test
    void standInNoReportOpenDataOrLog(CapturedOutput log) {
        answers("school", "9");
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(hanako.submit(page() + "/report", page() + "/report", "title", "取組の結果").statusCode()).isEqualTo(302);
        assertThat(tables()).as("nothing frozen or published holds it").containsExactly("inquiry_answer", "inquiry_invitation");
        Visitor resident = new Visitor(port);
        for (String path : List.of("/results/FY2025", "/results/FY2025/school", "/results/measure/school", "/figures/checks")) {
            assertThat(resident.get("/" + town.key() + path)).satisfies(answer -> {
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.body()).contains("9").doesNotContain(WHO);
            });
        }
        for (String path : List.of("figures", "figures.csv", "indicators", "programmes")) {
            assertThat(resident.get("/api/v1/towns/" + town.key() + "/" + path).body()).doesNotContain(WHO);
        }
        assertThat(log).doesNotContain("見本 一", "見本係");
    }
}
