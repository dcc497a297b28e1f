package jp.machimori.database;

import static jp.machimori.account.AccountExamples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.Examples;
import jp.machimori.Machimori;
import jp.machimori.TestClock;
import jp.machimori.TestDatabase;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.account.Role;
import jp.machimori.report.ReportExamples;
import org.assertj.core.api.SoftAssertions;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A database of the time when inquiries had a report and mailboxes were theirs, with the work of two towns in it: an inquiry
 * that runs and one that is closed, mail, a consultation with comments and a report. It becomes what a new database is, and
 * nothing of the work is lost.
 */
class OlderDatabaseTests {

    /** How far the scripts of each module went, in the order they were made. */
    private static final List<Migration> OLDER = List.of(upTo("__root", 2), upTo("town", 2), upTo("account", 1), upTo("post", 1), upTo("ledger", 3),
            upTo("figures", 2), upTo("plan", 3), upTo("evaluation", 1), upTo("report", 1), upTo("comment", 1), upTo("inquiry", 4));
    private static final List<String> TOWNS = List.of("shiosai", "yamabiko");
    private static final String PLAN = """
            plans:
              - key: plan
                label: 見本町の計画
                period: FY2025..FY2031
                nodes:
                  - {key: safe, label: 見回り, divisions: [anzen]}
                  - {key: school, label: 学校の安全, divisions: [gakko]}
            """;
    /** What a town had written by then; {@code {key}} is its key, {@code {town}} its number. */
    private static final String WORK = """
            insert into inquiry (town_id, id, year, plan, division, title, deadline, share, approval, state, letter_date, opened_at, closed_at, report) values
                ({town}, md5('closed {key}')::uuid, 2025, 'plan', 'anzen', '{key}の令和7年度の照会', '2026-06-30', 30, true, 'closed', '2026-06-01', '2026-06-01', '2026-07-10', 1),
                ({town}, md5('open {key}')::uuid, 2026, 'plan', 'anzen', '{key}の令和8年度の照会', '2026-12-10', 30, false, 'open', '2026-11-01', '2026-11-01', null, null);
            insert into inquiry_question (town_id, id, inquiry, ord, node, parties, asked, slots, draft, draft_plan, last, last_plan, stand, remark, version, counted) values
                ({town}, md5('closed safe {key}')::uuid, md5('closed {key}')::uuid, 0, 'safe', '{anzen}', 'anzen',
                    '[{"series": "walkers", "dimension": {}, "label": "参加者数", "unit": "人", "since": null, "asked": "both", "calendar": false}]',
                    '参加者数〔参加者数〕', '参加者数〔参加者数〕', '', '', 'accepted', null, 2, 2),
                ({town}, md5('open safe {key}')::uuid, md5('open {key}')::uuid, 0, 'safe', '{anzen}', 'anzen',
                    '[{"series": "walkers", "dimension": {}, "label": "参加者数", "unit": "人", "since": null, "asked": "both", "calendar": false}]',
                    '参加者数〔参加者数〕', '参加者数〔参加者数〕', '{key}の去年の見回り', '', 'answered', null, 1, null),
                ({town}, md5('open school {key}')::uuid, md5('open {key}')::uuid, 1, 'school', '{gakko}', 'gakko', '[]', '', '', '', '', 'returned',
                    '{key}の学校の数も書いてください', 0, null);
            insert into inquiry_answer (town_id, question, version, result, result_text, plan, plan_text, results, plans, by_name, by_section, by_phone, by_checker, via, at, late, reason) values
                ({town}, md5('closed safe {key}')::uuid, 1, 'none', '', 'not-yet', '', '{}', '{}', '見本 一', '安全課', '110', '', 'link', '2026-06-10', false, null),
                ({town}, md5('closed safe {key}')::uuid, 2, 'told', '{key}の見回り〔参加者数〕', 'told', '{key}の予定〔参加者数〕',
                    '{"参加者数": {"form": "EXACT", "text": "412", "reason": null}}', '{"参加者数": {"form": "APPROXIMATE", "text": "430", "reason": "増やすため"}}',
                    '見本 一', '安全課', '110', '見本 課長', 'workbook', '2026-06-12', false, null),
                ({town}, md5('open safe {key}')::uuid, 1, 'told', '{key}の今年の見回り〔参加者数〕', 'none', '',
                    '{"参加者数": {"form": "EXACT", "text": "455", "reason": null}}', '{}', '見本 二', '安全課', '111', '', 'account', '2026-11-10', false, null);
            insert into inquiry_invitation (town_id, inquiry, division, sent_at, reminded_at, opened_at, by_name, by_section, by_phone, by_checker, approved_by, approved_at) values
                ({town}, md5('closed {key}')::uuid, 'anzen', '2026-06-01', null, '2026-06-02', '見本 一', '安全課', '110', '見本 課長', '見本 課長', '2026-06-13'),
                ({town}, md5('open {key}')::uuid, 'anzen', '2026-11-01', null, '2026-11-02', '見本 二', '安全課', '111', '', null, null),
                ({town}, md5('open {key}')::uuid, 'gakko', '2026-11-01', '2026-11-15', null, '', '', '', '', null, null);
            insert into inquiry_link (town_id, hash, inquiry, division, expires_at) values
                ({town}, encode(sha256('link-of-{key}'), 'hex'), md5('open {key}')::uuid, 'gakko', '2027-03-01');
            insert into division_mailbox (town_id, division, address) values
                ({town}, 'anzen', 'anzen@{key}.example.jp'), ({town}, 'gakko', 'gakko@{key}.example.jp');
            insert into inquiry_letter (town_id, content) values ({town}, 'PK');
            insert into inquiry_takeover (town_id, inquiry, content, mapping, at) values ({town}, md5('open {key}')::uuid, '{"sheets": []}', '{"{key}": 1}', '2026-11-03');
            insert into inquiry_takeover_memory (town_id, plan, heads) values ({town}, 'plan', '{"施策": "{key}"}');
            insert into mail (town_id, id, about, recipient, subject, body, state, kept_at, due, tries, trouble, answer, ended_at, ended_by) values
                ({town}, md5('waiting {key}')::uuid, 'inquiry/' || md5('open {key}')::uuid || '/gakko', 'gakko@{key}.example.jp', '{key}からの督促', '{key}の学校課 ご担当さま',
                    'waiting', '2026-11-15', '2026-11-15', 1, 'busy', '451 later', null, null),
                ({town}, md5('sent {key}')::uuid, 'inquiry/' || md5('open {key}')::uuid || '/anzen', 'anzen@{key}.example.jp', '{key}からの照会', null,
                    'sent', '2026-11-01', '2026-11-01', 0, null, null, '2026-11-01', null);
            insert into mail_attachment (town_id, mail_id, ord, name, type, content) values
                ({town}, md5('waiting {key}')::uuid, 0, '{key}.txt', 'text/plain', '内容');
            insert into consultation (town_id, id, title, about, division, first_day, last_day, commenters, where_to, name_asked, address_asked, outcomes, retention_years,
                    published_from, letters) values
                ({town}, md5('consultation {key}')::uuid, '{key}の計画の素案', '{key}の素案です。', 'anzen', '2026-11-01', '2026-11-30', '町民', '安全課', 'optional', 'none',
                    '{反映,参考}', 3, '2026-11-01', 2);
            insert into consultation_section (town_id, consultation_id, edition, number, heading, body) values
                ({town}, md5('consultation {key}')::uuid, 'draft', 1, '見回り', '{key}を見回ります。');
            insert into consultation_file (town_id, consultation_id, name, type, content) values ({town}, md5('consultation {key}')::uuid, '{key}.pdf', 'pdf', '%PDF');
            insert into public_comment (town_id, id, consultation_id, number, channel, received_on, body, same_as, entered_at, entered_by) values
                ({town}, md5('comment 1 {key}')::uuid, md5('consultation {key}')::uuid, 1, 'page', '2026-11-03', '{key}の街灯を増やしてください。', null, '2026-11-03', null),
                ({town}, md5('comment 2 {key}')::uuid, md5('consultation {key}')::uuid, 2, 'post', '2026-11-05', '{key}の見回りに賛成です。', 1, '2026-11-06', '見本 花子');
            insert into commenter (town_id, comment_id, name, address, email) values ({town}, md5('comment 1 {key}')::uuid, '{key} 太郎', '', '');
            insert into comment_topic (town_id, id, consultation_id, number, gist, by) values
                ({town}, md5('topic {key}')::uuid, md5('consultation {key}')::uuid, 1, '{key}の街灯', '見本 花子');
            insert into opinion (town_id, id, comment_id, number, body, topic_id) values
                ({town}, md5('opinion {key}')::uuid, md5('comment 1 {key}')::uuid, 1, '街灯を増やす', md5('topic {key}')::uuid);
            """;

