package jp.machimori.post;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.shell.FileName;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** メールの送信。What waits, what failed and what was sent, for administrators; who opens a text is noted. */
@Controller
@RequestMapping("/{town}/office/mail")
@Transactional
class MailController {

    private static final int MOST = 100;
    private static final Set<String> DONE = Set.of("test", "retried", "by-hand", "withdrawn", "late");

    private final Post post;
    private final Sending sending;
    private final Audit audit;
    private final MessageSource messages;

    MailController(Post post, Sending sending, Audit audit, MessageSource messages) {
        this.post = post;
        this.sending = sending;
        this.audit = audit;
        this.messages = messages;
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView list(@RequestAttribute Town town, @RequestParam(defaultValue = "") String done) {
        ModelAndView page = page(town, UUID.randomUUID(), "", Optional.empty());
        page.addObject("done", DONE.contains(done) ? done : null);
        return page;
    }

    /** A mail to try the settings by, to whoever asks for it. */
    @PostMapping
    ModelAndView test(@RequestAttribute Town town, Person person, @RequestParam UUID id, @RequestParam(defaultValue = "") String to, Locale locale) {
        String address = Mail.plain(to);
        Optional<String> fault = sending.sendsFor(town) ? Mail.fault(address) : Optional.of("post.test.nothing-sends");
        if (fault.isPresent()) {
            ModelAndView page = page(town, id, to, fault.map(key -> messages.getMessage(key, null, locale)));
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        post.send(new Mail(id, address, messages.getMessage("post.test.subject", null, locale),
                messages.getMessage("post.test.text", new Object[]{town.nameIn(locale)}, locale), "test"));
        audit.note(person, "post.tested", "office/mail", Map.of("to", address));
        return back(town, "test");
    }

    private ModelAndView page(Town town, UUID id, String to, Optional<String> problem) {
        ModelAndView page = new ModelAndView("post/mails");
        page.addObject("sends", sending.sendsFor(town));
        page.addObject("waiting", post.waiting(MOST));
        page.addObject("failed", post.givenUp(MOST));
        page.addObject("ended", post.ended(MOST));
        page.addObject("most", MOST);
        page.addObject("id", id);
        page.addObject("to", to);
        page.addObject("problems", problem.map(text -> List.of(Map.of("id", "to", "text", text))).orElse(List.of()));
        return page;
    }

    @GetMapping("/{id}")
    ModelAndView one(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Dispatch dispatch = post.byId(id).orElseThrow(NotFound::new);
        Optional<Mail> mail = post.open(id);
        mail.ifPresent(open -> audit.note(person, "post.read", open.about(), Map.of("mail", open.id())));
        ModelAndView page = new ModelAndView("post/mail");
        page.addObject("sends", sending.sendsFor(town));
        page.addObject("mail", dispatch);
        page.addObject("text", mail.map(Mail::text).orElse(null));
        page.addObject("files", mail.map(Mail::attachments).orElse(List.of()));
        return page;
    }

    @GetMapping("/{id}/files/{number}")
    ResponseEntity<byte[]> file(@PathVariable UUID id, @PathVariable int number, Person person) {
        Mail mail = post.open(id).orElseThrow(NotFound::new);
        if (number < 0 || number >= mail.attachments().size()) {
            throw new NotFound();
        }
        Mail.Attachment file = mail.attachments().get(number);
        audit.note(person, "post.read", mail.about(), Map.of("mail", mail.id(), "file", file.name()));
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(file.type()))
                .header(HttpHeaders.CONTENT_DISPOSITION, FileName.given(file.name(), "attachment-" + (number + 1)).attachment())
                .body(file.bytes());
    }

    @PostMapping("/{id}/retry")
    ModelAndView retry(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Dispatch mail = post.byId(id).orElseThrow(NotFound::new);
        if (!post.retry(id)) {
            return back(town, "late");
        }
        audit.note(person, "post.retried", mail.about(), Map.of("mail", id));
        return back(town, "retried");
    }

    @PostMapping("/{id}/by-hand")
    ModelAndView sentByHand(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Dispatch mail = post.byId(id).orElseThrow(NotFound::new);
        if (!post.sentByHand(id, person.displayName())) {
            return back(town, "late");
        }
        audit.note(person, "post.by-hand", mail.about(), Map.of("mail", id));
        return back(town, "by-hand");
    }

    @PostMapping("/{id}/withdraw")
    ModelAndView withdraw(@RequestAttribute Town town, @PathVariable UUID id, Person person) {
        Dispatch mail = post.byId(id).orElseThrow(NotFound::new);
        if (!post.withdraw(id)) {
            return back(town, "late");
        }
        audit.note(person, "post.withdrawn", mail.about(), Map.of("mail", id));
        return back(town, "withdrawn");
    }

    private static ModelAndView back(Town town, String done) {
        return new ModelAndView("redirect:/" + town.key() + "/office/mail?done=" + done);
    }
}
