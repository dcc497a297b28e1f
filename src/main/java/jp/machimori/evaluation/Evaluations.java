package jp.machimori.evaluation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jp.machimori.account.Person;
import jp.machimori.plan.Plans;
import jp.machimori.shell.Words;
import jp.machimori.town.FiscalYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All evaluations of the current town. */
@Repository
public class Evaluations {

    private static final String NEWEST = """
            select distinct on (subject) * from evaluation
             where plan = :plan and year = :year and rates = :rates
             order by subject, version desc
            """;

    private final JdbcClient jdbc;
    private final Rounds rounds;
    private final Plans plans;
    private final Clock clock;

    Evaluations(JdbcClient jdbc, Rounds rounds, Plans plans, Clock clock) {
        this.jdbc = jdbc;
        this.rounds = rounds;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * 評価のまとめ。What was said of a plan in a year.
     *
     * @param closed whether it is fixed and public; before, it is a draft for staff
     * @param all how many subjects there are, evaluated or not
     */
    public record Yearly(Scale scale, List<Row> rows, boolean closed, int all) {
    }

    /**
     * 評価のまとめの一行。
     *
     * @param division key; empty where nobody answers for the subject
     * @param correction reason of the correction it is; null where it is none
     */
    public record Row(String subject, Words label, String division, String mark, Words meaning, String comment, String next, int version,
                      @Nullable String correction) {
    }

    /** Of the subjects that were evaluated, in the plan's order; empty for a plan that is not there or a year that is none of it. */
    public Optional<Yearly> of(String plan, FiscalYear year) {
        return rounds.find(plan, year).map(round -> {
            Map<String, Evaluation> newest = newest(round);
            return new Yearly(round.scale(), round.subjects().stream().filter(subject -> newest.containsKey(subject.key())).map(subject -> {
                Evaluation said = Objects.requireNonNull(newest.get(subject.key()));
                return new Row(subject.key(), subject.label(), said.division(), said.mark(),
                        round.scale().mark(said.mark()).map(Scale.Mark::words).orElse(new Words(said.mark(), null)), said.comment(), said.next(),
                        said.version(), said.reason());
            }).toList(), round.isClosed(), round.subjects().size());
        });
    }

    /** By the key of the subject. */
    Map<String, Evaluation> newest(Round round) {
        Map<String, Evaluation> newest = new LinkedHashMap<>();
        jdbc.sql(NEWEST).param("plan", round.plan()).param("year", round.year().year()).param("rates", round.scale().rates().notation())
                .query(Evaluations::evaluation).list().forEach(one -> newest.put(one.subject(), one));
        return newest;
    }

    /** All versions, the newest first. */
    List<Evaluation> versions(Round round, String subject) {
        return jdbc.sql("""
                        select * from evaluation
                         where plan = :plan and year = :year and rates = :rates and subject = :subject order by version desc
                        """)
                .param("plan", round.plan()).param("year", round.year().year()).param("rates", round.scale().rates().notation())
                .param("subject", subject).query(Evaluations::evaluation).list();
    }

    /** 最後の評価。 @param year of the evaluation; @param plan of it */
    record Last(String plan, FiscalYear year, Scale.Mark mark) {
        public String path() {
            return Round.path(plan, year);
        }
    }

    /** The newest of a closed year, of the subject or of what it came from in the plans before. */
    Optional<Last> last(String rates, String subject) {
        return jdbc.sql("""
                        select plan, year, mark, (sheet -> 'scale')::text as scale
                          from evaluation join evaluation_closing using (town_id, plan, year)
                         where rates = :rates and subject = any (:subjects) order by year desc, subject <> :subject, version desc limit 1
                        """)
                .param("rates", rates).param("subject", subject).param("subjects", plans.ancestors(subject).toArray(String[]::new))
                .query((row, number) -> new Last(row.getString("plan"), new FiscalYear(row.getInt("year")),
                        Scales.JSON.readValue(row.getString("scale"), Scale.class).mark(row.getString("mark"))
                                .orElse(new Scale.Mark(row.getString("mark"), "", null, "plain")))).optional();
    }

    /**
     * Writes the next version.
     *
     * @param seen the version that stood when the page was opened, 0 for none
     */
    Evaluation.Written write(Round round, String subject, int seen, String division, Evaluation.Draft draft, Person by) {
        rounds.share(round.plan(), round.year());
        boolean closed = rounds.isClosed(round.plan(), round.year());
        List<Evaluation> before = versions(round, subject);
        if (seen != (before.isEmpty() ? 0 : before.getFirst().version()) && !before.isEmpty()) {
            return new Evaluation.Written.Overtaken(before.getFirst());
        }
        if (!before.isEmpty() && before.getFirst().saysTheSameAs(draft)) {
            return new Evaluation.Written.Nothing();
        }
        if (closed && draft.reason().isEmpty()) {
            return new Evaluation.Written.NeedsReason();
        }
        int made = jdbc.sql("""
                        insert into evaluation (town_id, plan, year, rates, subject, version, division, mark, comment, next, reason,
                                                by_id, by_name, at)
                        values (current_town(), :plan, :year, :rates, :subject, :version, :division, :mark, :comment, :next, :reason,
                                :byId, :byName, :at)
                        on conflict do nothing
                        """)
                .param("plan", round.plan()).param("year", round.year().year()).param("rates", round.scale().rates().notation())
                .param("subject", subject).param("version", before.isEmpty() ? 1 : before.getFirst().version() + 1)
                .param("division", division).param("mark", draft.mark()).param("comment", draft.comment()).param("next", draft.next())
                .param("reason", closed ? draft.reason() : null).param("byId", by.id()).param("byName", by.displayName())
                .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update();
        Evaluation now = versions(round, subject).getFirst();
        return made == 1 ? new Evaluation.Written.Made(now) : new Evaluation.Written.Overtaken(now);
    }

    private static Evaluation evaluation(ResultSet row, int number) throws SQLException {
        return new Evaluation(row.getString("subject"), row.getInt("version"), row.getString("division"), row.getString("mark"),
                row.getString("comment"), row.getString("next"), row.getString("reason"), row.getString("by_name"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
