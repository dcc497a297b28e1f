package jp.machimori.comment;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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

/** 意見をまとめる。Which opinions say the same, and what the town answers. */
@Controller
@RequestMapping("/{town}/office/comments/{id}/topics")
class TopicsController {

    private static final int LONGEST = 10_000;

    private final Consultations consultations;
    private final Comments comments;
    private final Topics topics;
    private final Desk desk;
    private final Faults faults;
    private final Audit audit;

    TopicsController(Consultations consultations, Comments comments, Topics topics, Desk desk, Faults faults, Audit audit) {
        this.consultations = consultations;
        this.comments = comments;
        this.topics = topics;
        this.desk = desk;
        this.faults = faults;
        this.audit = audit;
    }

    @ModelAttribute("done")
    @Nullable String done(@RequestParam(required = false) @Nullable String done) {
        return done;
    }

    @GetMapping
    @Transactional(readOnly = true)
    String list(@PathVariable UUID id, Person person, Model model) {
        return list(desk.own(id, person), List.of(), "", Map.of(), model);
    }

    /**
     * Puts opinions under a topic, a new one or none.
     *
     * @param from topic under which the officer saw them; empty for those under none
     * @param to the same of where they go; {@code new} with the words of a new one
     */
    @PostMapping
    @Transactional
    String group(@PathVariable String town, @PathVariable UUID id, Person person, @RequestParam(required = false) @Nullable List<UUID> opinion,
                 @RequestParam(required = false) @Nullable UUID from, @RequestParam(defaultValue = "new") String to,
                 @RequestParam(defaultValue = "") String gist, @RequestParam(defaultValue = "false") boolean named, HttpServletResponse response, Model model) {
        Consultation one = desk.unanswered(id, person);
        List<UUID> chosen = opinion == null ? List.of() : opinion;
        String words = Typed.clean(gist);
        Topic target = topics.of(id).stream().filter(topic -> topic.id().toString().equals(to)).findFirst().orElse(null);
        Map<String, String> wrong = new LinkedHashMap<>();
        if (chosen.isEmpty()) {
            wrong.put("opinions", "comment.group.none");
        }
        if (to.equals("new") && words.isEmpty()) {
            wrong.put("gist", "comment.topic.gist.missing");
        } else if (words.length() > LONGEST) {
            wrong.put("gist", "comment.topic.long");
        }
        if (to.equals("new") && !named) {
            findNames(id, Map.of("gist", words), wrong, model);
        }
        if (!to.equals("new") && !to.equals("none") && target == null) {
            wrong.put("to", "comment.group.gone");
        }
        if (!wrong.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("to", to);
            return list(one, chosen, words, wrong, model);
        }
        UUID place = target != null ? target.id() : null;
        if (to.equals("new")) {
            place = UUID.randomUUID();
            Integer section = comments.opinions(id).stream().filter(known -> chosen.contains(known.id()) && known.section() != null)
                    .map(Opinion::section).findFirst().orElse(null);
            topics.add(id, new Topic(place, 0, section, words, "", "", false, "", 0, person.displayName(), 1));
        }
        int moved = comments.move(id, chosen, from, place);
        audit.note(person, "comment.grouped", ConsultationController.subject(id), Map.of("entries", moved));
        return "redirect:/" + town + "/" + ConsultationController.subject(id) + "/topics?done=" + (moved == chosen.size() ? "grouped" : "partly");
    }

    @GetMapping("/{topic}")
    @Transactional(readOnly = true)
    String one(@PathVariable UUID id, @PathVariable UUID topic, Person person, Model model) {
        Consultation one = desk.own(id, person);
        Topic found = topics.byId(id, topic).orElseThrow(NotFound::new);
        return page(one, found, Map.of(), model);
    }

