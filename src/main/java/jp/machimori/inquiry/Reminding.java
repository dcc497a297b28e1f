package jp.machimori.inquiry;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.time.Clock;
import java.time.LocalTime;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.Towns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reminds divisions by itself, each morning when offices open. */
@Configuration(proxyBeanMethods = false)
class Reminding {

    private static final Logger LOG = LoggerFactory.getLogger(Reminding.class);

    @Bean
    RecurringTask<Void> remindingDivisions(Inviting inviting, Towns towns, Clock clock, PlatformTransactionManager transactions) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        return Tasks.recurring("remind-divisions", new Daily(clock.getZone(), LocalTime.of(8, 30))).execute((instance, context) ->
                towns.all().forEach(town -> {
                    Integer reminded = CurrentTown.<Integer, RuntimeException>call(town.id(), () -> transaction.execute(status -> inviting.remindOfAll()));
                    LOG.info("inquiry: {} divisions of {} reminded", reminded, town.key());
                }));
    }
}
