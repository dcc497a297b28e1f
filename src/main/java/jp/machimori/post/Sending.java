package jp.machimori.post;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 送信。Takes what is due to the server, each mail in a transaction of its own that holds it: a second node passes over it,
 * and a fall between the server's answer and the end of the transaction sends that one mail again. Towns with invented
 * data send nothing: their addresses may be somebody's.
 */
@Component
class Sending {

    /** After each failure that may pass; after the last of them, some three days later, the mail is given up. */
    static final List<Duration> PAUSES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2),
            Duration.ofHours(6), Duration.ofHours(12), Duration.ofHours(24), Duration.ofHours(24));
    /** How long the text of what was given up is kept for somebody to send it after all. */
    static final Duration KEPT = Duration.ofDays(30);
    /** So many mails of one town, then it is the next one's turn. */
    private static final int MOST = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    private enum Turn {
        NOTHING_DUE, SENT, FAILED, SERVER_AWAY
    }

    private final Post post;
    private final MailServer server;
    private final Towns towns;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Sending(Post post, MailServer server, Towns towns, Clock clock, PlatformTransactionManager transactions) {
        this.post = post;
        this.server = server;
        this.towns = towns;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Whether anything that is kept for this town is ever sent; pages that promise a mail ask. */
    public boolean sendsFor(Town town) {
        return server.isSet() && !town.demonstration();
    }

    /** One round of all towns; it ends where the server is away, for all of them alike. */
    void sendInAllTowns() {
        if (server.isSet()) {
            towns.all().stream().filter(this::sendsFor).allMatch(this::send);
        }
    }

    /** @return whether the server was there */
    boolean send(Town town) {
        int sent = 0;
        int failed = 0;
        Turn turn = Turn.SENT;
        for (int turns = 0; turns < MOST && (turn == Turn.SENT || turn == Turn.FAILED); turns++) {
            turn = CurrentTown.<Turn, RuntimeException>call(town.id(), () -> transaction.execute(status -> sendNext()));
            sent += turn == Turn.SENT ? 1 : 0;
            failed += turn == Turn.FAILED || turn == Turn.SERVER_AWAY ? 1 : 0;
        }
        if (sent + failed > 0) {
            LOG.info("mail of {}: {} sent, {} failed", town.key(), sent, failed);
        }
        return turn != Turn.SERVER_AWAY;
    }

    private Turn sendNext() {
        Instant now = clock.instant();
        Optional<Post.Held> due = post.hold(now);
        if (due.isEmpty()) {
            return Turn.NOTHING_DUE;
        }
        Mail mail = due.get().mail();
        int tries = due.get().tries();
        Optional<Failure> failure = server.deliver(mail, now);
        if (failure.isEmpty()) {
            post.sent(mail.id(), now);
            return Turn.SENT;
        }
        Failure why = failure.get();
        if (why.trouble().isForGood() || tries >= PAUSES.size()) {
            post.giveUp(mail.id(), why, now);
        } else {
            post.putOff(mail.id(), why, now.plus(PAUSES.get(tries)));
        }
        return why.trouble() == Failure.Trouble.UNREACHABLE || why.trouble() == Failure.Trouble.SIGN_IN ? Turn.SERVER_AWAY : Turn.FAILED;
    }

    void forgetInAllTowns() {
        towns.all().forEach(town -> CurrentTown.<Integer, RuntimeException>call(town.id(), () ->
                transaction.execute(status -> post.forget(clock.instant().minus(KEPT)))));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Smtp.class)
    static class AllDay {
        @Bean
        RecurringTask<Void> sendingMail(Sending sending) {
            return Tasks.recurring("send-mail", FixedDelay.ofSeconds(5)).execute((instance, context) -> sending.sendInAllTowns());
        }

        @Bean
        RecurringTask<Void> forgettingMail(Sending sending, Clock clock) {
            return Tasks.recurring("forget-mail", new Daily(clock.getZone(), LocalTime.of(3, 45)))
                    .execute((instance, context) -> sending.forgetInAllTowns());
        }
    }
}
