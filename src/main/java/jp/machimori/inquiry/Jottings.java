package jp.machimori.inquiry;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was typed in the current town and not sent: one for each question at the most, the newest. */
@Repository
class Jottings {

    private final JdbcClient jdbc;
    private final Clock clock;

    Jottings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Map<UUID, Jotting> of(Collection<UUID> questions) {
        return jdbc.sql("select id, sheet, question, version, result::text as result, plan::text as plan, by_name, at from inquiry_jotting where question = any (:questions)")
                .param("questions", questions.toArray(UUID[]::new))
                .query((row, number) -> new Jotting(row.getObject("id", UUID.class), row.getObject("sheet", UUID.class), row.getObject("question", UUID.class), row.getInt("version"),
                        Asks.JSON.readValue(row.getString("result"), Reading.Filled.class), Asks.JSON.readValue(row.getString("plan"), Reading.Filled.class),
                        row.getString("by_name"), Inquiries.instant(row, "at"))).list().stream()
                .collect(Collectors.toMap(Jotting::question, Function.identity()));
    }

    /** How many questions of that division something was typed about and not sent. */
    int count(UUID inquiry, String division) {
        return jdbc.sql("""
                        select count(*) from inquiry_jotting jotting join inquiry_question question on question.id = jotting.question
                         where question.inquiry = :inquiry and question.asked = :division
                        """).param("inquiry", inquiry).param("division", division).query(Integer.class).single();
    }

    /** @param sheet on which it was typed */
    void keep(List<Answering.Sent> typed, UUID sheet, String by) {
        typed.forEach(one -> jdbc.sql("""
                        insert into inquiry_jotting (town_id, question, id, sheet, version, result, plan, by_name, at)
                        values (current_town(), :question, :id, :sheet, :version, :result::jsonb, :plan::jsonb, :by, :now)
                        on conflict (town_id, question) do update
                           set id = excluded.id, sheet = excluded.sheet, version = excluded.version, result = excluded.result, plan = excluded.plan, by_name = excluded.by_name, at = excluded.at
                        """)
                .param("question", one.question()).param("id", UUID.randomUUID()).param("sheet", sheet).param("version", one.version()).param("result", Asks.JSON.writeValueAsString(one.result()))
                .param("plan", Asks.JSON.writeValueAsString(one.plan())).param("by", by).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update());
    }

    void drop(Collection<UUID> questions) {
        jdbc.sql("delete from inquiry_jotting where question = any (:questions)").param("questions", questions.toArray(UUID[]::new)).update();
    }
}
