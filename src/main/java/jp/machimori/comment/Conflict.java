package jp.machimori.comment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * 重なった変更。What stands now and what was sent by somebody who had opened an older version, side by side, with the
 * fields to send it once more.
 */
final class Conflict {

    /** @param label message key */
    record Row(String label, String standing, String sent) {
        public boolean differs() {
            return !Objects.equals(standing, sent);
        }
    }

    private final String action;
    private final int version;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    /**
     * @param action address below the town, to which it is sent once more
     * @param version that stands now
     */
    Conflict(String action, int version) {
        this.action = action;
        this.version = version;
    }

    Conflict row(String label, String standing, String sent) {
        rows.add(new Row(label, standing, sent));
        return this;
    }

    Conflict field(String name, String... values) {
        fields.put(name, List.of(values));
        return this;
    }

    public String getAction() {
        return action;
    }

    public int getVersion() {
        return version;
    }

    public List<Row> getRows() {
        return rows;
    }

    public Map<String, List<String>> getFields() {
        return fields;
    }
}
