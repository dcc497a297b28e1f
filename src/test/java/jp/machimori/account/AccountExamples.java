package jp.machimori.account;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.machimori.database.CurrentTown;
import jp.machimori.database.Database;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two towns and the people of their offices: in みどり市 Hanako of 安全課, Taro of 福祉課 and the administrator Kanri; in
 * あおば区 Hanako's namesake; and the operator Unyo. All have the same password.
 */
@TestComponent
public class AccountExamples {

    public static final String MIDORI = "midori-city";
    public static final String AOBA = "aoba-ward";
    public static final String PASSWORD = "correct horse battery";

    /** What it makes is compared as any hash of a password, with a hundredth of the work: tests sign in hundreds of times. */
    private static final Argon2PasswordEncoder QUICK = new Argon2PasswordEncoder(16, 32, 1, 1 << 7, 1);

    private final JdbcClient owner;
    private final Accounts accounts;
    private final Operators operators;
    private final TransactionTemplate transaction;
    private final String hash;
    private long since;

    AccountExamples(Database database, Accounts accounts, Operators operators, PlatformTransactionManager transactions) {
        this.owner = JdbcClient.create(database.owner());
        this.accounts = accounts;
        this.operators = operators;
        this.transaction = new TransactionTemplate(transactions);
        this.hash = QUICK.encode(PASSWORD);
    }

    /** Everybody as at the beginning. */
    public void settle() {
        since = owner.sql("select coalesce(max(id), 0) from audit").query(Long.class).single();
        owner.sql("delete from sign_in_attempt").update();
        town(MIDORI, "みどり市");
        town(AOBA, "あおば区");
        owner.sql("delete from account where town_id in (:midori, :aoba)")
                .param("midori", id(MIDORI)).param("aoba", id(AOBA)).update();
        person(MIDORI, "hanako", "防犯 花子", Role.STAFF, List.of("anzen"));
        person(MIDORI, "taro", "福祉 太郎", Role.STAFF, List.of("fukushi"));
        person(MIDORI, "kanri", "管理 一", Role.ADMINISTRATOR, List.of());
        person(AOBA, "hanako", "青葉 花子", Role.STAFF, List.of("anzen"));
        person(AOBA, "kanri", "青葉 管理", Role.ADMINISTRATOR, List.of());
        operators.put(UUID.randomUUID(), "unyo", hash, false, false);
    }

    public int id(String town) {
        return owner.sql("select id from town where key = :key").param("key", town).query(Integer.class).single();
    }

    /** The account's id. */
    public UUID idOf(String town, String name) {
        return owner.sql("select id from account where town_id = :town and name = :name")
                .param("town", id(town)).param("name", name).query(UUID.class).single();
    }

    /** What the audit of みどり市 says since everybody was settled. */
    List<String> lines(String what) {
        return owner.sql("""
                        select concat_ws(' ', who, subject, detail) from audit
                         where what = :what and town_id = :town and id > :since order by id
                        """)
                .param("what", what).param("town", id(MIDORI)).param("since", since).query(String.class).list();
    }

    JdbcClient owner() {
        return owner;
    }

    private void town(String key, String name) {
        owner.sql("insert into town (key, name, kind) values (:key, :name, 'municipality') on conflict do nothing")
                .param("key", key).param("name", name).update();
        owner.sql("""
                        insert into division (town_id, key, ord, name, kind, successor, asked_through)
                        select t.id, d.* from town t, (values
                            ('anzen', 0, '安全課', null, null, null),
                            ('fukushi', 1, '福祉課', null, null, null),
                            ('kodomo', 2, '子ども課', null, 'fukushi', null),
                            ('zencho', 3, '全庁', 'all', null, null),
                            ('keisatsu', 4, '警察署', 'outside', null, 'anzen')) as d (key, ord, name, kind, successor, asked)
                         where t.key = :key on conflict do nothing
                        """).param("key", key).update();
    }

    /** One more person, with the password of all. */
    public void person(String town, String name, String displayName, Role role, List<String> divisions) {
        CurrentTown.call(id(town), () -> transaction.execute(status -> accounts.add(
                new Account(UUID.randomUUID(), name, displayName, Set.of(role), divisions, true, false, Instant.now(), null,
                        0, false), hash)));
    }

    /** An officer of that town with the common password. */
    public void officer(jp.machimori.town.Town town, String name, String... divisions) {
        CurrentTown.call(town.id(), () -> transaction.execute(status -> accounts.add(
                new Account(UUID.randomUUID(), name, "見本 " + name, Set.of(Role.STAFF), List.of(divisions), true, false,
                        Instant.now(), null, 0, false), hash)));
    }
}
