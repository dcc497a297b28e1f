package jp.machimori.plan;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.machimori.account.Person;
import jp.machimori.account.Role;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionTemplate;

/** Drafts of plans, made without their pages. */
@TestComponent
public class DraftExamples {

    private final Plans plans;
    private final Drafting drafting;
    private final TransactionTemplate transaction;

    DraftExamples(Plans plans, Drafting drafting, TransactionTemplate transaction) {
        this.plans = plans;
        this.drafting = drafting;
        this.transaction = transaction;
    }

    /** The next plan after the first of the current town; its nodes and programmes are {@code k<number>-n1}, {@code k<number>-p2} and on. */
    public int next(int town, String label) {
        Person administrator = new Person(UUID.randomUUID(), town, "kanri", "管理 一", Set.of(Role.ADMINISTRATOR), Set.of(), Set.of());
        Draft wish = new Draft(0, "", Draft.Kind.NEXT, "", label, null, "FY2032..FY2038", null, null, List.of(), null, null, Draft.State.DRAFT,
                0, 0, Instant.EPOCH, "");
        return transaction.execute(status -> drafting.begin(plans.all().getFirst(), wish, administrator).number());
    }
}
