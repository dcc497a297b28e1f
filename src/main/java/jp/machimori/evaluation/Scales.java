package jp.machimori.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.machimori.town.Reload;
import jp.machimori.town.Writing;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The scale of the current town: one, or that of everybody. */
@Repository
class Scales {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "scale";

    private final JdbcClient jdbc;

    Scales(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** As the pack has it now; a closed year keeps the one it was closed with. */
    Scale current() {
        return all().getOrDefault(KEY, Scale.STANDARD);
    }

    private Map<String, Scale> all() {
        Map<String, Scale> all = new LinkedHashMap<>();
        jdbc.sql("select key, content::text as content from evaluation_scale").query(row -> {
            all.put(row.getString("key"), JSON.readValue(row.getString("content"), Scale.class));
        });
        return all;
    }

    void load(List<Scale> wanted, Reload reload) {
        Map<String, Scale> rows = new LinkedHashMap<>();
        wanted.forEach(scale -> rows.put(KEY, scale));
        reload.rows("evaluation/scale", Scale.class, rows, all(),
                new Writing<>(jdbc, "evaluation_scale", scale -> Writing.columns("key", KEY, "content", scale)));
    }
}
