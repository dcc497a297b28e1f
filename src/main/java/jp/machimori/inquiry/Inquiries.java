package jp.machimori.inquiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.shell.NotFound;
import jp.machimori.town.FiscalYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All inquiries of the current town. */
@Repository
class Inquiries {

    private final JdbcClient jdbc;
    private final Clock clock;

    Inquiries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest year first. */
    List<Inquiry> all() {
        return jdbc.sql("select * from inquiry order by year desc, plan").query(Inquiries::inquiry).list();
    }

    Optional<Inquiry> find(UUID id) {
        return jdbc.sql("select * from inquiry where id = :id").param("id", id).query(Inquiries::inquiry).optional();
    }

    /**
     * For those who may keep it: people of the division that asks, and administrators. For others it is there to answer only.
     *
     * @throws NotFound when there is none
     * @throws Forbidden for anybody else
     */
    Inquiry kept(UUID id, Person person) {
        Inquiry inquiry = find(id).orElseThrow(NotFound::new);
        if (!person.mayWrite(List.of(inquiry.division()))) {
            throw new Forbidden("inquiry.forbidden");
        }
        return inquiry;
    }

    Optional<Inquiry> find(String plan, FiscalYear year) {
        return jdbc.sql("select * from inquiry where plan = :plan and year = :year").param("plan", plan).param("year", year.year())
                .query(Inquiries::inquiry).optional();
    }

    /** Nobody closes it while an answer that began before is being kept. */
    Inquiry holdOpen(UUID id) {
        return jdbc.sql("select * from inquiry where id = :id for share").param("id", id).query(Inquiries::inquiry).single();
    }

    /** Waits for the answers that are being kept. */
    Inquiry holdAlone(UUID id) {
        return jdbc.sql("select * from inquiry where id = :id for update").param("id", id).query(Inquiries::inquiry).single();
    }

    /** @return false when there is one of that plan and year already */
    boolean add(Inquiry one) {
        return jdbc.sql("""
                        insert into inquiry (town_id, id, year, plan, division, title, deadline, share, approval, state)
                        values (current_town(), :id, :year, :plan, :division, :title, :deadline, :share, :approval, :state)
                        on conflict (town_id, year, plan) do nothing
                        """)
                .param("id", one.id()).param("year", one.year().year()).param("plan", one.plan()).param("division", one.division())
                .param("title", one.title()).param("deadline", one.deadline()).param("share", one.share()).param("approval", one.approval())
                .param("state", one.state().key()).update() == 1;
    }

    void change(UUID id, String title, LocalDate deadline, int share, boolean approval) {
        jdbc.sql("update inquiry set title = :title, deadline = :deadline, share = :share, approval = :approval where id = :id")
                .param("title", title).param("deadline", deadline).param("share", share).param("approval", approval).param("id", id).update();
    }

    /** One that went out keeps its day unless another is written. */
    void head(UUID id, Inquiry.Letterhead letterhead) {
        jdbc.sql("""
                        update inquiry set letter_number = :number, letter_date = case when state = 'draft' then :on::date else coalesce(:on::date, letter_date) end
                         where id = :id
                        """).param("number", letterhead.number())
                .param("on", letterhead.on()).param("id", id).update();
    }

    /** A letter that goes out keeps the day on which it did. */
    boolean open(UUID id) {
        return jdbc.sql("update inquiry set state = 'open', opened_at = :now, letter_date = coalesce(letter_date, :today) where id = :id and state = 'draft'")
                .param("now", now()).param("today", LocalDate.now(clock)).param("id", id).update() == 1;
    }

    /** Another division asks from now on. */
    void keptBy(UUID id, String division) {
        jdbc.sql("update inquiry set division = :division where id = :id").param("division", division).param("id", id).update();
    }

    void close(UUID id) {
        jdbc.sql("update inquiry set state = 'closed', closed_at = :now where id = :id and state = 'open'").param("now", now()).param("id", id).update();
    }

    /** Number of the first edition of its report; empty when none was made. */
    Optional<Integer> report(UUID id) {
        return jdbc.sql("select report from inquiry where id = :id and report is not null").param("id", id).query(Integer.class).optional();
    }

    void reported(UUID id, int report) {
        jdbc.sql("update inquiry set report = coalesce(report, :report) where id = :id").param("report", report).param("id", id).update();
    }

    /** A draft that nobody was asked by yet. */
    void drop(UUID id) {
        jdbc.sql("delete from inquiry_question where inquiry = :id").param("id", id).update();
        jdbc.sql("delete from inquiry_omission where inquiry = :id").param("id", id).update();
        jdbc.sql("delete from inquiry_invitation where inquiry = :id").param("id", id).update();
        jdbc.sql("delete from inquiry_plan where inquiry = :id").param("id", id).update();
        jdbc.sql("delete from inquiry_settlement where inquiry = :id").param("id", id).update();
        jdbc.sql("delete from inquiry_takeover where inquiry = :id").param("id", id).update();
        jdbc.sql("delete from inquiry where id = :id and state = 'draft'").param("id", id).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static Inquiry inquiry(ResultSet row, int number) throws SQLException {
        return new Inquiry(row.getObject("id", UUID.class), new FiscalYear(row.getInt("year")), row.getString("plan"), row.getString("division"),
                row.getString("title"), row.getObject("deadline", LocalDate.class), row.getInt("share"), row.getBoolean("approval"),
                Inquiry.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), new Inquiry.Letterhead(row.getString("letter_number"), row.getObject("letter_date", LocalDate.class)),
                instant(row, "opened_at"), instant(row, "closed_at"));
    }
}
