package jp.machimori.ledger;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.account.Audit;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.JsonNode;

/** The pages that write records: a new one, a correction, a withdrawal. Nothing typed is ever lost to a refusal. */
@Controller
@RequestMapping("/{town}/records/{form}")
class WritingController {

    private static final int LONGEST_REASON = 500;
    private static final int MOST_OTHERS = 5;

    private final Forms forms;
    private final Entries entries;
    private final EntryList list;
    private final Looking looking;
    private final Audit audit;
    private final Clock clock;

    WritingController(Forms forms, Entries entries, EntryList list, Looking looking, Audit audit, Clock clock) {
        this.forms = forms;
        this.entries = entries;
        this.list = list;
        this.looking = looking;
        this.audit = audit;
        this.clock = clock;
    }

    /** One field as it stands on the form: what was typed, and what is wrong with it. */
    record Slot(Field field, List<String> typed, Parsed.@Nullable Bad problem, List<String> names) {
        public String text() {
            return typed.isEmpty() ? "" : typed.getFirst();
        }

        public boolean chosen(String option) {
            return typed.contains(option);
        }

        /** The arguments of the sentence: the field's label, then what the problem brings. */
        public Object[] words(Locale locale) {
            List<Object> words = new ArrayList<>(List.of(field.label().in(locale)));
            if (problem != null) {
                problem.arguments().forEach(argument -> words.add(argument instanceof Words label ? label.in(locale) : argument));
            }
            return words.toArray();
        }
    }

    private Form writable(String form, @Nullable Person person) {
        Form kind = forms.require(form, Reader.of(person));
        if (person == null || !person.mayWrite(kind.divisions())) {
            throw new Forbidden("ledger.forbidden.division");
        }
        return kind;
    }

    @GetMapping("/new")
    @Transactional(readOnly = true)
    ModelAndView blank(@PathVariable String form, @Nullable Person person) {
        Form kind = writable(form, person);
        Map<String, List<String>> typed = new HashMap<>();
        if (kind.datedBy().type() instanceof FieldType.Day day) {
            typed.put(kind.datedBy().key(), List.of(day.edit(FieldType.JSON.stringNode(LocalDate.now(clock).toString()))));
        }
        return page(kind, kind.asked(), UUID.randomUUID(), null, typed, Map.of(), person, HttpStatus.OK);
    }

    @PostMapping
    @Transactional
    ModelAndView record(@PathVariable String town, @PathVariable String form, @Nullable Person person,
                        @RequestParam("id") UUID id, @RequestParam(defaultValue = "false") boolean another, HttpServletRequest request, Locale locale) {
        Form kind = writable(form, person);
        Map<String, List<String>> typed = typed(kind.asked(), request);
        Form.Reading reading = kind.read(typed, LocalDate.now(clock));
        if (!reading.isGood()) {
            return page(kind, kind.asked(), id, null, typed, reading.problems(), person, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Optional<Entry> twin = another ? Optional.empty() : entries.twin(kind, reading.values()).filter(entry -> !entry.id().equals(id));
        List<Other> others = another || twin.isPresent() ? List.of() : overlapping(kind, reading.values(), person, locale);
        if (twin.isPresent() || !others.isEmpty()) {
            ModelAndView page = page(kind, kind.asked(), id, null, typed, Map.of(), person, HttpStatus.CONFLICT);
            page.addObject("twin", twin.orElse(null));
            page.addObject("others", others);
            return page;
        }
        Recorded outcome = entries.record(List.of(new NewEntry(id, kind, reading.values(), person.id(), person.displayName()))).getFirst();
        return switch (outcome) {
            case Recorded.New made -> {
                audit.note(person, "entry.recorded", kind.address(id), Map.of("form", kind.words().ja()));
                yield redirect(town, kind, id, "recorded");
            }
            case Recorded.Same same -> redirect(town, kind, id, "same");
            case Recorded.Other other -> {
                Entry stored = RecordsController.require(entries, kind, id.toString(), Reader.of(person));
                yield conflict(kind, kind.asked(), stored, reading.values(), typed, UUID.randomUUID(), person);
            }
        };
    }

    /** An entry of another form that would count the same thing again. */
    record Other(Form form, Entry entry, List<Cell> cells) {
    }

    /** Declared by either of the two forms; what the person may not see is not told. */
    private List<Other> overlapping(Form form, JsonNode values, @Nullable Person person, Locale locale) {
        Reader reader = Reader.of(person);
        List<Other> others = new ArrayList<>();
        for (Form other : forms.knownTo(person)) {
            Stream<Map<String, String>> there = other.overlaps().stream().filter(overlap -> overlap.form().equals(form.key())).map(overlap ->
                    overlap.same().entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey)));
            Stream.concat(form.overlaps().stream().filter(overlap -> overlap.form().equals(other.key())).map(Form.Overlap::same), there)
                    .filter(same -> same.values().stream().allMatch(key -> other.shows(other.field(key), reader)))
                    .flatMap(same -> entries.overlapping(form, values, other, same).stream())
                    .filter(entry -> reader.sees(entry.visibility(), other.divisions())).distinct().limit(MOST_OTHERS)
                    .map(entry -> looking.at(entry, person)).forEach(entry -> others.add(new Other(other, entry, other.columns(reader).stream()
                            .map(field -> RecordsController.cell(field, entry, locale, false)).toList())));
        }
        return others;
    }

