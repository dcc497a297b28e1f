package jp.machimori.post;

import static jp.machimori.account.AccountExamples.AOBA;
import static jp.machimori.account.AccountExamples.MIDORI;
import static jp.machimori.account.AccountExamples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.database.CurrentTown;
import jp.machimori.database.Database;
import jp.machimori.post.Dispatch.State;
import jp.machimori.post.Failure.Trouble;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Through SMTP to a server that is there, is away, or says no. */
@MachimoriTest
@ExtendWith(OutputCaptureExtension.class)
class SendingTests {

    private static final Instant NOON = Instant.parse("2026-11-22T03:00:00Z");
    private static final String LINK = "https://machimori.example.jp/midori/inquiry/kX8-secret";
    private static final String TEXT = "学務課 ご担当さま\n\n令和7年度の照会です。次のリンクから回答してください。\n" + LINK + "\n";
    private static final int SMTP = freePort();

    private final GreenMail outside = new GreenMail(new ServerSetup(SMTP, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Autowired AccountExamples examples;
    @Autowired Post post;
    @Autowired Sending sending;
    @Autowired Towns towns;
    @Autowired Database database;
    @Autowired PlatformTransactionManager transactions;
    @LocalServerPort int port;
    JdbcClient owner;
    Town midori;
    Town aoba;

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry settings) {
        settings.add("machimori.smtp.host", () -> "127.0.0.1");
        settings.add("machimori.smtp.port", () -> SMTP);
        settings.add("machimori.smtp.from", () -> "みどり市 安全課 <anzen@midori.example.jp>");
        settings.add("machimori.smtp.starttls", () -> "false");
    }

    @BeforeEach
    void opens() {
        examples.settle();
        owner = JdbcClient.create(database.owner());
        owner.sql("delete from mail").update();
        midori = towns.byKey(MIDORI).orElseThrow();
        aoba = towns.byKey(AOBA).orElseThrow();
        outside.start();
    }

    @AfterEach
    void closes() {
        outside.stop();
    }

    @Test
    void aJapaneseMailWithAFileArrivesAndItsTextIsErased(CapturedOutput log) throws Exception {
        UUID id = UUID.randomUUID();
        byte[] file = {1, 2, 3};
        keep(new Mail(id, "gakumu@midori.example.jp", "令和7年度の照会のお願い（学務課）", TEXT,
                List.of(new Mail.Attachment("照会の様式.pdf", "application/pdf", file)), "inquiry/2025/gakumu", NOON));
        assertThat(node(NOON).send(midori)).isTrue();

        MimeMessage arrived = arrived().getFirst();
        assertThat(arrived.getSubject()).isEqualTo("令和7年度の照会のお願い（学務課）");
        assertThat(arrived.getAllRecipients()).containsExactly(new InternetAddress("gakumu@midori.example.jp"));
        assertThat(arrived.getFrom()).containsExactly(new InternetAddress("anzen@midori.example.jp"));
        assertThat(((InternetAddress) arrived.getFrom()[0]).getPersonal()).isEqualTo("みどり市 安全課");
        assertThat(arrived.getMessageID()).isEqualTo("<" + id + "@midori.example.jp>");
        assertThat(arrived.getSentDate().toInstant()).isEqualTo(NOON);
        assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        List<BodyPart> leaves = leaves((Multipart) arrived.getContent());
        assertThat(((String) leaves.getFirst().getContent()).replace("\r\n", "\n")).isEqualTo(TEXT);
        assertThat(leaves.getLast().getFileName()).isEqualTo("照会の様式.pdf");
        assertThat(leaves.getLast().getInputStream().readAllBytes()).isEqualTo(file);

        assertThat(only()).extracting(Dispatch::to, Dispatch::subject, Dispatch::readable, Dispatch::state)
                .containsExactly("gakumu@midori.example.jp", "令和7年度の照会のお願い（学務課）", false, new State.Sent(NOON));
        assertThat(owner.sql("select count(*) from mail where body is not null").query(Integer.class).single()).isZero();
        assertThat(owner.sql("select count(*) from mail_attachment").query(Integer.class).single()).isZero();
        assertThat(ours(log)).contains("mail of midori-city: 1 sent").doesNotContain("secret", "gakumu@", "ご担当さま");
    }

    @Test
    void whereTheServerIsAwayAMailWaitsAndIsTriedAgainAtItsTime(CapturedOutput log) {
        outside.stop();
        keep("inquiry/2025/gakumu");
        assertThat(node(NOON).send(midori)).isFalse();
        assertThat(only().state()).isInstanceOfSatisfying(State.PutOff.class, later -> {
            assertThat(later.due()).isEqualTo(NOON.plusSeconds(60));
            assertThat(later.tries()).isEqualTo(1);
            assertThat(later.why().trouble()).isEqualTo(Trouble.UNREACHABLE);
        });
        assertThat(ours(log)).contains("1 failed").doesNotContain("secret", "gakumu@");

        outside.start();
        node(NOON.plusSeconds(59)).send(midori);
        assertThat(arrived()).isEmpty();
        node(NOON.plusSeconds(60)).send(midori);
        assertThat(arrived()).hasSize(1);
        assertThat(only().state()).isEqualTo(new State.Sent(NOON.plusSeconds(60)));
    }

    @Test
    void thePausesGrowAndAfterThreeDaysAMailIsGivenUpWithItsTextKept() {
        outside.stop();
        UUID id = keep("inquiry/2025/gakumu");
        Instant now = NOON;
        for (Duration pause : Sending.PAUSES) {
            node(now).send(midori);
            now = now.plus(pause);
            assertThat(only().state()).extracting("due").isEqualTo(now);
        }
        node(now).send(midori);
        assertThat(only().state()).isInstanceOfSatisfying(State.GivenUp.class, failed -> assertThat(failed.tries()).isEqualTo(9));
        assertThat(Duration.between(NOON, now)).isGreaterThan(Duration.ofDays(2)).isLessThan(Duration.ofDays(4));
        assertThat(only().readable()).isTrue();

        outside.start();
        assertThat(in(midori, () -> post.retry(id))).isTrue();
        sending.send(midori);
        assertThat(arrived()).hasSize(1);
    }

    @Test
    void aRoundEndsWhereTheServerIsAway() {
        outside.stop();
        keep("inquiry/2025/gakumu");
        keep("inquiry/2025/kenko");
        node(NOON).send(midori);
        assertThat(of(midori, "inquiry")).extracting(Dispatch::state).hasAtLeastOneElementOfType(State.Waiting.class)
                .hasAtLeastOneElementOfType(State.PutOff.class);
    }

    @ParameterizedTest
    @CsvSource({"550 5.1.1 no such user,REFUSED", "554 spam,REFUSED", "451 4.7.1 greylisted,BUSY", "421 too many,BUSY", "530 5.7.0 sign in first,SIGN_IN"})
    void aRefusalIsForGoodOrForNow(String answer, Trouble trouble) throws IOException {
        keep("inquiry/2025/gakumu");
        try (AnsweringServer server = new AnsweringServer(answer)) {
            node(NOON, server.port(), false).send(midori);
        }
        Failure why = switch (only().state()) {
            case State.GivenUp failed when trouble == Trouble.REFUSED -> failed.why();
            case State.PutOff later when trouble != Trouble.REFUSED -> later.why();
            case State other -> throw new AssertionError(other);
        };
        assertThat(why.trouble()).isEqualTo(trouble);
        assertThat(why.answer()).contains(answer);
        node(NOON.plusSeconds(59)).send(midori);
        assertThat(arrived()).isEmpty();
    }

    @Test
    void anAnswerThatQuotesTheLinkIsKeptWithoutIt() throws IOException {
        keep("inquiry/2025/gakumu");
        try (AnsweringServer server = new AnsweringServer("554 blocked " + LINK + " here")) {
            node(NOON, server.port(), false).send(midori);
        }
        assertThat(((State.GivenUp) only().state()).why().answer()).contains("554 blocked … here").doesNotContain("secret");
    }

    @Test
    void nothingIsSaidOnAnOpenLineWhereItMustBeEncrypted() {
        keep("inquiry/2025/gakumu");
        node(NOON, SMTP, true).send(midori);
        assertThat(arrived()).isEmpty();
        assertThat(only().state()).isInstanceOf(State.PutOff.class);
    }

    @Test
    void whatIsRolledBackIsNotSent() {
        CurrentTown.call(midori.id(), () -> new TransactionTemplate(transactions).execute(status -> {
            post.send(mail(UUID.randomUUID(), "inquiry/2025/gakumu"));
            status.setRollbackOnly();
            return null;
        }));
        node(NOON).send(midori);
        assertThat(arrived()).isEmpty();
        assertThat(of(midori, "inquiry")).isEmpty();
    }

    @Test
    void outsideATransactionNothingIsTaken() {
        assertThatThrownBy(() -> CurrentTown.call(midori.id(), () -> {
            post.send(mail(UUID.randomUUID(), "inquiry/2025/gakumu"));
            return null;
        })).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void theSameIdIsSentOnceWhateverBecameOfIt() {
        UUID id = keep("inquiry/2025/gakumu");
        keep(mail(id, "inquiry/2025/gakumu"));
        node(NOON).send(midori);
        keep(mail(id, "inquiry/2025/other"));
        node(NOON).send(midori);
        assertThat(arrived()).hasSize(1);
        assertThat(only().about()).isEqualTo("inquiry/2025/gakumu");
    }

    @Test
    void theMailOfAnotherTownDoesNotExist() {
        UUID id = keep("inquiry/2025/gakumu");
        assertThat(of(aoba, "inquiry")).isEmpty();
        assertThat(in(aoba, () -> post.byId(id))).isEmpty();
        assertThat(in(aoba, () -> post.withdraw("inquiry"))).isZero();
        node(NOON).send(aoba);
        assertThat(arrived()).isEmpty();
        Visitor elsewhere = Visitor.signedIn(port, AOBA, "kanri", PASSWORD);
        assertThat(elsewhere.get("/aoba-ward/office/mail/" + id).statusCode()).isEqualTo(404);
        assertThat(elsewhere.get("/aoba-ward/office/mail").body()).doesNotContain("照会");
        assertThat(elsewhere.submit("/aoba-ward/office/mail", "/aoba-ward/office/mail/" + id + "/by-hand").statusCode()).isEqualTo(404);
        assertThat(only().state()).isInstanceOf(State.Waiting.class);
    }

    @Test
    void twoNodesAtTheSameTimeSendEachMailOnce() throws Exception {
        IntStream.range(0, 12).forEach(number -> keep("inquiry/2025/d" + number));
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> rounds = IntStream.range(0, 2).mapToObj(number -> nodes.submit(() -> {
                start.await();
                return node(NOON).send(midori);
            })).toList();
            for (Future<Boolean> round : rounds) {
                assertThat(round.get()).isTrue();
            }
        }
        assertThat(arrived()).hasSize(12);
        assertThat(of(midori, "inquiry")).hasSize(12).allMatch(mail -> mail.state() instanceof State.Sent);
    }

    @Test
    void whatOneNodeHoldsAnotherPassesOver() {
        keep("inquiry/2025/gakumu");
        in(midori, () -> {
            assertThat(post.hold(NOON)).isPresent();
            return CompletableFuture.supplyAsync(() -> node(NOON).send(midori)).orTimeout(20, TimeUnit.SECONDS).join();
        });
        assertThat(arrived()).isEmpty();
    }

    @Test
    void aMailGoesNotBeforeItsTime() {
        keep(new Mail(UUID.randomUUID(), "gakumu@midori.example.jp", "お知らせ", TEXT, List.of(), "inquiry/2025/gakumu", NOON.plusSeconds(3600)));
        node(NOON.plusSeconds(3599)).send(midori);
        assertThat(arrived()).isEmpty();
        node(NOON.plusSeconds(3600)).send(midori);
        assertThat(arrived()).hasSize(1);
    }

    @Test
    void whatIsWithdrawnIsNotSentAndItsNeighboursAre() {
        keep("inquiry/2025/ga");
        keep("inquiry/2025/ga/reminder");
        keep("inquiry/2025/gakumu");
        assertThat(in(midori, () -> post.withdraw("inquiry/2025/ga"))).isEqualTo(2);
        assertThat(of(midori, "inquiry/2025/ga")).hasSize(2).allMatch(mail -> mail.state() instanceof State.Withdrawn && !mail.readable());
        node(NOON).send(midori);
        assertThat(arrived()).hasSize(1);
        assertThat(in(midori, () -> post.withdraw("inquiry/2025"))).isZero();
        assertThat(of(midori, "inquiry/2025")).hasSize(3);
    }

    @Test
    void aTownWithInventedDataSendsNothing() {
        keep("inquiry/2025/gakumu");
        owner.sql("update town set demonstration = true where id = :id").param("id", midori.id()).update();
        try {
            sending.sendInAllTowns();
            assertThat(arrived()).isEmpty();
        } finally {
            owner.sql("update town set demonstration = false where id = :id").param("id", midori.id()).update();
        }
        sending.sendInAllTowns();
        assertThat(arrived()).hasSize(1);
    }

    @Test
    void theTextOfWhatWasGivenUpIsForgottenAfterAMonth() throws IOException {
        UUID id = keep("inquiry/2025/gakumu");
        try (AnsweringServer server = new AnsweringServer("550 no")) {
            node(NOON, server.port(), false).send(midori);
        }
        node(NOON.plus(Duration.ofDays(30))).forgetInAllTowns();
        assertThat(only().readable()).isTrue();
        node(NOON.plus(Duration.ofDays(30)).plusSeconds(1)).forgetInAllTowns();
        assertThat(only().readable()).isFalse();
        assertThat(in(midori, () -> post.retry(id))).isFalse();
    }

    @Test
    void anAdministratorTriesTheSettingsByAMailToThemselves() throws Exception {
        Visitor kanri = Visitor.signedIn(port, MIDORI, "kanri", PASSWORD);
        String page = "/midori-city/office/mail";
        assertThat(kanri.get(page).body()).doesNotContain("まだ設定されていません").contains("試しのメールを送る");
        String id = UUID.randomUUID().toString();
        HttpResponse<String> refused = kanri.submit(page, page, "id", id, "to", "kanri＠midori");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("メールアドレスの形になっていません", "href=\"#to\"", "kanri＠midori");
        assertThat(kanri.submit(page, page, "id", id, "to", "ｋａｎｒｉ＠midori.example.jp").headers().firstValue("Location").orElseThrow())
                .endsWith(page + "?done=test");
        sending.sendInAllTowns();
        assertThat(arrived().getFirst().getAllRecipients()[0]).hasToString("kanri@midori.example.jp");
        assertThat(arrived().getFirst().getContent().toString()).contains("みどり市", "\r\n");
        assertThat(kanri.get(page).body()).contains("まちもりからの試しのメール", "送信済み");
    }

    @Test
    void aRefusedMailIsSentAgainFromItsPage() throws IOException {
        UUID id = keep("inquiry/2025/gakumu");
        try (AnsweringServer server = new AnsweringServer("550 5.1.1 no such user")) {
            node(NOON, server.port(), false).send(midori);
        }
        Visitor kanri = Visitor.signedIn(port, MIDORI, "kanri", PASSWORD);
        String page = "/midori-city/office/mail/" + id;
        assertThat(kanri.get("/midori-city/office/mail").body()).contains("送れなかったメール", "受け取りを断りました", "550 5.1.1 no such user");
        assertThat(kanri.submit(page, page + "/retry").headers().firstValue("Location").orElseThrow()).endsWith("?done=retried");
        sending.sendInAllTowns();
        assertThat(arrived()).hasSize(1);
        assertThat(kanri.submit("/midori-city/office/mail", page + "/retry").headers().firstValue("Location").orElseThrow()).endsWith("?done=late");
    }

    /** Without what the server of the test says. */
    private static String ours(CapturedOutput log) {
        return log.getAll().lines().filter(line -> !line.contains("icegreen")).collect(Collectors.joining("\n"));
    }

    private List<MimeMessage> arrived() {
        return Arrays.asList(outside.getReceivedMessages());
    }

    private UUID keep(String about) {
        UUID id = UUID.randomUUID();
        keep(mail(id, about));
        return id;
    }

    private static Mail mail(UUID id, String about) {
        return new Mail(id, "gakumu@midori.example.jp", "照会のお願い", TEXT, List.of(), about, NOON);
    }

    private void keep(Mail mail) {
        in(midori, () -> {
            post.send(mail);
            return null;
        });
    }

    private Dispatch only() {
        return of(midori, "inquiry").getFirst();
    }

    private List<Dispatch> of(Town town, String about) {
        return in(town, () -> post.of(about));
    }

    private <T> T in(Town town, Supplier<T> work) {
        return CurrentTown.call(town.id(), () -> new TransactionTemplate(transactions).execute(status -> work.get()));
    }

    private Sending node(Instant now) {
        return node(now, SMTP, false);
    }

    private Sending node(Instant now, int smtp, boolean starttls) {
        return new Sending(post, new MailServer(new Smtp("127.0.0.1", smtp, null, null, "みどり市 安全課 <anzen@midori.example.jp>", starttls, false)),
                towns, Clock.fixed(now, TestClock.TOKYO), transactions);
    }

    private static List<BodyPart> leaves(Multipart parts) throws Exception {
        List<BodyPart> leaves = new ArrayList<>();
        for (int at = 0; at < parts.getCount(); at++) {
            if (parts.getBodyPart(at).getContent() instanceof Multipart inner) {
                leaves.addAll(leaves(inner));
            } else {
                leaves.add(parts.getBodyPart(at));
            }
        }
        return leaves;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
