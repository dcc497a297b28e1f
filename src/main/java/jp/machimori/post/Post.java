package jp.machimori.post;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.post.Dispatch.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 郵便。The outgoing mail of the current town. Everything here happens in the caller's transaction: a mail that is handed
 * over in one that is rolled back is never sent. A mail may arrive twice where a server took it and the answer was lost;
 * its Message-ID is the same then.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Post {

    private static final String DISPATCH = """
            select id, about, recipient, subject, kept_at, body is not null as readable, state, due, tries, trouble, answer, ended_at, ended_by
              from mail where town_id = current_town()
            """;
    /** What the reference names, and all below it: {@code inquiry/2025} has {@code inquiry/2025/gakumu}. ('0' follows '/'.) */
    private static final String BELOW = "(about = :about or about > :about || '/' and about < :about || '0')";

    private final JdbcClient jdbc;
    private final Clock clock;

    Post(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps the mail to be sent soon. Does nothing where a mail of that id was ever kept, whatever became of it. */
    public void send(Mail mail) {
        Instant now = clock.instant();
        int kept = jdbc.sql("""
                        insert into mail (town_id, id, about, recipient, subject, body, kept_at, due)
                        values (current_town(), :id, :about, :to, :subject, :text, :now, :due) on conflict do nothing
                        """)
                .param("id", mail.id()).param("about", mail.about()).param("to", mail.to()).param("subject", mail.subject())
                .param("text", mail.text()).param("now", at(now)).param("due", at(mail.notBefore() == null ? now : mail.notBefore()))
                .update();
        for (int ord = 0; kept > 0 && ord < mail.attachments().size(); ord++) {
            Mail.Attachment file = mail.attachments().get(ord);
            jdbc.sql("""
                            insert into mail_attachment (town_id, mail_id, ord, name, type, content)
                            values (current_town(), :mail, :ord, :name, :type, :content)
                            """)
                    .param("mail", mail.id()).param("ord", ord).param("name", file.name()).param("type", file.type())
                    .param("content", file.bytes()).update();
        }
    }

    /**
     * Sends no more what is about this or anything below it and has not been sent; its text is erased.
     *
     * @return how many mails will not be sent
     */
    public int withdraw(String about) {
        return (int) jdbc.sql("select id from mail where town_id = current_town() and state in ('waiting', 'given-up') and " + BELOW)
                .param("about", about).query(UUID.class).list().stream().filter(this::withdraw).count();
    }

    /** What became of the mails about this and all below it, oldest first. */
    public List<Dispatch> of(String about) {
        return jdbc.sql(DISPATCH + " and " + BELOW + " order by kept_at, id").param("about", about).query(Post::dispatch).list();
    }

    // ---- the page of administrators

    Optional<Dispatch> byId(UUID id) {
        return jdbc.sql(DISPATCH + " and id = :id").param("id", id).query(Post::dispatch).optional();
    }

    /** Those that wait, next first. */
    List<Dispatch> waiting(int limit) {
        return jdbc.sql(DISPATCH + " and state = 'waiting' order by due, id limit :limit").param("limit", limit).query(Post::dispatch).list();
    }

    /** Those that were given up, newest first. */
    List<Dispatch> givenUp(int limit) {
        return jdbc.sql(DISPATCH + " and state = 'given-up' order by ended_at desc, id limit :limit").param("limit", limit)
                .query(Post::dispatch).list();
    }

    /** Those that are done with, newest first. */
    List<Dispatch> ended(int limit) {
        return jdbc.sql(DISPATCH + " and state in ('sent', 'by-hand', 'withdrawn') order by ended_at desc, id limit :limit")
                .param("limit", limit).query(Post::dispatch).list();
    }

    /** The whole mail, while its text is kept. */
    Optional<Mail> open(UUID id) {
        return jdbc.sql("select * from mail where town_id = current_town() and id = :id and body is not null")
                .param("id", id).query(this::mail).optional();
    }

    /** @return false where it was sent or withdrawn meanwhile, or its text is no longer kept */
    boolean retry(UUID id) {
        return jdbc.sql("""
                        update mail set state = 'waiting', due = :now, tries = 0, ended_at = null
                         where town_id = current_town() and id = :id and state in ('waiting', 'given-up') and body is not null
                        """).param("now", at(clock.instant())).param("id", id).update() > 0;
    }

    /** @return false where it was sent or withdrawn meanwhile */
    boolean sentByHand(UUID id, String by) {
        return end(id, "by-hand", clock.instant(), by);
    }

    boolean withdraw(UUID id) {
        return end(id, "withdrawn", clock.instant(), "");
    }

    // ---- sending

    /** One mail that is due, held for this transaction; passes over what another holds. */
    Optional<Held> hold(Instant now) {
        return jdbc.sql("""
                        select * from mail where town_id = current_town() and state = 'waiting' and due <= :now
                         order by due, id limit 1 for update skip locked
                        """)
                .param("now", at(now)).query((row, number) -> new Held(mail(row, number), row.getInt("tries"))).optional();
    }

    /** @param tries how often it was tried before */
    record Held(Mail mail, int tries) {
    }

    void sent(UUID id, Instant at) {
        end(id, "sent", at, "");
    }

    void putOff(UUID id, Failure why, Instant until) {
        jdbc.sql("""
                        update mail set due = :due, tries = tries + 1, trouble = :trouble, answer = :answer
                         where town_id = current_town() and id = :id
                        """)
                .param("due", at(until)).param("trouble", why.trouble().key()).param("answer", why.answer()).param("id", id).update();
    }

    void giveUp(UUID id, Failure why, Instant at) {
        jdbc.sql("""
                        update mail set state = 'given-up', ended_at = :at, tries = tries + 1, trouble = :trouble, answer = :answer
                         where town_id = current_town() and id = :id
                        """)
                .param("at", at(at)).param("trouble", why.trouble().key()).param("answer", why.answer()).param("id", id).update();
    }

    /** Erases the text of what was given up before that time. */
    int forget(Instant before) {
        List<UUID> old = jdbc.sql("""
                        update mail set body = null
                         where town_id = current_town() and state = 'given-up' and body is not null and ended_at < :before returning id
                        """).param("before", at(before)).query(UUID.class).list();
        old.forEach(this::detach);
        return old.size();
    }

    private boolean end(UUID id, String state, Instant at, String by) {
        boolean ended = jdbc.sql("""
                        update mail set state = :state, body = null, ended_at = :at, ended_by = nullif(:by, '')
                         where town_id = current_town() and id = :id and state in ('waiting', 'given-up')
                        """)
                .param("state", state).param("at", at(at)).param("by", by).param("id", id).update() > 0;
        if (ended) {
            detach(id);
        }
        return ended;
    }

    private void detach(UUID id) {
        jdbc.sql("delete from mail_attachment where town_id = current_town() and mail_id = :id").param("id", id).update();
    }

    private Mail mail(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Mail(id, row.getString("recipient"), row.getString("subject"), row.getString("body"), attachments(id),
                row.getString("about"), instant(row, "due"));
    }

    private List<Mail.Attachment> attachments(UUID id) {
        return jdbc.sql("select name, type, content from mail_attachment where town_id = current_town() and mail_id = :id order by ord")
                .param("id", id)
                .query((row, number) -> new Mail.Attachment(row.getString("name"), row.getString("type"), row.getBytes("content"))).list();
    }

    private static Dispatch dispatch(ResultSet row, int number) throws SQLException {
        return new Dispatch(row.getObject("id", UUID.class), row.getString("about"), row.getString("recipient"), row.getString("subject"),
                instant(row, "kept_at"), row.getBoolean("readable"), state(row));
    }

    private static State state(ResultSet row) throws SQLException {
        return switch (row.getString("state")) {
            case "waiting" -> row.getInt("tries") == 0 ? new State.Waiting(instant(row, "due"))
                    : new State.PutOff(instant(row, "due"), row.getInt("tries"), failure(row));
            case "sent" -> new State.Sent(instant(row, "ended_at"));
            case "by-hand" -> new State.SentByHand(instant(row, "ended_at"), row.getString("ended_by"));
            case "given-up" -> new State.GivenUp(instant(row, "ended_at"), row.getInt("tries"), failure(row));
            case "withdrawn" -> new State.Withdrawn(instant(row, "ended_at"));
            case String other -> throw new IllegalStateException("a mail is never " + other);
        };
    }

    private static Failure failure(ResultSet row) throws SQLException {
        return new Failure(Failure.Trouble.valueOf(row.getString("trouble").toUpperCase(Locale.ROOT).replace('-', '_')), row.getString("answer"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
