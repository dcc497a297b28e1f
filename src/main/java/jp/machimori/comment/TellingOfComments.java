package jp.machimori.comment;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jp.machimori.database.CurrentTown;
import jp.machimori.post.Mail;
import jp.machimori.post.Mailboxes;
import jp.machimori.post.Post;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 届いた意見の知らせ。Tells the mailbox of the responsible division of comments that came by the page, in one mail a day at
 * most: how many, and where to read them. What they say and who sent them is never in a mail. Commenters get none.
 */
@Component
class TellingOfComments {

    private static final Logger LOG = LoggerFactory.getLogger(TellingOfComments.class);

    private final Consultations consultations;
    private final Mailboxes mailboxes;
    private final Post post;
    private final Towns towns;
    private final MessageSource messages;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final String address;

    TellingOfComments(Consultations consultations, Mailboxes mailboxes, Post post, Towns towns, MessageSource messages, Clock clock,
            PlatformTransactionManager transactions, @Value("${machimori.address:http://localhost:${server.port:8080}}") String address) {
        this.consultations = consultations;
        this.mailboxes = mailboxes;
        this.post = post;
        this.towns = towns;
        this.messages = messages;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /**
     * 知らせること。Comments on one consultation that its division was not told of.
     *
     * @param letters the last reception number given out
     */
    record News(UUID consultation, String title, String division, int count, int letters) {
    }

    /** Whatever happens to one town or one division, the next one's turn comes, and it is told at the next run. */
    void tellInAllTowns() {
        for (Town town : towns.all()) {
            try {
                in(town, () -> consultations.news(today())).stream().map(News::division).distinct().forEach(division -> tell(town, division));
            } catch (RuntimeException failure) {
                LOG.error("comments: {} is told at the next run: {}", town.key(), failure.getClass().getName());
            }
        }
    }

    private void tell(Town town, String division) {
        try {
            in(town, () -> tellNow(town, division));
        } catch (RuntimeException failure) {
            LOG.error("comments: {} of {} is told at the next run: {}", division, town.key(), failure.getClass().getName());
        }
    }

    private boolean tellNow(Town town, String division) {
        Optional<String> to = mailboxes.of(division);
        List<News> held = new ArrayList<>();
        if (to.isPresent()) {
            consultations.news(today()).stream().filter(news -> news.division().equals(division) && consultations.told(news, today())).forEach(held::add);
        }
        if (held.isEmpty()) {
            return false;
        }
        int count = held.stream().mapToInt(News::count).sum();
        String lines = held.stream().map(news -> say("comment.news.line", news.title(), String.valueOf(news.count()),
                address + "/" + town.key() + "/" + ConsultationController.subject(news.consultation()) + "/letters")).collect(Collectors.joining("\n\n"));
        post.send(new Mail(UUID.randomUUID(), to.get(), say("comment.news.subject", String.valueOf(count)), say("comment.news.text", lines), "comment/" + division));
        return true;
    }

    private String say(String key, Object... words) {
        return messages.getMessage(key, words, Locale.JAPANESE);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private <T> T in(Town town, Supplier<T> work) {
        return CurrentTown.<T, RuntimeException>call(town.id(), () -> transaction.execute(status -> work.get()));
    }

    @Configuration(proxyBeanMethods = false)
    static class EachMorning {
        @Bean
        RecurringTask<Void> tellingDivisions(TellingOfComments telling, Clock clock) {
            return Tasks.recurring("tell-of-comments", new Daily(clock.getZone(), LocalTime.of(8, 40)))
                    .execute((instance, context) -> telling.tellInAllTowns());
        }
    }
}
