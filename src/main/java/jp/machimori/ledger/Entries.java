package jp.machimori.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All entries of the current town: written idempotently, never overwritten, with their tallies in one transaction. */
@Repository
public class Entries {

    private static final int BATCH = 1_000;

    private static final String RECORD = """
            insert into entry (town_id, id, form, form_version, on_day, area, visibility, content, grams, by_id, by_name, at)
            select (select current_town()), e.id, e.form, e.form_version, e.on_day, e.area, e.visibility, e.content::jsonb,
                   (:grams::bigint[])[e.first_gram : e.last_gram], e.by_id, e.by_name, :at
              from unnest(:ids::uuid[], :forms::text[], :versions::int[], :days::date[], :areas::text[], :levels::smallint[],
                          :contents::text[], :firstGrams::int[], :lastGrams::int[], :byIds::uuid[], :byNames::text[])
                   as e (id, form, form_version, on_day, area, visibility, content, first_gram, last_gram, by_id, by_name)
            on conflict (town_id, id) do nothing
            returning id
            """;

    private static final String KEEP = """
            insert into entry_version (town_id, id, version, form_version, withdrawn, content, by_id, by_name, at, reason)
            select town_id, id, version, form_version, withdrawn, content, by_id, by_name, at, :reason
              from entry where id = :id
            """;

    private final JdbcClient jdbc;
    private final Forms forms;
    private final Tallies tallies;
    private final Seal seal;
    private final Clock clock;

