package jp.machimori.account;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * サインインの試行。Failures in a row per account name and per address. From the limit on each further one costs a wait
 * of 1, 2, 4 … up to 60 minutes. Names that exist and names that do not are counted alike.
 */
@Repository
class Attempts {

    /**
     * Who is counted.
     *
     * @param limit failures before the first wait
     * @param memory after so long without a failure the count begins anew
     */
    record Subject(String key, int limit, Duration memory) {

        /** A digest, because people type passwords into the name field. */
        static Subject name(@Nullable Integer townId, String name) {
            return new Subject("name:" + (townId == null ? "operator" : townId) + ":" + digest(name), 5, LONGEST_MEMORY);
        }

        /** A whole town hall may stand behind one address, hence the higher limit. IPv6 counts by its /64 network. */
        static Subject address(String address) {
            String network = address.indexOf(':') < 0 ? address : String.join(":", List.of(address.split(":", -1))
                    .subList(0, Math.min(4, address.split(":", -1).length)));
            return new Subject("address:" + network, 20, Duration.ofHours(1));
        }

        private static String digest(String name) {
            try {
                return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(name.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private static final Duration LONGEST_MEMORY = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Attempts(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Counts the attempt as failed before it is judged, so that a hundred at once are not a hundred free guesses.
     *
     * @return until when to wait; then nothing was counted and nothing may be judged
     */
    Optional<Instant> begin(List<Subject> subjects) {
        Instant now = clock.instant();
        return transaction.execute(status -> {
            for (Subject subject : subjects) {
                if (!count(subject, now)) {
                    status.setRollbackOnly();
                    return Optional.of(until(subject));
                }
            }
            return Optional.empty();
        });
    }

    /** The name was right after all: its count begins anew, the address gets back the one attempt. Sweeps what is forgotten. */
    void succeed(Subject name, Subject address) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update sign_in_attempt set failures = greatest(failures - 1, 0), until = null where subject = :subject")
                    .param("subject", address.key()).update();
            jdbc.sql("delete from sign_in_attempt where subject = :subject or last < :forgotten").param("subject", name.key())
                    .param("forgotten", OffsetDateTime.ofInstant(clock.instant().minus(LONGEST_MEMORY), ZoneOffset.UTC)).update();
        });
    }

    private boolean count(Subject subject, Instant now) {
        return jdbc.sql("""
                        insert into sign_in_attempt as a (subject, failures, last) values (:subject, 1, :now)
                        on conflict (subject) do update
                           set failures = case when a.last < :forgotten then 1 else a.failures + 1 end,
                               last = :now,
                               until = case when a.last >= :forgotten and a.failures + 1 >= :limit
                                            then :now + least(60, power(2, least(a.failures + 1 - :limit, 6)))
                                                        * interval '1 minute' end
                         where a.until is null or a.until <= :now
                        """)
                .param("subject", subject.key())
                .param("limit", subject.limit())
                .param("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .param("forgotten", OffsetDateTime.ofInstant(now.minus(subject.memory()), ZoneOffset.UTC))
                .update() == 1;
    }

    private Instant until(Subject subject) {
        return jdbc.sql("select until from sign_in_attempt where subject = :subject").param("subject", subject.key())
                .query(OffsetDateTime.class).single().toInstant();
    }
}
