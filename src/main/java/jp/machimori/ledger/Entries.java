package jp.machimori.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

/** All entries of the current town: written idempotently, never overwritten, with their tallies in one transaction. */
@Repository
public class Entries {

    private static final String RECORD = """
            insert into entry (town_id, id, form, form_version, on_day, area, visibility, content, grams, by_id, by_name, at)
            select current_town(), e.id, e.form, e.form_version, e.on_day, e.area, e.visibility, e.content::jsonb,
                   coalesce(string_to_array(nullif(e.grams, ''), chr(31)), '{}'), e.by_id, e.by_name, :at
              from unnest(:ids::uuid[], :forms::text[], :versions::int[], :days::date[], :areas::text[], :levels::smallint[],
                          :contents::text[], :grams::text[], :byIds::uuid[], :byNames::text[])
                   as e (id, form, form_version, on_day, area, visibility, content, grams, by_id, by_name)
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
        Set<UUID> written = new HashSet<>(jdbc.sql(RECORD)
                .param("ids", array(rows, UUID[]::new, NewEntry::id))
                .param("forms", array(rows, String[]::new, entry -> entry.form().key()))
                .param("versions", array(rows, Integer[]::new, entry -> entry.form().version()))
                .param("days", array(rows, String[]::new, entry -> entry.form().day(entry.content()).toString()))
                .param("areas", array(rows, String[]::new, entry -> entry.form().area(entry.content())))
                .param("levels", array(rows, Short[]::new, entry -> entry.form().visibility().level()))
                .param("contents", array(rows, String[]::new, entry -> seal.close(entry.form(), entry.content()).toString()))
                .param("grams", array(rows, String[]::new, entry -> String.join("\u001f", Grams.of(entry.form(), entry.content()))))
                .param("byIds", array(rows, UUID[]::new, NewEntry::byId))
                .param("byNames", array(rows, String[]::new, NewEntry::by))
                .param("at", now())
                .query(UUID.class).list());
        Deltas deltas = new Deltas();
        rows.stream().filter(entry -> written.contains(entry.id()))
                .forEach(entry -> deltas.entry(entry.form(), entry.content(), 1));
        tallies.add(deltas);
        Set<UUID> told = new HashSet<>();
        Map<UUID, JsonNode> before = written.size() == rows.size() && rows.size() == entries.size() ? Map.of()
                : firstContents(rows.stream().map(NewEntry::id).filter(id -> !written.contains(id)).toList());
        List<Recorded> outcomes = new ArrayList<>(entries.size());
        for (NewEntry entry : entries) {
            if (written.contains(entry.id())) {
                boolean same = told.add(entry.id()) || sameContent(wanted.get(entry.id()), entry);
                outcomes.add(!same ? new Recorded.Other(entry.id())
                        : wanted.get(entry.id()) == entry ? new Recorded.New(entry.id()) : new Recorded.Same(entry.id()));
            } else {
                JsonNode first = before.get(entry.id());
                outcomes.add(first != null && seal.open(entry.form(), first).equals(entry.content())
                        ? new Recorded.Same(entry.id()) : new Recorded.Other(entry.id()));
            }
        }
        return outcomes;
    }

    private static boolean sameContent(NewEntry one, NewEntry other) {
        return one.form().key().equals(other.form().key()) && one.content().equals(other.content());
    }

    private static <T> T[] array(List<NewEntry> rows, java.util.function.IntFunction<T[]> maker, Function<NewEntry, @Nullable T> column) {
        return rows.stream().map(column).toArray(maker);
    }

    /** What was first written under these ids. */
    private Map<UUID, JsonNode> firstContents(List<UUID> ids) {
        Map<UUID, JsonNode> contents = new LinkedHashMap<>();
        jdbc.sql("""
                        select id, content::text as content from entry where id = any (:ids) and version = 1
                        union all
                        select id, content::text from entry_version where id = any (:ids) and version = 1
                        """).param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    contents.put(row.getObject("id", UUID.class), Forms.JSON.readTree(row.getString("content")));
                });
        return contents;
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
                        open(entry.form(), row), row.getObject("by_id", UUID.class), row.getString("by_name"),
                        row.getObject("at", OffsetDateTime.class).toInstant()), row.getString("reason"))).list());
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
        Entry now = jdbc.sql("select *, content::text as text from entry where id = :id and form = :form for update")
                .param("id", id).param("form", form.key()).query(this::entry).single();
        JsonNode after = content == null ? now.content() : content;
        if (now.version() != expected) {
            // The same change sent twice: it stands already, by the same hand.
            return now.version() == expected + 1 && now.content().equals(after) && now.withdrawn() == withdrawn
                    && byId.equals(now.byId()) ? new Change.Nothing(now) : new Change.Overtaken(now);
        }
        if (now.withdrawn() == withdrawn && now.content().equals(after)) {
            return new Change.Nothing(now);
        }
        jdbc.sql(KEEP).param("id", id).param("reason", reason).update();
        Deltas deltas = new Deltas();
        if (!now.withdrawn()) {
            deltas.entry(forms.version(form.key(), now.formVersion()).withTallies(form), now.content(), -1);
        }
        if (!withdrawn) {
            deltas.entry(form, after, 1);
        }
        tallies.add(deltas);
        jdbc.sql("""
                        update entry
                           set version = version + 1, form_version = :formVersion, withdrawn = :withdrawn, content = :content::jsonb,
                               grams = :grams, on_day = :day, area = :area, visibility = :level,
                               by_id = :byId, by_name = :by, at = :at
                         where id = :id
                        """)
                .param("formVersion", form.version()).param("withdrawn", withdrawn)
                .param("content", seal.close(form, after).toString())
                .param("grams", Grams.of(form, after).toArray(String[]::new))
                .param("day", form.day(after)).param("area", form.area(after)).param("level", form.visibility().level())
                .param("byId", byId).param("by", by).param("at", now()).param("id", id).update();
        return new Change.Made(find(form.key(), id).orElseThrow());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(row.getObject("id", UUID.class), row.getString("form"), row.getInt("form_version"),
                row.getInt("version"), row.getObject("on_day", LocalDate.class), row.getString("area"),
                Visibility.of(row.getInt("visibility")), row.getBoolean("withdrawn"), open(row.getString("form"), row),
                row.getObject("by_id", UUID.class), row.getString("by_name"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private JsonNode open(String form, ResultSet row) throws SQLException {
        return seal.open(forms.version(form, row.getInt("form_version")), Forms.JSON.readTree(row.getString("text")));
    }
}
