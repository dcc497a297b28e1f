package jp.machimori.ledger;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import jp.machimori.account.Audit;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Towns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 保存期間。Erases the personal fields of records that a town keeps no longer; the records and all numbers stay. As with
 * public documents, the years are counted from the fiscal year after the one in which the thing happened or ended: kept
 * for 3 years, what happened on 31 March 2023 is erased from 1 April 2026.
 */
@Component
class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Forms forms;
    private final Entries entries;
    private final Towns towns;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Retention(Forms forms, Entries entries, Towns towns, Audit audit, Clock clock, PlatformTransactionManager transactions) {
        this.forms = forms;
        this.entries = entries;
        this.towns = towns;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** In the transaction of one town; returns of how many records something was erased. */
    int erase() {
        LocalDate today = LocalDate.now(clock);
        int all = 0;
        for (Form form : forms.all()) {
            if (form.retentionYears() != null) {
                int erased = entries.erase(form, new FiscalYear(FiscalYear.of(today).year() - form.retentionYears()).from(), today);
                if (erased > 0) {
                    audit.note(null, "entry.erased", form.key(), Map.of("entries", erased));
                }
                all += erased;
            }
        }
        return all;
    }

    void eraseInAllTowns() {
        towns.all().forEach(town -> {
            Integer erased = CurrentTown.<Integer, RuntimeException>call(town.id(), () -> transaction.execute(status -> erase()));
            LOG.info("retention: {} records of {} erased", erased, town.key());
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class EachNight {
        @Bean
        RecurringTask<Void> erasingPersonalData(Retention retention, Clock clock) {
            return Tasks.recurring("erase-personal-data", new Daily(clock.getZone(), LocalTime.of(3, 30)))
                    .execute((instance, context) -> retention.eraseInAllTowns());
        }
    }
}
