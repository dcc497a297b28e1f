package jp.machimori.inquiry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.plan.Node;
import jp.machimori.plan.Plan;
import jp.machimori.town.FiscalYear;

/**
 * 初めから聞かない問い。Which questions a new inquiry begins without: those that the one before left out, and of what was not drafted
 * then, what the pack names.
 *
 * @param origins what each measure came from in earlier plans
 * @param asked questions of the inquiry before, by measure
 * @param omitted what the inquiry before left out, by measure
 * @param named nodes that the pack leaves out with all beneath them
 */
record LeavingOut(Map<String, Set<String>> origins, Renaming renaming, FiscalYear today, Map<String, List<Question>> asked,
                  Map<String, List<Question>> omitted, Set<String> named) {

    /** @param before questions of the inquiry before @param left what it left out @param pack keys of nodes that the pack names */
    static LeavingOut of(Plan plan, Map<String, Set<String>> origins, Renaming renaming, FiscalYear today, List<Question> before, List<Question> left, List<String> pack) {
        return new LeavingOut(origins, renaming, today, byNode(before), byNode(left), plan.nodes().stream().flatMap(Node::all)
                .filter(node -> kin(node.key(), origins).anyMatch(pack::contains)).flatMap(Node::all).map(Node::key).collect(Collectors.toSet()));
    }

    private static Map<String, List<Question>> byNode(List<Question> questions) {
        return questions.stream().collect(Collectors.groupingBy(Question::node));
    }

    private static Stream<String> kin(String node, Map<String, Set<String>> origins) {
        return Stream.concat(Stream.of(node), origins.getOrDefault(node, Set.of()).stream());
    }

    boolean leavesOut(Question question) {
        return !isAmong(asked, question) && (isAmong(omitted, question) || named.contains(question.node()));
    }

    private boolean isAmong(Map<String, List<Question>> then, Question question) {
        return kin(question.node(), origins).flatMap(node -> then.getOrDefault(node, List.of()).stream())
                .anyMatch(one -> one.answerers(renaming, today).anyMatch(question.asked()::equals));
    }
}
