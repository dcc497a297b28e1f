package jp.machimori.backup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All tables of one database that a backup holds: everything in the schema public but the sessions of people who are
 * signed in, the histories of migrations (migrating makes them anew) and what belongs to extensions of the server.
 */
final class Tables {

    private final JdbcClient jdbc;

    Tables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Table> all() {
        return jdbc.sql("""
                        select c.relname, array_agg(a.attname::text order by a.attnum) as columns
                          from pg_class c
                          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                           and c.relname !~ '^(spring_session|flyway_schema_history)'
                           and not exists (select from pg_depend d
                                            where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
                         group by c.relname
                         order by c.relname
                        """)
                .query((row, number) -> new Table(row.getString("relname"), List.of((String[]) row.getArray("columns").getArray())))
                .list();
    }

    boolean has(String table) {
        return jdbc.sql("select to_regclass(:name) is not null").param("name", "public." + Table.quote(table))
                .query(Boolean.class).single();
    }

    List<String> towns() {
        return has("town") ? jdbc.sql("select key from public.town order by key").query(String.class).list() : List.of();
    }

    /** The number each sequence gives next. A sequence knows no snapshot: it may be ahead of the rows, never behind. */
    Map<String, Long> sequences() {
        Map<String, Long> next = new LinkedHashMap<>();
        jdbc.sql("""
                        select sequencename, coalesce(last_value + increment_by, start_value) as next
                          from pg_sequences where schemaname = 'public' order by sequencename
                        """)
                .query(row -> {
                    next.put(row.getString("sequencename"), row.getLong("next"));
                });
        return next;
    }

    void restart(Map<String, Long> sequences) {
        sequences.forEach((name, next) ->
                jdbc.sql("alter sequence public.%s restart with %d".formatted(Table.quote(name), next)).update());
    }

    /** A foreign key as SQL that puts it back. */
    record ForeignKey(String table, String name, String definition) {
    }

    /**
     * Takes all foreign keys off, so that tables may be filled in any order. {@link #putOn} lets PostgreSQL check them
     * as a whole; until then the transaction cannot hold.
     */
    List<ForeignKey> takeOff() {
        List<ForeignKey> keys = jdbc.sql("""
                        select conrelid::regclass::text as relation, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
                          from pg_constraint
                         where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
                        """)
                .query((row, number) -> new ForeignKey(row.getString("relation"), row.getString("name"), row.getString("definition")))
                .list();
        keys.forEach(key -> jdbc.sql("alter table %s drop constraint %s".formatted(key.table(), key.name())).update());
        return keys;
    }

    void putOn(List<ForeignKey> keys) {
        keys.forEach(key ->
                jdbc.sql("alter table %s add constraint %s %s".formatted(key.table(), key.name(), key.definition())).update());
    }

    /** Removes what migrations brought along, and sessions that belong to nobody any more. */
    void empty(List<Table> tables) {
        jdbc.sql("truncate public.spring_session, public.spring_session_attributes, "
                + tables.stream().map(Table::quoted).collect(Collectors.joining(", "))).update();
    }
}
