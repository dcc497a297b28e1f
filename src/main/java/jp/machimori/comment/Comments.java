package jp.machimori.comment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All comments of the current town and their opinions. Who sent them is read by {@link #commenter} alone. */
@Repository
class Comments {

    /** What came of handing in. */
    sealed interface Receipt {

        /** Its reception number. */
        int number();

        record New(int number) implements Receipt { }

        /** The same was handed in before: there is one of it. */
        record Same(int number) implements Receipt { }

        /** Another text was handed in under this id. */
        record Other(int number) implements Receipt { }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    Comments(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Takes it in with the next number, its whole text as its first opinion. The caller holds the consultation, so that
     * no two get one number and a form sent twice at once is one comment.
     */
    Receipt receive(Comment comment, Commenter who) {
        Optional<Comment> before = byId(comment.consultation(), comment.id());
        if (before.isPresent()) {
            boolean same = before.get().body().equals(comment.body()) && Objects.equals(before.get().section(), comment.section())
                    && commenter(comment.id()).map(who::equals).orElse(who.isNobody());
            return same ? new Receipt.Same(before.get().number()) : new Receipt.Other(before.get().number());
        }
        int number = jdbc.sql("update consultation set letters = letters + 1 where id = :id returning letters")
                .param("id", comment.consultation()).query(Integer.class).single();
        jdbc.sql("""
                        insert into public_comment (town_id, id, consultation_id, number, channel, received_on, late_reason, section, body,
                               same_as, entered_at, entered_by)
                        values (current_town(), :id, :consultation, :number, :channel, :on, :late, :section, :body, :same, :at, :by)
                        """)
                .param("id", comment.id()).param("consultation", comment.consultation()).param("number", number)
                .param("channel", comment.channel().key()).param("on", comment.receivedOn()).param("late", comment.lateReason())
                .param("section", comment.section()).param("body", comment.body()).param("same", comment.sameAs())
                .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).param("by", comment.enteredBy()).update();
        if (!who.isNobody()) {
            jdbc.sql("""
                            insert into commenter (town_id, comment_id, name, address, email)
                            values (current_town(), :id, :name, :address, :email)
                            """)
                    .param("id", comment.id()).param("name", who.name()).param("address", who.address()).param("email", who.email()).update();
        }
        write(comment.id(), List.of(new Opinion(UUID.randomUUID(), number, 1, comment.section(), comment.body(), null, null, null)));
        return new Receipt.New(number);
    }

    List<Comment> of(UUID consultation) {
        return jdbc.sql("select * from public_comment where consultation_id = :id order by number").param("id", consultation)
                .query(Comments::comment).list();
    }

    /** Of that consultation. */
    Optional<Comment> byId(UUID consultation, UUID id) {
        return jdbc.sql("select * from public_comment where id = :id and consultation_id = :consultation").param("id", id)
                .param("consultation", consultation).query(Comments::comment).optional();
    }

    /** For the staff of the responsible division only; empty where nobody said, or where it is erased. */
    Optional<Commenter> commenter(UUID comment) {
        return jdbc.sql("select name, address, email from commenter where comment_id = :id").param("id", comment)
                .query((row, number) -> new Commenter(row.getString("name"), row.getString("address"), row.getString("email"))).optional();
    }

    /**
     * Whether that text bears the full name of somebody who commented there, whatever its blanks, or calls them by the family name,
     * as 山田さん where the form said 山田 太郎. A full name of two letters may be any word and is passed over.
     */
    boolean isSomebodyNamed(UUID consultation, String text) {
        return jdbc.sql("""
                        select exists (select from commenter who join public_comment c on c.town_id = who.town_id and c.id = who.comment_id
                                        cross join regexp_replace(normalize(:text, NFKC), '\\s', '', 'g') as said
                                        cross join normalize(btrim(who.name, ' 　'), NFKC) as full_name
                                        cross join regexp_replace(full_name, '\\s', '', 'g') as bare
                                        cross join unnest(array['さん', '様', 'さま', '氏', '殿']) as called
                                        where c.consultation_id = :id and (length(bare) > 2 and position(bare in said) > 0
                                              or full_name ~ '\\s' and position(regexp_replace(full_name, '\\s.*', '') || called in said) > 0))
                        """)
                .param("id", consultation).param("text", text).query(Boolean.class).single();
    }

    List<Opinion> opinions(UUID consultation) {
        return jdbc.sql("""
                        select o.*, c.number as comment_number from opinion o join public_comment c on c.town_id = o.town_id and c.id = o.comment_id
                         where c.consultation_id = :id order by c.number, o.number
                        """).param("id", consultation).query(Comments::opinion).list();
    }

    List<Opinion> opinionsOf(UUID comment) {
        return jdbc.sql("""
                        select o.*, c.number as comment_number from opinion o join public_comment c on c.town_id = o.town_id and c.id = o.comment_id
                         where o.comment_id = :id order by o.number
                        """).param("id", comment).query(Comments::opinion).list();
    }

    /**
     * Writes how a comment is read.
     *
     * @return false where somebody changed that since that version; then nothing is written
     */
    boolean split(Comment comment, @Nullable Integer sameAs, List<Opinion> opinions) {
        if (jdbc.sql("update public_comment set version = version + 1, same_as = :same where id = :id and version = :version")
                .param("id", comment.id()).param("version", comment.version()).param("same", sameAs).update() == 0) {
            return false;
        }
        jdbc.sql("delete from opinion where comment_id = :id").param("id", comment.id()).update();
        write(comment.id(), opinions);
        return true;
    }

    /**
     * Puts opinions under a topic, or under none.
     *
     * @param from where the officer saw them; what somebody moved meanwhile stays there
     * @return how many went
     */
    int move(UUID consultation, List<UUID> opinions, @Nullable UUID from, @Nullable UUID to) {
        return jdbc.sql("""
                        update opinion set topic_id = :to
                         where id = any(:opinions) and aside is null and topic_id is not distinct from :from
                           and comment_id in (select id from public_comment where consultation_id = :consultation)
                        """)
                .param("to", to).param("from", from).param("opinions", opinions.toArray(UUID[]::new)).param("consultation", consultation).update();
    }

    /** Erases who commented, where the time for which the town keeps it is over. Returns of how many comments. */
    int erase(LocalDate today) {
        return jdbc.sql("""
                        delete from commenter where comment_id in (
                            select c.id from public_comment c join consultation k on k.town_id = c.town_id and k.id = c.consultation_id
                             where coalesce(k.result_on, k.last_day) + make_interval(years => k.retention_years) <= :today)
                        """).param("today", today).update();
    }

    private void write(UUID comment, List<Opinion> opinions) {
        for (Opinion opinion : opinions) {
            jdbc.sql("""
                            insert into opinion (town_id, id, comment_id, number, section, body, topic_id, aside, aside_reason)
                            values (current_town(), :id, :comment, :number, :section, :body, :topic, :aside, :reason)
                            """)
                    .param("id", opinion.id()).param("comment", comment).param("number", opinion.number())
                    .param("section", opinion.section()).param("body", opinion.body()).param("topic", opinion.topic())
                    .param("aside", opinion.aside() == null ? null : opinion.aside().key()).param("reason", opinion.asideReason()).update();
        }
    }

    private static Comment comment(ResultSet row, int number) throws SQLException {
        Comment.Channel channel = Comment.Channel.of(row.getString("channel"));
        if (channel == null) {
            throw new IllegalStateException(row.getString("channel"));
        }
        return new Comment(row.getObject("id", UUID.class), row.getObject("consultation_id", UUID.class), row.getInt("number"), channel,
                row.getObject("received_on", LocalDate.class), row.getString("late_reason"), row.getObject("section", Integer.class),
                row.getString("body"), row.getObject("same_as", Integer.class), row.getString("entered_by"), row.getInt("version"));
    }

    private static Opinion opinion(ResultSet row, int at) throws SQLException {
        return new Opinion(row.getObject("id", UUID.class), row.getInt("comment_number"), row.getInt("number"),
                row.getObject("section", Integer.class), row.getString("body"), row.getObject("topic_id", UUID.class),
                Opinion.Aside.of(row.getString("aside")), row.getString("aside_reason"));
    }
}
