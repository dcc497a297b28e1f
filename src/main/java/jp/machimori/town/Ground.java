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
                new Writing<>(jdbc, "division", row -> Writing.columns("key", row.key(), "ord", 0, "name", row.name(),
                        "name_en", row.nameEn(), "reading", row.reading(), "kind", row.kind(), "from_year", row.from(),
                        "until_year", row.until(), "successor", row.successor(), "asked_through", row.askedThrough())));
        reload.rows("town/area", Area.class, byKey(sheet.areas(), Ground::areaKey), byKey(areas(), Ground::areaKey),
                new Writing<>(jdbc, "area", List.of("system", "key"), row -> Writing.columns("system", row.system(),
                        "key", row.key(), "ord", 0, "name", row.name(), "name_en", row.nameEn())));
        reload.rows("town/document", SourceDocument.class, byKey(sheet.documents(), SourceDocument::key), documentsByKey(),
                new Writing<>(jdbc, "source_document", row -> Writing.columns("key", row.key(), "ord", 0, "title", row.title(),
                        "title_en", row.titleEn(), "date", row.date(), "note", row.note())));
        reload.rows("town/contact", Contact.class, byKey(sheet.contacts(), Contact::label), byKey(contacts(), Contact::label),
                new Writing<>(jdbc, "contact", List.of("label"), row -> Writing.columns("label", row.label(), "ord", 0,
                        "label_en", row.labelEn(), "phone", row.phone(), "hours", row.hours(), "about", row.about(),
                        "about_en", row.aboutEn())));
        order("division", "key", sheet.divisions().stream().map(Division::key));
        order("area", "system || '/' || key", sheet.areas().stream().map(Ground::areaKey));
        order("source_document", "key", sheet.documents().stream().map(SourceDocument::key));
        order("contact", "label", sheet.contacts().stream().map(Contact::label));
    }

    /** The order is the pack's, for rows just written and for those that it did not change. */
    private void order(String table, String key, Stream<String> keys) {
        jdbc.sql("update " + table + " set ord = o.ord from unnest(:keys::text[]) with ordinality as o (at, ord)"
                        + " where " + key + " = o.at and " + table + ".ord <> o.ord")
                .param("keys", keys.toArray(String[]::new)).update();
    }

    private static String areaKey(Area area) {
        return area.system() + "/" + area.key();
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
