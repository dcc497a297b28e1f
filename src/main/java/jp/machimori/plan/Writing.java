package jp.machimori.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.Reload;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Writes one row of a table of the plan: its columns by name, texts, lists and numbers as JSON. */
final class Writing<T> implements Reload.Rows<T> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final String table;
    private final Function<T, Map<String, Object>> columns;

    /** @param table a constant of this module, never anything typed */
    Writing(JdbcClient jdbc, String table, Function<T, Map<String, Object>> columns) {
        this.jdbc = jdbc;
        this.table = table;
        this.columns = columns;
    }

    @Override
    public void put(String key, T row) {
        remove(key, row);
        insert(columns.apply(row));
    }

    void insert(Map<String, Object> values) {
        values.put("town_id", CurrentTown.id());
        jdbc.sql("insert into " + table + " select * from jsonb_populate_record(null::" + table + ", :row::jsonb)")
                .param("row", JSON.writeValueAsString(values)).update();
    }

    @Override
    public void remove(String key, T row) {
        jdbc.sql("delete from " + table + " where key = :key").param("key", key).update();
    }

    /** Names and values by turns; null stays null. */
    static Map<String, Object> columns(Object... pairs) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            values.put((String) pairs[at], pairs[at + 1]);
        }
        return values;
    }
}