    @TempDir
    static Path folder;
    static PGSimpleDataSource source;
    static SingleConnectionDataSource connection;
    static JdbcClient owner;
    static Set<String> tablesBefore;
    static Map<String, List<String>> before;

    private static Migration upTo(String module, int version) {
        return new Migration(module, String.valueOf(version), "", null);
    }

    @BeforeAll
    static void anOlderDatabaseIsMigrated() {
        source = TestDatabase.another();
        connection = new SingleConnectionDataSource(source.getURL(), String.valueOf(source.getUser()), String.valueOf(source.getPassword()), true);
        owner = JdbcClient.create(connection);
        Migrations.repeat(OLDER, source);
        for (String key : TOWNS) {
            int town = owner.sql("insert into town (key, name, kind) values (?, '見本町', 'municipality') returning id").param(key).query(Integer.class).single();
            owner.sql(WORK.replace("{town}", String.valueOf(town)).replace("{key}", key)).update();
            byte[] snapshot = ReportExamples.kept(ReportExamples.small(key, key + "の報告書"));
            owner.sql("""
                            insert into report (town_id, number, year, first, edition, title, snapshot, sha256, made_at, made_by, published_at)
                            values (:town, 1, 'FY2025', 1, 1, :title, :snapshot, encode(sha256(:snapshot), 'hex'), '2026-07-10', '見本 花子', '2026-07-11')
                            """).param("town", town).param("title", key + "の報告書").param("snapshot", snapshot).update();
            owner.sql("insert into report_file (town_id, number, format, size, sha256, made_at) values (?, 1, 'json', 4, repeat('a', 64), '2026-07-10')").param(town).update();
            owner.sql("insert into report_file_part (town_id, number, format, part, bytes) values (?, 1, 'json', 0, '{}')").param(town).update();
        }
        tablesBefore = tables();
        before = tablesBefore.stream().collect(Collectors.toMap(Function.identity(), OlderDatabaseTests::rows, (one, other) -> one, TreeMap::new));
        migrate(source);
    }

