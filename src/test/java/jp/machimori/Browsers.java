package jp.machimori;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Chromium, the one that {@code ./machimori test} installs; one for the whole run. */
public final class Browsers {

    private static final List<String> PLACES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static Browser browser;

    private Browsers() {
    }

    public static synchronized Browser chromium() {
        if (browser == null) {
            Path executable = PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst()
                    .orElseThrow(() -> new IllegalStateException("no Chromium: run ./machimori test, which installs it"));
            Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setChromiumSandbox(false)
                    .setArgs(List.of("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")));
        }
        return browser;
    }

    /** A window of its own, without what others left. */
    public static BrowserContext window(int port, int width) {
        return chromium().newContext(new Browser.NewContextOptions().setBaseURL("http://localhost:" + port)
                .setViewportSize(width, 900).setBypassCSP(true).setLocale("ja-JP"));
    }

    /** axe-core for a page without frames: it need not put together in a second page what it found in each of them. */
    public static AxeBuilder axe(Page page) {
        if (page.frames().size() != 1) {
            throw new AssertionError(page.url() + " has frames");
        }
        return new AxeBuilder(page).setLegacyMode(true);
    }

    /** Signs in as people do. */
    public static void signIn(Page page, String town, String name, String password) {
        page.navigate("/" + town + "/sign-in");
        page.locator("input[name=name]").fill(name);
        page.locator("input[name=password]").fill(password);
        page.locator("main form button").first().click();
        page.waitForURL("**/" + town + "/office**");
    }

    public static void open(Page page, String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).first().click();
    }
}
