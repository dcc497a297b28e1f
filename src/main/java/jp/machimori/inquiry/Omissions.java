package jp.machimori.inquiry;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** 聞かない問い。The questions of inquiries that nobody is asked, as they were drafted. */
@Repository
class Omissions {

    private final JdbcClient jdbc;

    Omissions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the plan's order. */
    List<Question> of(UUID inquiry) {
        return between(inquiry, 0, Integer.MAX_VALUE);
    }

    /** Those at these places and between them, in the plan's order. */
    List<Question> between(UUID inquiry, int first, int last) {
        return jdbc.sql("select question::text from inquiry_omission where inquiry = :inquiry and ord between :first and :last order by ord")
                .param("inquiry", inquiry).param("first", first).param("last", last)
                .query((row, number) -> Asks.JSON.readValue(row.getString(1), Question.class)).list();
    }

    int count(UUID inquiry) {
        return jdbc.sql("select count(*) from inquiry_omission where inquiry = :inquiry").param("inquiry", inquiry).query(Integer.class).single();
    }

    void add(List<Question> questions) {
        jdbc.sql("""
                        insert into inquiry_omission (town_id, inquiry, ord, node, asked, question)
                        select current_town(), (question ->> 'inquiry')::uuid, (question ->> 'ord')::int, question ->> 'node', question ->> 'asked', question
                          from jsonb_array_elements(:questions::jsonb) as question
                        """)
                .param("questions", Asks.JSON.writeValueAsString(questions)).update();
    }

    /** They are asked from now on. */
    void remove(UUID inquiry, Collection<Integer> places) {
        jdbc.sql("delete from inquiry_omission where inquiry = :inquiry and ord = any (:places)").param("inquiry", inquiry)
                .param("places", places.toArray(Integer[]::new)).update();
    }

    /** Inquiries that went out and left something of these measures out, and asked nobody about them. */
    List<UUID> silentAbout(Collection<String> nodes) {
        return jdbc.sql("""
                        select one.id from inquiry one
                         where one.state <> 'draft' and exists (select from inquiry_omission left_out where left_out.inquiry = one.id and left_out.node = any (:nodes))
                           and not exists (select from inquiry_question asked where asked.inquiry = one.id and asked.node = any (:nodes))
                         order by one.year desc
                        """)
                .param("nodes", nodes.toArray(String[]::new)).query(UUID.class).list();
    }
}
