package jp.machimori.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jp.machimori.account.Person;
import jp.machimori.database.CurrentTown;
import jp.machimori.shell.NotFound;
import jp.machimori.shell.Words;
import jp.machimori.town.Area;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** All forms of the current town. A version never changes, so what was read once is kept in memory. */
@Repository
public class Forms {

    /** Numbers are exact, and equal however they were made. */
    static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private record Place(int town, String key, int version) {
    }

    private final JdbcClient jdbc;
    private final Ground ground;
    private final Map<Place, Form> known = new ConcurrentHashMap<>();

    Forms(JdbcClient jdbc, Ground ground) {
        this.jdbc = jdbc;
        this.ground = ground;
    }

    /** The current version of each, in the pack's order. */
    public List<Form> all() {
        return jdbc.sql("select key, version from form where current order by ord, key")
                .query((row, number) -> new Place(CurrentTown.id(), row.getString("key"), row.getInt("version"))).list()
                .stream().map(this::at).toList();
    }

    public Optional<Form> find(String key) {
        return jdbc.sql("select version from form where key = :key and current").param("key", key)
                .query(Integer.class).optional().map(version -> at(new Place(CurrentTown.id(), key, version)));
    }

    /** @throws NotFound when the town has no such form, or the reader may not know of it */
    Form require(String key, Reader reader) {
        return find(key).filter(form -> form.isKnownTo(reader)).orElseThrow(NotFound::new);
    }

    Form version(String key, int version) {
        return at(new Place(CurrentTown.id(), key, version));
    }

    /** The forms that this person, or the public, may know of. */
    public List<Form> knownTo(@Nullable Person person) {
        return all().stream().filter(form -> form.isKnownTo(person)).toList();
    }

    /** The form that rules an entry now, whatever version it was written with; of a form that was dropped, the last. */
    Form ruling(String key) {
        return find(key).orElseGet(() -> version(key, latest(key).orElseThrow().version()));
    }

    /** Who may see what a field holds in an entry written with that form: a later form shows nobody more, and hides at once. */
    static Visibility visibility(Field field, Form written) {
        Field then = written.fields().get(field.key());
        return then == null ? field.visibility() : field.visibility().stricter(then.visibility());
    }

    /** The entry with only what this reader may see of it, of a withdrawn one nothing for the public; sealed values stay closed. */
    Entry reduced(Entry entry, Reader reader) {
        Form now = ruling(entry.form());
        Form written = version(entry.form(), entry.formVersion());
        ObjectNode seen = FieldType.JSON.objectNode();
        if (entry.withdrawn() && !reader.staff()) {
            return entry.with(seen);
        }
        now.fields().values().stream().filter(field -> entry.content().has(field.key()) && reader.sees(visibility(field, written), now.divisions()))
                .forEach(field -> seen.set(field.key(), entry.content().get(field.key())));
        return entry.with(seen);
    }

    /** How many decimals the numbers of each tally are written with: those of the fields that it adds up. */
    public Map<String, Integer> decimals() {
        return decimals(all());
    }

    static Map<String, Integer> decimals(List<Form> forms) {
        Map<String, Integer> decimals = new HashMap<>();
        forms.forEach(form -> form.tallies().forEach(rule -> decimals.merge(rule.key(), form.decimals(rule), Math::max)));
        return decimals;
    }

    /** The forms that feed a tally. */
    List<Form> feeding(String tally) {
        return all().stream().filter(form -> form.tallies().stream().anyMatch(rule -> rule.key().equals(tally))).toList();
    }

    private Form at(Place place) {
        Form form = known.get(place);
        if (form == null) {
            String definition = jdbc.sql("select definition::text from form where key = :key and version = :version")
                    .param("key", place.key()).param("version", place.version()).query(String.class).single();
            form = new Form(JSON.readTree(definition), place.version(), areas(ground.areas()));
            known.put(place, form);
        }
        return form;
    }

    static Map<String, List<FieldType.Option>> areas(List<Area> areas) {
        Map<String, List<FieldType.Option>> options = new LinkedHashMap<>();
        for (Area area : areas) {
            options.computeIfAbsent(area.system(), any -> new ArrayList<>())
                    .add(new FieldType.Option(area.key(), new Words(area.name(), area.nameEn())));
        }
        return options;
    }

    /** Forms and areas change with a pack: nobody writes meanwhile, and nothing is remembered. */
    void changeRules() {
        Rules.change(jdbc);
        known.clear();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                known.clear();      // what others read meanwhile was read with the areas of before
            }
        });
    }

    /** The definition a form had last, with its version. */
    record Latest(int version, JsonNode definition) {
    }

    Optional<Latest> latest(String key) {
        return jdbc.sql("select version, definition::text as definition from form where key = :key order by version desc limit 1")
                .param("key", key)
                .query((row, number) -> new Latest(row.getInt("version"), JSON.readTree(row.getString("definition"))))
                .optional();
    }

    boolean hasEntries(String form) {
        return jdbc.sql("select exists (select 1 from entry where form = :form)").param("form", form)
                .query(Boolean.class).single();
    }

    void put(String key, int version, int order, JsonNode definition) {
        jdbc.sql("update form set current = false where key = :key and version <> :version")
                .param("key", key).param("version", version).update();
        jdbc.sql("""
                        insert into form (town_id, key, version, ord, current, definition)
                        values (current_town(), :key, :version, :ord, true, :definition::jsonb)
                        on conflict (town_id, key, version) do update set ord = excluded.ord, current = true
                        """)
                .param("key", key).param("version", version).param("ord", order)
                .param("definition", definition.toString()).update();
    }

    void retireAllBut(List<String> keys) {
        jdbc.sql("update form set current = false where current and key <> all (:keys)")
                .param("keys", keys.toArray(String[]::new)).update();
    }
}