    @AfterAll
    static void closes() {
        connection.destroy();
    }

    /** As every start does. */
    private static void migrate(PGSimpleDataSource source) {
        Migrations.byModule().migrate(Flyway.configure().dataSource(source).locations("classpath:jp/machimori").callbacks(new PrivateMigrationHistory())
                .outputQueryResults(false).load());
    }

    @Test
    void everyRowOfBothTownsIsStillThere() {
        SoftAssertions softly = new SoftAssertions();
        before.forEach((name, rows) -> {
            String table = name.equals("division_mailbox") ? "mailbox" : name;
            softly.assertThat(rows(table)).as(table).hasSameSizeAs(rows);
            rows.forEach(row -> softly.assertThat(owner.sql("select count(*) from %s as one where to_jsonb(one) @> cast(:row as jsonb)".formatted(table))
                    .param("row", row).query(Integer.class).single()).as(table + " " + row).isEqualTo(1));
        });
        softly.assertAll();
        assertThat(before.entrySet().stream().filter(table -> table.getValue().size() >= TOWNS.size()).map(Map.Entry::getKey)).contains("inquiry", "inquiry_question",
                "inquiry_answer", "inquiry_invitation", "inquiry_link", "division_mailbox", "mail", "mail_attachment", "consultation", "public_comment", "commenter", "report");
    }

