package jp.machimori.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.machimori.shell.Words;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import jp.machimori.town.PackMemory;
import jp.machimori.town.Period;
import jp.machimori.town.Reload;
import jp.machimori.town.Towns;
import jp.machimori.town.Writing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All plans of the current town, as trees. */
@Repository
public class Plans {

    private final JdbcClient jdbc;
    private final Programmes programmes;
    private final Indicators indicators;
    private final Ground ground;
    private final Versions versions;
    private final PackMemory<String, List<Plan>> known;

    Plans(JdbcClient jdbc, Programmes programmes, Indicators indicators, Ground ground, Versions versions, Towns towns) {
        this.known = new PackMemory<>(towns, 20_000, plans -> plans.stream().mapToInt(plan -> (int) plan.nodes().stream().flatMap(Node::all).count()).sum());
        this.jdbc = jdbc;
        this.programmes = programmes;
        this.indicators = indicators;
        this.ground = ground;
        this.versions = versions;
    }

    /** Each with all its nodes and programmes. */
    public List<Plan> all() {
        return known.get("", this::read);
    }

    private List<Plan> read() {
        List<Node> flat = nodes();
        Map<String, List<Programme>> hanging = programmes.all().stream().collect(Collectors.groupingBy(Programme::node));
        Map<String, List<Node>> below = new HashMap<>();
        flat.forEach(node -> below.computeIfAbsent(node.parent() == null ? "" : node.parent(), any -> new ArrayList<>()).add(node));
        return plans().stream().map(plan -> plan.grown(below.getOrDefault("", List.of()).stream()
                .filter(node -> node.plan().equals(plan.key())).map(node -> grow(node, below, hanging)).toList())).toList();
    }

    /**
     * その年度の計画。Those followed in that year: of a plan and those that were made of it the one that is followed on 1 October,
     * in the middle of the year. A version decided in spring is that of the year to come.
     */
    public List<Plan> followedIn(FiscalYear year) {
        Map<String, Period> spans = all().stream().collect(Collectors.toMap(Plan::key, Plan::span));
        return all().stream().filter(plan -> versions.isFollowed(plan.key(), year.middle(), spans)).toList();
    }

    /** 期間のあとも続く計画。Those followed in that year though their period ended before it: no plan after them has begun. */
    public List<Plan> carriedOnIn(FiscalYear year) {
        return followedIn(year).stream().filter(plan -> plan.hasEnded(year.from())).toList();
    }

    /** Keys of the plan itself and of those it was made from, one of another, the nearest first. */
    public List<String> line(String plan) {
        return versions.line(plan);
    }

    /** Number of the version that a plan is: 1 for 第1版. */
    public int edition(String plan) {
        return versions.of(plan).number();
    }

    /** Keys of all that each node and programme of a plan came from, in all plans before it; what came from nothing is left out. */
    public Map<String, Set<String>> origins(String plan) {
        Map<String, Set<String>> origins = new HashMap<>();
        for (String before : versions.line(plan)) {
            if (!before.equals(plan) && versions.origins(before, plan) instanceof Map<String, Set<String>> step) {
                step.forEach((to, from) -> origins.computeIfAbsent(to, any -> new LinkedHashSet<>()).addAll(from));
            }
        }
        return origins;
    }

    /** Keys of a measure or programme, of all it came from, and of all that came of it, in all plans. */
    public Set<String> kin(String key) {
        Set<String> kin = new LinkedHashSet<>(ancestors(key));
        reach(key, kin, Versions.Link::from, Versions.Link::to);
        return kin;
    }

    /** Keys of a measure or programme and of all it came from, in all plans. */
    public Set<String> ancestors(String key) {
        Set<String> ancestors = new LinkedHashSet<>(List.of(key));
        reach(key, ancestors, Versions.Link::to, Versions.Link::from);
        return ancestors;
    }

    private void reach(String key, Set<String> met, Function<Versions.Link, String> here, Function<Versions.Link, String> there) {
        versions.known().links().stream().filter(link -> here.apply(link).equals(key)).map(there).filter(met::add).toList()
                .forEach(next -> reach(next, met, here, there));
    }