    @PostMapping("/{topic}")
    @Transactional
    String answer(@PathVariable String town, @PathVariable UUID id, @PathVariable UUID topic, Person person, @RequestParam int version,
                  @RequestParam(defaultValue = "") String section, @RequestParam(defaultValue = "") String gist,
                  @RequestParam(defaultValue = "") String view, @RequestParam(defaultValue = "") String outcome,
                  @RequestParam(defaultValue = "false") boolean changed, @RequestParam(defaultValue = "") String changedWhere,
                  @RequestParam(defaultValue = "false") boolean named,
                  HttpServletResponse response, Model model) {
        Consultation one = desk.unanswered(id, person);
        Topic standing = topics.byId(id, topic).orElseThrow(NotFound::new);
        Integer chapter = consultations.sections(id, "draft").stream().map(Section::number).filter(number -> String.valueOf(number).equals(section))
                .findFirst().orElse(null);
        Topic sent = new Topic(topic, standing.number(), chapter, Typed.clean(gist), Typed.clean(view), one.outcomes().contains(outcome) ? outcome : "",
                changed, Typed.clean(changedWhere), standing.opinions(), person.displayName(), version);
        Map<String, String> wrong = new LinkedHashMap<>();
        if (sent.gist().isEmpty()) {
            wrong.put("gist", "comment.topic.gist.missing");
        } else if (sent.gist().length() > LONGEST) {
            wrong.put("gist", "comment.topic.long");
        }
        if (sent.view().length() > LONGEST) {
            wrong.put("view", "comment.topic.long");
        }
        if (changed && sent.changedWhere().isEmpty()) {
            wrong.put("changedWhere", "comment.topic.where.missing");
        } else if (sent.changedWhere().length() > 1_000) {
            wrong.put("changedWhere", "comment.topic.long");
        }
        if (!named) {
            findNames(id, Map.of("gist", sent.gist(), "view", sent.view(), "changedWhere", sent.changedWhere()), wrong, model);
        }
        if (!wrong.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(one, sent, wrong, model);
        }
        if (!topics.change(sent)) {
            model.addAttribute("by", standing.by());
            return ConsultationController.conflict(one, new Conflict(ConsultationController.subject(id) + "/topics/" + topic, standing.version())
                    .row("comment.topic.gist", standing.gist(), sent.gist()).row("comment.topic.answer", standing.view(), sent.view())
                    .row("comment.topic.outcome", standing.outcome(), sent.outcome())
                    .row("comment.topic.changed.do", standing.changed() ? "○" : "", sent.changed() ? "○" : "")
                    .row("comment.topic.where", standing.changedWhere(), sent.changedWhere())
                    .field("section", section).field("gist", sent.gist()).field("view", sent.view()).field("outcome", sent.outcome())
                    .field("changed", String.valueOf(changed)).field("changedWhere", sent.changedWhere()).field("named", String.valueOf(named)), response, model);
        }
        audit.note(person, "comment.view", ConsultationController.subject(id), Map.of("number", standing.number()));
        return "redirect:/" + town + "/" + ConsultationController.subject(id) + "/topics/" + topic + "?done=view";
    }

    /** Whoever commented is not to be named in what is published: the officer is asked first. @param texts by field */
    private void findNames(UUID consultation, Map<String, String> texts, Map<String, String> wrong, Model model) {
        Stream.of("gist", "view", "changedWhere").filter(field -> texts.containsKey(field) && comments.isSomebodyNamed(consultation, texts.get(field))).forEach(field -> {
            wrong.putIfAbsent(field, "comment.topic.named");
            model.addAttribute("named", true);
        });
    }

    private String list(Consultation one, List<UUID> chosen, String gist, Map<String, String> wrong, Model model) {
        List<Opinion> opinions = comments.opinions(one.id());
        model.addAttribute("one", one);
        model.addAttribute("topics", topics.of(one.id()));
        model.addAttribute("open", opinions.stream().filter(Opinion::isOpen).toList());
        model.addAttribute("aside", opinions.stream().filter(opinion -> opinion.aside() != null).toList());
        model.addAttribute("chosen", chosen);
        model.addAttribute("gist", gist);
        model.addAttribute("sections", consultations.sections(one.id(), "draft"));
        faults.show(wrong, model);
        return "comment/topics";
    }

    private String page(Consultation one, Topic topic, Map<String, String> wrong, Model model) {
        model.addAttribute("one", one);
        model.addAttribute("topic", topic);
        model.addAttribute("others", topics.of(one.id()).stream().filter(other -> !other.id().equals(topic.id())).toList());
        model.addAttribute("opinions", comments.opinions(one.id()).stream().filter(opinion -> topic.id().equals(opinion.topic())).toList());
        model.addAttribute("sections", consultations.sections(one.id(), "draft"));
        faults.show(wrong, model);
        return "comment/topic";
    }
}
