package jp.machimori;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import jp.machimori.account.AccountExamples;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From the patrol to the number on the public page and back into the entry, in a real browser. */
@MachimoriTest
class WalkTests {

    @Autowired Towns towns;
    @Autowired AccountExamples accounts;
    @LocalServerPort int port;
    BrowserContext window;
    BrowserContext public_;

    @BeforeEach
    void anOfficerAndAResident() {
        window = Browsers.window(port, 1280);
        public_ = Browsers.window(port, 375);
    }

    @AfterEach
    void close() {
        window.close();
        public_.close();
    }

    @Test
    void aPatrolChangesTheIndicatorAndIsFoundBehindIt() {
        Town koganei = towns.byKey("koganei").orElseThrow();
        String name = "walker" + System.nanoTime();
        accounts.officer(koganei, name, "chiiki-anzen");
        String year = jp.machimori.town.FiscalYear.of(LocalDate.now(ZoneId.of("Asia/Tokyo"))).notation();

        Page office = window.newPage();
        Browsers.signIn(office, "koganei", name, AccountExamples.PASSWORD);
        record(office, "１２.５km");
        assertThat(office.locator(".done")).containsText("記録しました");
        String entry = office.url().replaceAll("\\?.*", "");

        Page resident = public_.newPage();
        resident.navigate("/koganei/indicators/coco_distance");
        assertThat(resident.locator("main")).containsText("12.5km");
        resident.locator("main a[href$='/records/tally/coco_distance/" + year + "']").first().click();
        assertThat(resident.locator("main .big")).hasText("12.5km");
        resident.locator("tbody a").first().click();
        assertThat(resident).hasURL(entry);
        assertThat(resident.locator("main")).containsText("駅前から公園まわり");

        Browsers.open(office, "直す");
        office.locator("#v_distance").fill("14");
        office.locator("#reason").fill("距離の書き間違い");
        office.locator("main button.primary").click();
        assertThat(office.locator(".done")).containsText("直しました");
        resident.navigate("/koganei/indicators/coco_distance");
        assertThat(resident.locator("main")).containsText("14.0km");
        resident.navigate(entry);
        assertThat(resident.locator("main")).containsText("第2版");
        assertThat(resident.locator("main")).not().containsText("12.5km");
        office.locator("main a[href$='/history']").click();
        assertThat(office.locator("main")).containsText("第1版");
        assertThat(office.locator("main")).containsText("第2版");
        assertThat(office.locator("main")).containsText("12.5km");

        office.navigate(entry);
        Browsers.open(office, "取り消す");
        office.locator("#reason").fill("見本のため");
        office.locator("main button.danger").click();
        assertThat(office.locator(".done")).containsText("取り消しました");
    }

    private static void record(Page page, String distance) {
        page.navigate("/koganei/records/blue-light-patrol/new");
        page.locator("#v_vehicle").fill("CoCo1号車");
        page.locator("input[name=v_kind]").first().check();
        page.locator("#v_participants").fill("２");
        page.locator("#v_route").fill("駅前から公園まわり");
        page.locator("#v_distance").fill(distance);
        page.locator("main button.primary").click();
    }

    @Test
    void theKeyboardAloneIsEnoughToRecord() {
        Town koganei = towns.byKey("koganei").orElseThrow();
        String name = "keys" + System.nanoTime();
        accounts.officer(koganei, name, "chiiki-anzen");
        Page page = window.newPage();
        page.navigate("/koganei/sign-in");
        tabTo(page, "name");
        page.keyboard().type(name);
        page.keyboard().press("Tab");
        page.keyboard().type(AccountExamples.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/koganei/office**");
        page.navigate("/koganei/records/equipment-supply/new");
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        tabTo(page, "v_group");
        page.keyboard().type("見本町会");
        page.keyboard().press("Enter");
        assertThat(page.locator("#errors")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#v_group")).hasValue("見本町会");
    }

    private static void tabTo(Page page, String name) {
        for (int presses = 0; presses < 60; presses++) {
            if (name.equals(page.evaluate("document.activeElement && document.activeElement.name"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the Tab key never reaches " + name);
    }

    @Test
    void theSwitchKeepsThePageInTheOtherLanguage() {
        Page page = public_.newPage();
        page.navigate("/koganei/indicators/coco_patrols");
        Browsers.open(page, "English");
        assertThat(page).hasURL("http://localhost:" + port + "/en/koganei/indicators/coco_patrols");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page.locator("header")).containsText("Koganei");
        Browsers.open(page, "日本語");
        assertThat(page).hasURL("http://localhost:" + port + "/koganei/indicators/coco_patrols");
    }

    @Test
    void nothingIsWiderThanAPhone() {
        Page page = public_.newPage();
        for (String path : new String[] {"/", "/koganei", "/kumamoto/plan", "/kumamoto/indicators/penal_crimes", "/koganei/programmes/coco-patrol",
            "/kumamoto/figures/penal_crimes", "/koganei/records", "/koganei/sign-in", "/api/v1/docs"}) {
            page.navigate(path);
            org.assertj.core.api.Assertions.assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(path).isLessThanOrEqualTo(375);
        }
    }
}
