package jp.machimori.comment;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import jp.machimori.account.Audit;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.Towns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 提出した人の保存期間。Erases who commented some years after the result, or after the last day where none was ever
 * published; the opinions and the answers stay.
 */
@Component
class Erasing {

    private static final Logger LOG = LoggerFactory.getLogger(Erasing.class);

    private final Comments comments;
    private final Floods floods;
    private final Towns towns;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Erasing(Comments comments, Floods floods, Towns towns, Audit audit, Clock clock, PlatformTransactionManager transactions) {
        this.comments = comments;
        this.floods = floods;
        this.towns = towns;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** In the transaction of one town; returns of how many comments. */
    int erase() {
        floods.sweep();
        int erased = comments.erase(LocalDate.now(clock));
        if (erased > 0) {
            audit.note(null, "comment.erased", "office/comments", Map.of("entries", erased));
        }
        return erased;
    }

    void eraseInAllTowns() {
        towns.all().forEach(town -> {
            Integer erased = CurrentTown.<Integer, RuntimeException>call(town.id(), () -> transaction.execute(status -> erase()));
            LOG.info("retention: who sent {} comments of {} erased", erased, town.key());
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class EachNight {
        @Bean
        RecurringTask<Void> erasingCommenters(Erasing erasing, Clock clock) {
            return Tasks.recurring("erase-commenters", new Daily(clock.getZone(), LocalTime.of(3, 40)))
                    .execute((instance, context) -> erasing.eraseInAllTowns());
        }
    }
}
