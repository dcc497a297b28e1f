package jp.machimori.inquiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.figures.Line;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** All questions of the current town. What is read and written comes in sets. */
@Repository
class Questions {

    private static final TypeReference<List<Slot>> SLOTS = new TypeReference<>() { };

    private final JdbcClient jdbc;

    Questions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the plan's order. */
    List<Question> of(UUID inquiry) {
        return jdbc.sql("select * from inquiry_question where inquiry = :inquiry order by ord").param("inquiry", inquiry).query(Questions::question).list();
    }

    /** Those of which one division is asked about one measure more than once. In one pass: a join of rows just written, of which no statistics are known, was made row by row. */
    List<Question> repeated(UUID inquiry) {
        return jdbc.sql("""
                        select * from (select *, count(*) over (partition by node, asked) as times from inquiry_question where inquiry = :inquiry) as question
                         where times > 1 order by ord
                        """)
                .param("inquiry", inquiry).query(Questions::question).list();
    }

    /** What one division is asked, a page of it. @param after place of the last one before, -1 begins */
    List<Question> of(UUID inquiry, String asked, int after, int limit) {
        return jdbc.sql("select * from inquiry_question where inquiry = :inquiry and asked = :asked and ord > :after order by ord limit :limit")
                .param("inquiry", inquiry).param("asked", asked).param("after", after).param("limit", limit).query(Questions::question).list();
    }

    /**
     * 回答の絞り込み。Which questions an officer looks at.
     *
     * @param division key of the one that answers; empty for all
     * @param stand key of a stand, {@code unapproved}, {@code late}, or empty for all
     */
    record Choice(String division, String stand) {
    }

    private static final String CHOSEN = """
             from inquiry_question
             where inquiry = :inquiry and (:division = '' or asked = :division)
               and case :stand when '' then true when 'unapproved' then stand in ('answered', 'accepted')
                                  and exists (select from inquiry one where one.id = :inquiry and one.state = 'open' and one.approval)
                                  and exists (select from inquiry_invitation head where head.inquiry = :inquiry and head.division = asked and head.approved_at is null)
                   when 'late' then exists (select from inquiry_answer came where came.question = inquiry_question.id and came.version > coalesce(counted, 0) and came.late)
                                  and exists (select from inquiry one where one.id = :inquiry and one.state = 'closed') else stand = :stand end
            """;

    /** In the plan's order. @param from how many come before */
    List<Question> chosen(UUID inquiry, Choice choice, int from, int limit) {
        return jdbc.sql("select *" + CHOSEN + "order by ord offset :from limit :limit").param("inquiry", inquiry).param("division", choice.division())
                .param("stand", choice.stand()).param("from", from).param("limit", limit).query(Questions::question).list();
    }

    int count(UUID inquiry, Choice choice) {
        return jdbc.sql("select count(*)" + CHOSEN).param("inquiry", inquiry).param("division", choice.division()).param("stand", choice.stand())
                .query(Integer.class).single();
    }

    /** Those of these with an answer that came after the closing and is newer than what counts. */
    Set<UUID> late(Collection<Question> questions) {
        return Set.copyOf(jdbc.sql("""
                        select distinct question.id from inquiry_question question join inquiry_answer answer on answer.question = question.id
                         where question.id = any (:ids) and answer.late and answer.version > coalesce(question.counted, 0)
                        """)
                .param("ids", questions.stream().map(Question::id).toArray(UUID[]::new)).query(UUID.class).list());
    }

