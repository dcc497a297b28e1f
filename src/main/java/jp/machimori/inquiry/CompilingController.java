package jp.machimori.inquiry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.account.Audit;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.evaluation.Evaluations;
import jp.machimori.ledger.Typed;
import jp.machimori.plan.Plans;
import jp.machimori.report.Report;
import jp.machimori.report.Reports;
import jp.machimori.report.Snapshot;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** 報告書を作る。From a closed inquiry, for a meeting; a further one of the same year is the next edition and says why. */
@Controller
@RequestMapping("/{town}/office/inquiries/{id}/report")
class CompilingController {

    private final Inquiries inquiries;
    private final Omissions omissions;
    private final Compiling compiling;
    private final Reports reports;
    private final Plans plans;
    private final Evaluations evaluations;
    private final Audit audit;

    CompilingController(Inquiries inquiries, Omissions omissions, Compiling compiling, Reports reports, Plans plans, Evaluations evaluations, Audit audit) {
        this.inquiries = inquiries;
        this.omissions = omissions;
        this.compiling = compiling;
        this.reports = reports;
        this.plans = plans;
        this.evaluations = evaluations;
        this.audit = audit;
    }

    /** What is typed. */
    record Wish(String title, String number, String meeting, String on, boolean indicators, boolean statistics, String reason) {
    }

    private Inquiry closed(UUID id, Person person) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (!inquiry.isClosed()) {
            throw new Forbidden("inquiry.forbidden.open");
        }
        return inquiry;
    }

    /** The latest edition of the report that was made of that inquiry. */
    private Optional<Report> earlier(Inquiry inquiry) {
        return inquiries.report(inquiry.id()).flatMap(first -> reports.all().stream().filter(report -> report.first() == first).findFirst());
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView page(@PathVariable UUID id, Person person) {
        Inquiry inquiry = closed(id, person);
        Wish wish = new Wish(compiling.title(inquiry), "資料1", "", "", true, true, "");
        return page(inquiry, wish, List.of(), HttpStatus.OK);
    }

    private ModelAndView page(Inquiry inquiry, Wish wish, List<Problem> problems, HttpStatus status) {
        ModelAndView page = new ModelAndView("inquiry/compile");
        page.setStatus(status);
        page.addObject("inquiry", inquiry);
        page.addObject("wish", wish);
        page.addObject("statistics", compiling.hasStatistics());
        page.addObject("problems", problems);
        page.addObject("earlier", earlier(inquiry).orElse(null));
        page.addObject("left", omissions.count(inquiry.id()));
        page.addObject("carried", plans.carriedOnIn(inquiry.year()).stream().filter(plan -> plan.key().equals(inquiry.plan())).findFirst().orElse(null));
        page.addObject("evaluation", evaluations.of(inquiry.plan(), inquiry.year()).orElse(null));
        return page;
    }

    @PostMapping
    @Transactional
    ModelAndView make(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String title,
                      @RequestParam(defaultValue = "") String number, @RequestParam(defaultValue = "") String meeting, @RequestParam(defaultValue = "") String on,
                      @RequestParam(defaultValue = "false") boolean indicators, @RequestParam(defaultValue = "false") boolean statistics,
                      @RequestParam(defaultValue = "") String reason) {
        Inquiry inquiry = closed(id, person);
        Wish wish = new Wish(line(title), line(number), line(meeting), line(on), indicators, statistics, line(reason));
        List<Problem> problems = new ArrayList<>();
        if (wish.title().isEmpty() || wish.title().length() > 200) {
            problems.add(new Problem("title", "inquiry.bad.report-title"));
        }
        if (wish.number().length() > 50 || wish.meeting().length() > 100) {
            problems.add(new Problem("meeting", "inquiry.bad.meeting"));
        }
        Optional<LocalDate> day = Typed.date(wish.on());
        if (!wish.on().isEmpty() && day.isEmpty()) {
            problems.add(new Problem("on", "inquiry.bad.on"));
        }
        Optional<Report> earlier = earlier(inquiry);
        if (earlier.isPresent() && (wish.reason().isEmpty() || wish.reason().length() > 500)) {
            problems.add(new Problem("reason", "inquiry.bad.edition"));
        }
        if (!problems.isEmpty()) {
            return page(inquiry, wish, problems, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Snapshot snapshot = compiling.snapshot(town, inquiry, new Compiling.Manner(wish.title(),
                new Snapshot.Paper(empty(wish.number()), empty(wish.meeting()), day.orElse(null)), indicators, statistics));
        Report report = earlier.map(before -> reports.correct(before.number(), snapshot, wish.reason(), person)).orElseGet(() -> reports.keep(snapshot, person));
        inquiries.reported(inquiry.id(), report.first());
        audit.note(person, "inquiry.reported", inquiry.path(), Map.of("report", report.number()));
        return new ModelAndView("redirect:/" + town.key() + "/reports/" + report.number());
    }

    private static String line(String text) {
        return Typed.clean(text).replace('\n', ' ');
    }

    private static @Nullable String empty(String text) {
        return text.isEmpty() ? null : text;
    }
}