    @Test
    void whatIsNewBeginsEmptyAndWhatWasMovedIsGone() {
        Set<String> made = new TreeSet<>(tables());
        made.removeAll(tablesBefore);
        assertThat(made).contains("mailbox", "inquiry_plan", "inquiry_settlement", "inquiry_jotting", "inquiry_retention", "report_leaf");
        assertThat(tables()).doesNotContain("division_mailbox");
        assertThat(made.stream().filter(table -> !table.equals("mailbox")).filter(table -> !rows(table).isEmpty())).isEmpty();
        assertThat(owner.sql("select distinct letters = told and told_on is null from consultation").query(Boolean.class).list()).containsExactly(true);
        assertThat(owner.sql("select distinct letter_number from inquiry").query(String.class).list()).containsExactly("");
        assertThat(owner.sql("select count(failed_at) from inquiry_invitation").query(Integer.class).single()).isZero();
    }

    @Test
    void itsTablesAreThoseOfANewDatabase() {
        PGSimpleDataSource fresh = TestDatabase.another();
        migrate(fresh);
        assertThat(shape(owner)).isEqualTo(shape(JdbcClient.create(fresh)));
        for (String table : List.of("mailbox", "inquiry_plan", "inquiry_settlement", "inquiry_jotting", "inquiry_retention", "report_leaf")) {
            assertThat(shape(owner)).as(table).contains("bound by its town: " + table + " true").anyMatch(line -> line.startsWith("policy " + table + " own_town "));
        }
    }

