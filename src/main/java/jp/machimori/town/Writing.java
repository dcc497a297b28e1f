package jp.machimori.town;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.machimori.database.CurrentTown;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the rows of one table of a pack: the columns of a row by name, as JSON that PostgreSQL reads by the table's types. */
public final class Writing<T> implements Reload.Rows<T> {

    private final JdbcClient jdbc;
    private final String table;
    private final List<String> keys;
    private final Function<T, Map<String, Object>> columns;

    /** @param table a constant of the calling module, never anything typed; its key is {@code key} */
    public Writing(JdbcClient jdbc, String table, Function<T, Map<String, Object>> columns) {
        this(jdbc, table, List.of("key"), columns);
    }

    /** @param keys the columns of the primary key beside the town, constants like the table */
    Writing(JdbcClient jdbc, String table, List<String> keys, Function<T, Map<String, Object>> columns) {
        this.jdbc = jdbc;
        this.table = table;
        this.keys = keys;
        this.columns = columns;
    }

    @Override
    public void put(String key, T row) {
        remove(key, row);
        insert(columns.apply(row));
    }

    /** A row that is not there yet. */
    public void insert(Map<String, Object> values) {
        values.put("town_id", CurrentTown.id());
        jdbc.sql("insert into " + table + " select * from jsonb_populate_record(null::" + table + ", :row::jsonb)")
                .param("row", Sheet.MAPPER.writeValueAsString(values)).update();
    }

    @Override
    public void remove(String key, T row) {
        jdbc.sql("delete from " + table + " where " + keys.stream().map(name -> name + " = :" + name).collect(Collectors.joining(" and ")))
                .params(columns.apply(row)).update();
    }

    /** Names and values by turns; null stays null. */
    public static Map<String, Object> columns(Object... pairs) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            values.put((String) pairs[at], pairs[at + 1]);
        }
        return values;
    }
}
