package jp.machimori;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.machimori.account.AccountExamples;
import jp.machimori.account.Role;
import jp.machimori.comment.CommentExamples;
import jp.machimori.inquiry.InquiryExamples;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** axe-core finds nothing against WCAG 2.2 AA on any kind of page; every page runs nothing that stands in it. */
@MachimoriTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityTests {

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @Autowired Towns towns;
    @Autowired AccountExamples accounts;
    @Autowired CommentExamples comments;
    @Autowired InquiryExamples inquiries;
    @LocalServerPort int port;
    BrowserContext public_;

    @BeforeAll
    void oneWindowReadsAllPublicPages() {
        public_ = Browsers.window(port, 1280);
    }

    @AfterAll
    void closes() {
        public_.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/koganei", "/en/koganei", "/kumamoto", "/kumamoto/plan", "/kumamoto/plan/p1", "/koganei/programmes",
        "/koganei/programmes/coco-patrol", "/kumamoto/programmes/victim-desk", "/kumamoto/indicators", "/kumamoto/indicators/penal_crimes",
        "/koganei/indicators/coco_patrols", "/kumamoto/figures", "/kumamoto/figures/penal_crimes", "/koganei/records", "/koganei/records/blue-light-patrol",
        "/koganei/records/tally/coco_patrols/FY2026", "/koganei/search?q=%E9%98%B2%E7%8A%AF", "/koganei/sign-in", "/accessibility", "/api/v1/docs",
        "/koganei/nothing-here"})
    void aPublicPageHasNoViolations(String path) {
        try (Page page = public_.newPage()) {
            check(page, path);
        }
    }

    @Test
    void thePagesOfTheOfficeHaveNone() {
        Town koganei = towns.byKey("koganei").orElseThrow();
        String name = "reader" + System.nanoTime();
        accounts.officer(koganei, name, "chiiki-anzen");
        try (BrowserContext window = Browsers.window(port, 1280)) {
            Page page = window.newPage();
            Browsers.signIn(page, "koganei", name, AccountExamples.PASSWORD);
            check(page, "/koganei/office");
            check(page, "/koganei/records/bulletin/new");
            page.locator("main button.primary").click();
            page.waitForSelector("#errors");
            violations(page, "a form with errors");
            page.navigate("/koganei/records/coco-vehicle/" + UUID.randomUUID());
            violations(page, "an entry that is not there");
        }
    }

    @Test
    void thePagesOfAdministratorsHaveNone() {
        String name = "keeper" + System.nanoTime();
        accounts.person("koganei", name, "見本 一", Role.ADMINISTRATOR, List.of());
        try (BrowserContext window = Browsers.window(port, 1280)) {
            Page page = window.newPage();
            Browsers.signIn(page, "koganei", name, AccountExamples.PASSWORD);
            check(page, "/koganei/office/mail");
            String round = "/koganei/office/evaluations/bouhan-shishin/FY2023";
            for (String path : List.of("/koganei/office/evaluations", round, round + "/subjects/m1-1-1", round + "/closing")) {
                check(page, path);
            }
            page.navigate(round + "/subjects/m1-1-1");
            page.locator("main button.primary").click();
            page.waitForSelector("#errors");
            violations(page, "an evaluation without a mark");
            page.navigate(round + "/closing");
            page.locator("main button.primary").click();
            page.waitForSelector("main .done");
            check(page, "/koganei/evaluations/bouhan-shishin/FY2023");
            check(page, "/koganei/evaluations");
            check(page, "/koganei/office/indicators/coco_patrols/targets");
        }
    }

    @Test
    void theWayOfACommentHasNone() {
        Town koganei = towns.byKey("koganei").orElseThrow();
        String name = "commented" + System.nanoTime();
        accounts.officer(koganei, name, "chiiki-anzen");
        UUID open = comments.opened(koganei, "chiiki-anzen", 1);
        UUID prepared = comments.prepared(koganei, "chiiki-anzen");
        UUID answered = comments.answered(koganei, "chiiki-anzen");
        UUID letter = comments.comment(koganei, open, "街灯を増やしてください。");
        UUID topic = comments.topic(koganei, open, "街灯を増やしてほしい");
        try (BrowserContext window = Browsers.window(port, 375)) {
            Page page = window.newPage();
            check(page, "/koganei/comments");
            check(page, "/koganei/comments/" + open);
            check(page, "/en/koganei/comments/" + open + "/write");
            page.locator("main button.primary").click();
            page.waitForSelector("#errors");
            violations(page, "a comment with errors");
            page.locator("#text").fill("街灯を増やしてください。");
            page.locator("#name").fill("見本 太郎");
            page.locator("#address").fill("見本町");
            page.locator("main button.primary").click();
            page.waitForURL("**/check");
            violations(page, "a comment to be checked");
            check(page, "/koganei/comments/" + open + "/received/" + letter);
            check(page, "/koganei/comments/" + answered + "/result");
            check(page, "/koganei/comments/" + answered + "/changes");
            Browsers.signIn(page, "koganei", name, AccountExamples.PASSWORD);
            String office = "/koganei/office/comments";
            for (String path : List.of("", "/new", "/" + prepared, "/" + prepared + "/text/draft", "/" + open, "/" + open + "/letters", "/" + open + "/letters/new",
                    "/" + open + "/letters/" + letter, "/" + open + "/topics", "/" + open + "/topics/" + topic, "/" + answered)) {
                check(page, office + path);
            }
        }
    }

    @Test
    void theYearlyQuestionHasNone() {
        Town koganei = towns.byKey("koganei").orElseThrow();
        String name = "asks" + System.nanoTime();
        accounts.officer(koganei, name, "chiiki-anzen");
        Map<String, String> things = inquiries.things(koganei, "bouhan-shishin", 2011, "chiiki-anzen");
        try (BrowserContext window = Browsers.window(port, 1280)) {
            Page page = window.newPage();
            Browsers.signIn(page, "koganei", name, AccountExamples.PASSWORD);
            String one = "/koganei/office/inquiries/" + things.get("{inquiry}");
            for (String path : List.of("/koganei/office/inquiries", one, one + "/answers/chiiki-anzen", one + "/review", one + "/close",
                    one + "/questions/" + things.get("{question}"), one + "/takeover", one + "/settle", one + "/letter", "/koganei/results", "/koganei/results/" + things.get("{closed}"),
                    "/koganei/results/measure/m1-1-1")) {
                check(page, path);
            }
            Visitor officer = Visitor.signedIn(port, "koganei", name, AccountExamples.PASSWORD);
            UUID draft = inquiries.prepared(officer, koganei, "bouhan-shishin", "FY2024", "chiiki-anzen");
            check(page, "/koganei/office/inquiries/" + draft + "/preview/chiiki-anzen");
            check(page, "/koganei/office/inquiries/" + draft + "/questions");
            inquiries.act(officer, koganei, draft, "drop");
            page.navigate("/koganei/answers/link/" + things.get("{token}"));
            violations(page, "/koganei/answers/{of}");
            page.setViewportSize(375, 800);
            for (String path : List.of(one, "/koganei/answers/" + things.get("{of}"), one + "/review", "/koganei/results/" + things.get("{closed}"))) {
                page.navigate(path);
                assertThat(page.evaluate("document.documentElement.scrollWidth")).as("width of " + path).isEqualTo(375);
            }
        }
    }

    private void check(Page page, String path) {
        Response response = page.navigate(path);
        assertThat(response.headerValue("content-security-policy")).as(path).startsWith("default-src 'self'").doesNotContain("unsafe");
        assertThat(page.locator("style, script:not([src]), [style], [onclick]").count()).as("inline style or script on " + path).isZero();
        violations(page, path);
    }

    private static void violations(Page page, String path) {
        var found = Browsers.axe(page).withTags(RULES).analyze().getViolations();
        assertThat(found.stream().map(rule -> rule.getId() + ": " + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList()).toList())
                .as(path).isEmpty();
    }
}
