package jp.machimori.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.machimori.shell.BadParameter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * 記録の一覧。Lists and searches entries for one reader, newest first, page by page behind the last row seen. Statements
 * are put together from constants here and nowhere else; every value is a bound parameter.
 */
@Repository
public class EntryList {

    /** The last row seen, written {@code 2026-11-22_<uuid>}. */
    record After(LocalDate on, UUID id) {
        @Override
        public String toString() {
            return on + "_" + id;
        }

        /** @throws BadParameter when the text is no place in a list */
        static After parse(String text) {
            try {
                return new After(LocalDate.parse(text.substring(0, 10)), UUID.fromString(text.substring(11)));
            } catch (java.time.DateTimeException | IndexOutOfBoundsException | IllegalArgumentException notAPlace) {
                throw new BadParameter("after");
            }
        }
    }

    /**
     * What is asked for; null and empty parts do not narrow.
     *
     * @param choices chosen option by choice field
     * @param withdrawn whether withdrawn entries are shown too
     */
    record Question(@Nullable String text, @Nullable LocalDate from, @Nullable LocalDate to, Map<String, String> choices,
                    boolean withdrawn, @Nullable After after, int limit) {
    }

    private final JdbcClient jdbc;
    private final Entries entries;

    EntryList(JdbcClient jdbc, Entries entries) {
        this.jdbc = jdbc;
        this.entries = entries;
    }

    /** One row more than the limit when there is a next page. */
    List<Entry> page(Form form, Reader reader, Question question) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        StringBuilder sql = new StringBuilder("select *, content::text as text from ledger_entry")
                .append(where(form, reader, question, parameters));
        if (question.after() != null) {
            sql.append(" and (on_day < :afterDay or (on_day = :afterDay and id > :afterId))");
            parameters.put("afterDay", question.after().on());
            parameters.put("afterId", question.after().id());
        }
        sql.append(" order by on_day desc, id limit :limit");
        parameters.put("limit", question.limit() + 1);
        return jdbc.sql(sql.toString()).params(parameters).query(entries::entry).list();
    }

    /** How many there are, counted no further than {@code most}. */
    long count(Form form, Reader reader, Question question, int most) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String sql = "select count(*) from (select 1 from ledger_entry" + where(form, reader, question, parameters)
                + " limit :most) as counted";
        parameters.put("most", most);
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }

    private static String where(Form form, Reader reader, Question question, Map<String, Object> parameters) {
        StringBuilder sql = new StringBuilder(" where form = :form and visibility = any (:levels)");
        parameters.put("form", form.key());
        List<Short> levels = new ArrayList<>();
        for (Visibility level : Visibility.values()) {
            if (reader.sees(level, form.divisions())) {
                levels.add(level.level());
            }
        }
        parameters.put("levels", levels.toArray(Short[]::new));
        if (!question.withdrawn()) {
            sql.append(" and not withdrawn");
        }
        if (question.from() != null) {
            sql.append(" and on_day >= :from");
            parameters.put("from", question.from());
        }
        if (question.to() != null) {
            sql.append(" and on_day <= :to");
            parameters.put("to", question.to());
        }
        int number = 0;
        for (Map.Entry<String, String> choice : question.choices().entrySet()) {
            if (form.field(choice.getKey()).type() instanceof FieldType.Choices) {
                sql.append(" and content -> :field").append(number).append(" @> to_jsonb(:option").append(number).append("::text)");
            } else {
                sql.append(" and content ->> :field").append(number).append(" = :option").append(number);
            }
            parameters.put("field" + number, choice.getKey());
            parameters.put("option" + number++, choice.getValue());
        }
        if (question.text() != null && !question.text().isBlank()) {
            List<String> grams = Grams.asked(question.text());
            for (int at = 0; at < grams.size() && at < 30; at++) {
                sql.append(reader.staff() ? " and (grams @> array[:p" + at + "] or grams @> array[:s" + at + "])"
                        : " and grams @> array[:p" + at + "]");
                parameters.put("p" + at, "p" + grams.get(at));
                if (reader.staff()) {
                    parameters.put("s" + at, "s" + grams.get(at));
                }
            }
            if (grams.isEmpty()) {
                sql.append(" and false");
            }
        }
        return sql.toString();
    }

    /** Newest public entries of a form, for the home page and open data. */
    List<Entry> newest(Form form, int limit) {
        return page(form, Reader.PUBLIC, new Question(null, null, null, Map.of(), false, null, limit)).stream().limit(limit).toList();
    }
}
