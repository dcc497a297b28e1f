package jp.machimori.ledger;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.NotFound;
import jp.machimori.shell.SearchText;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages that show records: the kinds of record, their lists, one entry, its history, and what stands behind a number. */
@Controller
@RequestMapping("/{town}/records")
@Transactional
class RecordsController {

    private static final int PAGE = 50;
    private static final int COUNT_TO = 10_000;

    private final Forms forms;
    private final Entries entries;
    private final EntryList list;
    private final Tallies tallies;
    private final Ground ground;
    private final Looking looking;
    private final Clock clock;

    RecordsController(Forms forms, Entries entries, EntryList list, Tallies tallies, Ground ground, Looking looking, Clock clock) {
        this.forms = forms;
        this.entries = entries;
        this.list = list;
        this.tallies = tallies;
        this.ground = ground;
        this.looking = looking;
        this.clock = clock;
    }

    @GetMapping
    String kinds(@Nullable Person person, Model model) {
        Map<Form.Kind, List<Form>> kinds = new LinkedHashMap<>();
        forms.knownTo(person).forEach(form -> kinds.computeIfAbsent(form.kind(), any -> new ArrayList<>()).add(form));
        model.addAttribute("kinds", kinds);
        model.addAttribute("writable", kinds.values().stream().flatMap(List::stream)
                .filter(form -> person != null && person.mayWrite(form.divisions())).map(Form::key).toList());
        return "ledger/kinds";
    }

    @GetMapping("/{form}")
    String list(@PathVariable String form, @Nullable Person person, @RequestParam(required = false) @Nullable String q,
                @RequestParam(required = false) @Nullable String year, @RequestParam(required = false) @Nullable String after,
                @RequestParam(required = false, defaultValue = "false") boolean withdrawn, HttpServletRequest request,
                Locale locale, Model model) {
        Reader reader = Reader.of(person);
        Form kind = forms.require(form, reader);
        FiscalYear chosen = year == null || year.isEmpty() ? null : fiscalYear(year).orElseThrow(() -> new BadParameter("year"));
        Map<String, List<String>> choices = new LinkedHashMap<>();
        StringBuilder chosenInAddress = new StringBuilder();
        for (Field column : kind.columns(reader)) {
            String option = request.getParameter("f_" + column.key());
            if (option != null && options(column).stream().anyMatch(known -> known.key().equals(option))) {
                choices.put(column.key(), List.of(option));
                chosenInAddress.append("&f_").append(column.key()).append('=').append(option);
            }
        }
        model.addAttribute("chosen", chosenInAddress.toString());
        EntryList.Question question = new EntryList.Question(SearchText.of(q, "q").typed(), chosen == null ? null : chosen.from(),
                chosen == null ? null : chosen.to(), choices, withdrawn && reader.staff(), null, null,
                after == null || after.isEmpty() ? null : EntryList.After.parse(after), PAGE);
        show(kind, person, list.page(kind, reader, question), locale, model);
        long count = list.count(kind, reader, question, COUNT_TO);
        model.addAttribute("count", count);
        model.addAttribute("more", count >= COUNT_TO);
        model.addAttribute("mayWrite", person != null && person.mayWrite(kind.divisions()));
        model.addAttribute("filters", kind.columns(reader).stream().filter(column -> !options(column).isEmpty())
                .map(column -> new Filter(column, options(column), choices.getOrDefault(column.key(), List.of("")).getFirst())).toList());
        model.addAttribute("q", q == null ? "" : q);
        model.addAttribute("year", chosen == null ? "" : chosen.notation());
        model.addAttribute("years", years(locale));
        model.addAttribute("withdrawn", question.withdrawn());
        return "ledger/list";
    }

    /** A choice to filter by. */
    record Filter(Field field, List<FieldType.Option> options, String chosen) {
    }

    private static List<FieldType.Option> options(Field field) {
        return switch (field.type()) {
            case FieldType.Choice choice -> choice.options();
            case FieldType.Choices choices -> choices.options();
            case FieldType.InArea area -> area.options();
            default -> List.of();
        };
    }

