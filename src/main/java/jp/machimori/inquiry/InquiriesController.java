package jp.machimori.inquiry;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.plan.Plan;
import jp.machimori.plan.Plans;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** 照会の一覧。All inquiries of the town, what a division of one's own is asked in them, and the beginning of a new one. */
@Controller
@RequestMapping("/{town}/office/inquiries")
class InquiriesController {

    /** Years of a plan that began long ago are asked about no more. */
    private static final int MOST_BACK = 15;

    private final Inquiries inquiries;
    private final Questions questions;
    private final Preparing preparing;
    private final Plans plans;
    private final Ground ground;
    private final Audit audit;
    private final MessageSource messages;
    private final Clock clock;

    InquiriesController(Inquiries inquiries, Questions questions, Preparing preparing, Plans plans, Ground ground, Audit audit, MessageSource messages, Clock clock) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.preparing = preparing;
        this.plans = plans;
        this.ground = ground;
        this.audit = audit;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView list(Person person, Locale locale) {
        FiscalYear last = FiscalYear.of(LocalDate.now(clock)).previous();
        Wish wish = new Wish(plans.followedIn(last).stream().max(Comparator.comparing(plan -> covers(plan, last))).map(Plan::key).orElse(""), last.notation(), "", "", "", "30", false);
        return list(person, wish, List.of(), locale, HttpStatus.OK);
    }

    private static boolean covers(Plan plan, FiscalYear year) {
        return (plan.span().from() == null || !plan.span().from().isAfter(year.to())) && (plan.span().to() == null || !plan.span().to().isBefore(year.from()));
    }

    private ModelAndView list(Person person, Wish wish, List<Problem> problems, Locale locale, HttpStatus status) {
        ModelAndView page = new ModelAndView("inquiry/inquiries");
        page.setStatus(status);
        Map<String, Division> divisions = ground.divisionsByKey();
        FiscalYear now = FiscalYear.of(LocalDate.now(clock));
        List<FiscalYear> years = new ArrayList<>();
        int begun = plans.all().stream().map(plan -> plan.span().from()).filter(Objects::nonNull).mapToInt(from -> FiscalYear.of(from).year()).min().orElse(now.year());
        for (int year = now.year(); year > now.year() - 5 || year >= Math.max(begun, now.year() - MOST_BACK); year--) {
            years.add(new FiscalYear(year));
        }
        Set<String> followed = years.stream().flatMap(year -> plans.followedIn(year).stream()).map(Plan::key).collect(Collectors.toSet());
        List<Plan> all = plans.all().stream().filter(plan -> followed.contains(plan.key())).toList();
        page.addObject("inquiries", inquiries.all());
        page.addObject("late", questions.late());
        page.addObject("plans", all);
        page.addObject("editions", all.stream().collect(Collectors.toMap(Plan::key, plan -> plans.edition(plan.key()))));
        page.addObject("years", years);
        page.addObject("soon", LocalDate.now(clock).plusMonths(1));
        page.addObject("carried", plans.carriedOnIn(now));
        page.addObject("divisions", divisions);
        page.addObject("asking", divisions.values().stream().filter(division -> division.isOwn() && person.mayWrite(List.of(division.key()))).toList());
        page.addObject("wish", wish);
        page.addObject("problems", problems);
        page.addObject("mine", mine(person, locale));
        return page;
    }

    /** 自分の課への照会。 @param path of its answer page */
    record Mine(String path, String name, Questions.Progress progress) {
    }

    /** Open inquiries that a division of this person is asked in. */
    private List<Mine> mine(Person person, Locale locale) {
        Map<String, Division> divisions = ground.divisionsByKey();
        return inquiries.all().stream().filter(Inquiry::isOpen).flatMap(inquiry -> questions.progress(inquiry.id()).stream().filter(one -> person.own().contains(one.division()))
                .map(one -> new Mine(inquiry.path() + "/answers/" + one.division(), inquiry.title() + "（" + Renaming.name(divisions, one.division(), locale) + "）", one))).toList();
    }

    @PostMapping
    @Transactional
    ModelAndView prepare(@RequestAttribute Town town, Person person, @RequestParam(defaultValue = "") String plan, @RequestParam(defaultValue = "") String year,
                         @RequestParam(defaultValue = "") String division, @RequestParam(defaultValue = "") String title,
                         @RequestParam(defaultValue = "") String deadline, @RequestParam(defaultValue = "30") String share,
                         @RequestParam(defaultValue = "false") boolean approval, Locale locale) {
        Wish wish = new Wish(plan, year, division, title, deadline, share, approval);
        List<Problem> problems = problems(wish, person, locale);
        if (problems.isEmpty()) {
            Inquiry inquiry = inquiry(wish);
            if (preparing.prepare(inquiry)) {
                audit.note(person, "inquiry.prepared", inquiry.path(), Map.of("title", inquiry.title()));
                return new ModelAndView("redirect:/" + town.key() + inquiry.path());
            }
            problems = List.of(new Problem("year", "inquiry.bad.again"));
        }
        return list(person, wish, problems, locale, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** In the order of the form. */
    private List<Problem> problems(Wish wish, Person person, Locale locale) {
        List<Problem> problems = new ArrayList<>();
        Optional<FiscalYear> results = wish.results();
        boolean known = plan(wish).isPresent();
        if (!known) {
            problems.add(new Problem("plan", "inquiry.bad.plan"));
        }
        if (results.isEmpty()) {
            problems.add(new Problem("year", "inquiry.bad.year"));
        }
        if (known && results.isPresent() && plans.followedIn(results.get()).stream().noneMatch(one -> one.key().equals(wish.plan()))) {
            problems.add(new Problem("plan", "inquiry.bad.version", results.get().label(locale), plans.followedIn(results.get()).stream()
                    .filter(one -> plans.line(one.key()).contains(wish.plan()) || plans.line(wish.plan()).contains(one.key()))
                    .map(one -> messages.getMessage("inquiry.plan.edition", new Object[] {one.words().in(locale), plans.edition(one.key())}, locale)).collect(Collectors.joining("、"))));
        }
        if (!ground.divisionsByKey().containsKey(wish.division()) || !person.mayWrite(List.of(wish.division()))) {
            problems.add(new Problem("division", "inquiry.bad.division"));
        }
        problems.addAll(wish.problems(LocalDate.now(clock)));
        return problems;
    }

    private Optional<Plan> plan(Wish wish) {
        return plans.all().stream().filter(one -> one.key().equals(wish.plan())).findFirst();
    }

    /** Named after its plan and year where no name was typed. */
    private Inquiry inquiry(Wish wish) {
        Wish.Settings settings = wish.settings();
        FiscalYear results = wish.results().orElseThrow();
        String title = settings.title().isEmpty() ? plan(wish).orElseThrow().label() + "に基づく" + results.era() + "の取組実績等について（照会）" : settings.title();
        return new Inquiry(UUID.randomUUID(), results, wish.plan(), wish.division(), title, settings.deadline(), settings.share(), wish.approval(),
                Inquiry.State.DRAFT, new Inquiry.Letterhead("", null), null, null);
    }
}