    /** Who answers for what. */
    public Responsibility responsibility() {
        return Responsibility.of(all(), ground.divisions());
    }

    private static Node grow(Node node, Map<String, List<Node>> below, Map<String, List<Programme>> hanging) {
        return node.grown(hanging.getOrDefault(node.key(), List.of()),
                below.getOrDefault(node.key(), List.of()).stream().map(child -> grow(child, below, hanging)).toList());
    }

    /** How many indicators of a pillar stand where. */
    public record Count(int achieved, int notYet, int notAchieved, int cannotSay, int noTarget) {
        public int all() {
            return achieved + notYet + notAchieved + cannotSay + noTarget;
        }

        static Count of(Collection<Standing> standings) {
            Map<Achievement.State, Integer> counts = new EnumMap<>(Achievement.State.class);
            int none = 0;
            for (Standing standing : standings) {
                Achievement achievement = standing.achievement();
                if (achievement == null) {
                    none++;
                } else {
                    counts.merge(achievement.state(), 1, Integer::sum);
                }
            }
            return new Count(counts.getOrDefault(Achievement.State.ACHIEVED, 0), counts.getOrDefault(Achievement.State.NOT_YET, 0),
                    counts.getOrDefault(Achievement.State.NOT_ACHIEVED, 0), counts.getOrDefault(Achievement.State.CANNOT_SAY, 0), none);
        }
    }

    /**
     * 柱の現在。A pillar, its indicators and where they stand, and how many of its programmes have a working home.
     *
     * @param indicators all of its subtree, those with targets first
     */
    public record Pillar(Node node, List<Standing> indicators, Count count, int programmes, int working) {
    }

    /** 計画の現在。A plan and its pillars. */
    public record Overview(Plan plan, List<Pillar> pillars) {
    }

    /** Each plan with its pillars and where they stand, those followed now first. Of a plan with versions the last. */
    public List<Overview> overview() {
        Set<String> superseded = versions.superseded();
        Set<String> notFollowed = versions.notFollowed();
        return overview(all().stream().filter(plan -> !superseded.contains(plan.key()))
                .sorted(Comparator.comparing(plan -> notFollowed.contains(plan.key()))).toList());
    }

    /** Those followed today: what the home page of a town shows. */
    public List<Overview> current() {
        Set<String> notFollowed = versions.notFollowed();
        return overview(all().stream().filter(plan -> !notFollowed.contains(plan.key())).toList());
    }

    private List<Overview> overview(List<Plan> shown) {
        List<Standing> standings = indicators.standing(indicators.all());
        return shown.stream().map(plan -> {
            Map<String, List<Standing>> byNode = byNode(plan, standings);
            return new Overview(plan, plan.nodes().stream().map(node -> pillar(node, byNode)).toList());
        }).toList();
    }

    /** Of a plan made in the application, where it puts its indicators; of others, where these are at home. */
    private Map<String, List<Standing>> byNode(Plan plan, List<Standing> standings) {
        Map<String, String> places = versions.known().places().getOrDefault(plan.key(), Map.of());
        return standings.stream().collect(Collectors.groupingBy(standing ->
                places.getOrDefault(standing.indicator().key(), standing.indicator().node())));
    }

    /** The plan's indicators by the node they stand at in it, each list in the plan's order. */
    public Map<String, List<Indicator>> indicators(Plan plan) {
        Map<String, String> places = versions.known().places().getOrDefault(plan.key(), Map.of());
        Set<String> nodes = plan.nodes().stream().flatMap(Node::all).map(Node::key).collect(Collectors.toSet());
        return indicators.all().stream().filter(indicator -> nodes.contains(places.getOrDefault(indicator.key(), indicator.node())))
                .collect(Collectors.groupingBy(indicator -> places.getOrDefault(indicator.key(), indicator.node())));
    }

