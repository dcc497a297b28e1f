package jp.machimori.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All reports of the current town. What one says is never changed: a correction is a report of its own. */
@Repository
@Transactional
public class Reports {

    private static final String COLUMNS = "number, year, edition, reason, first, title, sha256, made_at, made_by, published_at";

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    Reports(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Keeps what was frozen as the draft of a new report; the same again gives the report that has it.
     *
     * @param who null where nobody asked for it
     * @return the report, a draft when it is new
     */
    public Report keep(Snapshot snapshot, @Nullable Person who) {
        alone();
        byte[] json = Canonical.json(snapshot);
        return same(json, null).orElseGet(() -> insert(snapshot, json, null, null, who));
    }

    /**
     * Keeps what was frozen as the next edition (第2版 …) of a report of the same year; the same as the latest edition
     * gives that one.
     *
     * @param number of any edition of the report that it corrects
     * @param reason for people to read, at most 2000 characters
     * @throws IllegalArgumentException when there is no such report, it is of another year, or no reason is given
     */
    public Report correct(int number, Snapshot snapshot, String reason, @Nullable Person who) {
        alone();
        Report corrected = find(number).orElseThrow(() -> new IllegalArgumentException("no report " + number));
        if (!corrected.year().equals(snapshot.year())) {
            throw new IllegalArgumentException("a report of " + snapshot.year() + " does not correct one of " + corrected.year());
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("no reason");
        }
        byte[] json = Canonical.json(snapshot);
        return same(json, corrected.first()).orElseGet(() -> insert(snapshot, json, corrected.first(), reason.strip(), who));
    }

    /** Holds the numbers of the town's reports until the transaction ends. */
    private void alone() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('report'), current_town())").query((row, number) -> 0).single();
    }

    private Optional<Report> same(byte[] json, @Nullable Integer first) {
        return jdbc.sql("select " + COLUMNS + """
                         from report
                         where sha256 = :sha256
                           and case when :first::int is null then edition = 1 else number = (
                                   select number from report where first = :first::int order by edition desc limit 1) end
                         order by number limit 1
                        """)
                .param("sha256", Canonical.sha256(json)).param("first", first).query(Reports::report).optional();
    }

    private Report insert(Snapshot snapshot, byte[] json, @Nullable Integer first, @Nullable String reason, @Nullable Person who) {
        Report report = jdbc.sql("""
                        with next as (select coalesce(max(number), 0) + 1 as number from report)
                        insert into report (town_id, number, year, first, edition, reason, title, snapshot, sha256, made_at, made_by)
                        select current_town(), number, :year, coalesce(:first::int, number),
                               1 + (select count(*) from report where first = :first::int),
                               :reason, :title, :snapshot, :sha256, :made, :madeBy
                          from next returning\s""" + COLUMNS)
                .param("year", snapshot.year()).param("first", first).param("reason", reason).param("title", snapshot.title())
                .param("snapshot", json).param("sha256", Canonical.sha256(json)).param("made", now())
                .param("madeBy", who == null ? null : who.displayName())
                .query(Reports::report).single();
        leave(report.number(), snapshot);
        audit.note(who, "report.keep", path(report), Map.of("sha256", report.sha256()));
        return report;
    }

    /** Keeps it in parts too: who reads one of them needs not read all. */
    private void leave(int number, Snapshot snapshot) {
        List<Leaf> leaves = Leaf.of(snapshot);
        leave(number, 0, Contents.of(snapshot, leaves));
        for (int at = 0; at < leaves.size(); at++) {
            leave(number, at + 1, leaves.get(at));
        }
    }

    private void leave(int number, int leaf, Object content) {
        jdbc.sql("insert into report_leaf (town_id, number, leaf, content) values (current_town(), :number, :leaf, :content) on conflict do nothing")
                .param("number", number).param("leaf", leaf).param("content", Canonical.json(content)).update();
    }

    Contents contents(int number) {
        return Canonical.read(leaf(number, 0).orElseGet(() -> {
            leave(number, snapshot(number));        // it was kept before there were leaves
            return leaf(number, 0).orElseThrow();
        }), Contents.class);
    }

    /** @param leaf from 1 on; one that the contents name */
    Leaf leaf(int number, Contents contents, int leaf) {
        return Canonical.read(leaf(number, leaf).orElseThrow(() -> new IllegalStateException(contents.leaves() + " leaves of report " + number + " without " + leaf)), Leaf.class);
    }

    private Optional<byte[]> leaf(int number, int leaf) {
        return jdbc.sql("select content from report_leaf where number = :number and leaf = :leaf").param("number", number).param("leaf", leaf)
                .query(byte[].class).optional();
    }

    @Transactional(readOnly = true)
    public Optional<Report> find(int number) {
        return jdbc.sql("select " + COLUMNS + " from report where number = :number").param("number", number)
                .query(Reports::report).optional();
    }

    /** All of the town, drafts too: of the latest year first, each with its editions, the latest first. */
    @Transactional(readOnly = true)
    public List<Report> all() {
        return jdbc.sql("select " + COLUMNS + " from report order by year desc, first desc, edition desc").query(Reports::report).list();
    }

    /** What it says, byte for byte as it was kept. */
    @Transactional(readOnly = true)
    byte[] json(int number) {
        return jdbc.sql("select snapshot from report where number = :number").param("number", number).query(byte[].class).single();
    }

    /** What it says. */
    @Transactional(readOnly = true)
    public Snapshot snapshot(int number) {
        return Canonical.snapshot(json(number));
    }

    /** Lets everybody read it; one that is published stays so. */
    void publish(Report report, Person who) {
        if (jdbc.sql("update report set published_at = :now where number = :number and published_at is null")
                .param("now", now()).param("number", report.number()).update() == 1) {
            audit.note(who, "report.publish", path(report), Map.of("sha256", report.sha256()));
        }
    }

    /** Makes it a draft again, which the public does not know of. */
    void takeBack(Report report, Person who) {
        if (jdbc.sql("update report set published_at = null where number = :number and published_at is not null")
                .param("number", report.number()).update() == 1) {
            audit.note(who, "report.take-back", path(report), Map.of());
        }
    }

    private static String path(Report report) {
        return "reports/" + report.number();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Report report(ResultSet row, int at) throws SQLException {
        return new Report(row.getInt("number"), row.getString("year"), row.getInt("edition"), row.getString("reason"), row.getInt("first"),
                row.getString("title"), row.getString("sha256"), row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getString("made_by"), instant(row.getObject("published_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
