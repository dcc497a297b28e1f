package jp.machimori.report;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All files that were made of the current town's reports, in parts that a node can hold many of. */
@Repository
@Transactional(readOnly = true)
class PrintedFiles {

    private static final int PART = 256 << 10;
    private static final RowMapper<Printed> ROW = (row, at) -> new Printed(
            Format.valueOf(row.getString("format").toUpperCase(Locale.ROOT)), row.getInt("size"), row.getString("sha256"));

    private final JdbcClient jdbc;
    private final Clock clock;

    PrintedFiles(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Printed> of(Report report) {
        return jdbc.sql("select format, size, sha256 from report_file where number = :number").param("number", report.number())
                .query(ROW).list();
    }

    Optional<Printed> find(Report report, Format format) {
        return jdbc.sql("select format, size, sha256 from report_file where number = :number and format = :format")
                .param("number", report.number()).param("format", format.key()).query(ROW).optional();
    }

    /** Keeps it, unless another node was first: then that one stays. */
    @Transactional
    Printed keep(Report report, Format format, byte[] bytes) {
        if (jdbc.sql("""
                        insert into report_file (town_id, number, format, size, sha256, made_at)
                        values (current_town(), :number, :format, :size, :sha256, :now) on conflict do nothing
                        """)
                .param("number", report.number()).param("format", format.key()).param("size", bytes.length)
                .param("sha256", Canonical.sha256(bytes)).param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update() == 1) {
            for (int from = 0; from < bytes.length; from += PART) {
                jdbc.sql("""
                                insert into report_file_part (town_id, number, format, part, bytes)
                                values (current_town(), :number, :format, :part, :bytes)
                                """)
                        .param("number", report.number()).param("format", format.key()).param("part", from / PART)
                        .param("bytes", Arrays.copyOfRange(bytes, from, Math.min(from + PART, bytes.length))).update();
            }
        }
        return find(report, format).orElseThrow();
    }

    /** How many parts a file of that size has. */
    static int parts(Printed file) {
        return (file.size() + PART - 1) / PART;
    }

    /** One of its parts, from 0 on. */
    byte[] part(Report report, Format format, int part) {
        return jdbc.sql("select bytes from report_file_part where number = :number and format = :format and part = :part")
                .param("number", report.number()).param("format", format.key()).param("part", part).query(byte[].class).single();
    }
}
