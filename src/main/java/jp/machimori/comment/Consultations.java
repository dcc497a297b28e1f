package jp.machimori.comment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** 意見募集の一覧。All consultations of the current town, with their texts and files. */
@Repository
public class Consultations {

    private final JdbcClient jdbc;
    private final Clock clock;

    Consultations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those that take comments today, the one that ends first before the others. */
    public List<Consultation> open() {
        return jdbc.sql("""
                        select * from consultation
                         where published_from <= :today and first_day <= :today and last_day >= :today and result_on is null
                         order by last_day, title
                        """).param("today", LocalDate.now(clock)).query(Consultations::consultation).list();
    }

    /** Whether the public has anything to read at all. */
    public boolean isAnyPublished() {
        return jdbc.sql("select exists (select from consultation where published_from <= :today)").param("today", LocalDate.now(clock))
                .query(Boolean.class).single();
    }

    /** What the public may see, newest first. */
    List<Consultation> published() {
        return jdbc.sql("select * from consultation where published_from <= :today order by first_day desc, title limit 200")
                .param("today", LocalDate.now(clock)).query(Consultations::consultation).list();
    }

    List<Consultation> all() {
        return jdbc.sql("select * from consultation order by first_day desc, title").query(Consultations::consultation).list();
    }

    Optional<Consultation> byId(UUID id) {
        return jdbc.sql("select * from consultation where id = :id").param("id", id).query(Consultations::consultation).optional();
    }

    /** The same, and nobody else changes it until the end of the transaction. */
    Optional<Consultation> hold(UUID id) {
        return jdbc.sql("select * from consultation where id = :id for update").param("id", id).query(Consultations::consultation).optional();
    }

    /** @return false where it is there already: the form was sent twice */
    boolean add(Consultation one) {
        return values(jdbc.sql("""
                        insert into consultation (town_id, id, title, about, division, first_day, last_day, short_reason, commenters,
                               where_to, name_asked, address_asked, outcomes, retention_years)
                        values (current_town(), :id, :title, :about, :division, :from, :to, :short, :commenters,
                               :whereTo, :name, :address, :outcomes, :years)
                        on conflict (town_id, id) do nothing
                        """), one).update() == 1;
    }

    /** @return false where somebody changed it since that version */
    boolean change(Consultation one) {
        return values(jdbc.sql("""
                        update consultation
                           set title = :title, about = :about, division = :division, first_day = :from, last_day = :to,
                               short_reason = :short, commenters = :commenters, where_to = :whereTo, name_asked = :name,
                               address_asked = :address, outcomes = :outcomes, retention_years = :years, version = version + 1
                         where id = :id and version = :version
                        """), one).param("version", one.version()).update() == 1;
    }

    void publish(UUID id, @Nullable LocalDate from) {
        jdbc.sql("update consultation set published_from = :from, version = version + 1 where id = :id")
                .param("id", id).param("from", from).update();
    }

    void publishResult(UUID id, @Nullable LocalDate on, String words) {
        jdbc.sql("update consultation set result_on = :on, result_words = :words, version = version + 1 where id = :id")
                .param("id", id).param("on", on).param("words", words).update();
    }

    /** @param edition {@code draft} or {@code final} */
    List<Section> sections(UUID id, String edition) {
        return jdbc.sql("""
                        select number, heading, body from consultation_section
                         where consultation_id = :id and edition = :edition order by number
                        """).param("id", id).param("edition", edition)
                .query((row, number) -> new Section(row.getInt("number"), row.getString("heading"), row.getString("body"))).list();
    }

