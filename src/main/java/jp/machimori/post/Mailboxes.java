package jp.machimori.post;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** 各課の送り先。The shared mailbox of each division of the current town, for whatever is to be told to a division. */
@Repository
public class Mailboxes {

    private final JdbcClient jdbc;

    Mailboxes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Its address; empty when nobody keyed it in. */
    public Optional<String> of(String division) {
        return jdbc.sql("select address from mailbox where division = :division").param("division", division).query(String.class).optional();
    }

    /** Addresses by division. */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        jdbc.sql("select division, address from mailbox order by division").query(row -> {
            all.put(row.getString("division"), row.getString("address"));
        });
        return all;
    }

    /** An empty address takes the mailbox away. */
    public void keep(String division, String address) {
        if (address.isEmpty()) {
            jdbc.sql("delete from mailbox where division = :division").param("division", division).update();
        } else {
            jdbc.sql("""
                            insert into mailbox (town_id, division, address) values (current_town(), :division, :address)
                            on conflict (town_id, division) do update set address = excluded.address
                            """).param("division", division).param("address", address).update();
        }
    }
}
