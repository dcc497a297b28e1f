package jp.machimori.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.SearchText;
import jp.machimori.shell.Words;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

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
     * @param choices by choice field the options of which one is borne
     * @param withdrawn whether withdrawn entries are shown too
     * @param standing the register's entries that stand on a day
     * @param bearing a field that must bear a value
     */
    record Question(@Nullable String text, @Nullable LocalDate from, @Nullable LocalDate to, Map<String, List<String>> choices,
                    boolean withdrawn, @Nullable Standing standing, @Nullable String bearing, @Nullable After after, int limit) {

        /** The entries that a tally counted in a fiscal year, of a form whose tally the reader may open. */
        static Question behind(TallyRule rule, FiscalYear year, LocalDate today, @Nullable After after, int limit) {
            LocalDate last = year.to().isBefore(today) ? year.to() : today;
            return switch (rule.amount()) {
                case TallyRule.Amount.Count count -> new Question(null, year.from(), year.to(), rule.where(), false, null, null, after, limit);
                case TallyRule.Amount.Sum sum -> new Question(null, year.from(), year.to(), rule.where(), false, null, sum.field(), after, limit);
                case TallyRule.Amount.Distinct distinct ->
                        new Question(null, year.from(), year.to(), rule.where(), false, null, distinct.field(), after, limit);
                case TallyRule.Amount.Stock stock ->
                        new Question(null, null, null, rule.where(), false, new Standing(stock.from(), stock.until(), last), null, after, limit);
            };
        }
    }

    /** On a register: what began by that day and had not ended. */
    record Standing(String from, String until, LocalDate on) {
    }

    private final JdbcClient jdbc;
    private final Entries entries;
    private final Forms forms;

    EntryList(JdbcClient jdbc, Entries entries, Forms forms) {
        this.jdbc = jdbc;
        this.entries = entries;
        this.forms = forms;
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

    /** What the asked-for entries add up to in a number field. */
    java.math.BigDecimal sum(Form form, Reader reader, Question question, String field) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String sql = "select coalesce(sum(case jsonb_typeof(content -> :summed) when 'number' then (content ->> :summed)::numeric end), 0)"
                + " from ledger_entry" + where(form, reader, question, parameters);
        parameters.put("summed", field);
        return jdbc.sql(sql).params(parameters).query(java.math.BigDecimal.class).single();
    }

    /** How many there are, counted no further than {@code most}. */
    long count(Form form, Reader reader, Question question, int most) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String sql = "select count(*) from (select 1 from ledger_entry" + where(form, reader, question, parameters)
                + " limit :most) as counted";
        parameters.put("most", most);
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }

    /** The levels of entries that this reader may know of. */
    private static Short[] levels(Form form, Reader reader) {
        return Arrays.stream(Visibility.values()).filter(level -> reader.sees(level, form.divisions())).map(Visibility::level).toArray(Short[]::new);
    }

    private static String where(Form form, Reader reader, Question question, Map<String, Object> parameters) {
        StringBuilder sql = new StringBuilder(" where form = :form and visibility = any (:levels)");
        parameters.put("form", form.key());
        parameters.put("levels", levels(form, reader));
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
        for (Map.Entry<String, List<String>> choice : question.choices().entrySet()) {
            if (form.field(choice.getKey()).type() instanceof FieldType.Choices) {
                sql.append(" and jsonb_exists_any(content -> :field").append(number).append(", :options").append(number).append(")");
            } else {
                sql.append(" and content ->> :field").append(number).append(" = any (:options").append(number).append(")");
            }
            parameters.put("field" + number, choice.getKey());
            parameters.put("options" + number++, choice.getValue().toArray(String[]::new));
        }
        if (question.standing() != null) {
            sql.append(" and content ->> :began <= :standing and coalesce(content ->> :ended, '9999') > :standing");
            parameters.put("began", question.standing().from());
            parameters.put("ended", question.standing().until());
            parameters.put("standing", question.standing().on().toString());
        }
        if (question.bearing() != null) {
            sql.append(" and jsonb_exists(content, :bearing)");
            parameters.put("bearing", question.bearing());
        }
        if (question.text() != null && !question.text().isBlank()) {
            List<Long> grams = Grams.asked(question.text());
            for (int at = 0; at < grams.size() && at < 30; at++) {
                sql.append(reader.staff() ? " and (grams @> array[:p" + at + "]::bigint[] or grams @> array[:s" + at + "]::bigint[])"
                        : " and grams @> array[:p" + at + "]::bigint[]");
                parameters.put("p" + at, Grams.PUBLIC | grams.get(at));
                if (reader.staff()) {
                    parameters.put("s" + at, Grams.STAFF | grams.get(at));
                }
            }
            if (grams.isEmpty()) {
                sql.append(" and false");
            }
        }
        return sql.toString();
    }

    /** Names that this reader may see and that were written lately in a field, to choose from. */
    List<String> names(Form form, Field field, Reader reader) {
        return !form.shows(field, reader) || field.visibility() == Visibility.SEALED ? List.of() : jdbc.sql("""
                        select distinct name from (
                            select content ->> :field as name from ledger_entry
                             where form = :form and visibility = any (:levels) and not withdrawn and jsonb_typeof(content -> :field) = 'string'
                             order by on_day desc, id limit 500) as lately
                        """).param("form", form.key()).param("levels", levels(form, reader)).param("field", field.key()).query(String.class).list()
                .stream().sorted(Names.IN_ORDER).limit(50).toList();
    }

    /** Newest public entries of a form, for the home page and open data. */
    List<Entry> newest(Form form, int limit) {
        return page(form, Reader.PUBLIC, new Question(null, null, null, Map.of(), false, null, null, null, limit)).stream().limit(limit).toList();
    }

    /**
     * 公開の記録。What everybody may read of one entry.
     *
     * @param area the area it lies in, as {@code ward/kita}, empty when it has none
     * @param values public fields by key: text, number, or list of option keys
     */
    public record Published(UUID id, String form, LocalDate on, String area, int version, Instant updated,
                            Map<String, Object> values) {
    }

    /**
     * Public entries of one or all forms, newest first.
     *
     * @param form key of a form, null for all
     * @param after {@link Published#on} and id of the last one seen, as {@code 2026-11-22_<uuid>}
     * @return one more than the limit when there is a next page
     */
    public List<Published> published(@Nullable String form, @Nullable LocalDate from, @Nullable LocalDate to,
                                     @Nullable String after, int limit) {
        Map<String, Form> open = new LinkedHashMap<>();
        forms.all().stream().filter(one -> one.visibility() == Visibility.PUBLIC && (form == null || one.key().equals(form)))
                .forEach(one -> open.put(one.key(), one));
        if (form != null && open.isEmpty()) {
            throw new BadParameter("form", forms.all().stream().filter(one -> one.visibility() == Visibility.PUBLIC).map(Form::key)
                    .collect(Collectors.joining(" | ")));
        }
        After last = after == null || after.isEmpty() ? null : After.parse(after);
        return jdbc.sql("""
                        select *, content::text as text from ledger_entry
                         where form = any (:forms) and visibility = 0 and not withdrawn
                           and (:from::date is null or on_day >= :from) and (:to::date is null or on_day <= :to)
                           and (:afterDay::date is null or on_day < :afterDay or (on_day = :afterDay and id > :afterId))
                         order by on_day desc, id limit :limit
                        """)
                .param("forms", open.keySet().toArray(String[]::new)).param("from", from).param("to", to)
                .param("afterDay", last == null ? null : last.on()).param("afterId", last == null ? null : last.id())
                .param("limit", limit + 1)
                .query(entries::entry).list().stream().map(entry -> published(open.get(entry.form()), entry)).toList();
    }

    private Published published(Form form, Entry entry) {
        Map<String, Object> values = new LinkedHashMap<>();
        JsonNode content = forms.reduced(entry, Reader.PUBLIC).content();
        for (Field field : form.seenBy(Reader.PUBLIC)) {
            JsonNode value = content.get(field.key());
            if (value != null) {
                values.put(field.key(), value.isNumber() ? value.decimalValue()
                        : value.isArray() ? value.valueStream().map(JsonNode::asString).toList() : value.asString());
            }
        }
        return new Published(entry.id(), entry.form(), entry.on(), entry.area(), entry.version(), entry.at(), values);
    }

    /** Keys and labels of the public fields of a form, in its order. */
    public Map<String, Words> columns(String form) {
        Map<String, Words> columns = new LinkedHashMap<>();
        forms.require(form, Reader.PUBLIC).seenBy(Reader.PUBLIC).forEach(field -> columns.put(field.key(), field.label()));
        return columns;
    }

    /**
     * 見つかった記録。A public entry that bears what was searched for.
     *
     * @param kind what the form is called
     * @param title what the list of the form says of it first, but for its day; the form's name where it says nothing
     */
    public record Found(String form, Words kind, UUID id, LocalDate on, String title) {
        public String day(Locale locale) {
            return new Period.AsOf(on).shortLabel(locale);
        }
    }

    /** Public entries that bear all the words in what the public may read of them, the newest first; none without words. */
    public List<Found> search(SearchText words, int limit, Locale locale) {
        Map<String, Form> open = new LinkedHashMap<>();
        forms.all().stream().filter(form -> form.visibility() == Visibility.PUBLIC).forEach(form -> open.put(form.key(), form));
        long[] grams = words.words().stream().flatMap(word -> Grams.asked(word).stream()).distinct().limit(30).mapToLong(gram -> Grams.PUBLIC | gram).toArray();
        return open.isEmpty() || grams.length == 0 ? List.of() : jdbc.sql("""
                        select *, content::text as text from ledger_entry
                         where form = any (:forms) and visibility = 0 and not withdrawn and grams @> :grams::bigint[]
                         order by on_day desc, id limit :limit
                        """)
                .param("forms", open.keySet().toArray(String[]::new)).param("grams", grams).param("limit", limit)
                .query(entries::entry).list().stream().map(entry -> found(open.get(entry.form()), forms.reduced(entry, Reader.PUBLIC), locale)).toList();
    }

    private static Found found(Form form, Entry entry, Locale locale) {
        String title = form.columns(Reader.PUBLIC).stream().filter(field -> field != form.datedBy() && entry.content().has(field.key()))
                .sorted(java.util.Comparator.comparing(field -> !(field.type() instanceof FieldType.Text || field.type() instanceof FieldType.Party)))
                .map(field -> field.show(entry.content().get(field.key()), locale)).filter(text -> !text.isEmpty()).findFirst()
                .orElse(form.words().in(locale));
        return new Found(form.key(), form.words(), entry.id(), entry.on(), title);
    }

    /** What a list shows of an entry: its address and the public columns in words. */
    public record Line(UUID id, String form, LocalDate on, Map<String, String> words) {
    }

    /** The newest public entries of a form in the reader's language, for a home page; none when there is no such form. */
    public List<Line> newest(String form, int limit, Locale locale) {
        return forms.find(form).filter(found -> found.visibility() == Visibility.PUBLIC).map(found ->
                newest(found, limit).stream().map(entry -> forms.reduced(entry, Reader.PUBLIC)).map(entry -> {
                    Map<String, String> words = new LinkedHashMap<>();
                    found.seenBy(Reader.PUBLIC).forEach(field -> words.put(field.key(), field.show(entry.content().get(field.key()), locale)));
                    return new Line(entry.id(), form, entry.on(), words);
                }).toList()).orElse(List.of());
    }
}
