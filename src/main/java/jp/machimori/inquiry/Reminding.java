package jp.machimori.inquiry;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 自動の督促。Reminds divisions by itself, each morning when offices open. Each town and each mail is a try of its own: what
 * fails holds up nothing else, is noted for the officer, and is made up at the next run, as is a morning on which the
 * machine was off.
 */
@Component
class Reminding {

    private static final Logger LOG = LoggerFactory.getLogger(Reminding.class);

    private final Inquiries inquiries;
    private final Invitations invitations;
    private final Questions questions;
    private final Inviting inviting;
    private final Towns towns;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Reminding(Inquiries inquiries, Invitations invitations, Questions questions, Inviting inviting, Towns towns, Clock clock,
              PlatformTransactionManager transactions) {
        this.inquiries = inquiries;
        this.invitations = invitations;
        this.questions = questions;
        this.inviting = inviting;
        this.towns = towns;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Who is to be reminded of what. */
    private record Due(UUID inquiry, String division) {
    }

    /** 督促の日。The last that has come: a week before the deadline, the day before, the day after, and each week from then on. */
    static Optional<LocalDate> lastDay(LocalDate today, LocalDate deadline) {
        long days = ChronoUnit.DAYS.between(deadline, today);
        return days < -7 ? Optional.empty() : Optional.of(days < -1 ? deadline.minusDays(7) : days < 1 ? deadline.minusDays(1) : today.minusDays((days - 1) % 7));
    }

    void remindInAllTowns() {
        towns.all().forEach(this::remind);
    }

    /** @return how many divisions were reminded */
    int remind(Town town) {
        try {
            List<Due> due = in(town, this::due);
            int reminded = (int) due.stream().filter(one -> remind(town, one)).count();
            LOG.info("inquiry: {} of {} divisions of {} reminded", reminded, due.size(), town.key());
            return reminded;
        } catch (RuntimeException failure) {
            LOG.error("inquiry: the reminders of {} are made up at the next run: {}", town.key(), failure.getClass().getName());
            return 0;
        }
    }

    /** What a failure says may hold an address, hence only its kind is logged. */
    private boolean remind(Town town, Due one) {
        try {
            return in(town, () -> {
                Inquiry inquiry = inquiries.find(one.inquiry()).orElseThrow();
                return invitations.hold(one.inquiry(), one.division()) && isDue(inquiry, invitations.of(one.inquiry()).get(one.division()))
                        && inviting.remind(inquiry, List.of(one.division())).isEmpty();
            });
        } catch (RuntimeException failure) {
            LOG.error("inquiry {}: the reminder to {} of {} is made up at the next run: {}", one.inquiry(), one.division(), town.key(), failure.getClass().getName());
            in(town, () -> {
                invitations.failed(one.inquiry(), one.division());
                return true;
            });
            return false;
        }
    }

    private List<Due> due() {
        return inquiries.all().stream().filter(Inquiry::isOpen).flatMap(inquiry -> {
            Map<String, Invitation> all = invitations.of(inquiry.id());
            return questions.progress(inquiry.id()).stream().filter(one -> one.due() > 0).map(Questions.Progress::division)
                    .filter(division -> isDue(inquiry, all.get(division))).map(division -> new Due(inquiry.id(), division));
        }).toList();
    }

    /** Has a mailbox, and was not written to since the last day to remind, nor was it asked only since then. */
    private boolean isDue(Inquiry inquiry, @Nullable Invitation invitation) {
        if (!inquiry.isOpen() || invitation == null || invitation.address() == null) {
            return false;
        }
        Optional<LocalDate> last = lastDay(LocalDate.now(clock), inquiry.deadline());
        return last.isPresent() && Stream.of(inquiry.openedAt(), invitation.sentAt(), invitation.remindedAt()).filter(Objects::nonNull)
                .map(this::day).allMatch(last.get()::isAfter);
    }

    private LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, clock.getZone());
    }

    private <T> T in(Town town, Supplier<T> work) {
        return CurrentTown.<T, RuntimeException>call(town.id(), () -> transaction.execute(status -> work.get()));
    }

    @Configuration(proxyBeanMethods = false)
    static class EachMorning {
        @Bean
        RecurringTask<Void> remindingDivisions(Reminding reminding, Clock clock) {
            return Tasks.recurring("remind-divisions", new Daily(clock.getZone(), LocalTime.of(8, 30)))
                    .execute((instance, context) -> reminding.remindInAllTowns());
        }
    }
}
