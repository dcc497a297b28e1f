package jp.machimori.figures;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.SearchText;
import jp.machimori.shell.Words;
import jp.machimori.town.Dimension;
import jp.machimori.town.PackMemory;
import jp.machimori.town.Period;
import jp.machimori.town.Reload;
import jp.machimori.town.Towns;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All figures of the current town. Questions take and give sets: a page of a hundred indicators is one statement. */
@Repository
public class Figures {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** By time; of one period what was counted first, and numbers before words. */
    static final Comparator<Figure> BY_TIME = Comparator.comparing(Figure::period, Period.BY_TIME)
            .thenComparing(Figure::nature).thenComparing(figure -> !figure.value().isNumber());

    private static final String FOUND = """
            key in (select key from figure
                     where current and not exists (
                           select from unnest(:words::text[]) as word
                            where position(word in lower(normalize(
                                  concat_ws(' ', key, label, label_en, dimension_shown), NFKC))) = 0))
            """;

    /** How many figures are kept in memory, of all towns together. */
    private static final int KEPT = 200_000;

    /** How many are written by one statement. */
    private static final int AT_ONCE = 10_000;

    private final JdbcClient jdbc;
    private final Towns towns;
    private final PackMemory<Set<Line>, Map<Line, List<Figure>>> known;

    Figures(JdbcClient jdbc, Towns towns) {
        this.jdbc = jdbc;
        this.towns = towns;
        this.known = new PackMemory<>(towns, KEPT, figures -> figures.values().stream().mapToInt(List::size).sum());
    }

    /** The current figures of these lines, of every nature, by time. Lines without figures are left out. */
    public Map<Line, List<Figure>> of(Collection<Line> lines) {
        return known.get(Set.copyOf(lines), () -> read(lines));
    }

