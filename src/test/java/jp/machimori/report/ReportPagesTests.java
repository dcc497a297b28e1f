package jp.machimori.report;

import static jp.machimori.account.AccountExamples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.Browsers;
import jp.machimori.MachimoriTest;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.account.Role;
import jp.machimori.database.CurrentTown;
import jp.machimori.database.Database;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A report from its draft to the public page, its files and its correction. */
@MachimoriTest
class ReportPagesTests {

    private static final Pattern LINK = Pattern.compile("<a class=\"value\" href=\"([^\"]+)\">([^<]+)</a>");

    @Autowired Reports reports;
    @Autowired PrintedFiles files;
    @Autowired AccountExamples accounts;
    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired JdbcClient application;
    @Autowired Database database;
    @Autowired TransactionTemplate transaction;
    @LocalServerPort int port;
    Town town;
    Visitor visitor;
    Visitor administrator;

    @BeforeEach
    void aTownWithAnAdministrator() {
        town = TestTowns.fresh(packs, towns);
        accounts.person(town.key(), "kanri", "見本 一", Role.ADMINISTRATOR, List.of());
        visitor = new Visitor(port);
        administrator = Visitor.signedIn(port, town.key(), "kanri", PASSWORD);
    }

    private <T> T in(Town which, Supplier<T> work) {
        return CurrentTown.<T, RuntimeException>call(which.id(), () -> transaction.execute(status -> work.get()));
    }

    private Report draft() {
        return in(town, () -> reports.keep(ReportExamples.small(town.key()), null));
    }

    private Report published() {
        Report draft = draft();
        assertThat(press(draft, "publish").statusCode()).isEqualTo(302);
        return in(town, () -> reports.find(draft.number()).orElseThrow());
    }

    private HttpResponse<String> press(Report report, String act) {
        return administrator.submit(path(report), path(report) + "/" + act);
    }

    private String path(Report report) {
        return "/" + town.key() + "/reports/" + report.number();
    }

    // ---- reading ----

    @Test
    void aLongReportIsReadInPartsFromItsContents() {
        Snapshot longOne = ReportExamples.large(town.key(), 7, 365, 3, 20, 20);
        Report report = in(town, () -> reports.keep(longOne, null));
        String contents = administrator.get(path(report)).body();
        int leaves = in(town, () -> reports.contents(report.number())).leaves();
        assertThat(leaves).isGreaterThan(3);
        StringBuilder all = new StringBuilder();
        for (int leaf = 1; leaf <= leaves; leaf++) {
            assertThat(contents).contains(path(report) + "/pages/" + leaf + "#c");
            String page = administrator.get(path(report) + "/pages/" + leaf).body();
            assertThat(page.length()).as("bytes of part " + leaf).isLessThan(400_000);
            all.append(page);
        }
        for (Snapshot.Datum datum : longOne.numbers()) {
            assertThat(all).contains("/" + town.key() + datum.path() + "\"");
        }
        assertThat(contents).doesNotContain("report-measures");
        assertThat(administrator.get(path(report) + "/pages/" + (leaves + 1)).statusCode()).isEqualTo(404);
        assertThat(administrator.get(path(report) + "/pages/0").statusCode()).isEqualTo(404);
        assertThat(visitor.get(path(report) + "/pages/1").statusCode()).as("a draft").isEqualTo(404);
    }

    @Test
    void aReportFromBeforeItsPartsWereKeptIsReadInPartsToo() {
        Report report = draft();
        JdbcClient.create(database.owner()).sql("delete from report_leaf where town_id = :town").param("town", town.id()).update();
        assertThat(administrator.get(path(report)).body()).contains("203回");
    }

    // ---- keeping ----

