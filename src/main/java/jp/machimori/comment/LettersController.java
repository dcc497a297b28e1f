package jp.machimori.comment;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.machimori.account.Audit;
import jp.machimori.account.Faults;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.shell.NotFound;
import org.jspecify.annotations.Nullable;
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

/** 意見書を受け付ける。Comments that came by other ways, and each comment as the opinions it holds. */
@Controller
@RequestMapping("/{town}/office/comments/{id}/letters")
class LettersController {

    private static final int SPARE = 2;
    private static final int MOST = 60;

    private final Consultations consultations;
    private final Comments comments;
    private final Desk desk;
    private final Faults faults;
    private final Audit audit;

    LettersController(Consultations consultations, Comments comments, Desk desk, Faults faults, Audit audit) {
        this.consultations = consultations;
        this.comments = comments;
        this.desk = desk;
        this.faults = faults;
        this.audit = audit;
    }

    /** One opinion as it stands on the form. */
    record Line(String id, String section, String body, String aside, String reason) {
        static Line of(Opinion opinion) {
            return new Line(opinion.id().toString(), opinion.section() == null ? "" : opinion.section().toString(), opinion.body(),
                    opinion.aside() == null ? "" : opinion.aside().key(), opinion.asideReason() == null ? "" : opinion.asideReason());
        }

        /** With the reason where it is set aside. */
        String words() {
            return aside.isEmpty() ? body : body + "\n（" + reason + "）";
        }
    }

    @ModelAttribute("done")
    @Nullable String done(@RequestParam(required = false) @Nullable String done) {
        return done;
    }

    @GetMapping
    @Transactional(readOnly = true)
    String list(@PathVariable UUID id, Person person, Model model) {
        model.addAttribute("one", desk.own(id, person));
        model.addAttribute("comments", comments.of(id));
        model.addAttribute("opinions", comments.opinions(id).stream().collect(Collectors.groupingBy(Opinion::comment)));
        return "comment/letters";
    }

    @GetMapping("/new")
    @Transactional(readOnly = true)
    String blank(@PathVariable UUID id, Person person, Model model) {
        return form(desk.own(id, person), UUID.randomUUID(), new Letter("", desk.today().toString(), "", "", "", "", "", ""), Map.of(), model);
    }

