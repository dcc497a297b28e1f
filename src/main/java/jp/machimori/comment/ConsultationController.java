package jp.machimori.comment;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.account.Audit;
import jp.machimori.account.Faults;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
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
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** 意見募集を用意する。Its terms, its texts, its file, and when the public sees it and its result. */
@Controller
@RequestMapping("/{town}/office/comments")
class ConsultationController {

    /** With the form's encoding it stays below {@code max-http-form-post-size}. */
    private static final int LONGEST_TEXT = 200_000;

    private final Consultations consultations;
    private final Topics topics;
    private final Comments comments;
    private final Desk desk;
    private final Ground ground;
    private final Faults faults;
    private final Audit audit;
    private final MessageSource messages;

    ConsultationController(Consultations consultations, Topics topics, Comments comments, Desk desk, Ground ground, Faults faults,
                           Audit audit, MessageSource messages) {
        this.consultations = consultations;
        this.topics = topics;
        this.comments = comments;
        this.desk = desk;
        this.ground = ground;
        this.faults = faults;
        this.audit = audit;
        this.messages = messages;
    }

    @ModelAttribute("done")
    @Nullable String done(@RequestParam(required = false) @Nullable String done) {
        return done;
    }

    @GetMapping
    @Transactional(readOnly = true)
    String list(Person person, Model model) {
        LocalDate today = desk.today();
        List<Consultation> all = consultations.all();
        model.addAttribute("all", all.stream().filter(one -> person.mayWrite(List.of(one.division()))
                || one.stage(today) != Consultation.Stage.PREPARED).toList());
        model.addAttribute("own", all.stream().filter(one -> person.mayWrite(List.of(one.division()))).map(Consultation::id)
                .collect(Collectors.toSet()));
        model.addAttribute("divisions", ground.divisionsByKey());
        model.addAttribute("today", today);
        model.addAttribute("mayAdd", !divisions(person).isEmpty());
        return "comment/desks";
    }

    @GetMapping("/new")
    @Transactional(readOnly = true)
    String blank(@RequestAttribute Town town, Person person, Model model) {
        List<Division> divisions = own(person);
        Terms terms = new Terms("", "", divisions.size() == 1 ? divisions.getFirst().key() : "", "", "", "",
                word("comment.terms.commenters.default", town.name()), "", Consultation.Asking.REQUIRED.key(), Consultation.Asking.REQUIRED.key(),
                word("comment.terms.outcomes.default").replace("／", "\n"), "3");
        return form(null, UUID.randomUUID(), 1, terms, Map.of(), divisions, model);
    }

