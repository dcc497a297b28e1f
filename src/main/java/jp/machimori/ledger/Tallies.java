package jp.machimori.ledger;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/**
 * All tallies of the current town: kept in the same transaction as the entries, so that a number costs the same with a
 * thousand entries or ten million.
 */
@Repository
public class Tallies {

    private static final int BATCH = 5_000;

    private static final String ADD_DAYS = """
            insert into tally_day (town_id, tally, on_day, visibility, area, amount, entries)
            select (select current_town()), d.*
              from unnest(:tallies::text[], :days::date[], :levels::smallint[], :areas::text[], :amounts::numeric[],
                          :entries::bigint[]) as d
            on conflict (town_id, tally, on_day, visibility, area)
            do update set amount = tally_day.amount + excluded.amount, entries = tally_day.entries + excluded.entries
            """;

    private static final String ADD_LINKS = """
            insert into tally_link (town_id, tally, fiscal_year, visibility, link, refs)
            select (select current_town()), l.*
              from unnest(:tallies::text[], :years::int[], :levels::smallint[], :links::text[], :refs::bigint[]) as l
            on conflict (town_id, tally, fiscal_year, visibility, link)
            do update set refs = tally_link.refs + excluded.refs
            """;

    // Sealed entries count only in years that are over, so that no single one shows as a change of the number.
    private static final String YEARLY = """
            select q.place, q.year,
                   case
                     when t.kind = 'distinct' then (select count(distinct link)::numeric from tally_link
                                            where tally = q.tally and fiscal_year = q.year and refs > 0
                                              and (visibility < 3 or q.last_day < :today))
                     when q.count = 'FLOW' then (select coalesce(sum(amount), 0) from tally_day
                                        where tally = q.tally and on_day between greatest(q.first_day, q.since) and q.last_day
                                          and (visibility < 3 or q.last_day < :today))
                     when q.count = 'STOCK' then (select coalesce(sum(amount), 0) from tally_day
                                         where tally = q.tally and on_day <= least(q.last_day, :today)
                                           and (visibility < 3 or q.last_day < :today))
                     else (select coalesce(sum(amount), 0) from tally_day
                            where tally = q.tally and on_day between q.since and q.last_day
                              and (visibility < 3 or q.last_day < :today))
                   end as number
              from unnest(:places::int[], :tallies::text[], :counts::text[], :since::date[], :years::int[],
                          :first::date[], :last::date[])
                   as q (place, tally, count, since, year, first_day, last_day)
              left join tally t on t.key = q.tally
             order by q.place, q.year
            """;

    private final JdbcClient jdbc;
    private final Seal seal;
    private final Clock clock;

    Tallies(JdbcClient jdbc, Seal seal, Clock clock) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * The numbers of many tallies in one statement.
     *
     * @return for each question its number by fiscal year, exact; years without entries are 0
     */
    public Map<TallyQuestion, NavigableMap<FiscalYear, BigDecimal>> yearly(Collection<TallyQuestion> questions) {
        Map<TallyQuestion, NavigableMap<FiscalYear, BigDecimal>> answers = new HashMap<>();
        List<TallyQuestion> asked = List.copyOf(questions);
        List<Integer> places = new ArrayList<>();
        List<String> tallies = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        List<LocalDate> since = new ArrayList<>();
        List<Integer> years = new ArrayList<>();
        List<LocalDate> first = new ArrayList<>();
        List<LocalDate> last = new ArrayList<>();
        for (int place = 0; place < asked.size(); place++) {
            TallyQuestion question = asked.get(place);
            answers.put(question, new TreeMap<>());
            for (int year = question.from().year(); year <= question.to().year(); year++) {
                places.add(place);
                tallies.add(question.tally());
                counts.add(question.count().name());
                since.add(question.since());
                years.add(year);
                first.add(new FiscalYear(year).from());
                last.add(new FiscalYear(year).to());
            }
        }
        jdbc.sql(YEARLY).param("places", places.toArray(Integer[]::new)).param("tallies", tallies.toArray(String[]::new))
                .param("counts", counts.toArray(String[]::new)).param("since", texts(since))
                .param("years", years.toArray(Integer[]::new)).param("first", texts(first))
                .param("last", texts(last)).param("today", LocalDate.now(clock))
                .query(row -> {
                    answers.get(asked.get(row.getInt("place"))).put(new FiscalYear(row.getInt("year")),
                            plain(row.getBigDecimal("number")));
                });
        return answers;
    }

