package jp.machimori.plan;

import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.shell.NotFound;
import org.springframework.stereotype.Component;

/** 計画案を見る人、直す人。Administrators change a draft; staff of a division that answers for a part of it may look. */
@Component
class DraftDesk {

    private final Drafts drafts;

    DraftDesk(Drafts drafts) {
        this.drafts = drafts;
    }

    boolean mayLook(DraftTree tree, Person person) {
        return person.mayWrite(tree.divisions());
    }

    DraftTree look(int number, Person person) {
        DraftTree tree = drafts.tree(drafts.find(number).orElseThrow(NotFound::new));
        if (!mayLook(tree, person)) {
            throw new Forbidden("plan.forbidden.look");
        }
        return tree;
    }

    /** Looks at one that can still be changed. */
    DraftTree open(int number, Person person) {
        if (!person.isAdministrator()) {
            throw new Forbidden("plan.forbidden.change");
        }
        DraftTree tree = look(number, person);
        if (!tree.draft().isOpen()) {
            throw new NotFound();
        }
        return tree;
    }

    static boolean mayChange(Draft draft, Person person) {
        return draft.isOpen() && person.isAdministrator();
    }
}
