package jp.machimori.inquiry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jp.machimori.plan.Node;
import jp.machimori.plan.Plan;

/**
 * 初めから聞かない問い。Which questions a new inquiry begins without: those that the one before left out, and of what was not drafted
 * then, what the pack names.
 *
 * @param drafting of the questions that there could be
 * @param asked questions of the inquiry before, by measure
 * @param omitted what the inquiry before left out, by measure
 * @param named nodes that the pack leaves out with all beneath them
 */
record LeavingOut(Drafting drafting, Map<String, List<Question>> asked, Map<String, List<Question>> omitted, Set<String> named) {

    /** @param before questions of the inquiry before @param left what it left out @param pack keys of nodes that the pack names */
    static LeavingOut of(Plan plan, Drafting drafting, List<Question> before, List<Question> left, List<String> pack) {
        return new LeavingOut(drafting, byNode(before), byNode(left), plan.nodes().stream().flatMap(Node::all)
                .filter(node -> drafting.kin(node.key()).anyMatch(pack::contains)).flatMap(Node::all).map(Node::key).collect(Collectors.toSet()));
    }

    private static Map<String, List<Question>> byNode(List<Question> questions) {
        return questions.stream().collect(Collectors.groupingBy(Question::node));
    }

    boolean leavesOut(Question question) {
        return !isAmong(asked, question) && (isAmong(omitted, question) || named.contains(question.node()));
    }

    private boolean isAmong(Map<String, List<Question>> then, Question question) {
        return drafting.kin(question.node()).flatMap(node -> then.getOrDefault(node, List.of()).stream())
                .anyMatch(one -> one.answerers(drafting.renaming(), drafting.today()).anyMatch(question.asked()::equals));
    }
}