    @PostMapping
    @Transactional
    String add(@PathVariable String town, Person person, @RequestParam UUID id, Terms terms, HttpServletResponse response, Model model) {
        List<Division> divisions = own(person);
        Map<String, String> wrong = terms.faults(keys(divisions), null, Set.of(), desk.today());
        if (!wrong.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(null, id, 1, terms, wrong, divisions, model);
        }
        if (consultations.add(terms.consultation(id, 1))) {
            audit.note(person, "comment.added", subject(id), Map.of("divisions", List.of(terms.division())));
        }
        return back(town, id, "added");
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    String one(@PathVariable UUID id, Person person, Model model) {
        return desk.show(desk.own(id, person), Map.of(), model);
    }

    @GetMapping("/{id}/edit")
    @Transactional(readOnly = true)
    String edit(@PathVariable UUID id, Person person, Model model) {
        Consultation one = desk.own(id, person);
        return form(one, id, one.version(), Terms.of(one), Map.of(), divisions(person), model);
    }

    @PostMapping("/{id}/edit")
    @Transactional
    String change(@PathVariable String town, @PathVariable UUID id, Person person, @RequestParam int version, Terms terms,
                  HttpServletResponse response, Model model) {
        Consultation one = desk.unanswered(id, person);
        List<Division> divisions = divisions(person);
        Map<String, String> wrong = terms.faults(keys(divisions), one, outcomes(id), desk.today());
        if (!wrong.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(one, id, version, terms, wrong, divisions, model);
        }
        if (!consultations.change(terms.consultation(id, version))) {
            Terms now = Terms.of(one);
            return conflict(one, new Conflict(subject(id) + "/edit", one.version())
                    .row("comment.terms.title", now.title(), terms.title()).row("comment.terms.about", now.about(), terms.about())
                    .row("comment.terms.division", division(now.division()), division(terms.division()))
                    .row("comment.terms.from", now.from(), terms.from()).row("comment.terms.to", now.to(), terms.to())
                    .row("comment.terms.short", now.shortReason(), terms.shortReason())
                    .row("comment.terms.commenters", now.commenters(), terms.commenters()).row("comment.terms.where", now.whereTo(), terms.whereTo())
                    .row("comment.terms.name", word("comment.asking." + now.name()), word("comment.asking." + terms.name()))
                    .row("comment.terms.address", word("comment.asking." + now.address()), word("comment.asking." + terms.address()))
                    .row("comment.terms.outcomes", now.outcomes(), terms.outcomes()).row("comment.terms.years", now.years(), terms.years())
                    .field("title", terms.title()).field("about", terms.about()).field("division", terms.division()).field("from", terms.from())
                    .field("to", terms.to()).field("shortReason", terms.shortReason()).field("commenters", terms.commenters())
                    .field("whereTo", terms.whereTo()).field("name", terms.name()).field("address", terms.address())
                    .field("outcomes", terms.outcomes()).field("years", terms.years()), response, model);
        }
        audit.note(person, "comment.changed", subject(id), Map.of("version", version + 1));
        return back(town, id, "changed");
    }

    @GetMapping("/{id}/text/{edition}")
    @Transactional(readOnly = true)
    String text(@PathVariable UUID id, @PathVariable String edition, Person person, Model model) {
        Consultation one = writable(desk.own(id, person), edition);
        List<Section> sections = consultations.sections(id, edition);
        boolean copied = sections.isEmpty() && edition.equals("final");
        return text(one, edition, one.version(), Section.write(copied ? consultations.sections(id, "draft") : sections), copied, Map.of(), model);
    }

    @PostMapping("/{id}/text/{edition}")
    @Transactional
    String write(@PathVariable String town, @PathVariable UUID id, @PathVariable String edition, Person person,
                 @RequestParam(defaultValue = "") String text, @RequestParam int version, HttpServletResponse response, Model model) {
        Consultation one = writable(desk.unanswered(id, person), edition);
        List<Section> sections = Section.read(text);
        String wrong = text.length() > LONGEST_TEXT ? "comment.text.long" : sections.isEmpty() ? "comment.text.missing" : null;
        if (wrong != null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return text(one, edition, version, text, false, Map.of("text", wrong), model);
        }
        if (!consultations.write(id, edition, sections, version)) {
            return conflict(one, new Conflict(subject(id) + "/text/" + edition, one.version())
                    .row("comment.text." + edition, Section.write(consultations.sections(id, edition)), Typed.clean(text))
                    .field("text", text), response, model);
        }
        audit.note(person, "comment.text", subject(id), Map.of("entries", sections.size()));
        return "redirect:/" + town + "/" + subject(id) + "/text/" + edition + "?done=text";
    }

    @PostMapping("/{id}/file")
    @Transactional
    String attach(@PathVariable String town, @PathVariable UUID id, Person person, @RequestParam(required = false) @Nullable MultipartFile file,
                  HttpServletResponse response, Model model) throws IOException {
        Consultation one = writable(desk.held(id, person), "draft");
        Optional<Attachment> attachment = file == null || file.isEmpty() ? Optional.empty()
                : Attachment.of(String.valueOf(file.getOriginalFilename()), file.getBytes());
        if (attachment.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return desk.show(one, Map.of("file", "comment.file.wrong"), model);
        }
        consultations.attach(id, attachment.get());
        audit.note(person, "comment.file", subject(id), Map.of());
        return back(town, id, "attached");
    }

    @PostMapping("/{id}/file/remove")
    @Transactional
    String detach(@PathVariable String town, @PathVariable UUID id, Person person) {
        writable(desk.held(id, person), "draft");
        consultations.detach(id);
        audit.note(person, "comment.file-removed", subject(id), Map.of());
        return back(town, id, "detached");
    }

    /** From a day on that the first day of the period does not precede. */
    @PostMapping("/{id}/publish")
    @Transactional
    String publish(@PathVariable String town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String day,
                   HttpServletResponse response, Model model) {
        Consultation one = desk.held(id, person);
        if (one.stage(desk.today()) != Consultation.Stage.PREPARED) {
            return back(town, id, "published");
        }
        Map<String, String> wrong = new LinkedHashMap<>();
        LocalDate from = Typed.date(day).orElse(null);
        if (from == null) {
            wrong.put("day", "comment.publish.day.missing");
        } else if (from.isBefore(desk.today())) {
            wrong.put("day", "comment.publish.day.past");
        } else if (from.isAfter(one.from())) {
            wrong.put("day", "comment.publish.day.late");
        }
        if (consultations.sections(id, "draft").isEmpty() && consultations.fileName(id).isEmpty()) {
            wrong.put("draft", "comment.publish.draft.missing");
        }
        if (!wrong.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("day", Typed.clean(day));
            return desk.show(one, wrong, model);
        }
        consultations.publish(id, from);
        audit.note(person, "comment.published", subject(id), Map.of("day", String.valueOf(from)));
        return back(town, id, "published");
    }

    /** Before anybody has seen it. */
    @PostMapping("/{id}/unpublish")
    @Transactional
    String unpublish(@PathVariable String town, @PathVariable UUID id, Person person) {
        Consultation one = desk.held(id, person);
        if (one.stage(desk.today()) != Consultation.Stage.PREPARED) {
            throw new Forbidden("comment.forbidden.published");
        }
        consultations.publish(id, null);
        audit.note(person, "comment.unpublished", subject(id), Map.of());
        return back(town, id, "unpublished");
    }

    @PostMapping("/{id}/result")
    @Transactional
    String publishResult(@PathVariable String town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String words,
                         @RequestParam(defaultValue = "false") boolean named, HttpServletResponse response, Model model) {
        Consultation one = desk.held(id, person);
        if (one.resultOn() != null) {
            return back(town, id, "answered");
        }
        String said = Typed.clean(words);
        boolean complete = desk.lacks(one).isEmpty();
        boolean names = !named && comments.isSomebodyNamed(id, said);
        if (!complete || names || said.length() > 10_000) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("words", said);
            model.addAttribute("refused", !complete);
            model.addAttribute("named", names);
            return desk.show(one, !complete ? Map.of() : Map.of("words", said.length() > 10_000 ? "comment.result.words.long" : "comment.topic.named"), model);
        }
        consultations.publishResult(id, desk.today(), said);
        audit.note(person, "comment.answered", subject(id), Map.of());
        return back(town, id, "answered");
    }