    Entries(JdbcClient jdbc, Forms forms, Tallies tallies, Seal seal, Clock clock) {
        this.jdbc = jdbc;
        this.forms = forms;
        this.tallies = tallies;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * Records a set of entries; one entry is a set of one.
     *
     * @return what became of each, in the order given
     */
    @Transactional
    public List<Recorded> record(List<NewEntry> entries) {
        Map<UUID, NewEntry> wanted = new LinkedHashMap<>();
        entries.forEach(entry -> wanted.putIfAbsent(entry.id(), entry));
        List<NewEntry> rows = List.copyOf(wanted.values());
        Rules.share(jdbc);
        Map<String, Form> ruling = new HashMap<>();
        rows.forEach(entry -> ruling.computeIfAbsent(entry.form().key(), forms::ruling));
        Function<NewEntry, Form> rule = entry -> ruling.get(entry.form().key());
        Grams.Many grams = Grams.Many.of(rows.stream().map(entry -> Grams.of(rule.apply(entry), entry.form(), entry.content())).toList());
        Set<UUID> written = new HashSet<>(jdbc.sql(RECORD)
                .param("ids", array(rows, UUID[]::new, NewEntry::id))
                .param("forms", array(rows, String[]::new, entry -> entry.form().key()))
                .param("versions", array(rows, Integer[]::new, entry -> entry.form().version()))
                .param("days", array(rows, String[]::new, entry -> rule.apply(entry).day(entry.content()).toString()))
                .param("areas", array(rows, String[]::new, entry -> rule.apply(entry).area(entry.content())))
                .param("levels", array(rows, Short[]::new, entry -> rule.apply(entry).visibility().level()))
                .param("contents", array(rows, String[]::new, entry -> seal.close(rule.apply(entry), entry.content()).toString()))
                .param("grams", grams.all()).param("firstGrams", grams.first()).param("lastGrams", grams.last())
                .param("byIds", array(rows, UUID[]::new, NewEntry::byId))
                .param("byNames", array(rows, String[]::new, NewEntry::by))
                .param("at", now())
                .query(UUID.class).list());
        Deltas deltas = new Deltas(seal);
        rows.stream().filter(entry -> written.contains(entry.id()))
                .forEach(entry -> deltas.entry(rule.apply(entry), entry.content(), 1));
        tallies.add(deltas);
        Set<UUID> told = new HashSet<>();
        Map<UUID, First> before = written.size() == rows.size() && rows.size() == entries.size() ? Map.of()
                : firsts(rows.stream().map(NewEntry::id).filter(id -> !written.contains(id)).toList());
        List<Recorded> outcomes = new ArrayList<>(entries.size());
        for (NewEntry entry : entries) {
            if (written.contains(entry.id())) {
                boolean same = told.add(entry.id()) || sameContent(wanted.get(entry.id()), entry);
                outcomes.add(!same ? new Recorded.Other(entry.id())
                        : wanted.get(entry.id()) == entry ? new Recorded.New(entry.id()) : new Recorded.Same(entry.id()));
            } else {
                First first = before.get(entry.id());
                outcomes.add(first != null && first.form().equals(entry.form().key()) && seal.open(first.content()).equals(entry.content())
                        ? new Recorded.Same(entry.id()) : new Recorded.Other(entry.id()));
            }
        }
        return outcomes;
    }

    private static boolean sameContent(NewEntry one, NewEntry other) {
        return one.form().key().equals(other.form().key()) && one.content().equals(other.content());
    }

    private static <R, T> T[] array(List<R> rows, java.util.function.IntFunction<T[]> maker, Function<R, @Nullable T> column) {
        return rows.stream().map(column).toArray(maker);
    }

    private record First(String form, JsonNode content) {
    }

    /** What was first written under these ids. */
    private Map<UUID, First> firsts(List<UUID> ids) {
        Map<UUID, First> firsts = new LinkedHashMap<>();
        jdbc.sql("""
                        select id, form, content::text as content from entry where id = any (:ids) and version = 1
                        union all
                        select v.id, e.form, v.content::text from entry_version v join entry e on e.town_id = v.town_id and e.id = v.id
                         where v.id = any (:ids) and v.version = 1
                        """).param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    firsts.put(row.getObject("id", UUID.class), new First(row.getString("form"), Forms.JSON.readTree(row.getString("content"))));
                });
        return firsts;
    }

    /** An entry of that day that says the same in every field and stands; sealed values are not compared. */
    Optional<Entry> twin(Form form, JsonNode content) {
        JsonNode closed = seal.close(form, content);
        return closed != content ? Optional.empty() : jdbc.sql("""
                        select *, content::text as text from entry
                         where form = :form and on_day = :day::date and not withdrawn and content = :content::jsonb limit 1
                        """).param("form", form.key()).param("day", form.day(content).toString()).param("content", content.toString())
                .query(this::entry).optional();
    }

    /** Standing entries of another form that are about the same days and the same things; sealed values are not compared. */
    List<Entry> overlapping(Form form, JsonNode content, Form other, Map<String, String> same) {
        LocalDate from = other.datedBy().type() instanceof FieldType.Month ? form.day(content).withDayOfMonth(1) : form.day(content);
        return jdbc.sql("""
                        select *, content::text as text from entry
                         where form = :form and on_day between :from::date and :to::date and not withdrawn order by on_day, id
                        """).param("form", other.key()).param("from", from.toString()).param("to", form.lastDay(content).toString())
                .query(this::entry).list().stream().filter(entry -> same.entrySet().stream()
                        .allMatch(pair -> alike(content.path(pair.getKey()), entry.content().path(pair.getValue())))).toList();
    }

    private static boolean alike(JsonNode one, JsonNode other) {
        return one.isString() && other.isString() && FieldType.Party.link(one).equals(FieldType.Party.link(other));
    }

    Optional<Entry> find(String form, UUID id) {
        return jdbc.sql("select *, content::text as text from entry where id = :id and form = :form")
                .param("id", id).param("form", form).query(this::entry).optional();
    }

    /** A version of an entry, with the reason that ended it (null for the one that stands). */
    record Version(Entry entry, @Nullable String reason) {
    }

    /** All versions, the latest first. */
    List<Version> history(Entry entry) {
        List<Version> versions = new ArrayList<>();
        versions.add(new Version(entry, null));
        versions.addAll(jdbc.sql("""
                        select *, content::text as text from entry_version where id = :id order by version desc
                        """).param("id", entry.id())
                .query((row, number) -> new Version(new Entry(entry.id(), entry.form(), row.getInt("form_version"),
                        row.getInt("version"), entry.on(), entry.area(), entry.visibility(), row.getBoolean("withdrawn"),
                        Forms.JSON.readTree(row.getString("text")), row.getObject("by_id", UUID.class), row.getString("by_name"),
                        row.getObject("at", OffsetDateTime.class).toInstant(), entry.erased()), row.getString("reason"))).list());
        return versions;
    }

    /**
     * 訂正。Replaces the content of an entry; the old one stays in its history, and the tallies follow.
     *
     * @param expected version that the person saw
     * @param form the current form, with which the new content was read
     */
    @Transactional
    Change correct(Form form, UUID id, int expected, JsonNode content, @Nullable String reason, UUID byId, String by) {
        return change(form, id, expected, content, false, reason, byId, by);
    }

    /** 取消。The entry stays as withdrawn and counts no more. */
    @Transactional
    Change withdraw(Form form, UUID id, int expected, @Nullable String reason, UUID byId, String by) {
        return change(form, id, expected, null, true, reason, byId, by);
    }

    private Change change(Form form, UUID id, int expected, @Nullable JsonNode content, boolean withdrawn,
                          @Nullable String reason, UUID byId, String by) {
        Rules.share(jdbc);
        Form rule = forms.ruling(form.key());
        Entry now = jdbc.sql("select *, content::text as text from entry where id = :id and form = :form for update")
                .param("id", id).param("form", form.key()).query(this::entry).single();
        JsonNode before = seal.open(now.content());
        JsonNode after = content == null ? before : seal.open(content);
        if (now.version() != expected) {
            // The same change sent twice: it stands already, by the same hand.
            return now.version() == expected + 1 && before.equals(after) && now.withdrawn() == withdrawn
                    && byId.equals(now.byId()) ? new Change.Nothing(now) : new Change.Overtaken(now);
        }
        if (now.withdrawn() == withdrawn && before.equals(after)) {
            return new Change.Nothing(now);
        }
        jdbc.sql(KEEP).param("id", id).param("reason", reason).update();
        Deltas deltas = new Deltas(seal);
        if (!now.withdrawn()) {
            deltas.entry(rule, before, -1);
        }
        if (!withdrawn) {
            deltas.entry(rule, after, 1);
        }
        tallies.add(deltas);
        int formVersion = content == null ? now.formVersion() : form.version();
        jdbc.sql("""
                        update entry
                           set version = version + 1, form_version = :formVersion, withdrawn = :withdrawn, content = :content::jsonb,
                               grams = :grams, on_day = :day, area = :area, visibility = greatest(visibility, :level),
                               by_id = :byId, by_name = :by, at = :at
                         where id = :id
                        """)
                .param("formVersion", formVersion).param("withdrawn", withdrawn)
                .param("content", seal.close(rule, after).toString())
                .param("grams", Grams.of(rule, forms.version(form.key(), formVersion), after))
                .param("day", rule.dates(after) ? rule.day(after) : now.on()).param("area", rule.area(after)).param("level", rule.visibility().level())
                .param("byId", byId).param("by", by).param("at", now()).param("id", id).update();
        return new Change.Made(find(form.key(), id).orElseThrow());
    }

    /** An entry that a changed form cannot date. */
    record Undated(UUID id) {
    }

    /**
     * Brings what stands beside the contents to what a changed form says: the day, the area, who may see it, how it is
     * found, and which values are sealed, in the history too.
     *
     * @return an entry that the form cannot date; then nothing may be kept of this transaction
     */
    Optional<Undated> settle(Form form) {
        UUID after = new UUID(0, 0);
        while (true) {
            List<Entry> batch = jdbc.sql("""
                            select *, content::text as text from entry where form = :form and id > :after order by id limit :batch
                            """).param("form", form.key()).param("after", after).param("batch", BATCH).query(this::entry).list();
            List<Entry> opened = batch.stream().map(entry -> entry.with(seal.open(entry.content()))).toList();
            Optional<Entry> undated = opened.stream().filter(entry -> !entry.withdrawn() && !form.dates(entry.content())).findFirst();
            if (undated.isPresent()) {
                return Optional.of(new Undated(undated.get().id()));
            }
            Grams.Many grams = grams(form, opened);
            jdbc.sql("""
                            update entry e
                               set on_day = d.on_day, area = d.area, visibility = greatest(e.visibility, :level), content = d.content::jsonb,
                                   grams = (:grams::bigint[])[d.first_gram : d.last_gram]
                              from unnest(:ids::uuid[], :days::date[], :areas::text[], :contents::text[], :firstGrams::int[], :lastGrams::int[])
                                   as d (id, on_day, area, content, first_gram, last_gram)
                             where e.id = d.id
                            """)
                    .param("level", form.visibility().level())
                    .param("ids", array(opened, UUID[]::new, Entry::id))
                    .param("days", array(opened, String[]::new, entry -> (form.dates(entry.content()) ? form.day(entry.content()) : entry.on()).toString()))
                    .param("areas", array(opened, String[]::new, entry -> form.area(entry.content())))
                    .param("contents", array(batch, String[]::new, entry -> seal.close(form, entry.content()).toString()))
                    .param("grams", grams.all()).param("firstGrams", grams.first()).param("lastGrams", grams.last())
                    .update();
            sealHistory(form, batch.stream().map(Entry::id).toList());
            if (batch.size() < BATCH) {
                return Optional.empty();
            }
            after = batch.getLast().id();
        }
    }

    private Grams.Many grams(Form form, List<Entry> opened) {
        return Grams.Many.of(opened.stream().map(entry -> Grams.of(form, forms.version(form.key(), entry.formVersion()), entry.content())).toList());
    }

    private record Past(UUID id, int version, JsonNode stored) {
    }

    private void sealHistory(Form form, List<UUID> ids) {
        List<Past> open = jdbc.sql("select id, version, content::text as content from entry_version where id = any (:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> new Past(row.getObject("id", UUID.class), row.getInt("version"), Forms.JSON.readTree(row.getString("content"))))
                .list().stream().filter(past -> seal.close(form, past.stored()) != past.stored()).toList();
        if (!open.isEmpty()) {
            jdbc.sql("""
                            update entry_version v set content = d.content::jsonb
                              from unnest(:ids::uuid[], :versions::int[], :contents::text[]) as d (id, version, content)
                             where v.id = d.id and v.version = d.version
                            """)
                    .param("ids", array(open, UUID[]::new, Past::id)).param("versions", array(open, Integer[]::new, Past::version))
                    .param("contents", array(open, String[]::new, past -> seal.close(form, past.stored()).toString())).update();
        }
    }

    /**
     * 保存期間の満了。Erases personal fields, and the reasons of corrections, from entries and their history; tallies stay.
     *
     * @param before entries that ended before this day: dated before it, or, on a register, ended before it
     * @return how many were erased
     */
    int erase(Form form, LocalDate before, LocalDate today) {
        String[] personal = form.personal().toArray(String[]::new);
        if (personal.length == 0) {
            return 0;
        }
        Optional<String> ending = form.ending();
        List<Entry> ended = jdbc.sql("select *, content::text as text from entry where form = :form and erased_on is null and "
                        + (ending.isPresent() ? "content ->> :ending < :before" : "on_day < :before::date"))
                .param("form", form.key()).param("before", before.toString()).param("ending", ending.orElse("")).query(this::entry).list();
        for (int from = 0; from < ended.size(); from += BATCH) {
            List<Entry> batch = ended.subList(from, Math.min(ended.size(), from + BATCH)).stream().map(entry -> {
                ObjectNode kept = (ObjectNode) entry.content().deepCopy();
                kept.remove(form.personal());
                return entry.with(kept);
            }).toList();
            Grams.Many grams = grams(form, batch);
            jdbc.sql("""
                            update entry e
                               set content = e.content - :personal, erased_on = :today,
                                   grams = (:grams::bigint[])[d.first_gram : d.last_gram]
                              from unnest(:ids::uuid[], :firstGrams::int[], :lastGrams::int[]) as d (id, first_gram, last_gram)
                             where e.id = d.id
                            """)
                    .param("personal", personal).param("today", today).param("ids", array(batch, UUID[]::new, Entry::id))
                    .param("grams", grams.all()).param("firstGrams", grams.first()).param("lastGrams", grams.last())
                    .update();
            jdbc.sql("update entry_version set content = content - :personal, reason = null where id = any (:ids)")
                    .param("personal", personal).param("ids", array(batch, UUID[]::new, Entry::id)).update();
        }
        return ended.size();
    }

    boolean anyErased(String form) {
        return jdbc.sql("select exists (select 1 from entry where form = :form and erased_on is not null)").param("form", form)
                .query(Boolean.class).single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(row.getObject("id", UUID.class), row.getString("form"), row.getInt("form_version"),
                row.getInt("version"), row.getObject("on_day", LocalDate.class), row.getString("area"),
                Visibility.of(row.getInt("visibility")), row.getBoolean("withdrawn"), Forms.JSON.readTree(row.getString("text")),
                row.getObject("by_id", UUID.class), row.getString("by_name"),
                row.getObject("at", OffsetDateTime.class).toInstant(), row.getObject("erased_on") != null);
    }
}
