package jp.machimori.inquiry;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.machimori.account.Audit;
import jp.machimori.ledger.Typed;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Division;
import jp.machimori.town.Ground;
import org.springframework.stereotype.Component;

/** 引き継ぎと承認。A division hands a question on to the one that knows; the head of a division approves what it answered. */
@Component
class HandingOn {

    private final Inquiries inquiries;
    private final Questions questions;
    private final Invitations invitations;
    private final Inviting inviting;
    private final Ground ground;
    private final Audit audit;

    HandingOn(Inquiries inquiries, Questions questions, Invitations invitations, Inviting inviting, Ground ground, Audit audit) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.invitations = invitations;
        this.inviting = inviting;
        this.ground = ground;
        this.audit = audit;
    }

    /** To another division of the town's own, which is asked from now on and gets its mail. */
    void handOn(AnswerPages.Answerer answerer, UUID id, String to) {
        Inquiry inquiry = inquiries.holdOpen(answerer.inquiry().id());
        Division division = ground.divisionsByKey().get(to);
        if (!inquiry.isOpen() || division == null || !division.isOwn() || to.equals(answerer.division())) {
            throw new BadParameter("division");
        }
        Question question = questions.hold(inquiry.id(), answerer.division(), List.of(id)).get(id);
        if (question == null) {
            throw new NotFound();
        }
        questions.handOn(id, to);
        invitations.add(inquiry.id(), List.of(to));
        inviting.invite(inquiry, List.of(to));
        audit.note(null, "inquiry.handed-on", inquiry.path(), Map.of("from", answerer.division(), "to", to, "node", question.node()));
    }

    /** @return false where something is not answered yet, or no name was given */
    boolean approve(AnswerPages.Answerer answerer, String name) {
        Inquiry inquiry = inquiries.holdOpen(answerer.inquiry().id());
        String by = Typed.clean(name).replace('\n', ' ');
        boolean whole = questions.progressOf(inquiry.id(), answerer.division()).due() == 0;
        if (!inquiry.approval() || !whole || by.isEmpty()) {
            return false;
        }
        invitations.approve(inquiry.id(), answerer.division(), by.substring(0, Math.min(100, by.length())));
        return true;
    }
}
