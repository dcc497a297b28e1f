package jp.machimori.inquiry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.machimori.post.Mailboxes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was asked of which division, and the links by which divisions answer without accounts. */
@Repository
class Invitations {

    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final Mailboxes mailboxes;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Invitations(JdbcClient jdbc, Mailboxes mailboxes, Clock clock) {
        this.jdbc = jdbc;
        this.mailboxes = mailboxes;
        this.clock = clock;
    }

    /** Of an inquiry by division; those that nothing was noted of yet are left out. */
    Map<String, Invitation> of(UUID inquiry) {
        Map<String, Invitation> all = new LinkedHashMap<>();
        Map<String, String> addresses = mailboxes.all();
        jdbc.sql("select * from inquiry_invitation where inquiry = :inquiry").param("inquiry", inquiry).query((row, number) -> invitation(row, addresses)).list()
                .forEach(one -> all.put(one.division(), one));
        return all;
    }

    Optional<Invitation> find(UUID inquiry, String division) {
        return Optional.ofNullable(of(inquiry).get(division));
    }

    /** One for each of these divisions, with nothing noted of it; those that are there stay as they are. */
    void add(UUID inquiry, Collection<String> divisions) {
        jdbc.sql("""
                        insert into inquiry_invitation (town_id, inquiry, division)
                        select current_town(), :inquiry, division from unnest(:divisions::text[]) as division on conflict do nothing
                        """).param("inquiry", inquiry).param("divisions", divisions.toArray(String[]::new)).update();
    }

    /** Of a draft: these divisions are to be asked and no others. */
    void only(UUID inquiry, Collection<String> divisions) {
        jdbc.sql("delete from inquiry_invitation where inquiry = :inquiry and not division = any (:divisions)").param("inquiry", inquiry)
                .param("divisions", divisions.toArray(String[]::new)).update();
        add(inquiry, divisions);
    }

    /** A further link for that division; those it has stay good. The text returned is kept nowhere here. */
    String link(UUID inquiry, String division, Instant expires) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql("insert into inquiry_link (town_id, hash, inquiry, division, expires_at) values (current_town(), :hash, :inquiry, :division, :expires)")
                .param("hash", hash(token)).param("inquiry", inquiry).param("division", division).param("expires", at(expires)).update();
        return token;
    }

    /** 開かれたリンク。 */
    record Opened(UUID inquiry, String division) {
    }

    /** The divisions with a link that opens. */
    Set<String> linked(UUID inquiry) {
        return Set.copyOf(jdbc.sql("select distinct division from inquiry_link where inquiry = :inquiry and expires_at > :now").param("inquiry", inquiry)
                .param("now", at(clock.instant())).query(String.class).list());
    }

    /** The inquiry that a link was made for, which may have ended. */
    Optional<UUID> inquiry(String token) {
        return jdbc.sql("select inquiry from inquiry_link where hash = :hash").param("hash", hash(token)).query(UUID.class).optional();
    }

    /** What a link is for; empty when there is none such or it has expired. */
    Optional<Opened> open(String token) {
        return jdbc.sql("select inquiry, division from inquiry_link where hash = :hash and expires_at > :now")
                .param("hash", hash(token)).param("now", at(clock.instant()))
                .query((row, number) -> new Opened(row.getObject("inquiry", UUID.class), row.getString("division"))).optional();
    }

    /** All links of that division end at once. */
    void stop(UUID inquiry, String division) {
        jdbc.sql("update inquiry_link set expires_at = :now where inquiry = :inquiry and division = :division and expires_at > :now")
                .param("now", at(clock.instant())).param("inquiry", inquiry).param("division", division).update();
    }

    void opened(UUID inquiry, String division) {
        jdbc.sql("update inquiry_invitation set opened_at = :now where inquiry = :inquiry and division = :division and opened_at is null")
                .param("now", at(clock.instant())).param("inquiry", inquiry).param("division", division).update();
    }

    void sent(UUID inquiry, String division) {
        jdbc.sql("update inquiry_invitation set sent_at = coalesce(sent_at, :now), reminded_at = case when sent_at is null then null else :now end, failed_at = null where inquiry = :inquiry and division = :division")
                .param("now", at(clock.instant())).param("inquiry", inquiry).param("division", division).update();
    }

    /** A reminder could not be made. */
    void failed(UUID inquiry, String division) {
        jdbc.sql("update inquiry_invitation set failed_at = :now where inquiry = :inquiry and division = :division")
                .param("now", at(clock.instant())).param("inquiry", inquiry).param("division", division).update();
    }

    /** Until the transaction ends no other reminder of the day is written to that division. @return false where it is asked nothing */
    boolean hold(UUID inquiry, String division) {
        return jdbc.sql("select 1 from inquiry_invitation where inquiry = :inquiry and division = :division for update")
                .param("inquiry", inquiry).param("division", division).query(Integer.class).optional().isPresent();
    }

    /** Who answers; an approval given before does not cover what they say now. */
    void answeredBy(UUID inquiry, String division, Answer.By by) {
        jdbc.sql("""
                        update inquiry_invitation
                           set by_section = :section, by_name = :name, by_phone = :phone, by_checker = :checker, approved_by = null, approved_at = null
                         where inquiry = :inquiry and division = :division
                        """)
                .param("section", by.section()).param("name", by.name()).param("phone", by.phone()).param("checker", by.checker())
                .param("inquiry", inquiry).param("division", division).update();
    }

    void approve(UUID inquiry, String division, String by) {
        jdbc.sql("update inquiry_invitation set approved_by = :by, approved_at = :now where inquiry = :inquiry and division = :division")
                .param("by", by).param("now", at(clock.instant())).param("inquiry", inquiry).param("division", division).update();
    }

    /** Who is at it, before anything is sent; what they leave empty stays as it is. */
    void writtenBy(UUID inquiry, String division, Answer.By by) {
        jdbc.sql("""
                        update inquiry_invitation
                           set by_section = coalesce(nullif(:section, ''), by_section), by_name = coalesce(nullif(:name, ''), by_name),
                               by_phone = coalesce(nullif(:phone, ''), by_phone), by_checker = coalesce(nullif(:checker, ''), by_checker)
                         where inquiry = :inquiry and division = :division
                        """)
                .param("section", by.section()).param("name", by.name()).param("phone", by.phone()).param("checker", by.checker())
                .param("inquiry", inquiry).param("division", division).update();
    }

    /** The name of a link's page in its address; it follows from the link, and the link does not follow from it. */
    static String page(String token) {
        return hash("page " + token).substring(0, 12);
    }

    /** Forms of a link's pages carry it, so that no other site can send them; it follows from the link. */
    static String formKey(String token) {
        return hash("form " + token).substring(0, 32);
    }

    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Invitation invitation(ResultSet row, Map<String, String> addresses) throws SQLException {
        return new Invitation(row.getString("division"), addresses.get(row.getString("division")), Inquiries.instant(row, "sent_at"), Inquiries.instant(row, "reminded_at"),
                Inquiries.instant(row, "failed_at"), Inquiries.instant(row, "opened_at"), new Answer.By(row.getString("by_section"), row.getString("by_name"), row.getString("by_phone"),
                row.getString("by_checker"), "link"), row.getString("approved_by"), Inquiries.instant(row, "approved_at"));
    }
}
