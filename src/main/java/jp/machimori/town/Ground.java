package jp.machimori.town;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** 自治体の土台。What the current town is made of: its divisions, areas, documents and contacts. */
@Repository
public class Ground {

    private final JdbcClient jdbc;

    Ground(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the pack's order. */
    public List<Division> divisions() {
        return jdbc.sql("select * from division order by ord, key").query(Ground::division).list();
    }

    /** By key, in the pack's order. */
    public Map<String, Division> divisionsByKey() {
        return byKey(divisions(), Division::key);
    }

    public List<Area> areas() {
        return jdbc.sql("select * from area order by system, ord, key").query(Ground::area).list();
    }

    public List<SourceDocument> documents() {
        return jdbc.sql("select * from source_document order by ord, key").query(Ground::document).list();
    }

    public Map<String, SourceDocument> documentsByKey() {
        return byKey(documents(), SourceDocument::key);
    }

    /** The town's own desks; the national ones are the same everywhere and stand on the page. */
    public List<Contact> contacts() {
        return jdbc.sql("select * from contact order by ord, label").query(Ground::contact).list();
    }

    /** Brings all of it to what {@code town.yaml} says. */
    void load(TownSheet sheet, Reload reload) {
        reload.rows("town/division", Division.class, byKey(sheet.divisions(), Division::key), divisionsByKey(),
                rows("division", "key", (Division row) -> new Object[] {"name", row.name(), "name_en", row.nameEn(),
                        "reading", row.reading(), "kind", row.kind(), "from_year", row.from(), "until_year", row.until(),
                        "successor", row.successor(), "asked_through", row.askedThrough()},
                        sheet.divisions()));
        reload.rows("town/area", Area.class, byKey(sheet.areas(), Ground::areaKey), byKey(areas(), Ground::areaKey),
                rows("area", "key", (Area row) -> new Object[] {"name", row.name(), "name_en", row.nameEn()},
                        sheet.areas()));
        reload.rows("town/document", SourceDocument.class, byKey(sheet.documents(), SourceDocument::key),
                documentsByKey(), rows("source_document", "key", (SourceDocument row) -> new Object[] {
                    "title", row.title(), "title_en", row.titleEn(), "date", row.date(), "note", row.note()},
                        sheet.documents()));
        reload.rows("town/contact", Contact.class, byKey(sheet.contacts(), Contact::label),
                byKey(contacts(), Contact::label), rows("contact", "label", (Contact row) -> new Object[] {
                    "label_en", row.labelEn(), "phone", row.phone(), "hours", row.hours(), "about", row.about(),
                    "about_en", row.aboutEn()}, sheet.contacts()));
        order("division", "key", sheet.divisions().stream().map(Division::key));
        order("area", "system || '/' || key", sheet.areas().stream().map(Ground::areaKey));
        order("source_document", "key", sheet.documents().stream().map(SourceDocument::key));
        order("contact", "label", sheet.contacts().stream().map(Contact::label));
    }

    /** The order is the pack's, also for rows that it did not change. */
    private void order(String table, String key, Stream<String> keys) {
        jdbc.sql("update " + table + " set ord = o.ord from unnest(:keys::text[]) with ordinality as o (at, ord)"
                        + " where " + key + " = o.at and " + table + ".ord <> o.ord")
                .param("keys", keys.toArray(String[]::new)).update();
    }

    private static String areaKey(Area area) {
        return area.system() + "/" + area.key();
    }

    /** Upsert of one row: its key columns, then name and value by turns. */
    private <T> Reload.Rows<T> rows(String table, String keyColumn, Function<T, Object[]> columns, List<T> order) {
        return new Reload.Rows<>() {
            @Override
            public void put(String key, T row) {
                Object[] pairs = columns.apply(row);
                Map<String, Object> values = new LinkedHashMap<>();
                place(key, values);
                values.put("ord", order.indexOf(row) + 1);
                for (int at = 0; at < pairs.length; at += 2) {
                    values.put((String) pairs[at], pairs[at + 1]);
                }
                String names = String.join(", ", values.keySet());
                String marks = values.keySet().stream().map(name -> ":" + name).collect(Collectors.joining(", "));
                String updates = values.keySet().stream().map(name -> name + " = excluded." + name)
                        .collect(Collectors.joining(", "));
                jdbc.sql("insert into " + table + " (town_id, " + names + ") values (current_town(), " + marks
                                + ") on conflict on constraint " + table + "_pkey do update set " + updates)
                        .params(values).update();
            }

            @Override
            public void remove(String key, T row) {
                Map<String, Object> values = new LinkedHashMap<>();
                place(key, values);
                String where = values.keySet().stream().map(name -> name + " = :" + name)
                        .collect(Collectors.joining(" and "));
                jdbc.sql("delete from " + table + " where " + where).params(values).update();
            }

            private void place(String key, Map<String, Object> values) {
                if (table.equals("area")) {
                    values.put("system", key.substring(0, key.indexOf('/')));
                    values.put("key", key.substring(key.indexOf('/') + 1));
                } else {
                    values.put(keyColumn, key);
                }
            }
        };
    }

    private static <T> Map<String, T> byKey(List<T> rows, Function<T, String> key) {
        return rows.stream().collect(Collectors.toMap(key, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }

    private static Division division(ResultSet row, int number) throws SQLException {
        return new Division(row.getString("key"), row.getString("name"), row.getString("name_en"),
                row.getString("reading"), row.getString("kind"), row.getString("from_year"), row.getString("until_year"),
                row.getString("successor"), row.getString("asked_through"));
    }

    private static Area area(ResultSet row, int number) throws SQLException {
        return new Area(row.getString("system"), row.getString("key"), row.getString("name"), row.getString("name_en"));
    }

    private static SourceDocument document(ResultSet row, int number) throws SQLException {
        return new SourceDocument(row.getString("key"), row.getString("title"), row.getString("title_en"),
                row.getString("date"), row.getString("note"));
    }

    private static Contact contact(ResultSet row, int number) throws SQLException {
        return new Contact(row.getString("label"), row.getString("label_en"), row.getString("phone"),
                row.getString("hours"), row.getString("about"), row.getString("about_en"));
    }
}
