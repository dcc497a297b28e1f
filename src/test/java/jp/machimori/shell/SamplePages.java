package jp.machimori.shell;

import jakarta.validation.constraints.Max;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import jp.machimori.shell.BarChart.Bar;
import jp.machimori.shell.BarChart.Line;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;

/** 見本のページ。The shell alone, without a database and without accounts: one page of everything, and doors that fail. */
@Configuration(proxyBeanMethods = false)
@TestComponent
@EnableAutoConfiguration(excludeName = {
    "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
    "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
    "org.springframework.boot.session.autoconfigure.SessionAutoConfiguration",
    "org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration",
    "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
    "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
    "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
    "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
    "org.springframework.modulith.runtime.autoconfigure.SpringModulithRuntimeAutoConfiguration"})
@ComponentScan(basePackageClasses = ShellConfiguration.class)
class SamplePages {

    /** What the layout asks of a town. */
    public record Place(String key, String name, boolean demonstration) {
        public String nameIn(Locale locale) {
            return locale.getLanguage().equals("en") ? "Mihon Town" : name;
        }
    }

    public record Staff(String displayName) {
    }

    public record Problem(String id, String text) {
    }

    @Controller
    @TestComponent
    @RequestMapping("/mihon")
    static class Doors {

        @GetMapping
        String sample(@RequestParam(required = false) @Nullable String problems, Model model) {
            model.addAttribute("town", new Place("mihon", "見本町", true));
            model.addAttribute("staff", new Staff("見本 太郎"));
            model.addAttribute("problems", problems == null ? List.of()
                    : List.of(new Problem("group", "団体の名前を入力してください"), new Problem("day", "実施日を読み取れません。R8.4.1 のように入力してください")));
            model.addAttribute("japanese", new Words("地域安全課", null));
            model.addAttribute("charts", CHARTS);
            return "shell/sample";
        }

        @GetMapping("/{year}/{id}")
        String entry(@PathVariable int year, @PathVariable UUID id) {
            throw new NotFound();
        }

        @GetMapping("/away")
        String away() {
            throw new CannotGetJdbcConnectionException("no connection", new SQLException("refused", "08001"));
        }

        @PostMapping("/away")
        String save() {
            return away();
        }

        @GetMapping("/full")
        String full() {
            throw new DataAccessResourceFailureException("insert", new SQLException("No space left on device", "53100"));
        }

        @GetMapping("/refused")
        String refused() {
            throw new TransactionSystemException("commit", new SQLException("could not serialize access", "40001"));
        }

        @GetMapping("/broken-off")
        String brokenOff() {
            TransactionSystemException rollback = new TransactionSystemException("rollback", new SQLException("Connection is closed"));
            rollback.initApplicationException(new DataAccessResourceFailureException("select", new SQLException("I/O error", "08006")));
            throw rollback;
        }

        @GetMapping("/crowded")
        String crowded() {
            throw new CannotCreateTransactionException("begin", new SQLTransientConnectionException("not available (total=10)"));
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("a fault of ours");
        }

        @GetMapping("/half")
        String half(Model model) {
            sample(null, model);
            model.addAttribute("charts", "no charts");
            return "shell/sample";
        }

        @GetMapping("/most")
        @ResponseBody String most(@RequestParam @Max(50) int size) {
            return "of " + size;
        }

        @GetMapping("/least")
        @ResponseBody String least() {
            throw new BadParameter("limit", "1–1000");
        }

        @PostMapping(path = "/body", consumes = "application/json")
        @ResponseBody String body(@RequestBody List<Integer> body) {
            return "of " + body.size();
        }

        @PostMapping("/file")
        @ResponseBody String file(@RequestPart MultipartFile file) {
            return "of " + file.getSize();
        }
    }

    @Controller
    @TestComponent
    @RequestMapping("/api/v1")
    static class Machines extends Doors {
    }

    static final List<BarChart> CHARTS = List.of(
            BarChart.of("認知件数の推移", "件", Locale.JAPANESE, List.of(bar("R1", "2019", "1210"), bar("R2", "2020", "902"), bar("R3", "2021", "845"),
                    bar("R4", "2022", "988"), bar("R5", "2023", "1104"), strong("R6", "2024", "1062")), List.of()),
            BarChart.of("パトロールの距離", "km", Locale.JAPANESE, List.of(bar("令和5年度", "2023年度", "12480.5"), none("令和6年度", "2024年度", "***"),
                    none("令和7年度", "2025年度", "なし"), strong("令和8年度", "2026年度", "9120.0"),
                    new Bar("令和9年度", "2027年度", new BigDecimal("13000"), "13,000", false, true)),
                    List.of(new Line(new BigDecimal("15000"), "目標 15,000 km（令和9年度）"))),
            BarChart.of("前の年との差", "ポイント", Locale.JAPANESE, List.of(bar("R4", "2022", "0.25"), bar("R5", "2023", "-0.4"), bar("R6", "2024", "0"),
                    strong("R7", "2025", "-1.15")), List.of()),
            BarChart.of("件数の推移", "件", Locale.JAPANESE, java.util.stream.IntStream.rangeClosed(2003, 2024).mapToObj(year ->
                    new Bar("H" + (year - 1988), String.valueOf(year), BigDecimal.valueOf(48_000 - 1_900L * (year - 2003)),
                            "%,d".formatted(48_000 - 1_900 * (year - 2003)), year == 2024, false)).toList(),
                    List.of(new Line(BigDecimal.valueOf(20_000), "目標 20,000件以下"), new Line(BigDecimal.valueOf(35_000), "基準 35,000件"))));

    private static Bar bar(String label, String sublabel, String number) {
        return new Bar(label, sublabel, new BigDecimal(number), "%,.1f".formatted(new BigDecimal(number)).replace(".0", "").replace("-", "△"), false, false);
    }

    private static Bar strong(String label, String sublabel, String number) {
        Bar bar = bar(label, sublabel, number);
        return new Bar(label, sublabel, bar.number(), bar.text(), true, false);
    }

    private static Bar none(String label, String sublabel, String words) {
        return new Bar(label, sublabel, null, words, false, false);
    }
}