    private Map<String, String> years(Locale locale) {
        Map<String, String> years = new LinkedHashMap<>();
        FiscalYear now = FiscalYear.of(LocalDate.now(clock));
        for (int back = 0; back < 10; back++) {
            FiscalYear year = new FiscalYear(now.year() - back);
            years.put(year.notation(), year.label(locale));
        }
        return years;
    }

    /** @return empty unless it is a year that records can be of */
    private static Optional<FiscalYear> fiscalYear(String text) {
        return text.matches("FY(19|20|21)\\d{2}") ? Optional.of(new FiscalYear(Integer.parseInt(text.substring(2)))) : Optional.empty();
    }

    /** One row of a list. */
    record Row(Entry entry, List<Cell> cells) {
    }

    private void show(Form form, @Nullable Person person, List<Entry> page, Locale locale, Model model) {
        List<Field> columns = form.columns(Reader.of(person));
        model.addAttribute("form", form);
        model.addAttribute("columns", columns);
        model.addAttribute("opening", Math.max(0, columns.indexOf(form.datedBy())));
        model.addAttribute("rows", looking.at(page.stream().limit(PAGE).toList(), person).stream()
                .map(entry -> new Row(entry, columns.stream().map(column -> cell(column, entry, locale, false)).toList())).toList());
        model.addAttribute("next", page.size() <= PAGE ? null
                : new EntryList.After(page.get(PAGE - 1).on(), page.get(PAGE - 1).id()).toString());
    }

    static Cell cell(Field field, Entry entry, Locale locale, boolean changed) {
        return new Cell(field, field.show(entry.content().get(field.key()), locale), field.bare(entry.content().get(field.key()), locale),
                field.type() instanceof FieldType.Number || field.isComputed(), changed);
    }

    /** The entry, if it exists for this reader: another town's, a hidden and a missing one are the same. */
    static Entry require(Entries entries, Form form, String id, Reader reader) {
        try {
            return entries.find(form.key(), UUID.fromString(id))
                    .filter(entry -> reader.sees(entry.visibility(), form.divisions())).orElseThrow(NotFound::new);
        } catch (IllegalArgumentException notAnId) {
            throw new NotFound();
        }
    }

    @GetMapping("/{form}/{id}")
    String entry(@PathVariable String form, @PathVariable String id, @Nullable Person person,
                 @RequestParam(required = false) @Nullable String done, Locale locale, Model model) {
        Reader reader = Reader.of(person);
        Form kind = forms.require(form, reader);
        Entry entry = looking.at(require(entries, kind, id, reader), person);
        model.addAttribute("form", kind);
        model.addAttribute("entry", entry);
        model.addAttribute("cells", kind.seenBy(reader).stream()
                .filter(field -> !field.retired() && !(entry.withdrawn() && !reader.staff()) || entry.content().has(field.key()))
                .map(field -> cell(field, entry, locale, false)).toList());
        model.addAttribute("feeds", entry.withdrawn() ? List.of() : kind.tallies().stream()
                .filter(rule -> kind.opens(rule, reader) && rule.counts(entry.content())).toList());
        model.addAttribute("year", FiscalYear.of(entry.on()).notation());
        model.addAttribute("yearLabel", FiscalYear.of(entry.on()).label(locale));
        model.addAttribute("mayWrite", person != null && person.mayWrite(kind.divisions()) && !entry.erased());
        model.addAttribute("done", done != null && List.of("recorded", "same", "corrected", "nothing", "withdrawn").contains(done) ? done : null);
        return "ledger/entry";
    }

    /** One version with what it changed. */
    record Past(Entry entry, @Nullable String reason, List<Cell> cells) {
    }

