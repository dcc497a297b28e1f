package jp.machimori.town;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * パックの再読込。What a pack changed since it was last loaded, row by row. A row that was edited in the application since
 * then is reported and left as it is; everything else follows the pack.
 */
public final class Reload {

    /** Writes or removes one row in the module's own table. */
    public interface Rows<T> {
        void put(String key, T row);

        void remove(String key, T row);
    }

    private final JdbcClient jdbc;
    private final List<String> kept = new ArrayList<>();
    private final boolean demonstration;

    Reload(JdbcClient jdbc, boolean demonstration) {
        this.jdbc = jdbc;
        this.demonstration = demonstration;
    }

    /** Whether this town shows invented data. */
    public boolean demonstration() {
        return demonstration;
    }

    /**
     * Brings the rows of one part to what the pack says.
     *
     * @param part name of the part, as {@code town/division}
     * @param wanted rows of the pack by key, in their order
     * @param present rows of the database by key
     */
    public <T> void rows(String part, Class<T> type, Map<String, T> wanted, Map<String, T> present, Rows<T> rows) {
        Map<String, T> last = last(part, type);
        List<Object[]> remembered = new ArrayList<>();
        wanted.forEach((key, row) -> {
            T now = present.get(key);
            boolean untouched = now == null ? !last.containsKey(key) : Objects.equals(now, last.get(key));
            if (!Objects.equals(now, row)) {
                if (untouched) {
                    rows.put(key, row);
                } else if (!Objects.equals(last.get(key), row)) {
                    kept.add(part + " " + key);
                }
            }
            if (!Objects.equals(last.get(key), row)) {
                remembered.add(new Object[] {part, key, Sheet.MAPPER.writeValueAsString(row)});
            }
        });
        last.forEach((key, row) -> {
            if (!wanted.containsKey(key)) {
                T now = present.get(key);
                if (now != null && now.equals(row)) {
                    rows.remove(key, row);
                } else if (now != null) {
                    kept.add(part + " " + key);
                }
                forget(part, key);
            }
        });
        remember(remembered);
    }

    /** Rows that were edited in the application and therefore not changed by the pack. */
    public List<String> kept() {
        return List.copyOf(kept);
    }

    private <T> Map<String, T> last(String part, Class<T> type) {
        Map<String, T> last = new LinkedHashMap<>();
        jdbc.sql("select key, content::text as content from pack_row where part = :part order by key").param("part", part)
                .query(row -> {
                    last.put(row.getString("key"), Sheet.MAPPER.readValue(row.getString("content"), type));
                });
        return last;
    }

    private void remember(List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into pack_row (town_id, part, key, content)
                        select current_town(), p, k, c::jsonb
                          from unnest(:parts::text[], :keys::text[], :contents::text[]) as t (p, k, c)
                        on conflict (town_id, part, key) do update set content = excluded.content
                        """)
                .param("parts", rows.stream().map(row -> (String) row[0]).toArray(String[]::new))
                .param("keys", rows.stream().map(row -> (String) row[1]).toArray(String[]::new))
                .param("contents", rows.stream().map(row -> (String) row[2]).toArray(String[]::new))
                .update();
    }

    private void forget(String part, String key) {
        jdbc.sql("delete from pack_row where part = :part and key = :key")
                .param("part", part).param("key", key).update();
    }
}
