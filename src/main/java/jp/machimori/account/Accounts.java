package jp.machimori.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.town.Demonstration;
import jp.machimori.town.Division;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All accounts of the current town. */
@Repository
class Accounts {

    private final JdbcClient jdbc;
    private final Ground ground;
    private final Clock clock;
    private final boolean demonstration;

    Accounts(JdbcClient jdbc, Ground ground, Clock clock, Demonstration demonstration) {
        this.jdbc = jdbc;
        this.ground = ground;
        this.clock = clock;
        this.demonstration = demonstration.isShown();
    }

    List<Account> all() {
        return jdbc.sql("select * from account order by active desc, display_name collate \"ja-x-icu\", name")
                .query(Accounts::account).list();
    }

    Optional<Account> byId(UUID id) {
        return jdbc.sql("select * from account where id = :id").param("id", id).query(Accounts::account).optional();
    }

    Optional<Account> byName(String name) {
        return jdbc.sql("select * from account where name = :name").param("name", name).query(Accounts::account).optional();
    }

    @Transactional(readOnly = true)
    Optional<Credential> credential(String name) {
        return jdbc.sql("select * from account where name = :name and (not demonstration or :demonstration)")
                .param("name", name).param("demonstration", demonstration)
                .query((row, number) -> new Credential(row.getObject("id", UUID.class), row.getString("name"),
                        row.getString("password"), row.getBoolean("one_time"), instant(row, "password_at"),
                        row.getBoolean("active"), row.getInt("stamp"))).optional();
    }

    /** The account a session belongs to, unless it was ended since. */
    @Transactional(readOnly = true)
    Optional<Account> behind(SignedIn session) {
        return jdbc.sql("""
                        select * from account
                         where id = :id and stamp = :stamp and active and (not demonstration or :demonstration)
                        """)
                .param("id", session.id()).param("stamp", session.stamp()).param("demonstration", demonstration)
                .query(Accounts::account).optional();
    }

    /** What this account may do here and now. */
    @Transactional(readOnly = true)
    Person person(Account account, int townId) {
        return new Person(account.id(), townId, account.name(), account.displayName(), account.roles(),
                Set.copyOf(account.divisions()), actingFor(account.divisions(), ground.divisionsByKey()));
    }

    /** Own divisions, those they took over, what all divisions share, and outside bodies asked through them. */
    static Set<String> actingFor(Collection<String> own, Map<String, Division> divisions) {
        Set<String> answers = new HashSet<>(own);
        divisions.values().stream().filter(division -> "all".equals(division.kind()) && !own.isEmpty())
                .map(Division::key).forEach(answers::add);
        boolean grew = true;
        while (grew) {
            grew = answers.addAll(divisions.values().stream()
                    .filter(division -> division.successor() != null && answers.contains(division.successor())
                            || division.askedThrough() != null && answers.contains(division.askedThrough()))
                    .map(Division::key).collect(Collectors.toSet()));
        }
        return answers;
    }

    /** @return whether the name was still free */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean add(Account account, String hash) {
        return jdbc.sql("""
                        insert into account (town_id, id, name, display_name, password, one_time, password_at, roles,
                                             divisions, demonstration)
                        values (current_town(), :id, :name, :displayName, :password, :oneTime, :since, :roles, :divisions,
                                :demonstration)
                        on conflict (town_id, name) do nothing
                        """)
                .param("id", account.id()).param("name", account.name()).param("displayName", account.displayName())
                .param("password", hash).param("oneTime", account.oneTime()).param("since", now())
                .param("roles", roles(account.roles())).param("divisions", account.divisions().toArray(String[]::new))
                .param("demonstration", account.demonstration())
                .update() == 1;
    }

    /** Sets what they are called and what they may do. */
    void change(UUID id, String displayName, Set<Role> roles, List<String> divisions) {
        jdbc.sql("""
                        update account set display_name = :displayName, roles = :roles, divisions = :divisions
                         where id = :id
                        """)
                .param("id", id).param("displayName", displayName).param("roles", roles(roles))
                .param("divisions", divisions.toArray(String[]::new)).update();
    }

    /** Ends their sessions when they are no longer active. */
    void activate(UUID id, boolean active) {
        jdbc.sql("update account set active = :active, stamp = stamp + 1 where id = :id")
                .param("id", id).param("active", active).update();
    }

    /** Makes a demonstration account one of the town's own: it works where demonstration is off, too. */
    void endDemonstration(UUID id) {
        jdbc.sql("update account set demonstration = false where id = :id").param("id", id).update();
    }

    /**
     * Ends all sessions that began with the old password.
     *
     * @return the stamp of sessions from now on
     */
    @Transactional(propagation = Propagation.MANDATORY)
    int password(UUID id, String hash, boolean oneTime) {
        return jdbc.sql("""
                        update account set password = :hash, one_time = :oneTime, password_at = :now, stamp = stamp + 1
                         where id = :id returning stamp
                        """)
                .param("id", id).param("hash", hash).param("oneTime", oneTime).param("now", now())
                .query(Integer.class).single();
    }

    void signedIn(UUID id) {
        jdbc.sql("update account set signed_in_at = :now where id = :id").param("id", id).param("now", now()).update();
    }

    /** Ids of the active administrators, held until the transaction ends: the last of them must stay one. */
    Set<UUID> administratorsHeld() {
        return jdbc.sql("select id from account where active and 'administrator' = any (roles) order by id for update")
                .query(UUID.class).set();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static String[] roles(Set<Role> roles) {
        return roles.stream().map(Role::key).sorted().toArray(String[]::new);
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(row.getObject("id", UUID.class), row.getString("name"), row.getString("display_name"),
                Arrays.stream((String[]) row.getArray("roles").getArray()).map(Role::of).collect(Collectors.toSet()),
                List.of((String[]) row.getArray("divisions").getArray()), row.getBoolean("active"),
                row.getBoolean("one_time"), instant(row, "password_at"), instant(row, "signed_in_at"),
                row.getInt("stamp"), row.getBoolean("demonstration"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
