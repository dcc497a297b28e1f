package jp.machimori.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** 操作の記録。Who did what to which thing, and when; the database lets nobody change a line of it. */
@Repository
public class Audit {

    /**
     * One line.
     *
     * @param who the name they sign in with; null when nobody was signed in
     * @param what {@code module.act}, as {@code account.sign-in}; its words are the message {@code audit.<what>}
     * @param subject the thing it was done to, as its address or name
     */
    public record Line(long id, Instant at, @Nullable String who, String what, String subject, Map<String, Object> detail) {
    }

    private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() { };

    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json;

    Audit(JdbcClient jdbc, Clock clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
    }

    /** Notes it in the caller's transaction: what is rolled back was not done. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void note(@Nullable Person who, String what, String subject, Map<String, ?> detail) {
        jdbc.sql("""
                        insert into audit (town_id, at, who_id, who, what, subject, detail)
                        values (current_town(), :at, :whoId, :who, :what, :subject, :detail::jsonb)
                        """)
                .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("whoId", who == null ? null : who.id())
                .param("who", who == null ? null : who.name())
                .param("what", what)
                .param("subject", subject)
                .param("detail", json.writeValueAsString(detail))
                .update();
    }

    /** The newest lines, or those older than that one. */
    List<Line> lines(@Nullable Long before, int limit) {
        return jdbc.sql("""
                        select id, at, who, what, subject, detail from audit
                         where town_id = current_town() and (:before::bigint is null or id < :before)
                         order by id desc limit :limit
                        """)
                .param("before", before).param("limit", limit).query(this::line).list();
    }

    private Line line(ResultSet row, int number) throws SQLException {
        return new Line(row.getLong("id"), row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("who"),
                row.getString("what"), row.getString("subject"), json.readValue(row.getString("detail"), DETAIL));
    }
}