    @PostMapping
    @Transactional
    String receive(@PathVariable String town, @PathVariable UUID id, Person person, @RequestParam UUID comment, Letter letter,
                   HttpServletResponse response, Model model) {
        Consultation one = desk.unanswered(id, person);
        Map<String, String> wrong = letter.faults(one, desk.today());
        Comment.Channel channel = Comment.Channel.of(letter.channel());
        if (!wrong.isEmpty() || channel == null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(one, comment, letter, wrong, model);
        }
        Comment sent = new Comment(comment, id, 0, channel, Typed.date(letter.on()).orElseThrow(), letter.late().isEmpty() ? null : letter.late(),
                section(letter.section(), consultations.sections(id, "draft")), letter.text(), null, person.displayName(), 1);
        return switch (comments.receive(sent, new Commenter(letter.name(), letter.address(), letter.email()))) {
            case Comments.Receipt.New made -> {
                audit.note(person, "comment.received", ConsultationController.subject(id), Map.of("number", made.number()));
                yield letter(town, id, comment, "received");
            }
            case Comments.Receipt.Same same -> letter(town, id, comment, "received");
            case Comments.Receipt.Other other -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                model.addAttribute("earlier", other.number());
                yield form(one, UUID.randomUUID(), letter, Map.of(), model);
            }
        };
    }

    @GetMapping("/{comment}")
    @Transactional(readOnly = true)
    String one(@PathVariable UUID id, @PathVariable UUID comment, Person person, Model model) {
        Consultation one = desk.own(id, person);
        Comment letter = comments.byId(id, comment).orElseThrow(NotFound::new);
        return reading(one, letter, letter.version(), letter.sameAs() == null ? "" : letter.sameAs().toString(),
                comments.opinionsOf(comment).stream().map(Line::of).toList(), Map.of(), model);
    }

    /** How the comment is read: its opinions, and those that are counted only. */
    @PostMapping("/{comment}")
    @Transactional
    String split(@PathVariable String town, @PathVariable UUID id, @PathVariable UUID comment, Person person, @RequestParam int version,
                 @RequestParam(defaultValue = "") String sameAs, HttpServletRequest request, HttpServletResponse response, Model model) {
        Consultation one = desk.unanswered(id, person);
        Comment letter = comments.byId(id, comment).orElseThrow(NotFound::new);
        List<Line> lines = lines(request);
        Map<String, String> wrong = faults(letter, sameAs, lines, comments.of(id));
        if (!wrong.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return reading(one, letter, version, sameAs, lines, wrong, model);
        }
        List<Section> sections = consultations.sections(id, "draft");
        Map<String, Opinion> before = comments.opinionsOf(comment).stream().collect(Collectors.toMap(opinion -> opinion.id().toString(), Function.identity()));
        List<Opinion> opinions = new ArrayList<>();
        for (Line line : lines) {
            Opinion old = before.remove(line.id());
            Opinion.Aside aside = Opinion.Aside.of(line.aside());
            opinions.add(new Opinion(old == null ? UUID.randomUUID() : old.id(), letter.number(), opinions.size() + 1,
                    section(line.section(), sections), line.body(), aside != null || old == null ? null : old.topic(), aside, aside == null ? null : line.reason()));
        }
        Comment seen = new Comment(letter.id(), id, letter.number(), letter.channel(), letter.receivedOn(), letter.lateReason(), letter.section(),
                letter.body(), letter.sameAs(), letter.enteredBy(), version);
        if (!comments.split(seen, sameAs.isBlank() ? null : Integer.valueOf(sameAs.strip()), opinions)) {
            return ConsultationController.conflict(one, conflict(id, letter, sameAs, lines), response, model);
        }
        audit.note(person, "comment.split", ConsultationController.subject(id), Map.of("number", letter.number(), "entries", opinions.size()));
        return letter(town, id, comment, "split");
    }

    private Conflict conflict(UUID id, Comment letter, String sameAs, List<Line> lines) {
        Conflict conflict = new Conflict(ConsultationController.subject(id) + "/letters/" + letter.id(), letter.version());
        List<Line> standing = comments.opinionsOf(letter.id()).stream().map(Line::of).toList();
        for (int at = 0; at < Math.max(standing.size(), lines.size()); at++) {
            conflict.row("comment.opinion", at < standing.size() ? standing.get(at).words() : "", at < lines.size() ? lines.get(at).words() : "");
        }
        return conflict.field("sameAs", sameAs)
                .field("opinion", lines.stream().map(Line::id).toArray(String[]::new))
                .field("section", lines.stream().map(Line::section).toArray(String[]::new))
                .field("body", lines.stream().map(Line::body).toArray(String[]::new))
                .field("aside", lines.stream().map(Line::aside).toArray(String[]::new))
                .field("reason", lines.stream().map(Line::reason).toArray(String[]::new));
    }

    private static Map<String, String> faults(Comment letter, String sameAs, List<Line> lines, List<Comment> all) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (lines.isEmpty()) {
            faults.put("body-1", "comment.split.none");
        }
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            if (line.body().length() > 50_000) {
                faults.put("body-" + (at + 1), "comment.letter.text.long");
            }
            if (!line.aside().isEmpty() && (line.reason().isEmpty() || line.reason().length() > 500)) {
                faults.put("reason-" + (at + 1), "comment.split.reason");
            }
        }
        if (!sameAs.isBlank() && all.stream().noneMatch(other -> other.number() < letter.number() && String.valueOf(other.number()).equals(sameAs.strip()))) {
            faults.put("sameAs", "comment.split.same");
        }
        return faults;
    }

    /** The lines with words; what was emptied is gone. */
    private static List<Line> lines(HttpServletRequest request) {
        List<Line> lines = new ArrayList<>();
        String[] bodies = request.getParameterValues("body");
        for (int at = 0; bodies != null && at < Math.min(bodies.length, MOST); at++) {
            String body = Typed.clean(bodies[at]);
            if (!body.isEmpty()) {
                lines.add(new Line(value(request, "opinion", at), value(request, "section", at), body, value(request, "aside", at),
                        value(request, "reason", at).replace('\n', ' ')));
            }
        }
        return lines;
    }

    private static String value(HttpServletRequest request, String name, int at) {
        String[] values = request.getParameterValues(name);
        return values == null || at >= values.length ? "" : Typed.clean(values[at]);
    }

    private static @Nullable Integer section(String typed, List<Section> sections) {
        return sections.stream().map(Section::number).filter(number -> String.valueOf(number).equals(typed)).findFirst().orElse(null);
    }

    private String form(Consultation one, UUID comment, Letter letter, Map<String, String> wrong, Model model) {
        model.addAttribute("one", one);
        model.addAttribute("comment", comment);
        model.addAttribute("letter", letter);
        model.addAttribute("channels", Comment.Channel.values());
        model.addAttribute("sections", consultations.sections(one.id(), "draft"));
        faults.show(wrong, model);
        return "comment/receive";
    }

    private String reading(Consultation one, Comment letter, int version, String sameAs, List<Line> lines, Map<String, String> wrong, Model model) {
        List<Line> shown = new ArrayList<>(lines);
        for (int spare = 0; spare < SPARE && one.resultOn() == null; spare++) {
            shown.add(new Line("", "", "", "", ""));
        }
        model.addAttribute("one", one);
        model.addAttribute("letter", letter);
        model.addAttribute("who", comments.commenter(letter.id()).orElse(null));
        model.addAttribute("version", version);
        model.addAttribute("sameAs", sameAs);
        model.addAttribute("lines", shown);
        model.addAttribute("asides", Opinion.Aside.values());
        model.addAttribute("sections", consultations.sections(one.id(), "draft"));
        faults.show(wrong, model);
        return "comment/letter";
    }

    private static String letter(String town, UUID id, UUID comment, String done) {
        return "redirect:/" + town + "/" + ConsultationController.subject(id) + "/letters/" + comment + "?done=" + done;
    }
}
