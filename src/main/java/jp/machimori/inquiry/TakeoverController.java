package jp.machimori.inquiry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Where the division that asks takes in the workbook it kept before: sheet, head, columns, a look at what fits, then all at once. */
@Controller
@RequestMapping("/{town}/office/inquiries/{id}/takeover")
class TakeoverController {

    /** Levels of the plan that name a chapter: deeper ones are as long as the questions and hold few each. */
    private static final int CHAPTER = 2;

    private final Inquiries inquiries;
    private final Questions questions;
    private final Takeovers takeovers;
    private final TakingOver takingOver;
    private final HeldPlans held;
    private final Ground ground;
    private final Audit audit;

    TakeoverController(Inquiries inquiries, Questions questions, Takeovers takeovers, TakingOver takingOver, HeldPlans held, Ground ground, Audit audit) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.takeovers = takeovers;
        this.takingOver = takingOver;
        this.held = held;
        this.ground = ground;
        this.audit = audit;
    }

    private Inquiry kept(UUID id, Person person) {
        Inquiry inquiry = inquiries.kept(id, person);
        if (inquiry.isClosed()) {
            throw new NotFound();
        }
        return inquiry;
    }

    /** Whose results the workbook has: last year's before the inquiry goes out, this year's while it is open. */
    private static FiscalYear results(Inquiry inquiry) {
        return inquiry.isOpen() ? inquiry.year() : inquiry.year().previous();
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView page(@PathVariable UUID id, Person person, @RequestParam(required = false) @Nullable String done, @RequestParam(defaultValue = "0") int taken, Locale locale) {
        ModelAndView page = page(kept(id, person), locale);
        page.addObject("done", done);
        page.addObject("took", taken);
        return page;
    }

    /** 列の選択肢。 */
    record Column(int at, String label) {
    }

    /**
     * 一行の見え方。
     *
     * @param matched name of the question it belongs to; null when it is to be chosen
     * @param like name of the question that it may belong to; null where there is none
     * @param near to choose from first
     */
    record Line(TakingOver.Match match, @Nullable String matched, @Nullable String like, List<Option> near) {
    }

    /** 問いの選択肢。 */
    record Option(UUID id, String label) {
    }

    /** 章ごとの選択肢。 @param label of the chapter with the one above it */
    record Chapter(String label, List<Option> options) {
    }

    private ModelAndView page(Inquiry inquiry, Locale locale) {
        ModelAndView page = new ModelAndView("inquiry/takeover");
        page.addObject("inquiry", inquiry);
        page.addObject("results", results(inquiry));
        page.addObject("roles", Taken.Role.values());
        page.addObject("halves", Half.values());
        page.addObject("took", 0);
        Taken taken = takeovers.find(inquiry.id()).orElse(null);
        page.addObject("taken", taken);
        if (taken == null) {
            return page;
        }
        Taken.Sheet sheet = taken.sheet();
        List<Question> asked = questions.of(inquiry.id());
        Map<String, HeldPlans.Place> places = held.places(inquiry);
        Map<UUID, String> names = names(asked, places, locale);
        List<Line> lines = takingOver.matches(inquiry, taken).stream().map(match -> new Line(match,
                match.question() == null ? null : names.get(match.question().id()), match.like() == null ? null : names.get(match.like().id()), options(match.near(), names))).toList();
        page.addObject("columns", IntStream.range(0, sheet.width()).mapToObj(at -> new Column(at, letter(at) + "　" + shortened(sheet.head(taken.mapping().head(), at)))).toList());
        page.addObject("matched", lines.stream().filter(line -> line.matched() != null).toList());
        page.addObject("unmatched", lines.stream().filter(line -> line.matched() == null).toList());
        Map<String, List<Question>> chapters = asked.stream().collect(Collectors.groupingBy(question ->
                HeldPlans.Place.of(question, places).above().stream().limit(CHAPTER).collect(Collectors.joining(" › ")), LinkedHashMap::new, Collectors.toList()));
        page.addObject("chapters", chapters.entrySet().stream().map(chapter -> new Chapter(chapter.getKey(), options(chapter.getValue(), names))).toList());
        return page;
    }

    private static List<Option> options(List<Question> asked, Map<UUID, String> names) {
        return asked.stream().map(question -> new Option(question.id(), names.get(question.id()))).toList();
    }

    private Map<UUID, String> names(List<Question> asked, Map<String, HeldPlans.Place> places, Locale locale) {
        Map<String, Division> divisions = ground.divisionsByKey();
        return asked.stream().collect(Collectors.toMap(Question::id, question ->
                HeldPlans.Place.of(question, places).label() + "（" + question.partyNames(divisions, locale) + "）"));
    }

    private static String letter(int column) {
        return org.apache.poi.ss.util.CellReference.convertNumToColString(column);
    }

    private static String shortened(String head) {
        String line = head.replace('\n', ' ');
        return line.length() > 30 ? line.substring(0, 30) + "…" : line;
    }

    @PostMapping
    @Transactional
    ModelAndView upload(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(required = false) @Nullable MultipartFile file, Locale locale) {
        Inquiry inquiry = kept(id, person);
        OpenedBook<List<Taken.Sheet>> opened = OpenedBook.read(BookPages.bytes(file), Taken::sheets);
        return switch (opened) {
            case OpenedBook.Refused<List<Taken.Sheet>> refused -> refused(inquiry, refused.why(), locale);
            case OpenedBook.Read<List<Taken.Sheet>> read -> {
                String name = Typed.clean(Objects.requireNonNullElse(file == null ? "" : file.getOriginalFilename(), "")).replace('\n', ' ');
                takeovers.keep(id, new Taken(name.substring(Math.max(0, name.length() - 100)), read.content(),
                        Taken.guess(read.content(), takingOver.memory(inquiry), results(inquiry))));
                yield back(town, inquiry, "");
            }
        };
    }

    private ModelAndView refused(Inquiry inquiry, String why, Locale locale) {
        ModelAndView page = page(inquiry, locale);
        page.addObject("refusal", why);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private static ModelAndView back(Town town, Inquiry inquiry, String query) {
        return new ModelAndView("redirect:/" + town.key() + inquiry.path() + "/takeover" + query);
    }

    /** The workbook was understood differently from now on, and next year. */
    @PostMapping("/map")
    @Transactional
    ModelAndView map(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "0") int sheet,
                     @RequestParam(defaultValue = "1") int head, @RequestParam(defaultValue = "0") int sheetBefore, @RequestParam(defaultValue = "1") int headBefore,
                     HttpServletRequest request) {
        Inquiry inquiry = kept(id, person);
        Taken taken = takeovers.find(id).orElse(null);
        if (taken == null) {
            return back(town, inquiry, "");     // put away in another window
        }
        if (sheet < 0 || sheet >= taken.sheets().size() || head < 1 || head > Taken.MOST_ROWS) {
            throw new BadParameter("head");
        }
        boolean moved = sheet != sheetBefore || head != headBefore;
        Map<Taken.Role, Integer> columns = moved ? Taken.columns(taken.sheets().get(sheet), head - 1, takingOver.memory(inquiry).heads(), results(inquiry)) : columns(request);
        Taken understood = new Taken(taken.name(), taken.sheets(), new Taken.Mapping(sheet, head - 1, columns));
        takeovers.keep(id, understood);
        if (!moved) {
            takeovers.remember(inquiry.plan(), takingOver.memory(inquiry).with(understood));
        }
        return back(town, inquiry, "");
    }

    private static Map<Taken.Role, Integer> columns(HttpServletRequest request) {
        Map<Taken.Role, Integer> columns = new EnumMap<>(Taken.Role.class);
        for (Taken.Role role : Taken.Role.values()) {
            String at = Objects.requireNonNullElse(request.getParameter(role.key()), "");
            if (!at.isEmpty() && (!at.matches("\\d{1,2}") || Integer.parseInt(at) >= Taken.MOST_COLUMNS)) {
                throw new BadParameter(role.key());
            }
            if (!at.isEmpty()) {
                columns.put(role, Integer.valueOf(at));
            }
        }
        return columns;
    }

    @PostMapping("/take")
    @Transactional
    ModelAndView take(@RequestAttribute Town town, @PathVariable UUID id, Person person, HttpServletRequest request, Locale locale) {
        kept(id, person);
        Inquiry inquiry = inquiries.holdOpen(id);
        Taken taken = takeovers.find(id).orElse(null);
        if (taken == null) {
            return back(town, inquiry, "");     // put away in another window
        }
        Map<String, UUID> chosen = new LinkedHashMap<>();
        takingOver.matches(inquiry, taken).forEach(match -> {
            String use = Stream.of("use-", "like-").map(name -> Objects.requireNonNullElse(request.getParameter(name + match.entry().id()), ""))
                    .filter(one -> !one.isEmpty()).findFirst().orElse("");
            if (!use.isEmpty()) {
                chosen.put(match.entry().id(), FilledPage.uuid(use));
            }
        });
        TakingOver.Outcome outcome = takingOver.take(inquiry, taken, chosen);
        audit.note(person, "inquiry.taken-over", inquiry.path(), Map.of("questions", outcome.taken()));
        if (outcome.faults().isEmpty() && outcome.standing() == 0) {
            takeovers.drop(id);
            return back(town, inquiry, "?done=taken&taken=" + outcome.taken());
        }
        ModelAndView page = page(inquiry, locale);
        page.addObject("outcome", outcome);
        page.setStatus(outcome.faults().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    @PostMapping("/drop")
    @Transactional
    ModelAndView drop(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Inquiry inquiry = kept(id, person);
        takeovers.drop(id);
        return back(town, inquiry, "");
    }
}
