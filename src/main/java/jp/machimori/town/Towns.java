package jp.machimori.town;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import jp.machimori.database.CurrentTown;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All towns of this deployment. The list itself belongs to no town and may be read by everybody. */
@Repository
public class Towns {

    /** First segments of addresses that can be no town. */
    public static final Set<String> RESERVED =
            Set.of("api", "en", "ja", "assets", "error", "operator", "sign-in", "sign-out", "favicon.ico", "robots.txt",
                    "health", "accessibility", "common", "v3", "webjars");

    private static final RowMapper<Town> ROW = (row, number) -> new Town(row.getInt("id"), row.getString("key"),
            row.getString("name"), row.getString("name_en"), row.getString("reading"),
            Town.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getString("code"),
            row.getBoolean("demonstration"));

    private final JdbcClient jdbc;

    Towns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Town> all() {
        return jdbc.sql("select * from town order by id").query(ROW).list();
    }

    public Optional<Town> byKey(String key) {
        return RESERVED.contains(key) ? Optional.empty()
                : jdbc.sql("select * from town where key = :key").param("key", key).query(ROW).optional();
    }

    /** The one that this transaction is of. */
    public Town current() {
        return jdbc.sql("select * from town where id = :id").param("id", CurrentTown.id()).query(ROW).single();
    }

    /** The town of that key, made when it is new. */
    Town settle(TownSheet sheet, boolean demonstration) {
        return jdbc.sql("""
                        insert into town (key, name, name_en, reading, kind, code, demonstration)
                        values (:key, :name, :nameEn, :reading, :kind, :code, :demonstration)
                        on conflict (key) do update
                           set name = excluded.name, name_en = excluded.name_en, reading = excluded.reading,
                               kind = excluded.kind, code = excluded.code
                        returning *
                        """)
                .param("key", sheet.key()).param("name", sheet.name()).param("nameEn", sheet.nameEn())
                .param("reading", sheet.reading()).param("kind", sheet.kind()).param("code", sheet.code())
                .param("demonstration", demonstration)
                .query(ROW).single();
    }

    /** Another one after everything that changes what may be remembered of the current town: a pack, a reported figure. */
    public String digest() {
        return jdbc.sql("select coalesce(pack_digest, '') || '/' || edition from town where id = :id").param("id", CurrentTown.id())
                .query(String.class).single();
    }

    /** Something changed in the current town that its pack does not say: nothing remembered of it holds any longer. */
    public void turn() {
        jdbc.sql("update town set edition = edition + 1 where id = :id").param("id", CurrentTown.id()).update();
    }

    /** Hash of the pack last loaded, empty when there is none. */
    String digest(String key) {
        return jdbc.sql("select coalesce(pack_digest, '') from town where key = :key").param("key", key)
                .query(String.class).optional().orElse("");
    }

    void remember(String key, String digest) {
        jdbc.sql("update town set pack_digest = :digest where key = :key").param("digest", digest).param("key", key).update();
    }
}
