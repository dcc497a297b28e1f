package jp.machimori.comment;

import static jp.machimori.comment.CommentExamples.ADDRESS;
import static jp.machimori.comment.CommentExamples.EMAIL;
import static jp.machimori.comment.CommentExamples.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import jp.machimori.MachimoriTest;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.database.Database;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 届いた意見の知らせ。安全課 is told that comments came in, and nothing of who sent them. */
@MachimoriTest
@ExtendWith(OutputCaptureExtension.class)
class TellingOfCommentsTests {

    @Autowired CommentExamples examples;
    @Autowired AccountExamples accounts;
    @Autowired TellingOfComments telling;
    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired Database database;
    @LocalServerPort int port;
    Town town;

    @BeforeEach
    void aTown() {
        town = TestTowns.fresh(packs, towns);
    }

    private JdbcClient owner() {
        return JdbcClient.create(database.owner());
    }

    private void mailbox(String address) {
        owner().sql("""
                        insert into mailbox (town_id, division, address) values (:town, 'anzen', :address)
                        on conflict (town_id, division) do update set address = excluded.address
                        """).param("town", town.id()).param("address", address).update();
    }

    private List<String> mails() {
        return owner().sql("select recipient || ' ' || subject || chr(10) || body from mail where town_id = :town order by kept_at").param("town", town.id()).query(String.class).list();
    }

    private void nextDay() {
        owner().sql("update consultation set told_on = told_on - 1 where town_id = :town").param("town", town.id()).update();
    }

    @Test
    void isOneMailADayOfAllThatCameInAndSaysNothingOfThem() {
        UUID plan = examples.opened(town, "anzen", 3);
        UUID walks = examples.opened(town, "anzen", 2);
        mailbox("anzen@mihon.example.jp");
        telling.tellInAllTowns();
        assertThat(mails()).as("nothing came in").isEmpty();
        examples.comment(town, plan, "街灯を増やしてください。");
        examples.comment(town, plan, "見回りを増やしてください。");
        examples.comment(town, walks, "夜も歩いてください。");
        telling.tellInAllTowns();
        assertThat(mails()).singleElement().asString().contains("anzen@mihon.example.jp 【意見募集】意見が3件届きました", "「安全計画（素案）」2件", "「安全計画（素案）」1件",
                "/office/comments/" + plan + "/letters").doesNotContain(NAME, ADDRESS, EMAIL, "街灯", "見回りを増やして", "夜も歩いて");
        examples.comment(town, plan, "もう一つあります。");
        telling.tellInAllTowns();
        assertThat(mails()).as("not twice a day").hasSize(1);
        nextDay();
        telling.tellInAllTowns();
        assertThat(mails()).hasSize(2).last().asString().contains("意見が1件届きました");
        nextDay();
        telling.tellInAllTowns();
        assertThat(mails()).as("not without anything new").hasSize(2);
    }

    @Test
    void waitsForAMailboxAndHoldsUpNobody(CapturedOutput log) {
        UUID id = examples.opened(town, "anzen", 3);
        examples.comment(town, id, "街灯を増やしてください。");
        accounts.officer(town, "hanako", "anzen");
        Visitor hanako = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
        assertThat(hanako.get("/" + town.key() + "/office/comments/" + id).body()).contains("安全課の送り先がないため");
        telling.tellInAllTowns();
        mailbox("broken address");
        Town good = TestTowns.fresh(packs, towns);
        Town broken = town;
        town = good;
        examples.comment(good, examples.opened(good, "anzen", 3), "街灯を増やしてください。");
        mailbox("anzen@mihon.example.jp");
        telling.tellInAllTowns();
        assertThat(mails()).hasSize(1);
        assertThat(log.getAll().lines().filter(line -> line.contains("anzen of " + broken.key() + " is told at the next run"))).hasSize(1);
        assertThat(log).doesNotContain("broken address", NAME, ADDRESS, EMAIL);
        town = broken;
        mailbox("anzen@mihon.example.jp");
        telling.tellInAllTowns();
        assertThat(mails()).as("nothing is lost").hasSize(1);
        assertThat(hanako.get("/" + town.key() + "/office/comments/" + id).body()).contains("一日に一度");
    }

    @Test
    void namesStandInOneTableAndInNoOpenData() {
        UUID id = examples.opened(town, "anzen", 3);
        examples.comment(town, id, "街灯を増やしてください。");
        mailbox("anzen@mihon.example.jp");
        telling.tellInAllTowns();
        Set<String> found = new TreeSet<>();
        for (String table : owner().sql("select table_name from information_schema.columns join information_schema.tables using (table_schema, table_name)"
                + " where table_schema = 'public' and table_type = 'BASE TABLE' and column_name = 'town_id'").query(String.class).list()) {
            for (String who : List.of(NAME, ADDRESS, EMAIL)) {
                if (owner().sql("select exists (select from \"" + table + "\" as one where town_id = :town and one::text like :who)").param("town", town.id())
                        .param("who", "%" + who + "%").query(Boolean.class).single()) {
                    found.add(table);
                }
            }
        }
        assertThat(found).containsExactly("commenter");
        Visitor resident = new Visitor(port);
        for (String api : List.of("entries", "figures", "indicators", "programmes")) {
            assertThat(resident.get("/api/v1/towns/" + town.key() + "/" + api).body()).doesNotContain(NAME, ADDRESS, EMAIL);
        }
    }
}
