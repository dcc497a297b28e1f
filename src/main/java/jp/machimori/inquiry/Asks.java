package jp.machimori.inquiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.machimori.town.Reload;
import jp.machimori.town.Writing;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** What the pack of the current town says of its questions. */
@Repository
class Asks {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    Asks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By measure and division, in the pack's order. */
    Map<String, Ask> all() {
        Map<String, Ask> all = new LinkedHashMap<>();
        jdbc.sql("select key, content::text as content from inquiry_ask order by ord").query(row -> {
            all.put(row.getString("key"), JSON.readValue(row.getString("content"), Ask.class));
        });
        return all;
    }

    /** 見出し。The heads of the five columns of the report, in the town's spelling; empty when the pack says none. */
    record Heads(String key, List<String> texts) {
    }

    List<String> heads() {
        return jdbc.sql("select key, texts from inquiry_heads").query(Asks::headsOf).optional().map(Heads::texts).orElse(List.of());
    }

    private static Map<String, LeftOut> byKey(List<String> nodes) {
        Map<String, LeftOut> byKey = new LinkedHashMap<>();
        nodes.forEach(node -> byKey.put(node, new LeftOut(node)));
        return byKey;
    }

    private static Heads headsOf(ResultSet row, int number) throws SQLException {
        return new Heads(row.getString("key"), List.of((String[]) row.getArray("texts").getArray()));
    }

    /** 初めから聞かない見出し。A node of the plan that nobody is asked about, with all beneath it, until an officer says otherwise. */
    record LeftOut(String key) {
    }

    /** Keys of the nodes. */
    List<String> leftOut() {
        return jdbc.sql("select key from inquiry_leave_out order by key").query(String.class).list();
    }

    void load(List<Ask> wanted, List<String> heads, List<String> leaveOut, Reload reload) {
        reload.rows("inquiry/leave-out", LeftOut.class, byKey(leaveOut), byKey(leftOut()), new Writing<>(jdbc, "inquiry_leave_out", one -> Writing.columns("key", one.key())));
        Map<String, Heads> present = new LinkedHashMap<>();
        jdbc.sql("select key, texts from inquiry_heads").query(Asks::headsOf).list().forEach(one -> present.put(one.key(), one));
        reload.rows("inquiry/heads", Heads.class, heads.isEmpty() ? Map.of() : Map.of("report", new Heads("report", heads)), present,
                new Writing<>(jdbc, "inquiry_heads", one -> Writing.columns("key", one.key(), "texts", one.texts())));
        Map<String, Ask> byKey = new LinkedHashMap<>();
        wanted.forEach(ask -> byKey.put(ask.key(), ask));
        List<String> order = List.copyOf(byKey.keySet());
        reload.rows("inquiry/ask", Ask.class, byKey, all(), new Writing<>(jdbc, "inquiry_ask", ask ->
                Writing.columns("key", ask.key(), "ord", order.indexOf(ask.key()), "content", ask)));
    }
}