    /**
     * The fiscal year in which the forms that feed a tally hold their first entry, in one statement; a tally without any
     * is left out. Before it, 0 says that nothing was recorded, not that nothing happened. Sealed entries of the running
     * year stay unknown, as in {@link #yearly}.
     */
    public Map<String, FiscalYear> begun(Collection<String> tallies) {
        Map<String, FiscalYear> begun = new HashMap<>();
        jdbc.sql("""
                        select tally.key, min(entries.first) as first
                          from tally cross join lateral jsonb_array_elements(definition) as fed
                          cross join lateral (select min(on_day) as first from ledger_entry
                                               where form = fed ->> 'form' and not withdrawn and (visibility < 3 or on_day < :year)) as entries
                         where tally.key = any (:tallies) and entries.first is not null
                         group by tally.key
                        """)
                .param("tallies", tallies.toArray(String[]::new)).param("year", FiscalYear.of(LocalDate.now(clock)).from())
                .query(row -> {
                    begun.put(row.getString("key"), FiscalYear.of(row.getObject("first", LocalDate.class)));
                });
        return begun;
    }

    /**
     * 今年度の数。A tally of the running year, beside last year's up to the same day (null for 実数, which were not kept by
     * day, and for stocks).
     */
    public record Standing(TallyRule rule, BigDecimal now, @Nullable BigDecimal before) {
    }

    /** What the forms have counted in this year until today. */
    public List<Standing> standing(List<Form> forms, FiscalYear year) {
        Map<String, TallyRule> rules = new java.util.LinkedHashMap<>();
        forms.forEach(form -> form.tallies().forEach(rule -> rules.putIfAbsent(rule.key(), rule)));
        Map<String, BigDecimal> before = new HashMap<>();
        LocalDate sameDay = LocalDate.now(clock).minusYears(1);
        jdbc.sql("select tally, sum(amount) as amount from tally_day where on_day between :from and :to group by tally")
                .param("from", year.previous().from()).param("to", sameDay)
                .query(row -> {
                    before.put(row.getString("tally"), plain(row.getBigDecimal("amount")));
                });
        Map<String, TallyQuestion> questions = new HashMap<>();
        rules.forEach((key, rule) -> questions.put(key, new TallyQuestion(key,
                rule.amount() instanceof TallyRule.Amount.Stock ? TallyQuestion.Count.STOCK : TallyQuestion.Count.FLOW,
                LocalDate.of(1900, 1, 1), year, year)));
        var numbers = yearly(questions.values());
        Map<String, Integer> decimals = Forms.decimals(forms);
        return rules.values().stream().map(rule -> new Standing(rule, written(numbers.get(questions.get(rule.key())).get(year), decimals.get(rule.key())),
                rule.amount().kind().equals("flow") ? written(before.getOrDefault(rule.key(), BigDecimal.ZERO), decimals.get(rule.key())) : null)).toList();
    }

