package jp.machimori.inquiry;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was decided in the inquiries of the current town about numbers that differ; the last decision counts. */
@Repository
class Settlements {

    private final JdbcClient jdbc;
    private final Clock clock;

    Settlements(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Settlement> of(UUID inquiry) {
        return jdbc.sql("select * from inquiry_settlement where inquiry = :inquiry order by half, line, period").param("inquiry", inquiry).query((row, number) ->
                new Settlement(Half.valueOf(row.getString("half").toUpperCase(Locale.ROOT)), row.getString("line"), row.getString("period"), row.getObject("question", UUID.class),
                        row.getString("reason"), row.getString("seen"), row.getString("by_name"))).list();
    }

    void settle(UUID inquiry, Settlement one) {
        jdbc.sql("""
                        insert into inquiry_settlement (town_id, inquiry, half, line, period, question, reason, seen, by_name, at)
                        values (current_town(), :inquiry, :half, :line, :period, :question, :reason, :seen, :by, :now)
                        on conflict (town_id, inquiry, half, line, period) do update
                           set question = excluded.question, reason = excluded.reason, seen = excluded.seen, by_name = excluded.by_name, at = excluded.at
                        """)
                .param("inquiry", inquiry).param("half", one.half().key()).param("line", one.line()).param("period", one.period()).param("question", one.question())
                .param("reason", one.reason()).param("seen", one.seen()).param("by", one.by()).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }
}
