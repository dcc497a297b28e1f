package jp.machimori.plan;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jp.machimori.town.PackMemory;
import jp.machimori.town.Period;
import jp.machimori.town.Towns;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How the published plans of the current town follow one another. */
@Repository
class Versions {

    /**
     * 計画の版。A plan that was made in the application.
     *
     * @param number 1 for 第1版
     * @param first key of the plan's first version
     * @param from key of the plan it was made from
     * @param decidedOn of a mid-term review
     */
    record Version(String plan, int number, String first, Draft.Kind kind, String from, @Nullable LocalDate decidedOn,
                   @Nullable String reason) {
        public boolean isReview() {
            return kind == Draft.Kind.REVIEW;
        }
    }

    /** 引き継ぎ。 @param kind copied, moved, merged or split */
    record Link(String plan, String from, String to, Kind kind) {
        enum Kind {
            COPIED, MOVED, MERGED, SPLIT;

            public String notation() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** 当時の目標。A target as it was when the plan after was begun. */
    record Then(String plan, String indicator, Period period, Value value, String unit) {
    }

    /**
     * @param places keys of indicators by plan, in the order of the nodes, with the node each stands at
     */
    record Known(List<Version> versions, List<Link> links, Map<String, Map<String, String>> places, List<Then> targets) {
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final PackMemory<String, Known> known;

    Versions(JdbcClient jdbc, Towns towns, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.known = new PackMemory<>(towns, 200_000, all -> all.links().size() + all.targets().size() + 1);
    }

    Known known() {
        return known.get("", this::read);
    }

    private Known read() {
        List<Version> versions = jdbc.sql("select * from plan_version order by published_on, plan").query((row, number) ->
                new Version(row.getString("plan"), row.getInt("number"), row.getString("first"), Draft.Kind.parse(row.getString("kind")),
                        row.getString("made_from"), row.getObject("decided_on", LocalDate.class), row.getString("reason"))).list();
        if (versions.isEmpty()) {
            return new Known(List.of(), List.of(), Map.of(), List.of());
        }
        Map<String, Map<String, String>> places = new HashMap<>();
        jdbc.sql("select * from plan_indicator order by plan, indicator").query(row -> {
            places.computeIfAbsent(row.getString("plan"), any -> new LinkedHashMap<>()).put(row.getString("indicator"), row.getString("node"));
        });
        return new Known(versions, jdbc.sql("select * from plan_link order by to_key, from_key").query((row, number) ->
                new Link(row.getString("plan"), row.getString("from_key"), row.getString("to_key"),
                        Link.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)))).list(), places,
                jdbc.sql("select * from plan_target").query((row, number) -> new Then(row.getString("plan"), row.getString("indicator"),
                        Period.parse(row.getString("period")), Value.of(ValueForm.parse(row.getString("form")), row.getString("value")),
                        row.getString("unit"))).list());
    }

    /** The version that this plan is, first versions made elsewhere included. */
    Version of(String plan) {
        return known().versions().stream().filter(version -> version.plan().equals(plan)).findFirst()
                .orElse(new Version(plan, 1, plan, Draft.Kind.NEXT, plan, null, null));
    }

    /** The later version of the same plan, null where it is the last. */
    @Nullable Version after(String plan) {
        Version version = of(plan);
        return known().versions().stream().filter(other -> other.isReview() && other.first().equals(version.first())
                && other.number() == version.number() + 1).findFirst().orElse(null);
    }

    /** Keys of plans of which there is a later version. */
    Set<String> superseded() {
        return known().versions().stream().filter(Version::isReview).map(Version::from).collect(Collectors.toSet());
    }

    /** Keys of plans that are not followed today: there is a later version, the next plan has begun, or it is the next and has not. */
    Set<String> notFollowed() {
        Set<String> not = new LinkedHashSet<>(superseded());
        LocalDate today = LocalDate.now(clock);
        if (!known().versions().isEmpty()) {
            Map<String, Period> spans = new HashMap<>();
            jdbc.sql("select key, period from plan").query(row -> {
                spans.put(row.getString("key"), Period.parse(row.getString("period")));
            });
            known().versions().stream().filter(version -> !version.isReview() && spans.containsKey(version.plan())).forEach(version -> {
                LocalDate begin = spans.get(version.plan()).from();
                not.add(begin != null && begin.isAfter(today) ? version.plan() : version.from());
            });
        }
        return not;
    }