    private Map<Line, List<Figure>> read(Collection<Line> lines) {
        return jdbc.sql("""
                        select figure.* from figure
                          join (select distinct * from unnest(:keys::text[], :dimensions::text[])) as asked (key, dimension)
                               using (key, dimension)
                         where current
                        """)
                .param("keys", lines.stream().map(Line::key).toArray(String[]::new))
                .param("dimensions", lines.stream().map(line -> line.dimension().canonical()).toArray(String[]::new))
                .query(Figures::figure).list().stream().sorted(BY_TIME)
                .collect(Collectors.groupingBy(Figure::line, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    }

    /** The current figures of these series, in the order of the pack. */
    public List<Figure> ofSeries(Collection<String> keys) {
        return jdbc.sql("select * from figure where current and key = any (:keys) order by ord, id")
                .param("keys", keys.toArray(String[]::new)).query(Figures::figure).list();
    }

    /** All versions of a figure, the newest first; also of one that the pack no longer has. */
    List<Figure> versions(String key, UUID id) {
        return jdbc.sql("select * from figure where id = :id and key = :key order by version desc").param("id", id).param("key", key)
                .query(Figures::figure).list();
    }

    /**
     * A page of the current figures, by key, breakdown, period and nature.
     *
     * @param after id of the last figure of the page before
     * @throws BadParameter when {@code after} is no figure of this town
     */
    public List<Figure> page(FigureFilter filter, @Nullable UUID after, int limit) {
        if (after != null && jdbc.sql("select count(*) from figure where id = :id").param("id", after).query(Long.class).single() == 0) {
            throw new BadParameter("after");
        }
        return jdbc.sql("""
                        select * from figure
                         where current
                           and (:key::text is null or key = :key)
                           and (:nature::text is null or nature = :nature)
                           and (:period::text is null or period = :period)
                           and not exists (select from unnest(:parts::text[]) as part
                                            where position(';' || part || ';' in ';' || dimension || ';') = 0)
                           and (:after::uuid is null or (key, dimension, period, nature, id) >
                                (select key, dimension, period, nature, id from figure where id = :after order by version limit 1))
                         order by key, dimension, period, nature, id
                         limit :limit
                        """)
                .param("key", filter.key()).param("nature", filter.nature() == null ? null : filter.nature().notation())
                .param("period", filter.period()).param("after", after).param("limit", limit)
                .param("parts", filter.dimension().entrySet().stream().map(part -> part.getKey() + "=" + part.getValue())
                        .toArray(String[]::new))
                .query(Figures::figure).list();
    }

    /** All series in the order of the pack, or those whose figures bear all the words. */
    public List<Series> series(SearchText words) {
        return series(words, Integer.MAX_VALUE);
    }

    /** The first series whose figures bear all the words, for a search over everything. */
    public List<Series> search(SearchText words, int limit) {
        return words.isEmpty() ? List.of() : series(words, limit);
    }

    private List<Series> series(SearchText words, int limit) {
        List<Series> found = found(words, limit);
        Map<String, Figure> newest = newest(found.stream().filter(series -> series.lines() == 1).map(Series::key).toList());
        return found.stream().map(series -> series.with(newest.get(series.key()))).toList();
    }

    /** What was counted before what is planned or wished; of one end the shorter period, an actual before a baseline, a number before words. */
    private Map<String, Figure> newest(List<String> keys) {
        return jdbc.sql("""
                        select distinct on (key) * from figure where current and key = any (:keys)
                         order by key, nature not in ('actual', 'baseline'), period_to desc nulls last, period_from desc nulls last,
                                  nature, number is null, ord
                        """)
                .param("keys", keys.toArray(String[]::new)).query(Figures::figure).list().stream()
                .collect(Collectors.toMap(Figure::key, figure -> figure));
    }

    private List<Series> found(SearchText words, int limit) {
        return jdbc.sql("""
                        select figure.key,
                               coalesce(max(series.label), mode() within group (order by figure.label)) as label,
                               case when max(series.label) is not null then max(series.label_en)
                                    else mode() within group (order by figure.label_en) end as label_en,
                               count(*) as figures, count(distinct dimension) as lines,
                               count(distinct period) filter (where number is not null and nature in ('actual', 'baseline')) as periods,
                               array_agg(distinct nature) as natures, array_agg(distinct unit) as units,
                               min(period_from) as first, max(period_to) filter (where nature in ('actual', 'baseline')) as last
                          from figure left join series using (town_id, key)
                         where current and (cardinality(:words::text[]) = 0 or
                        """ + FOUND + """
                               )
                         group by figure.key
                         order by min(figure.ord)
                         limit :limit
                        """)
                .param("words", words.array()).param("limit", limit)
                .query((row, number) -> new Series(row.getString("key"), new Words(row.getString("label"), row.getString("label_en")),
                        row.getInt("figures"), row.getInt("lines"), row.getInt("periods"),
                        strings(row.getArray("natures")).stream().map(Nature::parse).toList(),
                        strings(row.getArray("units")).stream().filter(unit -> !unit.isEmpty()).toList(), null)).list();
    }

    /** What the packs say of series beyond their figures. */
    Map<String, SeriesRule> rules() {
        Map<String, SeriesRule> rules = new LinkedHashMap<>();
        jdbc.sql("select * from series order by ord, key").query(row -> {
            Rules more = JSON.readValue(row.getString("rules"), Rules.class);
            rules.put(row.getString("key"), new SeriesRule(row.getString("key"), row.getString("label"), row.getString("label_en"),
                    row.getString("about"), row.getString("about_en"), more.computed(), more.breaks()));
        });
        return rules;
    }

    private record Rules(List<Formula> computed, List<Formula.Break> breaks) {
    }

    /** Works out again what the rules of these series say, for all their figures. */
    Map<UUID, List<Formula.Computed>> reckoned(Collection<Figure> figures) {
        Map<String, SeriesRule> rules = rules();
        rules.keySet().retainAll(figures.stream().map(Figure::key).collect(Collectors.toSet()));
        List<String> needed = Reckoning.needed(rules.values().stream());
        if (needed.isEmpty()) {
            return Map.of();
        }
        Reckoning reckoning = new Reckoning(rules, ofSeries(needed));
        return figures.stream().collect(Collectors.toMap(Figure::id, reckoning::of, (one, other) -> one));
    }

    void load(List<Figure> wanted, List<SeriesRule> rules, Reload reload) {
        Map<String, SeriesRule> byKey = new LinkedHashMap<>();
        rules.forEach(rule -> byKey.put(rule.key(), rule));
        List<String> order = List.copyOf(byKey.keySet());
        reload.rows("figures/series", SeriesRule.class, byKey, rules(), new Reload.Rows<>() {
            @Override
            public void put(String key, SeriesRule row) {
                jdbc.sql("""
                                insert into series (town_id, key, ord, label, label_en, about, about_en, rules)
                                values (current_town(), :key, :ord, :label, :labelEn, :about, :aboutEn, :rules::jsonb)
                                on conflict (town_id, key) do update
                                   set ord = excluded.ord, label = excluded.label, label_en = excluded.label_en,
                                       about = excluded.about, about_en = excluded.about_en, rules = excluded.rules
                                """)
                        .param("key", key).param("ord", order.indexOf(key)).param("label", row.label())
                        .param("labelEn", row.labelEn()).param("about", row.about()).param("aboutEn", row.aboutEn())
                        .param("rules", JSON.writeValueAsString(new Rules(row.computed(), row.breaks()))).update();
            }

            @Override
            public void remove(String key, SeriesRule row) {
                jdbc.sql("delete from series where key = :key").param("key", key).update();
            }
        });
        loadFigures(wanted);
    }

    /** The newest version of these figures. */
    private Map<UUID, Figure> last(Collection<Figure> figures) {
        Map<UUID, Figure> last = new HashMap<>();
        jdbc.sql("select distinct on (id) * from figure where id = any (:ids) order by id, version desc")
                .param("ids", figures.stream().map(Figure::id).toArray(UUID[]::new)).query(Figures::figure).list()
                .forEach(figure -> last.put(figure.id(), figure));
        return last;
    }

    /** They follow the pack, those excepted that were reported here since; a number that changed is a version beside the old. */
    private void loadFigures(List<Figure> wanted) {
        Map<UUID, Figure> last = last(wanted);
        jdbc.sql("update figure set current = false where current and reported is null").update();
        List<Row> rows = new ArrayList<>();
        for (Figure figure : wanted) {
            Figure before = last.get(figure.id());
            if (before == null || before.reported() == null) {
                rows.add(Row.of(figure, version(before, figure), rows.size()));
            }
        }
        put(rows);
    }

    private static int version(@Nullable Figure before, Figure now) {
        return before == null ? 1 : before.saysTheSameAs(now) ? before.version() : before.version() + 1;
    }

    /**
     * Takes over what was reported in the application: a number that says the same as before stays as it is, another one
     * is a version beside the old.
     *
     * @param figures each with its {@code reported}
     */
    public void report(Collection<Figure> figures) {
        towns.turn();       // who reports at the same time waits here
        Map<UUID, Figure> last = last(figures);
        Map<UUID, String> current = new HashMap<>();
        jdbc.sql("select id, coalesce(reported, '') as reported from figure where current and id = any (:ids)")
                .param("ids", figures.stream().map(Figure::id).toArray(UUID[]::new)).query(row -> {
                    current.put(row.getObject("id", UUID.class), row.getString("reported"));
                });
        List<Row> rows = new ArrayList<>();
        int ord = jdbc.sql("select coalesce(max(ord), 0) from figure").query(Integer.class).single();
        for (Figure figure : figures) {
            Figure before = last.get(figure.id());
            boolean same = before != null && before.saysTheSameAs(figure);
            if (!same || !Objects.equals(current.get(figure.id()), figure.reported())) {
                rows.add(Row.of(same ? figure.citing(before.sources()) : figure, version(before, figure), ++ord));
            }
        }
        jdbc.sql("update figure set current = false where current and id = any (:ids)")
                .param("ids", rows.stream().map(Row::id).toArray(UUID[]::new)).update();
        put(rows);
    }

    /**
     * What was reported of these figures no longer holds and nothing takes its place; what the pack says of them holds
     * again. All versions stay.
     */
    public void takeBack(Collection<UUID> ids) {
        UUID[] gone = ids.toArray(UUID[]::new);
        towns.turn();
        jdbc.sql("update figure set reported = null where current and reported is not null and cardinality(sources) > 0 and id = any (:ids)")
                .param("ids", gone).update();
        jdbc.sql("update figure set current = false where current and reported is not null and id = any (:ids)").param("ids", gone).update();
        jdbc.sql("""
                        update figure set current = true
                         where (id, version) in (select id, max(version) from figure where id = any (:ids) and reported is null group by id)
                           and not exists (select 1 from figure other where other.id = figure.id and other.current)
                        """).param("ids", gone).update();
    }

    private void put(List<Row> rows) {
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            insert(rows.subList(from, Math.min(rows.size(), from + AT_ONCE)));
        }
    }

    private void insert(List<Row> rows) {
        jdbc.sql("""
                        insert into figure (town_id, id, version, current, ord, key, dimension, dimension_shown, nature, period,
                                            period_from, period_to, label, label_en, form, value, number, unit, status, sources, note, reported)
                        select current_town(), id, version, true, ord, key, dimension, dimension_shown, nature, period,
                               period_from, period_to, label, label_en, form, value, number, unit, status, sources, note, reported
                          from jsonb_to_recordset(:rows::jsonb)
                            as row (id uuid, version int, ord int, key text, dimension text, dimension_shown text, nature text,
                                    period text, period_from date, period_to date, label text, label_en text, form text,
                                    value text, number numeric, unit text, status text, sources text[], note text, reported text)
                        on conflict (town_id, id, version) do update
                           set current = true, ord = excluded.ord, label = excluded.label, label_en = excluded.label_en,
                               dimension_shown = excluded.dimension_shown, sources = excluded.sources, note = excluded.note,
                                       reported = excluded.reported
                        """)
                .param("rows", JSON.writeValueAsString(rows)).update();
    }

    /** A figure as its columns. */
    private record Row(UUID id, int version, int ord, String key, String dimension, String dimension_shown, String nature,
                       String period, @Nullable String period_from, @Nullable String period_to, String label,
                       @Nullable String label_en, String form, String value, @Nullable String number, String unit,
                       @Nullable String status, List<String> sources, @Nullable String note, @Nullable String reported) {

        static Row of(Figure figure, int version, int ord) {
            Dimension dimension = figure.line().dimension();
            Period period = figure.period();
            Value value = figure.value();
            return new Row(figure.id(), version, ord, figure.key(), dimension.canonical(), dimension.printed(),
                    figure.nature().notation(), period.notation(), text(period.from()), text(period.to()), figure.label().ja(),
                    figure.label().en(), value.form().notation(), value.text(),
                    value.number() == null ? null : value.number().toPlainString(), figure.unit(),
                    figure.status() == null ? null : figure.status().notation(),
                    figure.sources().stream().map(Citation::notation).toList(), figure.note(), figure.reported());
        }

        private static @Nullable String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }
    }

    private static List<String> strings(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static Figure figure(ResultSet row, int number) throws SQLException {
        OffsetDateTime loaded = row.getObject("loaded_at", OffsetDateTime.class);
        String status = row.getString("status");
        return new Figure(row.getObject("id", UUID.class),
                new Line(row.getString("key"), Dimension.parse(row.getString("dimension_shown"))), Nature.parse(row.getString("nature")),
                Period.parse(row.getString("period")), new Words(row.getString("label"), row.getString("label_en")),
                Value.of(ValueForm.parse(row.getString("form")), row.getString("value")), row.getString("unit"),
                status == null ? null : Status.parse(status),
                strings(row.getArray("sources")).stream().map(Citation::parse).toList(), row.getString("note"),
                row.getInt("version"), loaded == null ? Instant.EPOCH : loaded.toInstant(),
                row.getString("reported"));
    }
}
