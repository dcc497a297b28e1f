package jp.machimori.comment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * 送信の数。How many comments one network may send within an hour: enough for a library or a town hall behind one address,
 * too few for a flood. Kept as a digest, for the day.
 */
@Repository
class Floods {

    static final int MOST = 20;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    Floods(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Counts one more; false where the network has sent all it may. */
    boolean mayGo(String address) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        insert into comment_sending as s (town_id, network, since, sent) values (current_town(), :network, :now, 1)
                        on conflict (town_id, network) do update
                           set sent = case when s.since <= :begun then 1 else s.sent + 1 end,
                               since = case when s.since <= :begun then :now else s.since end
                         where s.since <= :begun or s.sent < :most
                        """)
                .param("network", digest(network(address))).param("now", at(now)).param("begun", at(now.minus(WINDOW)))
                .param("most", MOST).update() == 1;
    }

    void sweep() {
        jdbc.sql("delete from comment_sending where since <= :begun").param("begun", at(clock.instant().minus(WINDOW))).update();
    }

    /** IPv6 counts by its /64 network. */
    static String network(String address) {
        List<String> parts = List.of(address.split(":", -1));
        return parts.size() == 1 ? address : String.join(":", parts.subList(0, Math.min(4, parts.size())));
    }

    private static String digest(String network) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(network.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
