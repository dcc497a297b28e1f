package jp.machimori.inquiry;

import jp.machimori.plan.Node;
import jp.machimori.plan.Plans;
import org.springframework.stereotype.Component;

/** 施策の名前。Says in mails and refusals which measure is meant. */
@Component
class Measures {

    private final Plans plans;

    Measures(Plans plans) {
        this.plans = plans;
    }

    /** Its name in the plan, or its key where no plan has it any more. */
    String label(String key) {
        return plans.all().stream().flatMap(plan -> plan.nodes().stream()).flatMap(Node::all).filter(node -> node.key().equals(key)).map(Node::label)
                .findFirst().orElse(key);
    }
}
