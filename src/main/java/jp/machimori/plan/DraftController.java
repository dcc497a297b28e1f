package jp.machimori.plan;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.plan.Drafting.Outcome;
import jp.machimori.shell.NotFound;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The plans of a town as its office keeps them: those published with their versions, and those in the making. */
@Controller
@RequestMapping("/{town}/office/plans")
@Transactional(readOnly = true)
class DraftController {

    private static final int LONGEST = 200;

    private final Plans plans;
    private final Versions versions;
    private final Drafts drafts;
    private final Drafting drafting;
    private final DraftDesk desk;
    private final Indicators indicators;
    private final MessageSource messages;
    private final Clock clock;

    DraftController(Plans plans, Versions versions, Drafts drafts, Drafting drafting, DraftDesk desk, Indicators indicators, MessageSource messages,
                    Clock clock) {
        this.plans = plans;
        this.versions = versions;
        this.drafts = drafts;
        this.drafting = drafting;
        this.desk = desk;
        this.indicators = indicators;
        this.messages = messages;
        this.clock = clock;
    }

    /** What is wrong at which field. */
    record Problem(String id, String text) {
    }

    /** What was typed of the plan itself. */
    record Wish(String label, String labelEn, String first, String last, String about, String aboutEn, String decided, String reason) {

        Wish {
            label = clean(label);
            labelEn = clean(labelEn);
            first = clean(first);
            last = clean(last);
            about = clean(about);
            aboutEn = clean(aboutEn);
            decided = clean(decided);
            reason = clean(reason);
        }

        private static String clean(@Nullable String typed) {
            return typed == null ? "" : Typed.clean(typed);
        }

        static Wish of(Draft draft) {
            return new Wish(draft.label(), text(draft.labelEn()), year(draft.span().from()), year(draft.span().to()), text(draft.about()),
                    text(draft.aboutEn()), text(draft.decidedOn()), text(draft.reason()));
        }

        private static String text(@Nullable Object value) {
            return value == null ? "" : value.toString();
        }

        /** The fiscal year of that day. */
        private static String year(@Nullable LocalDate day) {
            return day == null ? "" : String.valueOf(FiscalYear.of(day).year());
        }
    }

    /** 計画の一行。 @param drafted number of an open draft made from it, null where there is none */
    record Line(Plan plan, Versions.Version version, Versions.@Nullable Version later, boolean ended, @Nullable Integer drafted) {
    }

    @GetMapping
    String list(Person person, Model model) {
        LocalDate today = LocalDate.now(clock);
        Map<String, Integer> open = drafts.all().stream().filter(Draft::isOpen).collect(Collectors.toMap(Draft::from, Draft::number, (one, other) -> one));
        model.addAttribute("plans", plans.all().stream().map(plan -> new Line(plan, versions.of(plan.key()), versions.after(plan.key()),
                plan.hasEnded(today), open.get(plan.key()))).toList());
        model.addAttribute("drafts", drafts.all().stream().filter(draft -> draft.state() != Draft.State.PUBLISHED)
                .filter(draft -> desk.mayLook(drafts.tree(draft), person)).toList());
        return "plan/office-plans";
    }