    /** @return false where somebody changed the consultation since that version; then nothing is written */
    boolean write(UUID id, String edition, List<Section> sections, int version) {
        if (jdbc.sql("update consultation set version = version + 1 where id = :id and version = :version")
                .param("id", id).param("version", version).update() == 0) {
            return false;
        }
        jdbc.sql("delete from consultation_section where consultation_id = :id and edition = :edition")
                .param("id", id).param("edition", edition).update();
        jdbc.sql("""
                        insert into consultation_section (town_id, consultation_id, edition, number, heading, body)
                        select current_town(), :id, :edition, s.number, s.heading, s.body
                          from unnest(:headings::text[], :bodies::text[]) with ordinality as s (heading, body, number)
                        """)
                .param("id", id).param("edition", edition)
                .param("headings", sections.stream().map(Section::heading).toArray(String[]::new))
                .param("bodies", sections.stream().map(Section::body).toArray(String[]::new)).update();
        return true;
    }

    Optional<String> fileName(UUID id) {
        return jdbc.sql("select name from consultation_file where consultation_id = :id").param("id", id).query(String.class).optional();
    }

    Optional<Attachment> file(UUID id) {
        return jdbc.sql("select name, type, content from consultation_file where consultation_id = :id").param("id", id)
                .query((row, number) -> new Attachment(row.getString("name"), row.getString("type"), row.getBytes("content"))).optional();
    }

    void attach(UUID id, Attachment file) {
        jdbc.sql("""
                        insert into consultation_file (town_id, consultation_id, name, type, content)
                        values (current_town(), :id, :name, :type, :content)
                        on conflict (town_id, consultation_id) do update
                           set name = excluded.name, type = excluded.type, content = excluded.content
                        """)
                .param("id", id).param("name", file.name()).param("type", file.type()).param("content", file.content()).update();
    }

    void detach(UUID id) {
        jdbc.sql("delete from consultation_file where consultation_id = :id").param("id", id).update();
    }

    /** What the divisions were not told of: comments that came by the page since the last mail, which was not sent today. */
    List<TellingOfComments.News> news(LocalDate today) {
        return jdbc.sql("""
                        select k.id, k.title, k.division, k.letters, count(*) as fresh
                          from consultation k join public_comment c on c.town_id = k.town_id and c.consultation_id = k.id
                         where c.number > k.told and c.entered_by is null and (k.told_on is null or k.told_on < :today)
                         group by k.town_id, k.id order by k.first_day, k.id
                        """)
                .param("today", today).query((row, number) -> new TellingOfComments.News(row.getObject("id", UUID.class), row.getString("title"), row.getString("division"),
                        row.getInt("fresh"), row.getInt("letters"))).list();
    }

    /** @return false where somebody told of it meanwhile */
    boolean told(TellingOfComments.News news, LocalDate today) {
        return jdbc.sql("update consultation set told = :letters, told_on = :today where id = :id and told < :letters and (told_on is null or told_on < :today)")
                .param("letters", news.letters()).param("today", today).param("id", news.consultation()).update() == 1;
    }

    private static JdbcClient.StatementSpec values(JdbcClient.StatementSpec statement, Consultation one) {
        return statement.param("id", one.id()).param("title", one.title()).param("about", one.about())
                .param("division", one.division()).param("from", one.from()).param("to", one.to())
                .param("short", one.shortReason()).param("commenters", one.commenters()).param("whereTo", one.whereTo())
                .param("name", one.name().key()).param("address", one.address().key())
                .param("outcomes", one.outcomes().toArray(String[]::new)).param("years", one.retentionYears());
    }

    private static Consultation consultation(ResultSet row, int number) throws SQLException {
        return new Consultation(row.getObject("id", UUID.class), row.getString("title"), row.getString("about"),
                row.getString("division"), row.getObject("first_day", LocalDate.class), row.getObject("last_day", LocalDate.class),
                row.getString("short_reason"), row.getString("commenters"), row.getString("where_to"),
                asking(row.getString("name_asked")), asking(row.getString("address_asked")),
                List.of((String[]) row.getArray("outcomes").getArray()), row.getInt("retention_years"),
                row.getObject("published_from", LocalDate.class), row.getObject("result_on", LocalDate.class),
                row.getString("result_words"), row.getInt("version"));
    }

    private static Consultation.Asking asking(String key) {
        Consultation.Asking asking = Consultation.Asking.of(key);
        if (asking == null) {
            throw new IllegalStateException(key);
        }
        return asking;
    }
}