    /** To mend it; the reason is in the audit. */
    @PostMapping("/{id}/result/withdraw")
    @Transactional
    String withdrawResult(@PathVariable String town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String reason,
                          HttpServletResponse response, Model model) {
        Consultation one = desk.held(id, person);
        String said = Typed.clean(reason).replace('\n', ' ');
        if (said.isEmpty() || said.length() > 500) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return desk.show(one, Map.of("reason", "comment.withdraw.reason.missing"), model);
        }
        consultations.publishResult(id, null, one.resultWords());
        audit.note(person, "comment.withdrawn", subject(id), Map.of("reason", said));
        return back(town, id, "withdrawn");
    }

    /** A draft that the public has read stays as it is: comments point into it. */
    private Consultation writable(Consultation one, String edition) {
        if (!edition.equals("draft") && !edition.equals("final")) {
            throw new NotFound();
        }
        if (edition.equals("draft") && one.stage(desk.today()) != Consultation.Stage.PREPARED) {
            throw new Forbidden("comment.forbidden.published");
        }
        return one;
    }

    private String form(@Nullable Consultation one, UUID id, int version, Terms terms, Map<String, String> wrong, List<Division> divisions, Model model) {
        model.addAttribute("one", one);
        model.addAttribute("id", id);
        model.addAttribute("version", version);
        model.addAttribute("terms", terms);
        model.addAttribute("divisions", divisions);
        model.addAttribute("askings", Consultation.Asking.values());
        faults.show(wrong, model);
        return "comment/terms";
    }

    private String text(Consultation one, String edition, int version, String text, boolean copied, Map<String, String> wrong, Model model) {
        model.addAttribute("one", one);
        model.addAttribute("edition", edition);
        model.addAttribute("version", version);
        model.addAttribute("text", text);
        model.addAttribute("copied", copied);
        model.addAttribute("sections", consultations.sections(one.id(), edition));
        faults.show(wrong, model);
        return "comment/text";
    }

    static String conflict(Consultation one, Conflict conflict, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.CONFLICT.value());
        model.addAttribute("one", one);
        model.addAttribute("conflict", conflict);
        return "comment/conflict";
    }

    /** Outcomes that some topic has: they may not vanish from the list. */
    private Set<String> outcomes(UUID id) {
        return topics.of(id).stream().map(Topic::outcome).filter(outcome -> !outcome.isEmpty()).collect(Collectors.toSet());
    }

    private List<Division> own(Person person) {
        List<Division> divisions = divisions(person);
        if (divisions.isEmpty()) {
            throw new Forbidden("comment.forbidden.division");
        }
        return divisions;
    }

    /** Those of today for which this person may hold a consultation. */
    private List<Division> divisions(Person person) {
        FiscalYear year = FiscalYear.of(desk.today());
        return ground.divisions().stream().filter(division -> division.isOwn() && division.existsIn(year) && person.mayWrite(List.of(division.key()))).toList();
    }

    private String division(String key) {
        Division division = ground.divisionsByKey().get(key);
        return division == null ? key : division.name();
    }

    private static Set<String> keys(List<Division> divisions) {
        return divisions.stream().map(Division::key).collect(Collectors.toSet());
    }

    /** What the public will read is in Japanese, whatever language the officer reads. */
    private String word(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.JAPANESE);
    }

    static String subject(UUID id) {
        return "office/comments/" + id;
    }

    private static String back(String town, UUID id, String done) {
        return "redirect:/" + town + "/" + subject(id) + "?done=" + done;
    }
}
