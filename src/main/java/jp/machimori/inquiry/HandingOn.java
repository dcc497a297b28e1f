package jp.machimori.inquiry;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.post.Mailboxes;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 引き継ぎと承認。A division hands a question on to the one that knows; the head of a division approves what it answered. */
@Component
class HandingOn {

    private final Inquiries inquiries;
    private final Questions questions;
    private final Invitations invitations;
    private final Jottings jottings;
    private final Inviting inviting;
    private final HeldPlans held;
    private final Mailboxes mailboxes;
    private final Ground ground;
    private final Audit audit;
    private final Clock clock;

    HandingOn(Inquiries inquiries, Questions questions, Invitations invitations, Jottings jottings, Inviting inviting, HeldPlans held, Mailboxes mailboxes, Ground ground, Audit audit,
              Clock clock) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.invitations = invitations;
        this.jottings = jottings;
        this.inviting = inviting;
        this.held = held;
        this.mailboxes = mailboxes;
        this.ground = ground;
        this.audit = audit;
        this.clock = clock;
    }

    /** To another division of the town's own: it is asked from now on and gets its mail; where it has no mailbox, whoever asks is to give it a link. */
    Optional<Refusal> handOn(Answerer answerer, @Nullable Person person, UUID id, String to, Locale locale) {
        Inquiry inquiry = inquiries.holdOpen(answerer.inquiry().id());
        Question question = questions.hold(inquiry.id(), answerer.division(), List.of(id)).get(id);
        Optional<Refusal> refusal = refusal(inquiry, question, answerer.division(), ground.divisionsByKey().get(to), locale);
        if (refusal.isPresent()) {
            return refusal;
        }
        questions.handOn(id, answerer.division(), to);
        invitations.add(inquiry.id(), List.of(to));
        inviting.handedOn(inquiry, answerer.division(), to, held.label(inquiry, question.node()));
        audit.note(person, "inquiry.handed-on", inquiry.path(), Map.of("from", answerer.division(), "to", to, "node", question.node()));
        return Optional.empty();
    }

    /** Whether mails reach that division. */
    boolean reaches(String division) {
        return mailboxes.of(division).isPresent();
    }

    private Optional<Refusal> refusal(Inquiry inquiry, @Nullable Question question, String from, @Nullable Division to, Locale locale) {
        if (!inquiry.isOpen()) {
            return Optional.of(new Refusal("inquiry.refused.closed"));
        }
        if (question == null) {
            return Optional.of(new Refusal("inquiry.refused.gone"));
        }
        if (question.stand() == Question.Stand.ACCEPTED) {
            return Optional.of(new Refusal("inquiry.refused.accepted", held.label(inquiry, question.node())));
        }
        if (to == null || !to.isOwn()) {
            return Optional.of(new Refusal("inquiry.refused.nowhere"));
        }
        if (to.key().equals(from)) {
            return Optional.of(new Refusal("inquiry.refused.itself", to.nameIn(locale)));
        }
        if (!to.existsIn(FiscalYear.of(LocalDate.now(clock)))) {
            return Optional.of(new Refusal("inquiry.refused.ended", to.nameIn(locale)));
        }
        return Optional.empty();
    }

    /** By whoever types their name; what is noted says that it was given, and when, and nobody's name. */
    Optional<Refusal> approve(Answerer answerer, @Nullable Person person, String name) {
        Inquiry inquiry = inquiries.holdOpen(answerer.inquiry().id());
        // an answer that is being kept ends approvals; none is given before it is seen here
        invitations.hold(inquiry.id(), answerer.division());
        int due = questions.progressOf(inquiry.id(), answerer.division()).due();
        if (!inquiry.isOpen() || !inquiry.approval()) {
            return Optional.of(new Refusal("inquiry.refused.approval"));
        }
        if (name.isEmpty()) {
            return Optional.of(new Refusal("inquiry.refused.approver"));
        }
        if (due > 0) {
            return Optional.of(new Refusal("inquiry.refused.due", due));
        }
        if (jottings.count(inquiry.id(), answerer.division()) > 0) {
            return Optional.of(new Refusal("inquiry.refused.unsent"));
        }
        invitations.approve(inquiry.id(), answerer.division(), name);
        audit.note(person, "inquiry.approved", inquiry.path(), Map.of("division", answerer.division()));
        return Optional.empty();
    }
}
