package jp.machimori.account;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.town.Demonstration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All operators, and the record of what they did. */
@Repository
class Operators {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final boolean demonstration;

    Operators(JdbcClient jdbc, Clock clock, Demonstration demonstration) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.demonstration = demonstration.isShown();
    }

    @Transactional(readOnly = true)
    Optional<Credential> credential(String name) {
        return jdbc.sql("select * from operator where name = :name and (not demonstration or :demonstration)")
                .param("name", name).param("demonstration", demonstration)
                .query((row, number) -> new Credential(row.getObject("id", UUID.class), row.getString("name"),
                        row.getString("password"), row.getBoolean("one_time"),
                        row.getObject("password_at", OffsetDateTime.class).toInstant(), row.getBoolean("active"),
                        row.getInt("stamp"))).optional();
    }

    /** The operator a session belongs to, unless it was ended since. */
    @Transactional(readOnly = true)
    Optional<Operator> behind(SignedIn session) {
        return jdbc.sql("""
                        select * from operator
                         where id = :id and stamp = :stamp and active and (not demonstration or :demonstration)
                        """)
                .param("id", session.id()).param("stamp", session.stamp()).param("demonstration", demonstration)
                .query((row, number) -> new Operator(row.getObject("id", UUID.class), row.getString("name"),
                        row.getBoolean("one_time"))).optional();
    }

    /**
     * Makes the operator, or gives them this password; an operator who is real never becomes one for demonstration.
     *
     * @return whether it was done
     */
    @Transactional
    boolean put(UUID id, String name, String hash, boolean oneTime, boolean forDemonstration) {
        boolean done = jdbc.sql("""
                        insert into operator (id, name, password, one_time, password_at, demonstration)
                        values (:id, :name, :hash, :oneTime, :now, :demonstration)
                        on conflict (name) do update set password = excluded.password, one_time = excluded.one_time,
                            password_at = excluded.password_at, demonstration = excluded.demonstration, active = true,
                            stamp = operator.stamp + 1
                         where operator.demonstration or not excluded.demonstration
                        """)
                .param("id", id).param("name", name).param("hash", hash).param("oneTime", oneTime).param("now", now())
                .param("demonstration", forDemonstration).update() == 1;
        if (done) {
            note(null, "account.password-given", name);
        }
        return done;
    }

    /** @return the stamp of sessions from now on */
    @Transactional
    int password(Operator operator, String hash) {
        note(operator.name(), "account.password", operator.name());
        return jdbc.sql("""
                        update operator set password = :hash, one_time = false, password_at = :now, stamp = stamp + 1
                         where id = :id returning stamp
                        """)
                .param("id", operator.id()).param("hash", hash).param("now", now()).query(Integer.class).single();
    }

    @Transactional(propagation = Propagation.REQUIRED)
    void note(@Nullable String who, String what, String subject) {
        jdbc.sql("insert into operator_audit (at, who, what, subject) values (:at, :who, :what, :subject)")
                .param("at", now()).param("who", who).param("what", what).param("subject", subject).update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