    @GetMapping("/{id}/edit")
    @Transactional
    ModelAndView edit(@PathVariable String form, @PathVariable String id, @Nullable Person person) {
        Form kind = writable(form, person);
        Entry entry = looking.at(correctable(kind, id, person), person);
        List<Field> asked = asked(kind, person);
        return page(kind, asked, entry.id(), entry, typed(asked, entry.content()), Map.of(), person, HttpStatus.OK);
    }

    @PostMapping("/{id}/edit")
    @Transactional
    ModelAndView correct(@PathVariable String town, @PathVariable String form, @PathVariable String id, @Nullable Person person,
                         @RequestParam int version, @RequestParam(defaultValue = "") String reason, HttpServletRequest request) {
        Form kind = writable(form, person);
        Entry entry = correctable(kind, id, person);
        List<Field> asked = asked(kind, person);
        Map<String, List<String>> typed = typed(asked, request);
        Form.Reading reading = kind.read(typed, LocalDate.now(clock), asked, entry.content());
        if (!reading.isGood() || length(reason) > LONGEST_REASON) {
            ModelAndView page = page(kind, asked, entry.id(), entry, typed, reading.problems(), person, HttpStatus.UNPROCESSABLE_CONTENT);
            page.addObject("version", version);
            page.addObject("reason", Typed.clean(reason));
            page.addObject("tooLong", tooLong(reason));
            return page;
        }
        var values = reading.values();
        Change change = entries.correct(kind, entry.id(), version, values, given(reason), person.id(), person.displayName());
        return switch (change) {
            case Change.Made made -> {
                audit.note(person, "entry.corrected", kind.address(id), Map.of("form", kind.words().ja(), "version", made.now().version()));
                yield redirect(town, kind, entry.id(), "corrected");
            }
            case Change.Nothing nothing -> redirect(town, kind, entry.id(), "nothing");
            case Change.Overtaken overtaken -> {
                ModelAndView page = conflict(kind, asked, overtaken.now(), values, typed, entry.id(), person);
                page.addObject("reason", Typed.clean(reason));
                yield page;
            }
        };
    }

    @GetMapping("/{id}/withdraw")
    @Transactional
    ModelAndView asking(@PathVariable String town, @PathVariable String form, @PathVariable String id, @Nullable Person person, Locale locale) {
        Form kind = writable(form, person);
        Entry entry = correctable(kind, id, person);
        return entry.withdrawn() ? redirect(town, kind, entry.id(), "withdrawn") : asking(kind, entry, "", person, locale, HttpStatus.OK);
    }

    private ModelAndView asking(Form form, Entry entry, String reason, Person person, Locale locale, HttpStatus status) {
        Entry seen = looking.at(entry, person);
        ModelAndView page = new ModelAndView("ledger/withdraw");
        page.setStatus(status);
        page.addObject("form", form);
        page.addObject("entry", seen);
        page.addObject("version", seen.version());
        page.addObject("reason", reason);
        page.addObject("overtaken", status == HttpStatus.CONFLICT);
        page.addObject("cells", form.columns(Reader.of(person)).stream()
                .map(field -> RecordsController.cell(field, seen, locale, false)).toList());
        return page;
    }

    @PostMapping("/{id}/withdraw")
    @Transactional
    ModelAndView withdraw(@PathVariable String town, @PathVariable String form, @PathVariable String id, @Nullable Person person,
                          @RequestParam int version, @RequestParam(defaultValue = "") String reason, Locale locale) {
        Form kind = writable(form, person);
        Entry entry = correctable(kind, id, person);
        if (length(reason) > LONGEST_REASON) {
            ModelAndView page = asking(kind, entry, Typed.clean(reason), person, locale, HttpStatus.UNPROCESSABLE_CONTENT);
            page.addObject("version", version);
            return page.addObject("tooLong", tooLong(reason));
        }
        Change change = entries.withdraw(kind, entry.id(), version, given(reason), person.id(), person.displayName());
        return switch (change) {
            case Change.Made made -> {
                audit.note(person, "entry.withdrawn", kind.address(id), Map.of("form", kind.words().ja()));
                yield redirect(town, kind, entry.id(), "withdrawn");
            }
            case Change.Nothing nothing -> redirect(town, kind, entry.id(), "withdrawn");
            case Change.Overtaken overtaken -> overtaken.now().withdrawn() ? redirect(town, kind, entry.id(), "withdrawn")
                    : asking(kind, overtaken.now(), Typed.clean(reason), person, locale, HttpStatus.CONFLICT);
        };
    }