    /** The plan itself and those it was made from, one of another, the nearest first. */
    List<String> line(String plan) {
        List<String> line = new ArrayList<>(List.of(plan));
        for (String at = of(plan).from(); !line.contains(at); at = of(at).from()) {
            line.add(at);
        }
        return line;
    }

    /**
     * Whether a plan is the one that is followed on that day: it has begun, and none that was made of it has. A later version begins
     * on the day of its decision, a next plan with its period; what was made of no other had begun before.
     *
     * @param spans of all plans by key
     */
    boolean isFollowed(String plan, LocalDate day, Map<String, Period> spans) {
        return hasBegun(of(plan), day, spans) && known().versions().stream().filter(other -> !other.plan().equals(plan))
                .noneMatch(other -> hasBegun(other, day, spans) && line(other.plan()).contains(plan));
    }

    private static boolean hasBegun(Version version, LocalDate day, Map<String, Period> spans) {
        LocalDate begin = version.from().equals(version.plan()) ? null : version.isReview() ? version.decidedOn()
                : spans.containsKey(version.plan()) ? spans.get(version.plan()).from() : null;
        return begin == null || !begin.isAfter(day);
    }

    /** What each node and programme of the later plan came from in the earlier one, through those between; null: they are unrelated. */
    @Nullable Map<String, Set<String>> origins(String from, String to) {
        List<String> way = new ArrayList<>();
        for (String at = to; !at.equals(from); at = of(at).from()) {
            if (of(at).from().equals(at) || way.contains(at)) {
                return null;
            }
            way.addFirst(at);
        }
        @Nullable Map<String, Set<String>> origins = null;
        for (String plan : way) {
            Map<String, Set<String>> step = new HashMap<>();
            known().links().stream().filter(link -> link.plan().equals(plan))
                    .forEach(link -> step.computeIfAbsent(link.to(), any -> new LinkedHashSet<>()).add(link.from()));
            origins = origins == null ? step : through(origins, step);
        }
        return origins == null ? Map.of() : origins;
    }

    static Map<String, Set<String>> through(Map<String, Set<String>> earlier, Map<String, ? extends java.util.Collection<String>> later) {
        Map<String, Set<String>> through = new HashMap<>();
        later.forEach((to, froms) -> through.put(to, froms.stream()
                .flatMap(from -> earlier.getOrDefault(from, Set.of()).stream()).collect(Collectors.toCollection(LinkedHashSet::new))));
        return through;
    }

    void publish(Version version, List<Link> links, Map<String, String> places) {
        jdbc.sql("""
                        insert into plan_version (town_id, plan, number, first, kind, made_from, decided_on, reason, published_on)
                        values (current_town(), :plan, :number, :first, :kind, :from, :decidedOn, :reason, :today)
                        """)
                .param("plan", version.plan()).param("number", version.number()).param("first", version.first())
                .param("kind", version.kind().notation()).param("from", version.from()).param("decidedOn", version.decidedOn())
                .param("reason", version.reason()).param("today", LocalDate.now(clock)).update();
        links.forEach(link -> jdbc.sql("""
                        insert into plan_link (town_id, plan, from_key, to_key, kind) values (current_town(), :plan, :from, :to, :kind)
                        """)
                .param("plan", link.plan()).param("from", link.from()).param("to", link.to()).param("kind", link.kind().notation()).update());
        places.forEach((indicator, node) -> jdbc.sql("""
                        insert into plan_indicator (town_id, plan, indicator, node) values (current_town(), :plan, :indicator, :node)
                        """)
                .param("plan", version.plan()).param("indicator", indicator).param("node", node).update());
    }

    /** Remembers the targets of that plan as they are now. */
    void remember(String plan, List<Then> targets) {
        if (known().versions().stream().anyMatch(version -> version.from().equals(plan))) {
            return;
        }
        jdbc.sql("delete from plan_target where plan = :plan").param("plan", plan).update();
        targets.forEach(then -> jdbc.sql("""
                        insert into plan_target (town_id, plan, indicator, period, form, value, unit)
                        values (current_town(), :plan, :indicator, :period, :form, :value, :unit)
                        on conflict do nothing
                        """)
                .param("plan", plan).param("indicator", then.indicator()).param("period", then.period().notation())
                .param("form", then.value().form().notation()).param("value", then.value().text()).param("unit", then.unit()).update());
    }
}
