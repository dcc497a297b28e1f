package jp.machimori.comment;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.machimori.account.Faults;
import jp.machimori.shell.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 意見を出す。Write, check, send, and a reception number; without an account. Nothing typed is lost to a refusal. */
@Controller("commentWritingController")
@RequestMapping("/{town}/comments/{id}")
class WritingController {

    private final Consultations consultations;
    private final Comments comments;
    private final Floods floods;
    private final Faults faults;
    private final Clock clock;

    WritingController(Consultations consultations, Comments comments, Floods floods, Faults faults, Clock clock) {
        this.consultations = consultations;
        this.comments = comments;
        this.floods = floods;
        this.faults = faults;
        this.clock = clock;
    }

    @GetMapping("/write")
    @Transactional(readOnly = true)
    String write(@PathVariable String town, @PathVariable UUID id, @RequestParam(required = false) @Nullable String section, CsrfToken token,
                 HttpServletResponse response, Model model) {
        Consultation one = published(id);
        return !isOpen(one) ? "redirect:/" + town + "/comments/" + id : page(one, UUID.randomUUID(), Written.blank(section), Map.of(), token, response, model);
    }

    /** Changes nothing: shows what would be sent, or, with {@code again}, the form to go on writing. */
    @PostMapping("/check")
    @Transactional(readOnly = true)
    String check(@PathVariable UUID id, @RequestParam UUID comment, @RequestParam(required = false) @Nullable String again, Written written,
                 CsrfToken token, HttpServletResponse response, Model model) {
        Consultation one = published(id);
        Map<String, String> wrong = again == null ? written.faults(one) : Map.of();
        if (!wrong.isEmpty() || again != null) {
            return page(one, comment, written, wrong, token, response, model);
        }
        return asking(one, comment, written, token, response, model);
    }

    @PostMapping("/send")
    @Transactional
    String send(@PathVariable String town, @PathVariable UUID id, @RequestParam UUID comment, Written written, CsrfToken token,
                HttpServletRequest request, HttpServletResponse response, Model model) {
        published(id);
        Consultation one = consultations.hold(id).orElseThrow(NotFound::new);
        Map<String, String> wrong = written.faults(one);
        if (!wrong.isEmpty()) {
            return page(one, comment, written, wrong, token, response, model);
        }
        boolean known = comments.byId(id, comment).isPresent();
        if (!known && !isOpen(one)) {
            return page(one, comment, written, Map.of(), token, response, model);
        }
        if (!known && !floods.mayGo(request.getRemoteAddr())) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "3600");
            model.addAttribute("flood", true);
            String page = asking(one, comment, written, token, response, model);
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            return page;
        }
        Integer section = written.sectionNumber(consultations.sections(id, "draft"));
        Comments.Receipt receipt = comments.receive(new Comment(comment, id, 0, Comment.Channel.PAGE, LocalDate.now(clock), null, section,
                written.text(), null, null, 1), written.commenter(one));
        return switch (receipt) {
            case Comments.Receipt.New made -> "redirect:/" + town + "/comments/" + id + "/received/" + comment;
            case Comments.Receipt.Same same -> "redirect:/" + town + "/comments/" + id + "/received/" + comment;
            case Comments.Receipt.Other other -> {
                model.addAttribute("earlier", other.number());
                String page = asking(one, UUID.randomUUID(), written, token, response, model);
                response.setStatus(HttpStatus.CONFLICT.value());
                yield page;
            }
        };
    }

    /** Known by the id that the form made; it shows the number and nothing of what was sent. */
    @GetMapping("/received/{comment}")
    @Transactional(readOnly = true)
    String received(@PathVariable UUID id, @PathVariable UUID comment, Model model) {
        Consultation one = published(id);
        model.addAttribute("one", one);
        model.addAttribute("number", comments.byId(id, comment).orElseThrow(NotFound::new).number());
        return "comment/received";
    }

    private String asking(Consultation one, UUID comment, Written written, CsrfToken token, HttpServletResponse response, Model model) {
        if (!isOpen(one)) {
            return page(one, comment, written, Map.of(), token, response, model);
        }
        fill(one, comment, written, token, response, model);
        return "comment/check";
    }

    /** After the last day too: what somebody typed then is still theirs, and the page says where else it may go. */
    private String page(Consultation one, UUID comment, Written written, Map<String, String> wrong, CsrfToken token,
                        HttpServletResponse response, Model model) {
        fill(one, comment, written, token, response, model);
        faults.show(wrong, model, Comment.LONGEST, written.length(), written.length() - Comment.LONGEST);
        if (!wrong.isEmpty() || !isOpen(one)) {
            response.setStatus(isOpen(one) ? HttpStatus.UNPROCESSABLE_CONTENT.value() : HttpStatus.CONFLICT.value());
        }
        return "comment/write";
    }

    /** The token is asked for before the page is written: a session cannot begin in the middle of it. */
    private void fill(Consultation one, UUID comment, Written written, CsrfToken token, HttpServletResponse response, Model model) {
        token.getToken();
        response.setHeader("Cache-Control", "no-store");
        List<Section> sections = consultations.sections(one.id(), "draft");
        model.addAttribute("one", one);
        model.addAttribute("stage", one.stage(LocalDate.now(clock)).key());
        model.addAttribute("comment", comment);
        model.addAttribute("written", written);
        model.addAttribute("sections", sections);
        model.addAttribute("chosen", written.sectionNumber(sections));
        model.addAttribute("longest", Comment.LONGEST);
    }

    private boolean isOpen(Consultation one) {
        return one.stage(LocalDate.now(clock)) == Consultation.Stage.OPEN;
    }

    private Consultation published(UUID id) {
        return consultations.byId(id).filter(one -> one.stage(LocalDate.now(clock)) != Consultation.Stage.PREPARED).orElseThrow(NotFound::new);
    }
}