    private Entry correctable(Form form, String id, @Nullable Person person) {
        Entry entry = RecordsController.require(entries, form, id, Reader.of(person));
        if (entry.erased()) {
            throw new Forbidden("ledger.forbidden.erased");
        }
        return entry;
    }

    /** What a correction asks for: a field that the person may not see keeps what it holds. */
    private static List<Field> asked(Form form, @Nullable Person person) {
        Reader reader = Reader.of(person);
        return form.asked().stream().filter(field -> form.shows(field, reader)).toList();
    }

    private static @Nullable String given(String reason) {
        String text = Typed.clean(reason).replace('\n', ' ');
        return text.isEmpty() ? null : text;
    }

    private static int length(String reason) {
        String text = Typed.clean(reason);
        return text.codePointCount(0, text.length());
    }

    /** How long a reason may be and how long it is; null when it is short enough. */
    private static int @Nullable [] tooLong(String reason) {
        return length(reason) > LONGEST_REASON ? new int[] {LONGEST_REASON, length(reason)} : null;
    }

    private static Map<String, List<String>> typed(List<Field> asked, HttpServletRequest request) {
        Map<String, List<String>> typed = new HashMap<>();
        for (Field field : asked) {
            String[] texts = request.getParameterValues("v_" + field.key());
            typed.put(field.key(), texts == null ? List.of() : List.of(texts));
        }
        return typed;
    }

    private static Map<String, List<String>> typed(List<Field> asked, JsonNode content) {
        Map<String, List<String>> typed = new HashMap<>();
        for (Field field : asked) {
            JsonNode value = content.get(field.key());
            if (value != null && !Seal.isClosed(value)) {
                typed.put(field.key(), value.isArray() ? value.valueStream().map(JsonNode::asString).toList()
                        : List.of(field.type().edit(value)));
            }
        }
        return typed;
    }

    /** Names to choose from: one thing called in two ways would be counted as two. */
    private List<String> names(Form form, Field field, @Nullable Person person) {
        if (!(field.type() instanceof FieldType.Party)) {
            return List.of();
        }
        Reader reader = Reader.of(person);
        Stream<String> elsewhere = Optional.ofNullable(field.suggest()).map(place -> place.split("/")).stream()
                .flatMap(place -> forms.find(place[0]).filter(other -> other.isKnownTo(reader)).stream()
                        .flatMap(other -> list.names(other, other.field(place[1]), reader).stream()));
        return Stream.concat(elsewhere, list.names(form, field, reader).stream()).distinct().sorted(Names.IN_ORDER).toList();
    }

    private ModelAndView page(Form form, List<Field> asked, UUID id, @Nullable Entry entry, Map<String, List<String>> typed,
                              Map<String, Parsed.Bad> problems, @Nullable Person person, HttpStatus status) {
        List<Slot> slots = asked.stream()
                .map(field -> new Slot(field, typed.getOrDefault(field.key(), List.of()), problems.get(field.key()), names(form, field, person))).toList();
        ModelAndView page = new ModelAndView("ledger/write");
        page.setStatus(status);
        page.addObject("form", form);
        page.addObject("id", id);
        page.addObject("entry", entry);
        page.addObject("version", entry == null ? null : entry.version());
        page.addObject("slots", slots);
        page.addObject("problems", slots.stream().filter(slot -> slot.problem() != null).toList());
        return page;
    }

    private ModelAndView conflict(Form form, List<Field> asked, Entry overtaking, JsonNode offered, Map<String, List<String>> typed, UUID id,
                                  Person person) {
        Entry stored = looking.at(overtaking, person);
        List<Slot> slots = asked.stream().map(field -> new Slot(field, typed.getOrDefault(field.key(), List.of()), null, List.of())).toList();
        ModelAndView page = new ModelAndView("ledger/conflict");
        page.setStatus(HttpStatus.CONFLICT);
        page.addObject("form", form);
        page.addObject("entry", stored);
        page.addObject("id", id);
        page.addObject("again", id.equals(stored.id()));
        page.addObject("slots", slots);
        page.addObject("fields", form.seenBy(Reader.of(person)).stream().filter(field -> !field.retired())
                .map(field -> new Both(field, stored.content().get(field.key()), offered.get(field.key()))).toList());
        return page;
    }

    /** What stands and what was sent, for one field. */
    record Both(Field field, @Nullable JsonNode standing, @Nullable JsonNode sent) {
        public boolean differs() {
            return !java.util.Objects.equals(standing, sent);
        }
    }

    private static ModelAndView redirect(String town, Form form, UUID id, String done) {
        return new ModelAndView("redirect:/" + town + "/records/" + form.key() + "/" + id + "?done=" + done);
    }
}
