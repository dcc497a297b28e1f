package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.plan.Node;
import jp.machimori.plan.Plan;
import jp.machimori.plan.Plans;
import jp.machimori.plan.Programme;
import jp.machimori.shell.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** 照会した計画の控え。The plan of each inquiry as it was when its questions were made; what leaves the plan later stays here. */
@Repository
class HeldPlans {

    private final JdbcClient jdbc;
    private final Plans plans;

    HeldPlans(JdbcClient jdbc, Plans plans) {
        this.jdbc = jdbc;
        this.plans = plans;
    }

    void hold(UUID inquiry, Plan plan) {
        jdbc.sql("insert into inquiry_plan (town_id, inquiry, content) values (current_town(), :inquiry, :content::jsonb)")
                .param("inquiry", inquiry).param("content", Asks.JSON.writeValueAsString(bare(plan))).update();
    }

    /** Its nodes alone, without what hangs on them; of an inquiry from before this was held, the plan as it is now. */
    Plan of(Inquiry inquiry) {
        return jdbc.sql("select content::text from inquiry_plan where inquiry = :inquiry").param("inquiry", inquiry.id())
                .query((row, number) -> Asks.JSON.readValue(row.getString(1), Plan.class)).optional()
                .orElseGet(() -> plans.all().stream().filter(plan -> plan.key().equals(inquiry.plan())).map(HeldPlans::bare).findFirst().orElseThrow(NotFound::new));
    }

    /** What a measure is called there. */
    String label(Inquiry inquiry, String key) {
        return labels(inquiry).getOrDefault(key, key);
    }

    /** What all measures are called there, by key. */
    Map<String, String> labels(Inquiry inquiry) {
        return of(inquiry).nodes().stream().flatMap(Node::all).collect(Collectors.toMap(Node::key, Node::label));
    }

    /** 問いの見出し。Where a measure stands in the plan. @param above names of the nodes above it, from the pillar down */
    record Place(List<String> above, String label, @Nullable String about) {

        /** A measure that is not in the plan has its key alone. */
        static Place of(Question question, Map<String, Place> places) {
            return places.getOrDefault(question.node(), new Place(List.of(), question.node(), null));
        }
    }

    /** Where all measures stand there, by key. */
    Map<String, Place> places(Inquiry inquiry) {
        Plan plan = of(inquiry);
        Map<String, List<String>> above = above(plan);
        return plan.nodes().stream().flatMap(Node::all).collect(Collectors.toMap(Node::key, node ->
                new Place(above.getOrDefault(node.key(), List.of()), node.label(), node.about())));
    }

    /** The key of each node with the names of those above it, from the pillar down. */
    static Map<String, List<String>> above(Plan plan) {
        Map<String, List<String>> above = new HashMap<>();
        plan.nodes().forEach(node -> above(node, List.of(), above));
        return above;
    }

    private static void above(Node node, List<String> path, Map<String, List<String>> above) {
        above.put(node.key(), path);
        List<String> below = new ArrayList<>(path);
        below.add(named(node));
        node.children().forEach(child -> above(child, List.copyOf(below), above));
    }

    /** 1 防犯 */
    static String named(Node node) {
        return (node.number() == null ? "" : node.number() + " ") + node.label();
    }

    private static Plan bare(Plan plan) {
        return new Plan(plan.key(), plan.label(), plan.labelEn(), plan.period(), plan.about(), plan.aboutEn(), plan.levels(),
                plan.nodes().stream().map(HeldPlans::bare).toList(), plan.ord());
    }

    /** What a measure is about stands with its programme where that has the same name. */
    private static Node bare(Node node) {
        String about = node.about() != null ? node.about() : node.programmes().stream().filter(programme -> programme.label().equals(node.label()))
                .map(Programme::about).filter(Objects::nonNull).findFirst().orElse(null);
        return new Node(node.key(), node.number(), node.label(), node.labelEn(), about, node.aboutEn(), node.tags(), node.sensitive(), node.divisions(),
                List.of(), node.children().stream().map(HeldPlans::bare).toList(), node.plan(), node.parent(), node.ord());
    }
}