    @Test
    void theSameSnapshotIsKeptOnce() {
        Report first = draft();
        assertThat(draft()).isEqualTo(first);
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.edition()).isEqualTo(1);
        assertThat(first.isPublished()).isFalse();
        assertThat(first.sha256()).isEqualTo(Canonical.sha256(in(town, () -> reports.json(1))));
        assertThat(in(town, () -> reports.snapshot(1))).isEqualTo(ReportExamples.small(town.key()));
    }

    @Test
    void aCorrectionIsTheNextEditionWithItsReason() {
        Report first = draft();
        Snapshot mended = ReportExamples.small(town.key(), "直した報告");
        Report second = in(town, () -> reports.correct(first.number(), mended, "距離の書き間違い", null));
        assertThat(second.edition()).isEqualTo(2);
        assertThat(second.first()).isEqualTo(first.number());
        assertThat(second.reason()).isEqualTo("距離の書き間違い");
        assertThat(in(town, () -> reports.correct(first.number(), mended, "距離の書き間違い", null))).isEqualTo(second);
        assertThat(in(town, () -> reports.correct(second.number(), ReportExamples.small(town.key()), "もとが正しかった", null)).edition()).isEqualTo(3);
        assertThat(in(town, () -> reports.find(1).orElseThrow())).isEqualTo(first);
    }

    @Test
    void aCorrectionNeedsAReasonAndItsReport() {
        Report first = draft();
        Snapshot mended = ReportExamples.small(town.key(), "直した報告");
        assertThatThrownBy(() -> in(town, () -> reports.correct(first.number(), mended, " ", null))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> in(town, () -> reports.correct(99, mended, "理由", null))).isInstanceOf(IllegalArgumentException.class);
        Snapshot other = new Snapshot(mended.town(), mended.townName(), mended.title(), "FY2024", mended.paper(), mended.takenOn(), mended.chapters(), mended.numbers());
        assertThatThrownBy(() -> in(town, () -> reports.correct(first.number(), other, "理由", null))).hasMessageContaining("FY2024");
    }

    @Test
    void theDatabaseLetsNobodyChangeWhatAReportSays() {
        draft();
        for (String attempt : List.of("update report set title = '別の題'", "update report set snapshot = ''", "delete from report",
                "update report_file set sha256 = ''", "update report_file_part set bytes = ''", "delete from report_file_part")) {
            assertThatThrownBy(() -> in(town, () -> application.sql(attempt).update())).as(attempt).rootCause().hasMessageContaining("permission denied");
        }
    }

    // ---- the public page ----

    @Test
    void aDraftIsForStaffOnlyUntilItIsPublished() {
        Report draft = draft();
        assertThat(visitor.get(path(draft)).statusCode()).isEqualTo(404);
        assertThat(visitor.get(path(draft) + "/numbers.csv").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/" + town.key() + "/reports").body()).contains("公開された報告書は、まだありません。").doesNotContain(draft.title());
        assertThat(administrator.get(path(draft)).body()).contains("まだ公開されていません", "公開する");
        press(draft, "publish");
        assertThat(visitor.get(path(draft)).statusCode()).isEqualTo(200);
        assertThat(visitor.get("/" + town.key() + "/reports").body()).contains(draft.title());
        press(draft, "take-back");
        assertThat(visitor.get(path(draft)).statusCode()).isEqualTo(404);
        assertThat(visitor.get(path(draft) + "/report.pdf").statusCode()).isEqualTo(404);
        assertThat(administrator.get("/" + town.key() + "/office/audit").body()).contains("報告書を公開", "報告書の公開をやめた", path(draft));
    }

    @Test
    void onlyAnAdministratorPublishes() {
        Report draft = draft();
        accounts.officer(town, "hanako", "anzen");
        Visitor officer = Visitor.signedIn(port, town.key(), "hanako", PASSWORD);
        assertThat(officer.get(path(draft)).body()).doesNotContain("/publish");
        HttpResponse<String> refused = officer.submit("/" + town.key() + "/office/password", path(draft) + "/publish");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("管理者に頼んでください");
        assertThat(in(town, () -> reports.find(draft.number()).orElseThrow()).isPublished()).isFalse();
    }

    @Test
    void aReportOfAnotherTownDoesNotExist() {
        Report report = published();
        Town other = TestTowns.fresh(packs, towns);
        assertThat(visitor.get("/" + other.key() + "/reports/" + report.number()).statusCode()).isEqualTo(404);
        assertThat(in(other, () -> reports.find(report.number()))).isEmpty();
        assertThat(in(other, () -> files.of(report))).isEmpty();
        assertThat(visitor.get("/" + town.key() + "/reports/0").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/" + town.key() + "/reports/first").statusCode()).isEqualTo(404);
    }

    @Test
    void everyNumberOfThePageIsInTheOpenDataAndLeadsToItsSource() throws Exception {
        Report report = published();
        Map<String, String> shown = new TreeMap<>();
        Matcher link = LINK.matcher(visitor.get(path(report)).body());
        while (link.find()) {
            shown.put(link.group(1), link.group(2));
        }
        Map<String, String> open = new TreeMap<>();
        String csv = visitor.get(path(report) + "/numbers.csv").body();
        assertThat(csv).startsWith("\uFEFF");
        for (CSVRecord record : CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(new StringReader(csv.substring(1)))) {
            open.put(record.get("path"), record.get("value"));
        }
        assertThat(open).hasSize(ReportExamples.small(town.key()).numbers().size());
        assertThat(shown.keySet()).isEqualTo(open.keySet());
        shown.forEach((path, words) -> assertThat(words.replace(",", "")).as(path).contains(open.get(path)));
        OpenNumbers.Numbers json = JsonMapper.shared().readValue(visitor.get(path(report) + "/numbers.json").body(), OpenNumbers.Numbers.class);
        assertThat(json.numbers()).extracting(Snapshot.Datum::value).isEqualTo(ReportExamples.small(town.key()).numbers().stream().map(Snapshot.Datum::value).toList());
        assertThat(json.numbers().stream().map(Snapshot.Datum::path).collect(java.util.stream.Collectors.toSet())).isEqualTo(open.keySet());
        assertThat(json.sha256()).isEqualTo(report.sha256());
    }

    @Test
    void anybodyCanCheckTheSnapshotAndTheFilesByTheirDigests() throws Exception {
        Report report = published();
        String page = visitor.get(path(report)).body();
        assertThat(page).contains(report.sha256());
        assertThat(Canonical.sha256(bytes(path(report) + "/snapshot.json"))).isEqualTo(report.sha256());
        for (Format format : Format.values()) {
            assertThat(page).as(format.file()).contains(Canonical.sha256(bytes(path(report) + "/" + format.file())));
        }
    }

    @Test
    void aFileIsKeptFromTheFirstTimeItIsMade() throws Exception {
        Report report = published();
        JdbcClient owner = JdbcClient.create(database.owner());
        byte[] other = "what an older version made".getBytes(StandardCharsets.UTF_8);
        owner.sql("update report_file_part set bytes = :bytes where town_id = :town and format = 'csv'").param("bytes", other).param("town", town.id()).update();
        owner.sql("update report_file set size = :size where town_id = :town and format = 'csv'").param("size", other.length).param("town", town.id()).update();
        assertThat(bytes(path(report) + "/numbers.csv")).isEqualTo(other);
    }

    @Test
    void aLargeFileComesInPartsAsItWasMade() {
        Report report = draft();
        byte[] large = new byte[700_000];
        new Random(3).nextBytes(large);
        Printed kept = in(town, () -> files.keep(report, Format.PDF, large));
        assertThat(PrintedFiles.parts(kept)).isEqualTo(3);
        assertThat(in(town, () -> files.keep(report, Format.PDF, new byte[1]))).isEqualTo(kept);
        var together = new ByteArrayOutputStream();
        for (int part = 0; part < 3; part++) {
            int at = part;
            together.writeBytes(in(town, () -> files.part(report, Format.PDF, at)));
        }
        assertThat(together.toByteArray()).isEqualTo(large);
    }

    @Test
    void anEarlierEditionSaysThatThereIsANewOne() {
        Report first = published();
        Report second = in(town, () -> reports.correct(first.number(), ReportExamples.small(town.key(), "直した報告"), "距離の書き間違い", null));
        assertThat(visitor.get(path(first)).body()).doesNotContain("距離の書き間違い");
        press(second, "publish");
        assertThat(visitor.get(path(first)).body()).contains("このあと第2版を公開しました", path(second), "距離の書き間違い", "第1版（このページ）");
        assertThat(visitor.get(path(second)).body()).contains("第2版（このページ）").doesNotContain("このあと第");
        assertThat(visitor.get("/en/" + town.key() + "/reports").body()).contains("Edition 2", "Edition 1", "lang=\"ja\"");
    }

    @Test
    void thePagesHaveNoViolationsAndFitAPhone() {
        Report report = published();
        try (BrowserContext window = Browsers.window(port, 375)) {
            Page page = window.newPage();
            for (String path : List.of("/" + town.key() + "/reports", path(report), "/en" + path(report))) {
                page.navigate(path);
                assertThat(page.locator("style, script:not([src]), [style], [onclick]").count()).as(path).isZero();
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(path).isLessThanOrEqualTo(375);
                assertThat(Browsers.axe(page).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")).analyze()
                        .getViolations().stream().map(rule -> rule.getId() + ": " + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList()).toList())
                        .as(path).isEmpty();
            }
            page.setViewportSize(1280, 900);
            page.navigate(path(report));
            assertThat(Browsers.axe(page).analyze().getViolations()).isEmpty();
        }
    }

    private byte[] bytes(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofByteArray()).body();
    }
}