    private static Pillar pillar(Node node, Map<String, List<Standing>> byNode) {
        List<Standing> standings = node.all().flatMap(one -> byNode.getOrDefault(one.key(), List.of()).stream())
                .sorted(Comparator.comparing((Standing standing) -> standing.goals().isEmpty())
                        .thenComparing(standing -> standing.indicator().kind())).toList();
        List<Programme> hanging = node.allProgrammes().toList();
        return new Pillar(node, standings, Count.of(standings), hanging.size(), (int) hanging.stream().filter(Programme::works).count());
    }

    /** The nodes alone, without what hangs on them, in the plan's order. */
    public List<Node> nodes() {
        return jdbc.sql("select * from plan_node order by ord").query(Plans::node).list();
    }

    /** From the pillar down to the node itself. */
    static List<Node> path(String key, Map<String, Node> nodes) {
        List<Node> path = new ArrayList<>();
        for (@Nullable Node at = nodes.get(key); at != null; at = at.parent() == null ? null : nodes.get(at.parent())) {
            path.addFirst(at);
        }
        return path;
    }

    /** What stands above a page of that name, without what has the name of the next below it: a node of one programme. */
    static List<Node> trail(List<Node> path, Words below) {
        List<Node> trail = new ArrayList<>();
        Words next = below;
        for (Node node : path.reversed()) {
            if (!node.label().equals(next.ja())) {
                trail.addFirst(node);
            }
            next = node.words();
        }
        return trail;
    }

    private List<Plan> plans() {
        return jdbc.sql("select * from plan order by ord").query((row, number) -> new Plan(row.getString("key"),
                row.getString("label"), row.getString("label_en"), row.getString("period"), row.getString("about"),
                row.getString("about_en"), strings(row, "levels"), List.of(), row.getInt("ord"))).list();
    }

    private static Node node(ResultSet row, int number) throws SQLException {
        return new Node(row.getString("key"), row.getString("number"), row.getString("label"), row.getString("label_en"),
                row.getString("about"), row.getString("about_en"), strings(row, "tags"), row.getBoolean("sensitive"),
                strings(row, "divisions"), List.of(), List.of(), row.getString("plan"), row.getString("parent"), row.getInt("ord"));
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    static <T> Map<String, T> byKey(Collection<T> all, Function<T, String> key) {
        return all.stream().collect(Collectors.toMap(key, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    void load(List<Plan> wanted, List<Node> nodes, Reload reload) {
        reload.rows("plan/plan", Plan.class, byKey(wanted, Plan::key), byKey(plans(), Plan::key),
                planRows());
        reload.rows("plan/node", Node.class, byKey(nodes, Node::key), byKey(nodes(), Node::key),
                nodeRows());
    }

    private Writing<Plan> planRows() {
        return new Writing<>(jdbc, "plan", plan -> Writing.columns("key", plan.key(), "ord", plan.ord(), "label", plan.label(),
                "label_en", plan.labelEn(), "period", plan.period(), "about", plan.about(), "about_en", plan.aboutEn(),
                "levels", plan.levels()));
    }

    private Writing<Node> nodeRows() {
        return new Writing<>(jdbc, "plan_node", node -> Writing.columns("key", node.key(), "ord", node.ord(), "plan", node.plan(),
                "parent", node.parent(), "number", node.number(), "label", node.label(), "label_en", node.labelEn(),
                "about", node.about(), "about_en", node.aboutEn(), "tags", node.tags(), "sensitive", node.sensitive(),
                "divisions", node.divisions()));
    }

    /** A plan made in the application, behind those that are there. */
    void publish(Plan plan) {
        int after = jdbc.sql("select coalesce(max(ord), -1) + 1 from plan_node").query(Integer.class).single();
        planRows().put(plan.key(), plan.placed(jdbc.sql("select coalesce(max(ord), -1) + 1 from plan").query(Integer.class).single()));
        plan.nodes().stream().flatMap(Node::all).forEach(node ->
                nodeRows().put(node.key(), node.placed(plan.key(), node.parent(), after + node.ord(), node.sensitive())));
        programmes.publish(plan.nodes().stream().flatMap(Node::allProgrammes).toList());
    }
}
