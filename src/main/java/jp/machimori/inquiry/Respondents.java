package jp.machimori.inquiry;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.UUID;
import jp.machimori.account.Audit;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Towns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 回答した人。Who answered, checked and approved: 所属・氏名・内線・確認者. These end when the town's years are over, counted from the
 * fiscal year in which the inquiry was closed, or its deadline's where nobody closed it; what was answered stays,
 * what was typed and never sent goes with them.
 * With 3 years, who answered an inquiry closed in July 2026 is erased from 1 April 2030.
 */
@Repository
class Respondents {

    static final int YEARS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Respondents.class);

    private final JdbcClient jdbc;
    private final Inquiries inquiries;
    private final Towns towns;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Respondents(JdbcClient jdbc, Inquiries inquiries, Towns towns, Audit audit, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.inquiries = inquiries;
        this.towns = towns;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** How long the town keeps them. */
    int years() {
        return jdbc.sql("select years from inquiry_retention").query(Integer.class).optional().orElse(YEARS);
    }

    void keepFor(int years) {
        jdbc.sql("insert into inquiry_retention (town_id, years) values (current_town(), :years) on conflict (town_id) do update set years = excluded.years")
                .param("years", years).update();
    }

    /** The first day on which they are erased. */
    LocalDate erasedFrom(Inquiry inquiry, int years) {
        LocalDate end = inquiry.closedAt() != null ? LocalDate.ofInstant(inquiry.closedAt(), clock.getZone()) : inquiry.deadline();
        return new FiscalYear(FiscalYear.of(end).year() + years + 1).from();
    }

    private static final String ANSWERS = """
            update inquiry_answer a set by_name = '', by_section = '', by_phone = '', by_checker = ''
              from inquiry_question q
             where q.town_id = a.town_id and q.id = a.question and q.inquiry = any (:over)
               and (a.by_name, a.by_section, a.by_phone, a.by_checker) <> ('', '', '', '')
            """;
    private static final String INVITATIONS = """
            update inquiry_invitation set by_name = '', by_section = '', by_phone = '', by_checker = '', approved_by = case when approved_at is null then null else '' end
             where inquiry = any (:over) and (by_name, by_section, by_phone, by_checker, coalesce(approved_by, '')) <> ('', '', '', '', '')
            """;

    private static final String JOTTINGS = """
            delete from inquiry_jotting using inquiry_question q
             where q.town_id = inquiry_jotting.town_id and q.id = inquiry_jotting.question and q.inquiry = any (:over)
            """;

    /** A workbook that was opened and not taken in names people too. */
    private static final String WORKBOOKS = "delete from inquiry_takeover where inquiry = any (:over)";

    /** In the transaction of one town; returns of how many answers. */
    int erase() {
        LocalDate today = LocalDate.now(clock);
        int years = years();
        UUID[] over = inquiries.all().stream().filter(inquiry -> !today.isBefore(erasedFrom(inquiry, years))).map(Inquiry::id).toArray(UUID[]::new);
        int answers = jdbc.sql(ANSWERS).param("over", over).update();
        int jottings = jdbc.sql(JOTTINGS).param("over", over).update();
        int workbooks = jdbc.sql(WORKBOOKS).param("over", over).update();
        if (answers + jottings + workbooks + jdbc.sql(INVITATIONS).param("over", over).update() > 0) {
            audit.note(null, "inquiry.erased", "/office/inquiries", Map.of("answers", answers));
        }
        return answers;
    }

    /** One town that fails holds up no other. */
    void eraseInAllTowns() {
        towns.all().forEach(town -> {
            try {
                Integer erased = CurrentTown.<Integer, RuntimeException>call(town.id(), () -> transaction.execute(status -> erase()));
                LOG.info("retention: who gave {} answers of {} erased", erased, town.key());
            } catch (RuntimeException failure) {
                LOG.error("retention: who answered in {} is erased at the next run: {}", town.key(), failure.getClass().getName());
            }
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class EachNight {
        @Bean
        RecurringTask<Void> erasingRespondents(Respondents respondents, Clock clock) {
            return Tasks.recurring("erase-respondents", new Daily(clock.getZone(), LocalTime.of(3, 50)))
                    .execute((instance, context) -> respondents.eraseInAllTowns());
        }
    }
}
