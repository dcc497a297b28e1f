package jp.machimori.comment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All topics of the current town's consultations. */
@Repository
class Topics {

    private final JdbcClient jdbc;

    Topics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Topic> of(UUID consultation) {
        return jdbc.sql("""
                        select t.*, (select count(*) from opinion o where o.topic_id = t.id) as opinions
                          from comment_topic t where t.consultation_id = :id order by coalesce(t.section, 0), t.number
                        """).param("id", consultation).query(Topics::topic).list();
    }

    Optional<Topic> byId(UUID consultation, UUID id) {
        return jdbc.sql("""
                        select t.*, (select count(*) from opinion o where o.topic_id = t.id) as opinions
                          from comment_topic t where t.id = :id and t.consultation_id = :consultation
                        """).param("id", id).param("consultation", consultation).query(Topics::topic).optional();
    }

    /** With the next number; the caller holds the consultation. */
    void add(UUID consultation, Topic topic) {
        jdbc.sql("""
                        insert into comment_topic (town_id, id, consultation_id, number, section, gist, by)
                        select current_town(), :id, :consultation, coalesce(max(number), 0) + 1, :section, :gist, :by
                          from comment_topic where consultation_id = :consultation
                        on conflict (town_id, id) do nothing
                        """)
                .param("id", topic.id()).param("consultation", consultation).param("section", topic.section())
                .param("gist", topic.gist()).param("by", topic.by()).update();
    }

    /** @return false where somebody changed it since that version; then nothing is written */
    boolean change(Topic topic) {
        return jdbc.sql("""
                        update comment_topic
                           set section = :section, gist = :gist, view = :view, outcome = :outcome, changed = :changed,
                               changed_where = :where, by = :by, version = version + 1
                         where id = :id and version = :version
                        """)
                .param("id", topic.id()).param("version", topic.version()).param("section", topic.section()).param("gist", topic.gist())
                .param("view", topic.view()).param("outcome", topic.outcome()).param("changed", topic.changed())
                .param("where", topic.changedWhere()).param("by", topic.by()).update() == 1;
    }

    private static Topic topic(ResultSet row, int at) throws SQLException {
        return new Topic(row.getObject("id", UUID.class), row.getInt("number"), row.getObject("section", Integer.class),
                row.getString("gist"), row.getString("view"), row.getString("outcome"), row.getBoolean("changed"),
                row.getString("changed_where"), row.getInt("opinions"), row.getString("by"), row.getInt("version"));
    }
}
