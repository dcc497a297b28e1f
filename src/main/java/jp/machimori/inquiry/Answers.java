package jp.machimori.inquiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** Every version of every answer of the current town. What is read and written comes in sets. */
@Repository
class Answers {

    private static final TypeReference<Map<String, Given>> NUMBERS = new TypeReference<>() { };

    private final JdbcClient jdbc;
    private final Clock clock;

    Answers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest answer of each; those without one are left out. */
    Map<UUID, Answer> newest(Collection<Question> questions) {
        return answers(questions.stream().filter(question -> question.version() > 0).toList(), Question::version);
    }

    /** Those that count since the closing, with their corrections. */
    Map<UUID, Answer> counted(Collection<Question> questions) {
        return answers(questions.stream().filter(question -> question.counted() != null).toList(), Question::counted);
    }

    /** What stands: while the inquiry is open the newest, since its closing those that count. */
    Map<UUID, Answer> standing(Inquiry inquiry, Collection<Question> questions) {
        return inquiry.isClosed() ? counted(questions) : newest(questions);
    }

    /** The answers of these versions; those that there are not are left out. */
    Map<UUID, Answer> at(Collection<Question> questions, Function<Question, Integer> version) {
        return answers(List.copyOf(questions), version);
    }

    private Map<UUID, Answer> answers(List<Question> questions, Function<Question, Integer> version) {
        return jdbc.sql("""
                        select answer.* from inquiry_answer answer
                          join unnest(:ids::uuid[], :versions::int[]) as asked (id, version)
                               on answer.question = asked.id and answer.version = asked.version
                        """)
                .param("ids", questions.stream().map(Question::id).toArray(UUID[]::new))
                .param("versions", questions.stream().map(version).toArray(Integer[]::new)).query(Answers::answer).list().stream()
                .collect(Collectors.toMap(Answer::question, Function.identity()));
    }

    /** All versions of the answer, the newest first. */
    List<Answer> versions(UUID question) {
        return jdbc.sql("select * from inquiry_answer where question = :question order by version desc").param("question", question)
                .query(Answers::answer).list();
    }

    /** Keeps a further version of each answer. A late one changes nothing else. */
    void keep(List<Answer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        List<Row> rows = answers.stream().map(Row::of).toList();
        jdbc.sql("""
                        insert into inquiry_answer (town_id, question, version, result, result_text, plan, plan_text, results, plans,
                                                    by_name, by_section, by_phone, by_checker, via, at, late, reason)
                        select current_town(), question, version, result, result_text, plan, plan_text, results, plans,
                               by_name, by_section, by_phone, by_checker, via, :now, late, reason
                          from jsonb_to_recordset(:rows::jsonb) as row (question uuid, version int, result text, result_text text, plan text,
                               plan_text text, results jsonb, plans jsonb, by_name text, by_section text, by_phone text, by_checker text,
                               via text, late boolean, reason text)
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("rows", Asks.JSON.writeValueAsString(rows)).update();
        jdbc.sql("""
                        update inquiry_question q
                           set version = row.version,
                               stand = case when row.late then q.stand when row.whole then 'answered' else 'waiting' end
                          from unnest(:ids::uuid[], :versions::int[], :late::boolean[], :whole::boolean[]) as row (id, version, late, whole)
                         where q.id = row.id
                        """)
                .param("ids", answers.stream().map(Answer::question).toArray(UUID[]::new))
                .param("versions", answers.stream().map(Answer::version).toArray(Integer[]::new))
                .param("late", answers.stream().map(Answer::late).toArray(Boolean[]::new))
                .param("whole", answers.stream().map(Answer::isWhole).toArray(Boolean[]::new)).update();
    }

    /** Says why that version counts. */
    void explain(UUID question, int version, String reason) {
        jdbc.sql("update inquiry_answer set reason = :reason where question = :question and version = :version").param("reason", reason)
                .param("version", version).param("question", question).update();
    }

    /** An answer as its columns. */
    private record Row(UUID question, int version, String result, String result_text, String plan, String plan_text, Map<String, Given> results,
                       Map<String, Given> plans, String by_name, String by_section, String by_phone, String by_checker, String via, boolean late,
                       @Nullable String reason) {
        static Row of(Answer one) {
            return new Row(one.question(), one.version(), one.result().outcome().key(), one.result().text(), one.plan().outcome().key(), one.plan().text(),
                    one.result().numbers(), one.plan().numbers(), one.by().name(), one.by().section(), one.by().phone(), one.by().checker(),
                    one.by().via(), one.late(), one.reason());
        }
    }

    private static Answer answer(ResultSet row, int number) throws SQLException {
        return new Answer(row.getObject("question", UUID.class), row.getInt("version"),
                new Answer.Said(Outcome.of(row.getString("result")), row.getString("result_text"), Asks.JSON.readValue(row.getString("results"), NUMBERS)),
                new Answer.Said(Outcome.of(row.getString("plan")), row.getString("plan_text"), Asks.JSON.readValue(row.getString("plans"), NUMBERS)),
                new Answer.By(row.getString("by_section"), row.getString("by_name"), row.getString("by_phone"), row.getString("by_checker"), row.getString("via")),
                Inquiries.instant(row, "at"), row.getBoolean("late"), row.getString("reason"));
    }
}
