package jp.machimori.evaluation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.machimori.account.Person;
import jp.machimori.plan.Plan;
import jp.machimori.plan.Plans;
import jp.machimori.shell.Words;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The years of the current town's plans that can be evaluated, and closing them. */
@Repository
class Rounds {

    /** Whoever writes an evaluation shares this lock of its round, whoever closes it has it alone. */
    private static final int LOCK = 0xE7A1;

    private final JdbcClient jdbc;
    private final Plans plans;
    private final Scales scales;
    private final Subjects subjects;
    private final Clock clock;

    Rounds(JdbcClient jdbc, Plans plans, Scales scales, Subjects subjects, Clock clock) {
        this.jdbc = jdbc;
        this.plans = plans;
        this.scales = scales;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** What a closed round keeps. */
    private record Kept(Words label, Scale scale, List<Subject> subjects) {
    }

    /** 進みぐあい。A round with how much of it is done. @param carried its year comes after the period of the plan */
    record Progress(String plan, Words label, FiscalYear year, int done, int all, boolean closed, boolean carried) {
        public String path() {
            return Round.path(plan, year);
        }
    }

    /**
     * The fiscal years that can be evaluated: those in which the plan is the one followed, of those after its period this one and the one
     * before, and any that something was said of already.
     */
    List<FiscalYear> years(Plan plan) {
        List<FiscalYear> years = new ArrayList<>(begun(plan));
        FiscalYear before = FiscalYear.of(LocalDate.now(clock)).previous();
        Set<Integer> written = Set.copyOf(jdbc.sql("select distinct year from evaluation where plan = :plan").param("plan", plan.key()).query(Integer.class).list());
        years.removeIf(year -> !written.contains(year.year()) && (plan.hasEnded(year.from()) && year.year() < before.year()
                || plans.followedIn(year).stream().noneMatch(one -> one.key().equals(plan.key()))));
        return years;
    }

    /** The plans of which years after their period can be evaluated. */
    List<Plan> carried() {
        return plans.carriedOnIn(FiscalYear.of(LocalDate.now(clock)));
    }

    /** The plan, where it goes on in that year after its period. */
    Optional<Plan> carried(Round round) {
        return plans.carriedOnIn(round.year()).stream().filter(plan -> plan.key().equals(round.plan())).findFirst();
    }

    /** The fiscal years since the beginning of a plan that has an end, the newest first. */
    private List<FiscalYear> begun(Plan plan) {
        FiscalYear now = FiscalYear.of(LocalDate.now(clock));
        Period span = plan.span();
        Integer first = year(span instanceof Period.Range range && range.start() != null ? range.start() : span);
        Integer last = year(span instanceof Period.Range range ? range.end() : span);
        List<FiscalYear> years = new ArrayList<>();
        if (last != null) {
            for (int year = now.year(); year >= (first == null ? last : first); year--) {
                years.add(new FiscalYear(year));
            }
        }
        return years;
    }

    private static @Nullable Integer year(Period period) {
        return switch (period) {
            case FiscalYear year -> year.year();
            case Period.CalendarYear year -> year.year();
            case Period.Year year -> year.year();
            default -> period.to() == null ? null : FiscalYear.of(period.to()).year();
        };
    }

    /** One that can be evaluated; empty for a plan that is not there or a year that is none of it. */
    Optional<Round> find(String key, FiscalYear year) {
        Optional<Round> closed = closed(key, year);
        if (closed.isPresent()) {
            return closed;
        }
        Scale scale = scales.current();
        return plans.all().stream().filter(plan -> plan.key().equals(key)).filter(plan -> years(plan).contains(year)).findFirst()
                .map(plan -> new Round(key, plan.words(), year, scale, subjects.of(plan, year, scale), null));
    }

    Optional<Round> closed(String key, FiscalYear year) {
        return jdbc.sql("select sheet::text as sheet, at from evaluation_closing where plan = :plan and year = :year")
                .param("plan", key).param("year", year.year()).query((row, number) -> {
                    Kept kept = Scales.JSON.readValue(row.getString("sheet"), Kept.class);
                    Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
                    return new Round(key, kept.label(), year, kept.scale(), kept.subjects(), at);
                }).optional();
    }

    /** All rounds of all plans with how far they are, by plan, the newest first. */
    List<Progress> progress() {
        Scale scale = scales.current();
        List<Progress> all = new ArrayList<>();
        for (Plan plan : plans.all()) {
            List<String> keys = subjects.keys(plan, scale);
            for (FiscalYear year : years(plan)) {
                all.add(closed(plan.key(), year).map(round -> progress(round.plan(), round.label(), year, round.scale(),
                                round.subjects().stream().map(Subject::key).toList(), true))
                        .orElseGet(() -> progress(plan.key(), plan.words(), year, scale, keys, false)));
            }
        }
        return all;
    }

    private Progress progress(String plan, Words label, FiscalYear year, Scale scale, List<String> keys, boolean closed) {
        int done = jdbc.sql("""
                        select count(distinct subject) from evaluation
                         where plan = :plan and year = :year and rates = :rates and subject = any (:keys)
                        """)
                .param("plan", plan).param("year", year.year()).param("rates", scale.rates().notation())
                .param("keys", keys.toArray(String[]::new)).query(Integer.class).single();
        return new Progress(plan, label, year, done, keys.size(), closed, plans.carriedOnIn(year).stream().anyMatch(one -> one.key().equals(plan)));
    }

    /** The closed ones, the newest first. */
    List<Progress> closed() {
        return jdbc.sql("select plan, year from evaluation_closing order by year desc, plan").query((row, number) ->
                closed(row.getString("plan"), new FiscalYear(row.getInt("year")))).list().stream().flatMap(Optional::stream)
                .map(round -> progress(round.plan(), round.label(), round.year(), round.scale(),
                        round.subjects().stream().map(Subject::key).toList(), true)).toList();
    }

    /** Until the transaction ends nobody closes it. */
    void share(String plan, FiscalYear year) {
        take("select pg_advisory_xact_lock_shared(:lock, hashtext(concat_ws('/', current_town(), :plan::text, :year::int)))", plan, year);
    }

    private void take(String sql, String plan, FiscalYear year) {
        jdbc.sql(sql).param("lock", LOCK).param("plan", plan).param("year", year.year()).query((row, number) -> LOCK).single();
    }

    boolean isClosed(String plan, FiscalYear year) {
        return jdbc.sql("select count(*) from evaluation_closing where plan = :plan and year = :year")
                .param("plan", plan).param("year", year.year()).query(Integer.class).single() > 0;
    }

    /** From now on it stays as it is; false when it was closed already. Evaluations that are being written come first. */
    boolean close(String plan, FiscalYear year, Person by) {
        take("select pg_advisory_xact_lock(:lock, hashtext(concat_ws('/', current_town(), :plan::text, :year::int)))", plan, year);
        Optional<Round> open = find(plan, year).filter(round -> !round.isClosed());
        open.ifPresent(round -> jdbc.sql("""
                        insert into evaluation_closing (town_id, plan, year, sheet, by_name, at)
                        values (current_town(), :plan, :year, :sheet::jsonb, :by, :at)
                        """)
                .param("plan", plan).param("year", year.year())
                .param("sheet", Scales.JSON.writeValueAsString(new Kept(round.label(), round.scale(), round.subjects())))
                .param("by", by.displayName()).param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update());
        return open.isPresent();
    }
}
