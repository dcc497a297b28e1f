package jp.machimori.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jp.machimori.account.Person;
import jp.machimori.plan.DraftTree.Content;
import jp.machimori.plan.DraftTree.Row;
import jp.machimori.plan.Sketch.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All plans in the making of the current town, with what was changed of them. */
@Repository
class Drafts {

    private static final TypeReference<Map<String, Change>> CHANGES = new TypeReference<>() { };

    /**
     * 直した記録の一行。
     *
     * @param number edition of the draft that it made
     * @param who their name as people know them
     * @param what edited, moved …; its words are {@code plan.step.<what>}
     * @param undone number of the change that took it back, null where it stands
     */
    record Step(int number, Instant at, String who, String what, String subject, @Nullable Integer undone) {
    }

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Drafts(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** The newest first. */
    List<Draft> all() {
        return jdbc.sql("select * from plan_draft order by number desc").query(Drafts::draft).list();
    }

    Optional<Draft> find(int number) {
        return jdbc.sql("select * from plan_draft where number = :number").param("number", number).query(Drafts::draft).optional();
    }

    /** Held until the transaction ends: who changes it next waits. */
    Optional<Draft> hold(int number) {
        return jdbc.sql("select * from plan_draft where number = :number for update").param("number", number).query(Drafts::draft).optional();
    }

    DraftTree tree(Draft draft) {
        Map<String, Row> rows = new LinkedHashMap<>();
        jdbc.sql("select * from plan_draft_row where draft = :draft order by key").param("draft", draft.number())
                .query((row, number) -> new Row(row.getString("key"), row.getInt("edition"), json.readValue(row.getString("content"), Content.class)))
                .list().forEach(row -> rows.put(row.key(), row));
        return new DraftTree(draft, rows);
    }

    /** The first number whose key no plan, node or programme bears or bore; drafts that were given up keep theirs. */
    int nextNumber() {
        int number = jdbc.sql("select coalesce(max(number), 0) + 1 from plan_draft").query(Integer.class).single();
        while (isTaken("k" + number)) {
            number++;
        }
        return number;
    }

    private boolean isTaken(String key) {
        return jdbc.sql("""
                        select exists (select from plan where key = :key)
                            or exists (select from plan_node where key like :key || '-%')
                            or exists (select from programme where key like :key || '-%')
                        """).param("key", key).query(Boolean.class).single();
    }

    void add(Draft draft, Sketch content, Person who) {
        jdbc.sql("""
                        insert into plan_draft (town_id, number, key, kind, made_from, label, label_en, period, about, about_en, levels,
                                                decided_on, reason, last_key, made_at, made_by)
                        values (current_town(), :number, :key, :kind, :from, :label, :labelEn, :period, :about, :aboutEn, :levels,
                                :decidedOn, :reason, :lastKey, :at, :by)
                        """)
                .param("number", draft.number()).param("key", draft.key()).param("kind", draft.kind().notation()).param("from", draft.from())
                .param("label", draft.label()).param("labelEn", draft.labelEn()).param("period", draft.period())
                .param("about", draft.about()).param("aboutEn", draft.aboutEn()).param("levels", draft.levels().toArray(String[]::new))
                .param("decidedOn", draft.decidedOn()).param("reason", draft.reason()).param("lastKey", content.lastKey())
                .param("at", now()).param("by", draft.madeBy()).update();
        write(draft.number(), content.changes(), draft.edition());
    }

    /** Keeps the change with the rows before and after. */
    void keep(Draft draft, Sketch sketch, Person who, String what, String subject) {
        Map<String, Change> changes = sketch.changes();
        int edition = draft.edition() + 1;
        write(draft.number(), changes, edition);
        jdbc.sql("update plan_draft set edition = :edition, last_key = :lastKey where number = :number")
                .param("edition", edition).param("lastKey", sketch.lastKey()).param("number", draft.number()).update();
        note(draft, edition, who, what, subject, changes);
    }

    private void note(Draft draft, int edition, Person who, String what, String subject, Map<String, Change> changes) {
        jdbc.sql("""
                        insert into plan_draft_change (town_id, draft, number, at, who_id, who, what, subject, rows)
                        values (current_town(), :draft, :number, :at, :whoId, :who, :what, :subject, :rows::jsonb)
                        """)
                .param("draft", draft.number()).param("number", edition).param("at", now()).param("whoId", who.id())
                .param("who", who.displayName()).param("what", what).param("subject", subject)
                .param("rows", json.writeValueAsString(changes)).update();
    }

    private void write(int draft, Map<String, Change> changes, int edition) {
        changes.forEach((key, change) -> {
            if (change.after() == null) {
                jdbc.sql("delete from plan_draft_row where draft = :draft and key = :key").param("draft", draft).param("key", key).update();
            } else {
                jdbc.sql("""
                                insert into plan_draft_row (town_id, draft, key, edition, content)
                                values (current_town(), :draft, :key, :edition, :content::jsonb)
                                on conflict (town_id, draft, key) do update set edition = excluded.edition, content = excluded.content
                                """)
                        .param("draft", draft).param("key", key).param("edition", edition)
                        .param("content", json.writeValueAsString(change.after())).update();
            }
        });
    }

    /** What the plan itself is called and when it holds. */
    void rename(Draft draft, Draft wish, Person who) {
        jdbc.sql("""
                        update plan_draft set label = :label, label_en = :labelEn, period = :period, about = :about, about_en = :aboutEn,
                               decided_on = :decidedOn, reason = :reason, edition = edition + 1
                         where number = :number
                        """)
                .param("label", wish.label()).param("labelEn", wish.labelEn()).param("period", wish.period()).param("about", wish.about())
                .param("aboutEn", wish.aboutEn()).param("decidedOn", wish.decidedOn()).param("reason", wish.reason())
                .param("number", draft.number()).update();
        note(draft, draft.edition() + 1, who, "plan", wish.label(), Map.of());
    }

    void end(Draft draft, Draft.State state) {
        jdbc.sql("update plan_draft set state = :state, edition = edition + 1 where number = :number").param("state", state.notation())
                .param("number", draft.number()).update();
    }

    /** The newest first. */
    List<Step> steps(Draft draft) {
        return jdbc.sql("select number, at, who, what, subject, undone from plan_draft_change where draft = :draft order by number desc")
                .param("draft", draft.number()).query(Drafts::step).list();
    }

    /** The last change of that row, or of the whole plan where null. */
    Optional<Step> last(Draft draft, String key) {
        return jdbc.sql("""
                        select number, at, who, what, subject, undone from plan_draft_change
                         where draft = :draft and jsonb_exists(rows, :key) order by number desc limit 1
                        """)
                .param("draft", draft.number()).param("key", key).query(Drafts::step).optional();
    }

    Map<String, Change> rows(Draft draft, int step) {
        return jdbc.sql("select rows from plan_draft_change where draft = :draft and number = :step and undone is null")
                .param("draft", draft.number()).param("step", step)
                .query((row, number) -> json.readValue(row.getString("rows"), CHANGES)).optional().orElse(Map.of());
    }

    void undone(Draft draft, int step) {
        jdbc.sql("update plan_draft_change set undone = :by where draft = :draft and number = :step")
                .param("by", draft.edition() + 1).param("draft", draft.number()).param("step", step).update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Step step(ResultSet row, int number) throws SQLException {
        return new Step(row.getInt("number"), row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("who"),
                row.getString("what"), row.getString("subject"), row.getObject("undone", Integer.class));
    }

    private static Draft draft(ResultSet row, int number) throws SQLException {
        return new Draft(row.getInt("number"), row.getString("key"), Draft.Kind.parse(row.getString("kind")), row.getString("made_from"),
                row.getString("label"), row.getString("label_en"), row.getString("period"), row.getString("about"), row.getString("about_en"),
                Plans.strings(row, "levels"), row.getObject("decided_on", LocalDate.class), row.getString("reason"),
                Draft.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), row.getInt("edition"), row.getInt("last_key"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(), row.getString("made_by"));
    }
}