    /** With as many decimals as its fields are written with: 8.0 beside 12.5. */
    public static BigDecimal written(BigDecimal number, int decimals) {
        return number.setScale(Math.max(number.scale(), decimals));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** What a tally is: its label and unit as a form says them, and its kind (flow, distinct, stock). */
    public Optional<TallyRule> rule(String key) {
        return jdbc.sql("select definition::text from tally where key = :key").param("key", key)
                .query(String.class).optional().map(definition -> TallyRule.of(Forms.JSON.readTree(definition).path(0).path("rule")));
    }

    /** The driver sends no array of dates; their texts are cast by the statement. */
    private static String[] texts(List<LocalDate> days) {
        return days.stream().map(LocalDate::toString).toArray(String[]::new);
    }

    /** Adds what the entries changed. */
    void add(Deltas deltas) {
        List<Deltas.Day> days = new ArrayList<>();
        List<BigDecimal> amounts = new ArrayList<>();
        List<Long> entries = new ArrayList<>();
        deltas.eachDay((day, sum) -> {
            days.add(day);
            amounts.add(sum.amount);
            entries.add(sum.entries);
        });
        if (!days.isEmpty()) {
            jdbc.sql(ADD_DAYS).param("tallies", days.stream().map(Deltas.Day::tally).toArray(String[]::new))
                    .param("days", texts(days.stream().map(Deltas.Day::on).toList()))
                    .param("levels", days.stream().map(Deltas.Day::visibility).toArray(Short[]::new))
                    .param("areas", days.stream().map(Deltas.Day::area).toArray(String[]::new))
                    .param("amounts", amounts.stream().map(BigDecimal::toPlainString).toArray(String[]::new))
                    .param("entries", entries.toArray(Long[]::new)).update();
        }
        List<Deltas.Link> links = new ArrayList<>();
        List<Long> refs = new ArrayList<>();
        deltas.eachLink((link, count) -> {
            links.add(link);
            refs.add(count);
        });
        if (!links.isEmpty()) {
            jdbc.sql(ADD_LINKS).param("tallies", links.stream().map(Deltas.Link::tally).toArray(String[]::new))
                    .param("years", links.stream().map(Deltas.Link::fiscalYear).toArray(Integer[]::new))
                    .param("levels", links.stream().map(Deltas.Link::visibility).toArray(Short[]::new))
                    .param("links", links.stream().map(Deltas.Link::link).toArray(String[]::new))
                    .param("refs", refs.toArray(Long[]::new)).update();
        }
    }

    /** A tally that cannot be counted again, since it counted names that were erased. */
    record Uncountable(String tally, String form) {
    }

    /**
     * Brings the tallies to what the forms now say: a new or changed one is counted again from all entries, one that no
     * form feeds any more is dropped.
     *
     * @return a tally that cannot be counted again; then nothing may be kept of this transaction
     */
    Optional<Uncountable> settle(List<Form> forms, java.util.function.Predicate<Form> anyErased) {
        Map<String, List<Form>> feeding = new TreeMap<>();
        forms.forEach(form -> form.tallies().forEach(rule -> feeding.computeIfAbsent(rule.key(), any -> new ArrayList<>()).add(form)));
        Map<String, JsonNode> present = new HashMap<>();
        jdbc.sql("select key, definition::text as definition from tally").query(row -> {
            present.put(row.getString("key"), Forms.JSON.readTree(row.getString("definition")));
        });
        present.keySet().stream().filter(key -> !feeding.containsKey(key)).forEach(this::drop);
        for (var tally : feeding.entrySet()) {
            String key = tally.getKey();
            List<Form> fed = tally.getValue();
            JsonNode definition = definition(key, fed);
            if (!definition.equals(present.get(key))) {
                Optional<Form> erased = present.containsKey(key) ? fed.stream().filter(form -> readsPersonal(form, rule(form, key)) && anyErased.test(form)).findFirst()
                        : Optional.empty();
                if (erased.isPresent()) {
                    return Optional.of(new Uncountable(key, erased.get().key()));
                }
                drop(key);
                jdbc.sql("insert into tally (town_id, key, kind, definition) values (current_town(), :key, :kind, :definition::jsonb)")
                        .param("key", key).param("kind", rule(fed.getFirst(), key).amount().kind())
                        .param("definition", definition.toString()).update();
                fed.forEach(form -> count(form, rule(form, key)));
            }
        }
        return Optional.empty();
    }

    private static boolean readsPersonal(Form form, TallyRule rule) {
        return rule.fields().stream().anyMatch(field -> form.fields().containsKey(field) && form.field(field).personal());
    }

    private static TallyRule rule(Form form, String key) {
        return form.tallies().stream().filter(rule -> rule.key().equals(key)).findFirst().orElseThrow();
    }

    private static JsonNode definition(String key, List<Form> forms) {
        var array = FieldType.JSON.arrayNode();
        for (Form form : forms) {
            TallyRule rule = rule(form, key);
            var node = FieldType.JSON.objectNode();
            node.put("form", form.key());
            node.put("dated-by", form.datedBy().key());
            node.put("visibility", form.visibility(rule).level());
            node.put("placed-by", form.placing().stream().map(Field::key).collect(java.util.stream.Collectors.joining(",")));
            node.set("rule", rule.sheet());
            array.add(node);
        }
        return array;
    }

    private void drop(String key) {
        for (String table : List.of("tally_day", "tally_link")) {
            jdbc.sql("delete from " + table + " where tally = :key").param("key", key).update();
        }
        jdbc.sql("delete from tally where key = :key").param("key", key).update();
    }

    private void count(Form form, TallyRule rule) {
        java.util.UUID after = new java.util.UUID(0, 0);
        while (true) {
            Deltas deltas = new Deltas(seal);
            List<java.util.UUID> ids = jdbc.sql("""
                            select id, content::text as content from entry
                             where form = :form and not withdrawn and id > :after order by id limit :batch
                            """)
                    .param("form", form.key()).param("after", after).param("batch", BATCH)
                    .query((row, number) -> {
                        deltas.rule(form, rule, seal.open(Forms.JSON.readTree(row.getString("content"))), 1);
                        return row.getObject("id", java.util.UUID.class);
                    }).list();
            add(deltas);
            if (ids.size() < BATCH) {
                return;
            }
            after = ids.getLast();
        }
    }
}
