package jp.machimori.report;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.shell.FileName;
import jp.machimori.shell.NotFound;
import jp.machimori.shell.RememberedPages;
import jp.machimori.town.Era;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.ServletWebRequest;
import org.thymeleaf.context.LazyContextVariable;

/**
 * The pages and files of reports. A draft exists for staff only; an administrator publishes it and takes it back. No method
 * is one transaction: a file may take a while to be made and to be fetched.
 */
@Controller
@RequestMapping("/{town}/reports")
class ReportController {

    private final Reports reports;
    private final PrintedFiles files;
    private final Printing printing;

    ReportController(Reports reports, PrintedFiles files, Printing printing) {
        this.reports = reports;
        this.files = files;
        this.printing = printing;
    }

    /** All that the page of a report shows beyond the address. */
    record Shown(Report report, List<Report> editions, List<Printed> files) {
    }

    @GetMapping
    String all(@Nullable Person person, Model model) {
        model.addAttribute("reports", reports.all().stream().filter(report -> mayRead(report, person))
                .collect(Collectors.groupingBy(Report::first, LinkedHashMap::new, Collectors.toList())).values());
        return "report/reports";
    }

    @GetMapping("/{number}")
    String report(@PathVariable String number, @RequestParam @Nullable String busy, @RequestParam @Nullable String done,
                  @Nullable Person person, Model model) {
        Report report = find(number, person);
        List<Report> editions = reports.all().stream().filter(other -> other.first() == report.first() && mayRead(other, person)).toList();
        List<Printed> made = files.of(report);
        model.addAttribute("report", report);
        model.addAttribute("editions", editions);
        model.addAttribute("newest", editions.stream().filter(Report::isPublished).max(Comparator.comparing(Report::edition))
                .filter(newest -> newest.edition() > report.edition()).orElse(null));
        model.addAttribute("formats", Format.values());
        model.addAttribute("files", made.stream().collect(Collectors.toMap(Printed::format, Function.identity(), (one, other) -> one, () -> new EnumMap<>(Format.class))));
        model.addAttribute("busy", busy != null);
        model.addAttribute("done", "published".equals(done) ? "report.published" : "taken-back".equals(done) ? "report.taken-back" : null);
        Contents contents = reports.contents(report.number());
        model.addAttribute("contents", contents);
        model.addAttribute("content", lazily(() -> new Content(reports.leaf(report.number(), contents, 1))));
        model.addAttribute(RememberedPages.SHOWN, new Shown(report, editions, made));
        return RememberedPages.PAGE + "report/report";
    }

    @GetMapping("/{number}/pages/{leaf}")
    String leaf(@PathVariable String number, @PathVariable String leaf, @Nullable Person person, Model model) {
        Report report = find(number, person);
        int at = leaf.matches("[1-9]\\d{0,5}") ? Integer.parseInt(leaf) : 0;
        Contents contents = reports.contents(report.number());
        if (at < 1 || at > contents.leaves()) {
            throw new NotFound();
        }
        model.addAttribute("report", report);
        model.addAttribute("contents", contents);
        model.addAttribute("leaf", at);
        model.addAttribute("content", lazily(() -> new Content(reports.leaf(report.number(), contents, at))));
        model.addAttribute(RememberedPages.SHOWN, new Shown(report, List.of(), List.of()));
        return RememberedPages.PAGE + "report/leaf";
    }

    /** Read only where a page is written. */
    private static <T> LazyContextVariable<T> lazily(Supplier<T> read) {
        return new LazyContextVariable<>() {
            @Override
            protected T loadValue() {
                return read.get();
            }
        };
    }

    /** What a page shows of a leaf. */
    record Content(Leaf leaf) {

        /** Where the number comes from, beneath the town. */
        public String path(UUID datum) {
            return leaf.paths().get(datum);
        }

        public String kind(Snapshot.Chapter chapter) {
            return switch (chapter) {
                case Snapshot.Measures measures -> "measures";
                case Snapshot.Indicators indicators -> "indicators";
                case Snapshot.Statistics statistics -> "statistics";
                case Snapshot.Evaluations evaluations -> "evaluations";
            };
        }

