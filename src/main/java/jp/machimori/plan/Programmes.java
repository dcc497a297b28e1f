package jp.machimori.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jp.machimori.shell.SearchText;
import jp.machimori.town.Reload;
import jp.machimori.town.Writing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All programmes of the current town, in the plan's order. */
@Repository
public class Programmes {

    private final JdbcClient jdbc;
    private final Versions versions;

    Programmes(JdbcClient jdbc, Versions versions) {
        this.jdbc = jdbc;
        this.versions = versions;
    }

    public List<Programme> all() {
        return jdbc.sql("select * from programme order by ord").query(Programmes::programme).list();
    }

    public Optional<Programme> find(String key) {
        return jdbc.sql("select * from programme where key = :key").param("key", key).query(Programmes::programme).optional();
    }

    public List<Programme> find(Collection<String> keys) {
        return jdbc.sql("select * from programme where key = any (:keys) order by ord")
                .param("keys", keys.toArray(String[]::new)).query(Programmes::programme).list();
    }

    /** Of plans that are not followed today nothing is found or offered; it stays where they are shown. */
    private String[] notFollowed() {
        return versions.notFollowed().toArray(String[]::new);
    }

    /** Those that somebody can apply for. */
    public List<Programme> offers() {
        return jdbc.sql("""
                        select * from programme
                         where apply_how is not null and node not in (select key from plan_node where plan = any (:notFollowed))
                         order by ord
                        """).param("notFollowed", notFollowed()).query(Programmes::programme).list();
    }

    /** Those that bear all the words in name, description or place; none when there are no words. */
    public List<Programme> search(SearchText words, int limit) {
        return words.isEmpty() ? List.of() : list(words, null, null, limit);
    }

    /**
     * @param division key of a responsible division, null for all
     * @param working whether the home works, null for all
     */
    List<Programme> list(SearchText words, @Nullable String division, @Nullable Boolean working, int limit) {
        return jdbc.sql("""
                        select * from programme
                         where not exists (
                               select from unnest(:words::text[]) as word
                                where position(word in lower(normalize(
                                      concat_ws(' ', key, label, label_en, about, about_en, apply_who, apply_how), NFKC))) = 0)
                           and (:division::text is null or :division = any (divisions))
                           and (:working::boolean is null or home_planned <> :working)
                           and node not in (select key from plan_node where plan = any (:notFollowed))
                         order by ord
                         limit :limit
                        """)
                .param("words", words.array()).param("division", division).param("working", working).param("limit", limit)
                .param("notFollowed", notFollowed())
                .query(Programmes::programme).list();
    }

    /** Those after that one, for paging by place in the plan; null begins. */
    public List<Programme> page(@Nullable Integer after, int limit) {
        return jdbc.sql("select * from programme where ord > :after order by ord limit :limit")
                .param("after", after == null ? -1 : after).param("limit", limit).query(Programmes::programme).list();
    }

    void load(List<Programme> wanted, Reload reload) {
        reload.rows("plan/programme", Programme.class, Plans.byKey(wanted, Programme::key), Plans.byKey(all(), Programme::key),
                rows());
    }

    /** Those of a plan made in the application, behind those that are there. */
    void publish(List<Programme> made) {
        int after = jdbc.sql("select coalesce(max(ord), -1) + 1 from programme").query(Integer.class).single();
        made.forEach(one -> rows().put(one.key(), one.placed(one.node(), after + one.ord(), one.sensitive())));
    }

    private Writing<Programme> rows() {
        return new Writing<>(jdbc, "programme", one -> Writing.columns("key", one.key(), "ord", one.ord(), "node", one.node(),
                        "path", one.path(), "label", one.label(), "label_en", one.labelEn(), "about", one.about(),
                        "about_en", one.aboutEn(), "divisions", one.divisions(), "tags", one.tags(), "sensitive", one.sensitive(),
                        "sources", one.sources(), "quantities", one.quantities(),
                        "apply_who", one.apply() == null ? null : one.apply().who(),
                        "apply_who_en", one.apply() == null ? null : one.apply().whoEn(),
                        "apply_how", one.apply() == null ? null : one.apply().how(),
                        "apply_how_en", one.apply() == null ? null : one.apply().howEn(),
                        "home", one.home().notation(), "home_ref", one.home().reference(), "home_planned", one.home().planned()));
    }

    private static Programme programme(ResultSet row, int number) throws SQLException {
        String how = row.getString("apply_how");
        return new Programme(row.getString("key"), row.getString("path"), row.getString("label"), row.getString("label_en"),
                row.getString("about"), row.getString("about_en"), Plans.strings(row, "divisions"), Plans.strings(row, "tags"),
                row.getBoolean("sensitive"), Plans.strings(row, "sources"), Plans.strings(row, "quantities"),
                how == null ? null : new Programme.Apply(row.getString("apply_who"), row.getString("apply_who_en"), how, row.getString("apply_how_en")),
                Home.of(row.getString("home"), row.getString("home_ref"), row.getBoolean("home_planned")),
                row.getString("node"), row.getInt("ord"));
    }
}