    @GetMapping("/new")
    String blank(Person person, @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "next") String kind, Model model) {
        Plan plan = from(person, from);
        Draft.Kind wanted = kind(kind);
        LocalDate end = plan.span().to();
        LocalDate begin = plan.span().from();
        int first = end == null ? FiscalYear.of(LocalDate.now(clock)).year() + 1 : FiscalYear.of(end).year() + 1;
        int years = end == null || begin == null ? 5 : FiscalYear.of(end).year() - FiscalYear.of(begin).year() + 1;
        Wish wish = new Wish(plan.label(), Objects.requireNonNullElse(plan.labelEn(), ""), String.valueOf(first), String.valueOf(first + years - 1),
                Objects.requireNonNullElse(plan.about(), ""), Objects.requireNonNullElse(plan.aboutEn(), ""), "", "");
        return form(plan, wanted, wish, null, List.of(), model);
    }

    private Plan from(Person person, String key) {
        if (!person.isAdministrator()) {
            throw new Forbidden("plan.forbidden.change");
        }
        return plans.all().stream().filter(plan -> plan.key().equals(key)).findFirst().orElseThrow(NotFound::new);
    }

    private static Draft.Kind kind(String kind) {
        return kind.equals("review") ? Draft.Kind.REVIEW : Draft.Kind.NEXT;
    }

    @PostMapping
    @Transactional
    String begin(@PathVariable String town, Person person, @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "next") String kind,
                 @ModelAttribute Wish wish, Locale locale, HttpServletResponse response, Model model) {
        Plan plan = from(person, from);
        Draft.Kind wanted = kind(kind);
        List<Problem> problems = problems(wish, wanted, locale);
        if (wanted == Draft.Kind.REVIEW && versions.after(plan.key()) != null) {
            problems.add(problem("label", "plan.publish.reviewed", locale));
        }
        if (!problems.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(plan, wanted, wish, null, problems, model);
        }
        Draft draft = drafting.begin(plan, draft(wish, wanted, plan.period(), 0, 0), person);
        return "redirect:/" + town + "/" + draft.address() + "?done=copied";
    }

    private static Draft draft(Wish wish, Draft.Kind kind, String period, int number, int edition) {
        return new Draft(number, "", kind, "", wish.label(), blank(wish.labelEn()),
                kind == Draft.Kind.REVIEW ? period : "FY" + year(wish.first()).orElseThrow() + ".." + "FY" + year(wish.last()).orElseThrow(),
                blank(wish.about()), blank(wish.aboutEn()), List.of(), kind == Draft.Kind.REVIEW ? Typed.date(wish.decided()).orElseThrow() : null,
                kind == Draft.Kind.REVIEW ? wish.reason() : null, Draft.State.DRAFT, edition, 0, Instant.EPOCH, "");
    }

    static @Nullable String blank(String text) {
        String clean = Typed.clean(text);
        return clean.isEmpty() ? null : clean;
    }

    /** A fiscal year as people write it: 2032, 令和14, R14年度. */
    static Optional<Integer> year(String typed) {
        String text = typed.replace("年度", "").replace("年", "").strip();
        return Typed.date(text + "-04-01").map(LocalDate::getYear).filter(year -> year >= 1990 && year < 2200);
    }

    private List<Problem> problems(Wish wish, Draft.Kind kind, Locale locale) {
        List<Problem> problems = new ArrayList<>();
        if (wish.label().isEmpty() || wish.label().length() > LONGEST) {
            problems.add(problem("label", "plan.draft.label.problem", locale));
        }
        if (kind == Draft.Kind.REVIEW) {
            if (Typed.date(wish.decided()).isEmpty()) {
                problems.add(problem("decided", "plan.draft.decided.problem", locale));
            }
            if (wish.reason().isEmpty()) {
                problems.add(problem("reason", "plan.draft.reason.problem", locale));
            }
        } else {
            Optional<Integer> first = year(wish.first());
            Optional<Integer> last = year(wish.last());
            if (first.isEmpty()) {
                problems.add(problem("first", "plan.draft.first.problem", locale));
            }
            if (last.isEmpty() || first.isPresent() && last.get() < first.get()) {
                problems.add(problem("last", "plan.draft.last.problem", locale));
            }
        }
        return problems;
    }

    private Problem problem(String id, String key, Locale locale) {
        return new Problem(id, messages.getMessage(key, null, locale));
    }

    private String form(Plan from, Draft.Kind kind, Wish wish, @Nullable Draft draft, List<Problem> problems, Model model) {
        model.addAttribute("from", from);
        model.addAttribute("number", versions.of(from.key()).number() + 1);
        model.addAttribute("kind", kind);
        model.addAttribute("wish", wish);
        model.addAttribute("draft", draft);
        model.addAttribute("problems", problems);
        model.addAttribute("wrong", problems.stream().collect(Collectors.toMap(Problem::id, Problem::text, (one, other) -> one)));
        return "plan/office-new";
    }

    @GetMapping("/{number}")
    String tree(@PathVariable int number, Person person, @RequestParam(defaultValue = "") String done, Model model) {
        return tree(desk.look(number, person), person, done, List.of(), model);
    }

    private String tree(DraftTree tree, Person person, String done, List<Problem> problems, Model model) {
        Draft draft = tree.draft();
        model.addAttribute("draft", draft);
        model.addAttribute("plan", tree.plan());
        model.addAttribute("from", plans.all().stream().filter(plan -> plan.key().equals(draft.from())).findFirst().orElse(null));
        model.addAttribute("fromVersion", versions.of(draft.from()));
        model.addAttribute("places", tree.places().stream().collect(Collectors.groupingBy(DraftTree.Place::node, Collectors.counting())));
        model.addAttribute("editable", DraftDesk.mayChange(draft, person));
        Map<String, Long> aimless = aimless(tree);
        model.addAttribute("aimless", aimless);
        model.addAttribute("aimlessMeasures", DraftPages.choices(tree.plan()).stream().filter(choice -> aimless.containsKey(choice.key())).toList());
        model.addAttribute("steps", drafts.steps(draft).size());
        model.addAttribute("done", List.of("copied", "changed", "retired", "undone", "discarded").contains(done) ? done : null);
        model.addAttribute("problems", problems);
        return "plan/draft";
    }

    /** How many indicators of a measure have no target in the years of the draft, by the measure's key. */
    private Map<String, Long> aimless(DraftTree tree) {
        Period span = tree.draft().span();
        Set<String> aimed = indicators.standing(indicators.all()).stream()
                .filter(standing -> standing.goals().stream().anyMatch(goal -> Drafting.within(goal.figure().period(), span)))
                .map(standing -> standing.indicator().key()).collect(Collectors.toSet());
        return tree.places().stream().filter(place -> place.goals().isEmpty() && !aimed.contains(place.indicator()))
                .collect(Collectors.groupingBy(DraftTree.Place::node, Collectors.counting()));
    }

    @GetMapping("/{number}/edit")
    String edit(@PathVariable int number, Person person, Model model) {
        Draft draft = desk.open(number, person).draft();
        return form(from(person, draft.from()), draft.kind(), Wish.of(draft), draft, List.of(), model);
    }

    @PostMapping("/{number}")
    @Transactional
    String rename(@PathVariable String town, @PathVariable int number, Person person, @RequestParam(defaultValue = "0") int edition,
                  @ModelAttribute Wish wish, Locale locale, HttpServletResponse response, Model model) {
        Draft draft = desk.open(number, person).draft();
        List<Problem> problems = problems(wish, draft.kind(), locale);
        if (problems.isEmpty()) {
            if (drafting.rename(withEdition(draft, edition), draft(wish, draft.kind(), draft.period(), number, edition), person) instanceof Outcome.Kept) {
                return "redirect:/" + town + "/" + draft.address() + "?done=changed";
            }
            problems.add(problem("label", "plan.draft.overtaken", locale));
            response.setStatus(HttpStatus.CONFLICT.value());
        } else {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        model.addAttribute("standing", response.getStatus() == HttpStatus.CONFLICT.value() ? draft : null);
        return form(from(person, draft.from()), draft.kind(), wish, draft, problems, model);
    }

    private static Draft withEdition(Draft draft, int edition) {
        return new Draft(draft.number(), draft.key(), draft.kind(), draft.from(), draft.label(), draft.labelEn(), draft.period(), draft.about(),
                draft.aboutEn(), draft.levels(), draft.decidedOn(), draft.reason(), draft.state(), edition, draft.lastKey(), draft.madeAt(), draft.madeBy());
    }

    @PostMapping("/{number}/publish")
    @Transactional
    String publish(@PathVariable String town, @PathVariable int number, Person person, @RequestParam(defaultValue = "0") int edition, Locale locale,
                   HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        List<String> inTheWay = drafting.publish(withEdition(tree.draft(), edition), person);
        if (inTheWay.isEmpty()) {
            return "redirect:/" + town + "/plan";
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return tree(tree, person, "", inTheWay.stream().map(reason -> problem("publish", reason, locale)).toList(), model);
    }

    @PostMapping("/{number}/discard")
    @Transactional
    String discard(@PathVariable String town, @PathVariable int number, Person person) {
        Draft draft = desk.open(number, person).draft();
        drafting.discard(draft, person);
        return "redirect:/" + town + "/" + draft.address() + "?done=discarded";
    }

    @GetMapping("/{number}/history")
    String history(@PathVariable int number, Person person, Model model) {
        return history(desk.look(number, person).draft(), person, List.of(), model);
    }

    private String history(Draft draft, Person person, List<Problem> problems, Model model) {
        model.addAttribute("draft", draft);
        model.addAttribute("steps", drafts.steps(draft));
        model.addAttribute("editable", DraftDesk.mayChange(draft, person));
        model.addAttribute("problems", problems);
        return "plan/draft-history";
    }

    @PostMapping("/{number}/undo")
    @Transactional
    String undo(@PathVariable String town, @PathVariable int number, Person person, @RequestParam(defaultValue = "0") int step, Locale locale,
                HttpServletResponse response, Model model) {
        Draft draft = desk.open(number, person).draft();
        if (drafting.undo(draft, step, person) instanceof Outcome.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return history(draft, person, List.of(problem("step-" + step, refused.reason(), locale)), model);
        }
        return "redirect:/" + town + "/" + draft.address() + "?done=undone";
    }
}
