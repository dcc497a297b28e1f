package jp.machimori.inquiry;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
import jp.machimori.ledger.Typed;
import jp.machimori.plan.Plan;
import jp.machimori.plan.Plans;
import jp.machimori.post.Dispatch;
import jp.machimori.post.Post;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
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

/** 照会の仕事場。Where the division that asks prepares an inquiry, sends it out, follows it and closes it. */
@Controller
@RequestMapping("/{town}/office/inquiries")
class InquiryController {

    /** Years of a plan that began long ago are asked about no more. */
    private static final int MOST_BACK = 15;

    private final Inquiries inquiries;
    private final Questions questions;
    private final Omissions omissions;
    private final Invitations invitations;
    private final Inviting inviting;
    private final Holding holding;
    private final Resolving resolving;
    private final HeldPlans held;
    private final Plans plans;
    private final Ground ground;
    private final Post post;
    private final Audit audit;
    private final MessageSource messages;
    private final Clock clock;

    InquiryController(Inquiries inquiries, Questions questions, Omissions omissions, Invitations invitations, Inviting inviting, Holding holding, Resolving resolving, HeldPlans held, Plans plans, Ground ground,
                      Post post, Audit audit, MessageSource messages, Clock clock) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.omissions = omissions;
        this.invitations = invitations;
        this.inviting = inviting;
        this.holding = holding;
        this.resolving = resolving;
        this.held = held;
        this.plans = plans;
        this.ground = ground;
        this.post = post;
        this.audit = audit;
        this.messages = messages;
        this.clock = clock;
    }

    /** What is typed to begin or to change an inquiry. */
    record Wish(String plan, String year, String division, String title, String deadline, String share, boolean approval) {
    }

    /**
     * 課の進み具合。
     *
     * @param since from when it has been asked what it has not answered; null where it has answered all
     * @param mails to it, the newest first
     */
    record Row(String key, String name, Questions.Progress progress, @Nullable Invitation invitation, @Nullable Since since, List<Dispatch> mails, boolean mine) {
        public boolean isDone() {
            return progress.due() == 0;
        }

        /** Has answered all, and nobody has approved it. */
        public boolean isUnapproved() {
            return isDone() && (invitation == null || !invitation.isApproved());
        }

        /** Has answered something, and nobody has approved it. */
        public boolean isUnsigned() {
            return progress.all() > progress.due() && (invitation == null || !invitation.isApproved());
        }

        /** Still has something to answer, and the last mail about it has not gone out. */
        public boolean isStuck() {
            return !isDone() && (invitation != null && invitation.failedAt() != null
                    || !mails.isEmpty() && (mails.getFirst().state() instanceof Dispatch.State.GivenUp || mails.getFirst().state() instanceof Dispatch.State.PutOff));
        }
    }

    /** いつから。 */
    record Since(LocalDate day, long days) {
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

    private ModelAndView list(Person person, Wish wish, List<AnswerPages.Problem> problems, Locale locale, HttpStatus status) {
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
        page.addObject("carried", plans.carriedOnIn(now));
        page.addObject("divisions", divisions);
        page.addObject("asking", divisions.values().stream().filter(division -> division.isOwn() && person.mayWrite(List.of(division.key()))).toList());
        page.addObject("wish", wish);
        page.addObject("problems", problems);
        page.addObject("mine", mine(person, locale));
        return page;
    }

    /** Open inquiries that a division of this person is asked in. */
    private List<Row> mine(Person person, Locale locale) {
        Map<String, Division> divisions = ground.divisionsByKey();
        List<Row> rows = new ArrayList<>();
        inquiries.all().stream().filter(Inquiry::isOpen).forEach(inquiry -> questions.progress(inquiry.id()).stream()
                .filter(one -> person.own().contains(one.division()))
                .forEach(one -> rows.add(new Row(inquiry.path() + "/answers/" + one.division(), inquiry.title() + "（" + Renaming.name(divisions, one.division(), locale) + "）",
                        one, null, null, List.of(), true))));
        return rows;
    }

    @PostMapping
    @Transactional
    ModelAndView prepare(@RequestAttribute Town town, Person person, @RequestParam(defaultValue = "") String plan, @RequestParam(defaultValue = "") String year,
                         @RequestParam(defaultValue = "") String division, @RequestParam(defaultValue = "") String title,
                         @RequestParam(defaultValue = "") String deadline, @RequestParam(defaultValue = "30") String share,
                         @RequestParam(defaultValue = "false") boolean approval, Locale locale) {
        Wish wish = new Wish(plan, year, division, title, deadline, share, approval);
        List<AnswerPages.Problem> problems = new ArrayList<>();
        Optional<Plan> of = plans.all().stream().filter(one -> one.key().equals(plan)).findFirst();
        if (of.isEmpty()) {
            problems.add(new AnswerPages.Problem("plan", "inquiry.bad.plan", new Object[0]));
        }
        Optional<FiscalYear> results = year.matches("FY(19|20)\\d\\d") ? Optional.of(new FiscalYear(Integer.parseInt(year.substring(2)))) : Optional.empty();
        if (results.isEmpty()) {
            problems.add(new AnswerPages.Problem("year", "inquiry.bad.year", new Object[0]));
        }
        if (of.isPresent() && results.isPresent() && plans.followedIn(results.get()).stream().noneMatch(one -> one.key().equals(plan))) {
            problems.add(new AnswerPages.Problem("plan", "inquiry.bad.version", new Object[] {results.get().label(locale), plans.followedIn(results.get()).stream()
                    .filter(one -> plans.line(one.key()).contains(plan) || plans.line(plan).contains(one.key()))
                    .map(one -> messages.getMessage("inquiry.plan.edition", new Object[] {one.words().in(locale), plans.edition(one.key())}, locale)).collect(Collectors.joining("、"))}));
        }
        if (!ground.divisionsByKey().containsKey(division) || !person.mayWrite(List.of(division))) {
            problems.add(new AnswerPages.Problem("division", "inquiry.bad.division", new Object[0]));
        }
        Settings settings = settings(title, deadline, share, problems, LocalDate.now(clock));
        if (problems.isEmpty()) {
            String named = settings.title().isEmpty() ? of.orElseThrow().label() + "に基づく" + results.orElseThrow().era() + "の取組実績等について（照会）" : settings.title();
            Inquiry inquiry = new Inquiry(UUID.randomUUID(), results.orElseThrow(), plan, division, named, settings.deadline(), settings.share(), approval,
                    Inquiry.State.DRAFT, new Inquiry.Letterhead("", null), null, null);
            if (holding.prepare(inquiry)) {
                audit.note(person, "inquiry.prepared", inquiry.path(), Map.of("title", named));
                return new ModelAndView("redirect:/" + town.key() + inquiry.path());
            }
            problems.add(new AnswerPages.Problem("year", "inquiry.bad.again", new Object[0]));
        }
        return list(person, wish, problems, locale, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private record Settings(String title, LocalDate deadline, int share) {
    }

    private static Settings settings(String title, String deadline, String share, List<AnswerPages.Problem> problems, LocalDate today) {
        String clean = Typed.clean(title).replace('\n', ' ');
        if (clean.length() > 200) {
            problems.add(new AnswerPages.Problem("title", "inquiry.bad.title", new Object[0]));
        }
        Optional<LocalDate> day = Typed.date(deadline);
        if (day.isEmpty()) {
            problems.add(new AnswerPages.Problem("deadline", deadline.isBlank() ? "inquiry.bad.deadline.missing" : "inquiry.bad.deadline", new Object[0]));
        } else if (day.get().isBefore(today)) {
            problems.add(new AnswerPages.Problem("deadline", "inquiry.bad.deadline.past", new Object[0]));
        }
        int percent = Typed.number(share, "%").filter(number -> number.scale() <= 0 && number.intValue() >= 1 && number.intValue() <= 1000)
                .map(BigDecimal::intValue).orElse(0);
        if (percent == 0) {
            problems.add(new AnswerPages.Problem("share", "inquiry.bad.share", new Object[0]));
        }
        return new Settings(clean, day.orElse(today), percent);
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    ModelAndView one(@PathVariable UUID id, Person person, @RequestParam(required = false) @Nullable String done, Locale locale) {
        return page(inquiries.kept(id, person), person, done, null, List.of(), locale);
    }

    private ModelAndView page(Inquiry inquiry, Person person, @Nullable String done, @Nullable String link, List<AnswerPages.Problem> problems, Locale locale) {
        Map<String, Division> divisions = ground.divisionsByKey();
        Map<String, Invitation> invited = invitations.of(inquiry.id());
        Map<String, List<Dispatch>> mailed = post.of("inquiry/" + inquiry.id()).reversed().stream()
                .collect(Collectors.groupingBy(mail -> mail.about().substring(mail.about().lastIndexOf('/') + 1)));
        List<Row> rows = questions.progress(inquiry.id()).stream().map(one -> new Row(one.division(), Renaming.name(divisions, one.division(), locale), one,
                invited.get(one.division()), since(inquiry, one, invited.get(one.division())), mailed.getOrDefault(one.division(), List.of()),
                person.own().contains(one.division()))).sorted(Comparator.comparing(row -> inquiry.isOpen() && row.isDone())).toList();
        ModelAndView page = new ModelAndView("inquiry/inquiry");
        page.addObject("inquiry", inquiry);
        page.addObject("plan", plans.all().stream().filter(one -> one.key().equals(inquiry.plan())).findFirst().orElse(null));
        page.addObject("rows", rows);
        page.addObject("divisions", divisions);
        page.addObject("all", rows.stream().mapToInt(row -> row.progress().all()).sum());
        page.addObject("left", omissions.count(inquiry.id()));
        page.addObject("told", rows.stream().mapToInt(row -> row.progress().all() - row.progress().due()).sum());
        page.addObject("accepted", rows.stream().mapToInt(row -> row.progress().accepted()).sum());
        page.addObject("late", questions.late().getOrDefault(inquiry.id(), 0));
        page.addObject("changes", inquiry.state() == Inquiry.State.DRAFT ? resolving.changes(inquiry) : List.of());
        page.addObject("carried", plans.carriedOnIn(inquiry.year()).stream().filter(one -> one.key().equals(inquiry.plan())).findFirst().orElse(null));
        page.addObject("today", FiscalYear.of(LocalDate.now(clock)));
        page.addObject("stuck", rows.stream().filter(Row::isStuck).toList());
        page.addObject("without", without(inquiry, rows, locale));
        page.addObject("linked", invitations.linked(inquiry.id()));
        page.addObject("done", done);
        page.addObject("link", link);
        page.addObject("problems", problems);
        page.addObject("daysLeft", ChronoUnit.DAYS.between(LocalDate.now(clock), inquiry.deadline()));
        return page;
    }

    /** 送り先のない課。 @param handed what was handed on to it */
    record Without(String name, List<Handed> handed) {
    }

    /** @param from name of the division whose it was */
    record Handed(String measure, String from) {
    }

    /** Who still has something to answer and gets no mail. */
    private List<Without> without(Inquiry inquiry, List<Row> rows, Locale locale) {
        List<Row> unreached = rows.stream().filter(row -> !row.isDone() && (row.invitation() == null || row.invitation().address() == null)).toList();
        if (unreached.isEmpty()) {
            return List.of();
        }
        Map<String, Division> divisions = ground.divisionsByKey();
        Map<String, String> labels = held.labels(inquiry);
        Map<String, List<Handed>> handed = questions.handed(inquiry.id()).stream().collect(Collectors.groupingBy(Questions.Handed::to,
                Collectors.mapping(one -> new Handed(labels.getOrDefault(one.node(), one.node()), Renaming.name(divisions, one.from(), locale)), Collectors.toList())));
        return unreached.stream().map(row -> new Without(row.name(), handed.getOrDefault(row.key(), List.of()))).toList();
    }

    /** From the first mail, or from the opening where it could get none. */
    private @Nullable Since since(Inquiry inquiry, Questions.Progress progress, @Nullable Invitation invitation) {
        Instant asked = invitation != null && invitation.sentAt() != null ? invitation.sentAt() : inquiry.openedAt();
        if (!inquiry.isOpen() || progress.due() == 0 || asked == null) {
            return null;
        }
        LocalDate day = LocalDate.ofInstant(asked, clock.getZone());
        return new Since(day, ChronoUnit.DAYS.between(day, LocalDate.now(clock)));
    }

    @PostMapping("/{id}/change")
    @Transactional
    ModelAndView change(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String title,
                        @RequestParam(defaultValue = "") String deadline, @RequestParam(defaultValue = "30") String share,
                        @RequestParam(defaultValue = "false") boolean approval, Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        List<AnswerPages.Problem> problems = new ArrayList<>();
        Settings settings = settings(title, deadline, share, problems, LocalDate.now(clock));
        if (!problems.isEmpty() || inquiry.isClosed()) {
            ModelAndView page = page(inquiry, person, null, null, problems, locale);
            page.addObject("wish", new Wish(inquiry.plan(), inquiry.year().notation(), inquiry.division(), title, deadline, share, approval));
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        inquiries.change(id, settings.title().isEmpty() ? inquiry.title() : settings.title(), settings.deadline(), settings.share(), approval);
        audit.note(person, "inquiry.changed", inquiry.path(), Map.of("deadline", settings.deadline().toString()));
        return back(town, inquiry, "changed");
    }

    @PostMapping("/{id}/open")
    @Transactional
    ModelAndView open(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (inquiry.state() == Inquiry.State.DRAFT && resolving.changes(inquiry).stream().anyMatch(change -> change.to() == null)) {
            return back(town, inquiry, "nobody");
        }
        if (!holding.open(inquiry)) {
            return back(town, inquiry, "");      // a colleague was first
        }
        inviting.invite(inquiries.find(id).orElseThrow(), questions.progress(id).stream().map(Questions.Progress::division).toList());
        audit.note(person, "inquiry.opened", inquiry.path(), Map.of("title", inquiry.title()));
        return back(town, inquiry, "opened");
    }

    @PostMapping("/{id}/remind")
    @Transactional
    ModelAndView remind(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String division) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (inquiry.isOpen()) {
            List<String> due = questions.progress(id).stream().filter(one -> one.due() > 0).map(Questions.Progress::division)
                    .filter(key -> division.isEmpty() || division.equals(key)).toList();
            if (due.isEmpty()) {
                return back(town, inquiry, "");      // all have answered meanwhile
            }
            List<String> without = inviting.remind(inquiry, due);
            if (without.size() == due.size()) {
                return back(town, inquiry, "unreminded");
            }
            audit.note(person, "inquiry.reminded", inquiry.path(), Map.of("divisions", due.size() - without.size()));
        }
        return back(town, inquiry, "reminded");
    }

    /** Shown by the answer itself and kept nowhere, hence no redirect. */
    @PostMapping("/{id}/link")
    @Transactional
    ModelAndView link(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam String division, Locale locale) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (invitations.find(id, division).isEmpty() || inquiry.state() == Inquiry.State.DRAFT) {
            throw new NotFound();
        }
        String link = inviting.link(town, inquiry, division);
        audit.note(person, "inquiry.linked", inquiry.path(), Map.of("division", division));
        ModelAndView page = page(inquiry, person, null, link, List.of(), locale);
        page.addObject("made", Renaming.name(ground.divisionsByKey(), division, locale));
        return page;
    }

    @PostMapping("/{id}/stop")
    @Transactional
    ModelAndView stop(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam String division) {
        Inquiry inquiry = inquiries.kept(id, person);
        invitations.stop(id, division);
        audit.note(person, "inquiry.stopped", inquiry.path(), Map.of("division", division));
        return back(town, inquiry, "stopped");
    }

    @GetMapping("/{id}/close")
    @Transactional(readOnly = true)
    ModelAndView closing(@PathVariable UUID id, Person person, Locale locale) {
        ModelAndView page = page(inquiries.kept(id, person), person, null, null, List.of(), locale);
        page.addObject("unsettled", holding.unsettled(inquiries.kept(id, person)).size());
        page.setViewName("inquiry/close");
        return page;
    }

    @PostMapping("/{id}/close")
    @Transactional
    ModelAndView close(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (!holding.close(town, id)) {
            return inquiries.find(id).orElseThrow().isOpen() ? new ModelAndView("redirect:/" + town.key() + inquiry.path() + "/settle?done=unsettled")
                    : back(town, inquiry, "closed");
        }
        post.withdraw("inquiry/" + id);
        audit.note(person, "inquiry.closed", inquiry.path(), Map.of("title", inquiry.title()));
        return back(town, inquiry, "closed");
    }

    @PostMapping("/{id}/drop")
    @Transactional
    ModelAndView drop(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (inquiries.holdAlone(id).state() == Inquiry.State.DRAFT) {
            inquiries.drop(id);
            audit.note(person, "inquiry.dropped", inquiry.path(), Map.of("title", inquiry.title()));
        }
        return new ModelAndView("redirect:/" + town.key() + "/office/inquiries");
    }

    private static ModelAndView back(Town town, Inquiry inquiry, String done) {
        return new ModelAndView("redirect:/" + town.key() + inquiry.path() + "?done=" + done);
    }
}