    @Test
    void theTownsGoOnWithTheirWork() throws IOException {
        connection.resetConnection();
        PGSimpleDataSource copy = TestDatabase.another(source);
        for (String key : TOWNS) {
            Path pack = folder.resolve("packs").resolve(key);
            Files.createDirectories(pack.getParent());
            TestTowns.copyAll(TestTowns.copy(key), pack);
            Files.writeString(pack.resolve("plan.yaml"), PLAN);
        }
        SpringApplication application = new SpringApplication(Machimori.class, Examples.class);
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) context -> context.registerBean("noon", Clock.class,
                () -> Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), TestClock.TOKYO), noon -> noon.setPrimary(true)));
        application.setAdditionalProfiles("test");
        try (ConfigurableApplicationContext running = application.run("--server.port=0", "--db-scheduler.enabled=false", "--machimori.packs=" + folder.resolve("packs"),
                "--machimori.data=" + folder, "--machimori.db.url=" + copy.getURL(), "--machimori.db.user=" + copy.getUser(), "--machimori.db.password=" + copy.getPassword())) {
            int port = ((WebServerApplicationContext) running).getWebServer().getPort();
            for (String key : TOWNS) {
                running.getBean(AccountExamples.class).person(key, "kanri", "管理 一", Role.ADMINISTRATOR, List.of("anzen"));
                readsAsBefore(key, new Visitor(port), Visitor.signedIn(port, key, "kanri", PASSWORD));
            }
            for (String key : TOWNS) {
                closes(key, Visitor.signedIn(port, key, "kanri", PASSWORD));
            }
        }
    }

    private static void readsAsBefore(String key, Visitor resident, Visitor officer) {
        String town = "/" + key;
        String other = TOWNS.stream().filter(one -> !one.equals(key)).findFirst().orElseThrow();
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("/results", "令和7年度");
        shown.put("/results/FY2025", key + "の見回り");
        shown.put("/results/measure/safe", "412");
        shown.put("/reports", key + "の報告書");
        shown.put("/reports/1", "青色防犯パトロール");
        shown.put("/reports/1/pages/1", "青色防犯パトロール");
        shown.put("/comments/" + id("consultation " + key), key + "を見回ります。");
        HttpResponse<String> link = resident.get(town + "/answers/link/link-of-" + key);
        assertThat(link.statusCode()).isEqualTo(302);
        shown.put(URI.create(link.headers().firstValue("Location").orElseThrow()).getPath().substring(town.length()), key + "の学校の数も書いてください");
        SoftAssertions softly = new SoftAssertions();
        shown.forEach((page, word) -> softly.assertThat(resident.get(town + page)).as(page)
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200)).satisfies(answer -> assertThat(answer.body()).contains(word).doesNotContain(other)));
        String open = "/office/inquiries/" + id("open " + key);
        Map<String, String> kept = new LinkedHashMap<>();
        kept.put("/office/inquiries", key + "の令和8年度の照会");
        kept.put(open, key + "の令和8年度の照会");
        kept.put(open + "/review", "455");
        kept.put(open + "/questions/" + id("open safe " + key), key + "の今年の見回り");
        kept.put(open + "/answers/anzen", "455");
        kept.put(open + "/answers/gakko", key + "の学校の数も書いてください");
        kept.put(open + "/letter", "letter");
        kept.put(open + "/close", "");
        kept.put("/office/inquiries/" + id("closed " + key), key + "の令和7年度の照会");
        kept.put("/office/inquiries/mailboxes", "gakko@" + key + ".example.jp");
        kept.put("/office/inquiries/respondents", "");
        kept.put("/office/mail", key + "からの督促");
        kept.put("/office/mail/" + id("waiting " + key), key + "の学校課 ご担当さま");
        kept.put("/office/comments/" + id("consultation " + key), key + "の計画の素案");
        kept.put("/office/comments/" + id("consultation " + key) + "/letters/" + id("comment 1 " + key), key + "の街灯を増やしてください。");
        kept.forEach((page, word) -> softly.assertThat(officer.get(town + page)).as(page)
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200)).satisfies(answer -> assertThat(answer.body()).contains(word).doesNotContain(other)));
        softly.assertAll();
    }

    private static void closes(String key, Visitor officer) {
        String inquiry = "/" + key + "/office/inquiries/" + id("open " + key);
        assertThat(officer.submit(inquiry + "/close", inquiry + "/close").headers().firstValue("Location").orElseThrow()).endsWith("?done=closed");
        assertThat(officer.get("/" + key + "/results/FY2026").body()).contains(key + "の今年の見回り");
        assertThat(officer.get(inquiry + "/report").statusCode()).isEqualTo(200);
    }

    private static UUID id(String words) {
        return owner.sql("select md5(?)::uuid").param(words).query(UUID.class).single();
    }

    private static Set<String> tables() {
        return new TreeSet<>(owner.sql("""
                select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
                   and relname !~ '^flyway_schema_history'
                """).query(String.class).list());
    }

    private static List<String> rows(String table) {
        return owner.sql("select to_jsonb(one)::text from %s as one".formatted(table)).query(String.class).list();
    }

    /** Columns, constraints, indexes, policies and rights, one a line. */
    private static List<String> shape(JdbcClient owner) {
        return Stream.of("""
                        select concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable, column_default) from information_schema.columns
                         where table_schema = 'public' order by 1
                        """, """
                        select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
                         where connamespace = 'public'::regnamespace order by 1
                        """, """
                        select concat_ws(' ', 'index', indexdef) from pg_indexes where schemaname = 'public' order by 1
                        """, """
                        select concat_ws(' ', 'policy', tablename, policyname, roles, cmd, qual, with_check) from pg_policies order by 1
                        """, """
                        select concat_ws(' ', 'right', table_name, privilege_type) from information_schema.role_table_grants where grantee = 'machimori_app' order by 1
                        """, """
                        select concat_ws(' ', 'right', table_name, column_name, privilege_type) from information_schema.column_privileges where grantee = 'machimori_app' order by 1
                        """, """
                        select 'bound by its town: ' || relname || ' ' || relrowsecurity::text from pg_class
                         where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1
                        """).flatMap(query -> owner.sql(query).query(String.class).list().stream()).toList();
    }
}
