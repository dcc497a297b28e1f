package jp.machimori.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jp.machimori.Browsers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page of everything in a real Chromium. */
@SpringBootTest(classes = SamplePages.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class SamplePageTests {

    @LocalServerPort
    int port;

    @ParameterizedTest
    @CsvSource({"/mihon?problems=1, 1280", "/mihon?problems=1, 375", "/en/mihon, 375", "/mihon/nowhere, 375", "/mihon/away, 375", "/accessibility, 1280"})
    void axeFindsNothingAndNothingIsWiderThanTheScreen(String path, int width) {
        List<String> complaints = new ArrayList<>();
        try (Page page = page(width, true)) {
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.navigate(home() + path);
            List<Rule> found = Browsers.axe(page).analyze().getViolations();
            assertThat(found).extracting(rule -> rule.getId() + " " + rule.getNodes()).isEmpty();
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
            assertThat(complaints).noneMatch(complaint -> complaint.contains("Content Security Policy"));
        }
    }

    @Test
    void whatIsWrongIsMetFirst() {
        try (Page page = page(1280, true)) {
            page.navigate(home() + "/mihon?problems=1");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("errors");
        }
    }

    @Test
    void theKeyboardMeetsTheWayToTheContentFirst() {
        try (Page page = page(1280, true)) {
            page.navigate(home() + "/mihon");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.hash")).isEqualTo("#main");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");
        }
    }

    @Test
    void theMenuOpensWithoutAScriptOnAPhoneAndIsOpenOnAScreen() {
        try (Page phone = page(375, false); Page screen = page(1280, false)) {
            phone.navigate(home() + "/mihon");
            assertThat(phone.isVisible(".menu a")).isFalse();
            phone.click(".menu summary");
            assertThat(phone.isVisible(".menu a")).isTrue();
            screen.navigate(home() + "/mihon");
            assertThat(screen.isVisible(".menu a")).isTrue();
            assertThat(screen.isVisible(".menu summary")).isFalse();
        }
    }

    @Test
    void whatIsTouchedIsLargeEnough() {
        try (Page page = page(375, true)) {
            page.navigate(home() + "/mihon");
            Object small = page.evaluate("""
                    [...document.querySelectorAll('.button, input:not([type=hidden],[type=checkbox],[type=radio]), select, textarea, .choice, summary, .top-links a, .menu a, .foot a')]
                      .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44).map(one => one.outerHTML)""");
            assertThat((List<?>) small).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, by the button", "true, by Escape", "false, by the button"})
    void thePageIsLeftAtOnce(boolean scripts, String how) {
        try (Page page = page(375, scripts)) {
            page.route("https://www.jma.go.jp/", route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setBody("天気")));
            page.navigate(home() + "/mihon/nowhere");
            page.navigate(home() + "/mihon");
            if (how.equals("by Escape")) {
                Stream.of(1, 2, 3).forEach(press -> page.keyboard().press("Escape"));
            } else {
                page.click(".quick-exit a");
            }
            page.waitForURL("https://www.jma.go.jp/");
            if (scripts) {
                page.goBack();
                assertThat(page.url()).endsWith("/mihon/nowhere");
            }
        }
    }

    @Test
    void whatWasReadOnTheWayIsNotBehindThePageEither() {
        try (Page page = page(375, true)) {
            page.route("https://www.jma.go.jp/", route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setBody("天気")));
            page.navigate(home() + "/mihon/nowhere");
            page.navigate(home() + "/mihon");
            page.click(".top-links a[hreflang=en]");
            page.waitForURL(home() + "/en/mihon");
            page.click(".top-links a[hreflang=ja]");
            page.waitForURL(home() + "/mihon");
            page.click(".quick-exit a");
            page.waitForURL("https://www.jma.go.jp/");
            page.goBack();
            assertThat(page.url()).endsWith("/mihon/nowhere");
        }
    }

    private Page page(int width, boolean scripts) {
        return Browsers.chromium().newPage(new Browser.NewPageOptions().setViewportSize(width, 800).setJavaScriptEnabled(scripts));
    }

    private String home() {
        return "http://localhost:" + port;
    }

    @Test
    void onlyTheWayUpStandsAboveAPageOnAPhone() {
        try (Page phone = page(375, false); Page screen = page(1280, false)) {
            phone.navigate(home() + "/mihon");
            screen.navigate(home() + "/mihon");
            assertThat(phone.locator(".trail li:visible").allTextContents()).containsExactly("記録");
            assertThat(screen.locator(".trail li:visible").allTextContents()).containsExactly("ホーム", "記録", "見本のページ");
        }
    }
}
