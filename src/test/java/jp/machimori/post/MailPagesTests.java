package jp.machimori.post;

import static jp.machimori.account.AccountExamples.MIDORI;
import static jp.machimori.account.AccountExamples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import jp.machimori.MachimoriTest;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.database.CurrentTown;
import jp.machimori.database.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What an administrator sees and does where no server for mail is set. */
@MachimoriTest
class MailPagesTests {

    private static final String ALL = "/midori-city/office/mail";

    @Autowired AccountExamples examples;
    @Autowired Post post;
    @Autowired Sending sending;
    @Autowired Database database;
    @Autowired TransactionTemplate transaction;
    @LocalServerPort int port;
    JdbcClient owner;
    Visitor kanri;
    UUID id;
    String page;

    @BeforeEach
    void aMailWaits() {
        examples.settle();
        owner = JdbcClient.create(database.owner());
        owner.sql("delete from mail").update();
        id = UUID.randomUUID();
        page = ALL + "/" + id;
        CurrentTown.call(examples.id(MIDORI), () -> transaction.execute(status -> {
            post.send(new Mail(id, "fukushi@midori.example.jp", "照会 <福祉課>", "一行目\nhttps://machimori.example.jp/secret & <b>",
                    List.of(new Mail.Attachment("様式 1.txt", "text/plain", "内容".getBytes())), "inquiry/2025/fukushi", null));
            return null;
        }));
        kanri = Visitor.signedIn(port, MIDORI, "kanri", PASSWORD);
    }

    @Test
    void thePageSaysThatNoServerIsSetAndWhatWaits() {
        sending.sendInAllTowns();
        String body = kanri.get(ALL).body();
        assertThat(body).contains("メールを送るサーバーがまだ設定されていません", "照会 &lt;福祉課&gt;", "fukushi@midori.example.jp", "送信待ち")
                .doesNotContain("secret", "試しのメールを送る", "送る予定");
        assertThat(kanri.get("/en" + ALL).body()).contains("No server for mail is set yet", "Waiting");
        assertThat(kanri.get("/midori-city/office").body()).contains("href=\"" + ALL + "\"");
    }

    @Test
    void whoReadsATextIsNoted() {
        assertThat(kanri.get(page).body()).contains("一行目\nhttps://machimori.example.jp/secret &amp; &lt;b&gt;", "様式 1.txt", "手で送った")
                .doesNotContain("いま送る");
        assertThat(audited("post.read")).containsExactly("kanri inquiry/2025/fukushi");
        HttpResponse<String> file = kanri.get(page + "/files/0");
        assertThat(file.body()).isEqualTo("内容");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment;");
        assertThat(audited("post.read")).hasSize(2);
        assertThat(kanri.get(page + "/files/1").statusCode()).isEqualTo(404);
        assertThat(kanri.get(page + "/files/-1").statusCode()).isEqualTo(404);
        assertThat(kanri.get(ALL + "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(kanri.get("/midori-city/office/audit").body()).contains("メールの本文を開いた");
    }

    @Test
    void whatWasSentByHandIsMarkedAndItsTextErased() {
        assertThat(kanri.submit(page, page + "/by-hand").headers().firstValue("Location").orElseThrow()).endsWith(ALL + "?done=by-hand");
        assertThat(kanri.get(ALL + "?done=by-hand").body()).contains("手で送ったものとして記録しました", "手で送信", "管理 一");
        assertThat(kanri.get(page).body()).contains("本文は消しました").doesNotContain("secret", "様式 1.txt");
        assertThat(kanri.get(page + "/files/0").statusCode()).isEqualTo(404);
        assertThat(owner.sql("select count(*) from mail where body is not null").query(Integer.class).single()).isZero();
        assertThat(owner.sql("select count(*) from mail_attachment").query(Integer.class).single()).isZero();
        assertThat(audited("post.by-hand")).containsExactly("kanri inquiry/2025/fukushi");
        assertThat(kanri.submit(ALL, page + "/withdraw").headers().firstValue("Location").orElseThrow()).endsWith("?done=late");
        assertThat(audited("post.withdrawn")).isEmpty();
    }

    @Test
    void whatIsNotToBeSentIsWithdrawn() {
        assertThat(kanri.submit(page, page + "/withdraw").headers().firstValue("Location").orElseThrow()).endsWith("?done=withdrawn");
        assertThat(kanri.get(ALL).body()).contains("取りやめ");
        assertThat(audited("post.withdrawn")).hasSize(1);
    }

    @Test
    void aTestMailIsRefusedInWords() {
        HttpResponse<String> refused = kanri.submit(page, ALL, "id", UUID.randomUUID().toString(), "to", "kanri@midori.example.jp");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("いまはメールを送れません");
        assertThat(owner.sql("select count(*) from mail").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void anOfficerSeesNoneOfIt() {
        Visitor hanako = Visitor.signedIn(port, MIDORI, "hanako", PASSWORD);
        assertThat(hanako.get(page).statusCode()).isEqualTo(403);
        assertThat(hanako.get("/midori-city/office").body()).doesNotContain("office/mail");
        assertThat(audited("post.read")).isEmpty();
    }

    private List<String> audited(String what) {
        return owner.sql("select who || ' ' || subject from audit where what = :what and detail->>'mail' = :mail order by id")
                .param("what", what).param("mail", id.toString()).query(String.class).list();
    }
}