    /** How many questions of closed inquiries have an answer that came after the closing and does not count; others are left out. */
    Map<UUID, Integer> late() {
        return jdbc.sql("""
                        select question.inquiry, count(*) from inquiry_question question join inquiry one on one.id = question.inquiry
                         where one.state = 'closed' and exists (select from inquiry_answer came
                                where came.question = question.id and came.version > coalesce(question.counted, 0) and came.late) group by question.inquiry
                        """)
                .query((row, number) -> Map.entry(row.getObject(1, UUID.class), row.getInt(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Others than these that ask for a number of one of these lines. A join would compare every slot with every line. */
    List<Question> asking(UUID inquiry, Collection<Line> lines, Collection<Question> others) {
        return jdbc.sql("""
                        select * from inquiry_question
                         where inquiry = :inquiry and not id = any (:others)
                           and (select bool_or((slot ->> 'series', slot -> 'dimension') in (
                                       select series, dimension::jsonb from unnest(:series::text[], :dimensions::text[]) as line (series, dimension)))
                                  from jsonb_array_elements(slots) as slot)
                        """)
                .param("inquiry", inquiry).param("others", others.stream().map(Question::id).toArray(UUID[]::new))
                .param("series", lines.stream().map(Line::key).toArray(String[]::new))
                .param("dimensions", lines.stream().map(line -> Asks.JSON.writeValueAsString(line.dimension().parts())).toArray(String[]::new))
                .query(Questions::question).list();
    }

    /** What is asked about these measures, in the plan's order. */
    List<Question> about(UUID inquiry, Collection<String> nodes) {
        return jdbc.sql("select * from inquiry_question where inquiry = :inquiry and node = any (:nodes) order by ord").param("inquiry", inquiry)
                .param("nodes", nodes.toArray(String[]::new)).query(Questions::question).list();
    }

    /** Those of these that this division is asked; others are passed over. */
    List<Question> of(UUID inquiry, String asked, Collection<UUID> ids) {
        return jdbc.sql("select * from inquiry_question where inquiry = :inquiry and asked = :asked and id = any (:ids) order by ord")
                .param("inquiry", inquiry).param("asked", asked).param("ids", ids.toArray(UUID[]::new)).query(Questions::question).list();
    }

    /** Those of these that the inquiry asks, whichever division answers. */
    List<Question> of(UUID inquiry, Collection<UUID> ids) {
        return jdbc.sql("select * from inquiry_question where inquiry = :inquiry and id = any (:ids) order by ord").param("inquiry", inquiry)
                .param("ids", ids.toArray(UUID[]::new)).query(Questions::question).list();
    }

    /** The measures that are asked about, in the plan's order. */
    List<String> nodes(UUID inquiry) {
        return jdbc.sql("select node from inquiry_question where inquiry = :inquiry group by node order by min(ord)").param("inquiry", inquiry)
                .query(String.class).list();
    }

    Optional<Question> find(UUID inquiry, UUID id) {
        return jdbc.sql("select * from inquiry_question where inquiry = :inquiry and id = :id").param("inquiry", inquiry).param("id", id)
                .query(Questions::question).optional();
    }

    /** By its place. */
    Optional<Question> at(UUID inquiry, int place) {
        return jdbc.sql("select * from inquiry_question where inquiry = :inquiry and ord = :place").param("inquiry", inquiry).param("place", place)
                .query(Questions::question).optional();
    }

    /** Locked until the transaction ends, in one order for everybody. */
    Map<UUID, Question> hold(UUID inquiry, String asked, Collection<UUID> ids) {
        return jdbc.sql("select * from inquiry_question where inquiry = :inquiry and asked = :asked and id = any (:ids) order by ord for update")
                .param("inquiry", inquiry).param("asked", asked).param("ids", ids.toArray(UUID[]::new)).query(Questions::question).list().stream()
                .collect(Collectors.toMap(Question::id, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    /** Those at these places, whoever is asked; locked until the transaction ends, in one order for everybody. */
    List<Question> hold(UUID inquiry, Collection<Integer> places) {
        return jdbc.sql("select * from inquiry_question where inquiry = :inquiry and ord = any (:places) order by ord for update")
                .param("inquiry", inquiry).param("places", places.toArray(Integer[]::new)).query(Questions::question).list();
    }

    /** 課ごとの進み具合。 @param division key of the one that answers @param begun answered in part: one half, or neither for now */
    record Progress(String division, int all, int begun, int answered, int returned, int accepted) {
        public int due() {
            return all - answered - accepted;
        }
    }

    List<Progress> progress(UUID inquiry) {
        return progress(inquiry, null);
    }

    /** Of one division, which may be asked nothing. */
    Progress progressOf(UUID inquiry, String asked) {
        return progress(inquiry, asked).stream().findFirst().orElse(new Progress(asked, 0, 0, 0, 0, 0));
    }

    private List<Progress> progress(UUID inquiry, @Nullable String asked) {
        return jdbc.sql("""
                        select asked, count(*) as all, count(*) filter (where stand = 'waiting' and version > 0) as begun, count(*) filter (where stand = 'answered') as answered,
                               count(*) filter (where stand = 'returned') as returned, count(*) filter (where stand = 'accepted') as accepted
                          from inquiry_question where inquiry = :inquiry and (:asked::text is null or asked = :asked) group by asked order by min(ord)
                        """)
                .param("inquiry", inquiry).param("asked", asked).query((row, number) -> new Progress(row.getString("asked"), row.getInt("all"), row.getInt("begun"),
                        row.getInt("answered"), row.getInt("returned"), row.getInt("accepted"))).list();
    }

    void add(List<Question> questions) {
        jdbc.sql("""
                        insert into inquiry_question (town_id, id, inquiry, ord, node, parties, asked, slots, draft, draft_plan, last, last_plan, taken, stand)
                        select current_town(), id, inquiry, ord, node, parties, asked, slots, draft, "draftPlan", last, "lastPlan", taken, 'waiting'
                          from jsonb_to_recordset(:rows::jsonb) as row (id uuid, inquiry uuid, ord int, node text, parties text[], asked text,
                                                                        slots jsonb, draft text, "draftPlan" text, last text, "lastPlan" text, taken text[])
                        """)
                .param("rows", Asks.JSON.writeValueAsString(questions)).update();
    }

    void stand(Collection<UUID> ids, Question.Stand stand, @Nullable String remark) {
        jdbc.sql("update inquiry_question set stand = :stand, remark = :remark where id = any (:ids)").param("stand", stand.key())
                .param("remark", remark).param("ids", ids.toArray(UUID[]::new)).update();
    }

    /** What was said a year ago, and the drafts that follow from it, as an older workbook has them. */
    void takeOver(Question one) {
        jdbc.sql("update inquiry_question set last = :last, last_plan = :lastPlan, draft = :draft, draft_plan = :draftPlan, taken = :taken where id = :id")
                .param("last", one.last()).param("lastPlan", one.lastPlan()).param("draft", one.draft()).param("draftPlan", one.draftPlan())
                .param("taken", one.taken().stream().map(Half::key).toArray(String[]::new))
                .param("id", one.id()).update();
    }

    /** Another division answers from now on. */
    void handOn(UUID id, String from, String to) {
        jdbc.sql("update inquiry_question set asked = :to, handed_by = :from where id = :id").param("from", from).param("to", to).param("id", id).update();
    }

    /** 回された問い。 @param from the division whose it was @param to the one that is asked now */
    record Handed(String node, String from, String to) {
    }

    /** What was handed on, in the plan's order. */
    List<Handed> handed(UUID inquiry) {
        return jdbc.sql("select node, handed_by, asked from inquiry_question where inquiry = :inquiry and handed_by is not null order by ord").param("inquiry", inquiry)
                .query((row, number) -> new Handed(row.getString("node"), row.getString("handed_by"), row.getString("asked"))).list();
    }

    /** Before anybody was asked: another division answers what this one was to answer. */
    void reask(UUID inquiry, String from, String to) {
        jdbc.sql("update inquiry_question set asked = :to where inquiry = :inquiry and asked = :from").param("to", to).param("inquiry", inquiry)
                .param("from", from).update();
    }

    /** Before anybody was asked: one question takes the place of others. */
    void join(Question one, Collection<UUID> others) {
        takeOver(one);
        jdbc.sql("update inquiry_question set parties = :parties, slots = :slots::jsonb where id = :id").param("parties", one.parties().toArray(String[]::new))
                .param("slots", Asks.JSON.writeValueAsString(one.slots())).param("id", one.id()).update();
        remove(others);
    }

    /** 問いの置き場所。Where a question stands, and whether it is asked. */
    record Spot(int place, String node, String asked, boolean isAsked) {
    }

    /** Of all questions that were drafted for it, in the plan's order. */
    List<Spot> spots(UUID inquiry) {
        return jdbc.sql("""
                        select ord, node, asked, true as is_asked from inquiry_question where inquiry = :inquiry
                        union all select ord, node, asked, false from inquiry_omission where inquiry = :inquiry order by ord
                        """)
                .param("inquiry", inquiry).query((row, number) -> new Spot(row.getInt("ord"), row.getString("node"), row.getString("asked"), row.getBoolean("is_asked"))).list();
    }

    /** Those at these places and between them, in the plan's order. */
    List<Question> between(UUID inquiry, int first, int last) {
        return jdbc.sql("select * from inquiry_question where inquiry = :inquiry and ord between :first and :last order by ord").param("inquiry", inquiry)
                .param("first", first).param("last", last).query(Questions::question).list();
    }

    /** Before anybody was asked: they are asked no more. */
    void remove(Collection<UUID> ids) {
        jdbc.sql("delete from inquiry_question where id = any (:ids)").param("ids", ids.toArray(UUID[]::new)).update();
    }

    /** From now on the newest answers count. */
    void close(UUID inquiry) {
        jdbc.sql("update inquiry_question set counted = version where inquiry = :inquiry and version > 0").param("inquiry", inquiry).update();
    }

    /** From now on that version counts. */
    void count(UUID id, int version) {
        jdbc.sql("update inquiry_question set counted = :version where id = :id").param("version", version).param("id", id).update();
    }

    private static Question question(ResultSet row, int number) throws SQLException {
        return new Question(row.getObject("id", UUID.class), row.getObject("inquiry", UUID.class), row.getInt("ord"), row.getString("node"),
                Arrays.asList((String[]) row.getArray("parties").getArray()), row.getString("asked"), Asks.JSON.readValue(row.getString("slots"), SLOTS),
                row.getString("draft"), row.getString("draft_plan"), row.getString("last"), row.getString("last_plan"), halves(row),
                Question.Stand.valueOf(row.getString("stand").toUpperCase(Locale.ROOT)), row.getString("remark"), row.getInt("version"),
                row.getObject("counted", Integer.class));
    }

    private static Set<Half> halves(ResultSet row) throws SQLException {
        return Stream.of((String[]) row.getArray("taken").getArray()).map(key -> Half.valueOf(key.toUpperCase(Locale.ROOT))).collect(Collectors.toSet());
    }
}