        public String heading(Snapshot.Section section) {
            return PdfPage.heading(section);
        }

        public boolean isItem(List<Snapshot.Piece> line) {
            return PdfPage.isItem(PdfPage.text(line));
        }

        public List<Bars.Bar> bars(List<Snapshot.Point> points, List<Snapshot.Goal> goals) {
            return Bars.of(points, goals);
        }

        public String period(String notation) {
            return Wording.period(notation);
        }

        public String date(LocalDate day) {
            return Era.shortDate(day);
        }

        public String state(String state) {
            return switch (state) {
                case "achieved" -> "good";
                case "not-achieved" -> "bad";
                case "not-yet" -> "wait";
                default -> "plain";
            };
        }
    }

    @GetMapping("/{number}/snapshot.json")
    void snapshot(@PathVariable String number, @Nullable Person person, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Report report = find(number, person);
        if (new ServletWebRequest(request, response).checkNotModified("\"" + report.sha256() + "\"")) {
            return;
        }
        byte[] json = reports.json(report.number());
        head(response, Format.JSON, "snapshot.json", json.length, report);
        response.getOutputStream().write(json);
    }

    /** Hands the file on part by part: a reader with a slow line holds neither a connection nor the whole of it. */
    @GetMapping({"/{number}/report.pdf", "/{number}/report.docx", "/{number}/report.xlsx", "/{number}/numbers.csv", "/{number}/numbers.json"})
    @Nullable String file(@PathVariable String number, @RequestAttribute Town town, @Nullable Person person, HttpServletRequest request,
                          HttpServletResponse response) throws IOException {
        Report report = find(number, person);
        Format format = Format.ofFile(request.getRequestURI().substring(request.getRequestURI().lastIndexOf('/') + 1));
        Optional<Printed> file = printing.file(report, format);
        if (file.isEmpty()) {
            return "redirect:/" + town.key() + "/reports/" + report.number() + "?busy";
        }
        if (new ServletWebRequest(request, response).checkNotModified("\"" + file.get().sha256() + "\"")) {
            return null;
        }
        head(response, format, format.file(), file.get().size(), report);
        OutputStream out = response.getOutputStream();
        for (int part = 0; part < PrintedFiles.parts(file.get()); part++) {
            out.write(files.part(report, format, part));
        }
        return null;
    }

    private static void head(HttpServletResponse response, Format format, String name, int size, Report report) {
        response.setContentType(format.type().toString());
        response.setContentLength(size);
        String unique = name.replace(".", "-" + report.year() + "-" + report.number() + ".");
        FileName file = new FileName(unique, unique);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, format == Format.PDF ? file.inline() : file.attachment());
    }

    /** Makes what is not made yet, so that nobody waits for what is public. */
    @PostMapping("/{number}/publish")
    String publish(@PathVariable String number, @RequestAttribute Town town, Person person) {
        Report report = administered(number, person);
        for (Format format : Format.values()) {
            if (printing.file(report, format).isEmpty()) {
                return "redirect:/" + town.key() + "/reports/" + report.number() + "?busy";
            }
        }
        reports.publish(report, person);
        return "redirect:/" + town.key() + "/reports/" + report.number() + "?done=published";
    }

    @PostMapping("/{number}/take-back")
    String takeBack(@PathVariable String number, @RequestAttribute Town town, Person person) {
        Report report = administered(number, person);
        reports.takeBack(report, person);
        return "redirect:/" + town.key() + "/reports/" + report.number() + "?done=taken-back";
    }

    private Report administered(String number, Person person) {
        Report report = find(number, person);
        if (!person.isAdministrator()) {
            throw new Forbidden("report.publish.administrator");
        }
        return report;
    }

    private Report find(String number, @Nullable Person person) {
        Report report = number.matches("[1-9]\\d{0,8}") ? reports.find(Integer.parseInt(number)).orElseThrow(NotFound::new) : null;
        if (report == null || !mayRead(report, person)) {
            throw new NotFound();
        }
        return report;
    }

    private static boolean mayRead(Report report, @Nullable Person person) {
        return report.isPublished() || person != null;
    }
}