    /** For staff: what was wrong enough to be corrected is not for the public, which reads that it was corrected, and when. */
    @GetMapping("/{form}/{id}/history")
    String history(@PathVariable String form, @PathVariable String id, @Nullable Person person, Locale locale, Model model) {
        Reader reader = Reader.of(person);
        Form kind = forms.require(form, reader);
        Entry entry = require(entries, kind, id, reader);
        if (person == null) {
            throw new Forbidden("ledger.forbidden.history");
        }
        List<Entries.Version> versions = entries.history(entry);
        List<Entry> seen = looking.at(versions.stream().map(Entries.Version::entry).toList(), person);
        List<Past> shown = new ArrayList<>();
        for (int at = 0; at < seen.size(); at++) {
            Entry version = seen.get(at);
            Entry before = at + 1 < seen.size() ? seen.get(at + 1) : null;
            shown.add(new Past(version, before == null ? null : versions.get(at + 1).reason(), kind.seenBy(reader).stream()
                    .filter(field -> !field.retired() || version.content().has(field.key()))
                    .map(field -> cell(field, version, locale, before != null
                            && !java.util.Objects.equals(before.content().get(field.key()), version.content().get(field.key()))))
                    .toList()));
        }
        model.addAttribute("form", kind);
        model.addAttribute("entry", entry);
        model.addAttribute("versions", shown);
        return "ledger/history";
    }

    /** What stands behind a number: the entries a tally counted in a fiscal year. */
    @GetMapping("/tally/{tally}/{year}")
    String tally(@PathVariable String tally, @PathVariable String year, @Nullable Person person,
                 @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) @Nullable String of,
                 Locale locale, Model model) {
        Reader reader = Reader.of(person);
        TallyRule rule = tallies.rule(tally).orElseThrow(NotFound::new);
        FiscalYear chosen = fiscalYear(year).orElseThrow(NotFound::new);
        List<Form> feeding = forms.feeding(tally);
        List<Form> readable = feeding.stream().filter(form -> form.opens(rule(form, tally), reader)
                && form.visibility(rule(form, tally)) != Visibility.SEALED).toList();
        Form shown = readable.stream().filter(form -> form.key().equals(of)).findFirst()
                .orElse(readable.isEmpty() ? null : readable.getFirst());
        boolean stock = rule.amount() instanceof TallyRule.Amount.Stock;
        TallyQuestion question = new TallyQuestion(tally, stock ? TallyQuestion.Count.STOCK : TallyQuestion.Count.FLOW,
                LocalDate.of(1900, 1, 1), chosen, chosen);
        int decimals = Forms.decimals(feeding).getOrDefault(tally, 0);
        model.addAttribute("number", rule.shown(Tallies.written(tallies.yearly(List.of(question)).get(question).get(chosen), decimals), locale));
        model.addAttribute("rule", rule);
        model.addAttribute("year", chosen.notation());
        model.addAttribute("yearLabel", chosen.label(locale));
        model.addAttribute("readable", readable);
        model.addAttribute("hidden", feeding.size() > readable.size());
        model.addAttribute("form", shown);
        if (shown != null) {
            EntryList.Question asked = EntryList.Question.behind(rule(shown, tally), chosen, LocalDate.now(clock),
                    after == null || after.isEmpty() ? null : EntryList.After.parse(after), PAGE);
            show(shown, person, list.page(shown, reader, asked), locale, model);
            model.addAttribute("count", list.count(shown, reader, asked, COUNT_TO));
            summed(rule(shown, tally)).ifPresent(field -> model.addAttribute("part",
                    rule.shown(Tallies.written(list.sum(shown, reader, asked, field), decimals), locale)));
        }
        return "ledger/tally";
    }

    private static Optional<String> summed(TallyRule rule) {
        return switch (rule.amount()) {
            case TallyRule.Amount.Sum sum -> Optional.of(sum.field());
            case TallyRule.Amount.Stock stock when !stock.sum().isEmpty() -> Optional.of(stock.sum());
            case TallyRule.Amount amount -> Optional.empty();
        };
    }

    private static TallyRule rule(Form form, String tally) {
        return form.tallies().stream().filter(rule -> rule.key().equals(tally)).findFirst().orElseThrow();
    }
}
