package jp.machimori.inquiry;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The workbooks that are being taken in, one for each inquiry, and what is remembered of how they are understood. */
@Repository
class Takeovers {

    private final JdbcClient jdbc;
    private final Clock clock;

    Takeovers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Content(String name, List<Taken.Sheet> sheets) {
    }

    Optional<Taken> find(UUID inquiry) {
        return jdbc.sql("select content::text as content, mapping::text as mapping from inquiry_takeover where inquiry = :inquiry").param("inquiry", inquiry)
                .query((row, number) -> {
                    Content content = Asks.JSON.readValue(row.getString("content"), Content.class);
                    return new Taken(content.name(), content.sheets(), Asks.JSON.readValue(row.getString("mapping"), Taken.Mapping.class));
                }).optional();
    }

    void keep(UUID inquiry, Taken taken) {
        jdbc.sql("""
                        insert into inquiry_takeover (town_id, inquiry, content, mapping, at) values (current_town(), :inquiry, :content::jsonb, :mapping::jsonb, :now)
                        on conflict (town_id, inquiry) do update set content = excluded.content, mapping = excluded.mapping, at = excluded.at
                        """)
                .param("inquiry", inquiry).param("content", Asks.JSON.writeValueAsString(new Content(taken.name(), taken.sheets())))
                .param("mapping", Asks.JSON.writeValueAsString(taken.mapping())).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    void drop(UUID inquiry) {
        jdbc.sql("delete from inquiry_takeover where inquiry = :inquiry").param("inquiry", inquiry).update();
    }

    /** @param plans the plan and those it was made from, the nearest first: the first of which something is remembered tells it */
    Taken.Memory memory(List<String> plans) {
        return jdbc.sql("""
                        select heads::text, sheet, head, rows::text from inquiry_takeover_memory where plan = any (:plans)
                         order by array_position(:plans, plan) limit 1
                        """).param("plans", plans.toArray(String[]::new))
                .query((row, number) -> new Taken.Memory(byRole(Asks.JSON.readValue(row.getString("heads"), new TypeReference<>() { })), row.getString("sheet"), row.getInt("head"),
                        Asks.JSON.readValue(row.getString("rows"), new TypeReference<List<Taken.Memory.Chosen>>() { }))).optional().orElse(Taken.Memory.NONE);
    }

    private static Map<Taken.Role, String> byRole(Map<String, String> heads) {
        Map<Taken.Role, String> byRole = new LinkedHashMap<>();
        heads.forEach((key, head) -> {
            Taken.Role role = Taken.role(key);
            if (role != null) {
                byRole.put(role, head);
            }
        });
        return byRole;
    }

    void remember(String plan, Taken.Memory memory) {
        Map<String, String> byKey = new LinkedHashMap<>();
        memory.heads().forEach((role, head) -> byKey.put(role.key(), head));
        jdbc.sql("""
                        insert into inquiry_takeover_memory (town_id, plan, heads, sheet, head, rows) values (current_town(), :plan, :heads::jsonb, :sheet, :head, :rows::jsonb)
                        on conflict (town_id, plan) do update set heads = excluded.heads, sheet = excluded.sheet, head = excluded.head, rows = excluded.rows
                        """).param("plan", plan).param("heads", Asks.JSON.writeValueAsString(byKey)).param("sheet", memory.sheet()).param("head", memory.head())
                .param("rows", Asks.JSON.writeValueAsString(memory.rows())).update();
    }
}
