package jp.machimori.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * 記録の種類。The definition of one kind of record, from a pack: its fields, who sees it, the measures it serves and the
 * tallies it feeds. A changed definition is a new version; an entry keeps the version it was written with.
 */
public final class Form {

    /** 台帳・活動・申請。 */
    public enum Kind { REGISTER, ACTIVITY, APPLICATION }

    private final String key;
    private final int version;
    private final Words label;
    private final @Nullable Words about;
    private final Kind kind;
    private final Visibility visibility;
    private final List<String> divisions;
    private final List<String> serves;
    private final String datedBy;
    private final List<String> listed;
    private final Map<String, Field> fields;
    private final List<TallyRule> tallies;

    /** @param sheet the definition, its archetype already merged in and its shape checked */
    Form(JsonNode sheet, int version, Map<String, List<FieldType.Option>> areas) {
        this.key = Field.text(sheet, "key");
        this.version = version;
        this.label = Field.words(sheet, "label");
        this.about = sheet.has("about") ? Field.words(sheet, "about") : null;
        this.kind = Kind.valueOf(Field.text(sheet, "kind").toUpperCase(java.util.Locale.ROOT));
        this.visibility = Visibility.parse(sheet.path("visibility").asString("staff"));
        this.divisions = strings(sheet.path("divisions"));
        this.serves = strings(sheet.path("serves"));
        this.datedBy = Field.text(sheet, "dated-by");
        this.listed = strings(sheet.path("list"));
        Map<String, Field> fields = new LinkedHashMap<>();
        sheet.path("fields").forEach(field -> fields.put(Field.text(field, "key"), Field.of(field, visibility, areas)));
        this.fields = java.util.Collections.unmodifiableMap(fields);
        List<TallyRule> tallies = new ArrayList<>();
        sheet.path("tallies").forEach(tally -> tallies.add(TallyRule.of(tally)));
        this.tallies = List.copyOf(tallies);
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    public String key() {
        return key;
    }

    public int version() {
        return version;
    }

    public Words words() {
        return label;
    }

    public @Nullable Words about() {
        return about;
    }

    public Kind kind() {
        return kind;
    }

    /** Who may see that an entry exists. */
    public Visibility visibility() {
        return visibility;
    }

    /** Keys of the divisions whose staff write it. */
    public List<String> divisions() {
        return divisions;
    }

    /** Keys of the programmes it serves. */
    public List<String> serves() {
        return serves;
    }

    /** The field that dates an entry. */
    Field datedBy() {
        return field(datedBy);
    }

    Map<String, Field> fields() {
        return fields;
    }

    Field field(String key) {
        Field field = fields.get(key);
        if (field == null) {
            throw new IllegalArgumentException("form " + this.key + " has no field " + key);
        }
        return field;
    }

    /** The fields that are asked for. */
    List<Field> asked() {
        return fields.values().stream().filter(field -> !field.retired() && !field.isComputed()).toList();
    }

    /** The fields this reader may see. */
    List<Field> seenBy(Reader reader) {
        return fields.values().stream().filter(field -> reader.sees(field.visibility(), divisions)).toList();
    }

    /** The columns of its list that this reader may see. */
    List<Field> columns(Reader reader) {
        return listed.stream().map(fields::get).filter(java.util.Objects::nonNull)
                .filter(field -> reader.sees(field.visibility(), divisions)).toList();
    }

    public List<TallyRule> tallies() {
        return tallies;
    }

    /** The day an entry with these values counts on; a month counts on its first day. */
    LocalDate day(JsonNode values) {
        return dayOf(values.path(datedBy)).orElseThrow();
    }

    static Optional<LocalDate> dayOf(JsonNode value) {
        String text = value.asString("");
        return text.isEmpty() ? Optional.empty()
                : Optional.of(text.length() == 7 ? YearMonth.parse(text).atDay(1) : LocalDate.parse(text));
    }

    /** The area an entry lies in, from its first area field. */
    String area(JsonNode values) {
        return fields.values().stream().filter(field -> field.type() instanceof FieldType.InArea)
                .map(field -> values.path(field.key()).asString("")).filter(area -> !area.isEmpty())
                .findFirst().orElse("");
    }

    /**
     * 読み取り。Reads what was typed.
     *
     * @param typed texts by field key
     * @param today entries of the past and of today are taken, later ones refused
     */
    Reading read(Map<String, List<String>> typed, LocalDate today) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        Map<String, Parsed.Bad> problems = new LinkedHashMap<>();
        for (Field field : asked()) {
            switch (field.type().parse(typed.getOrDefault(field.key(), List.of()))) {
                case Parsed.Good good -> values.set(field.key(), good.value());
                case Parsed.Bad bad -> problems.put(field.key(), bad);
                case Parsed.Blank blank -> {
                    if (field.required() || field.key().equals(datedBy)) {
                        problems.put(field.key(), Parsed.Bad.because(
                                field.type() instanceof FieldType.Choice || field.type() instanceof FieldType.InArea
                                        || field.type() instanceof FieldType.Choices ? "ledger.bad.choose" : "ledger.bad.blank"));
                    }
                }
            }
        }
        dayOf(values.path(datedBy)).filter(day -> day.isAfter(today))
                .ifPresent(day -> problems.put(datedBy, Parsed.Bad.because("ledger.bad.future")));
        for (Field field : fields.values()) {
            if (field.type() instanceof FieldType.Difference difference) {
                compute(field, difference, values, problems);
            }
        }
        for (TallyRule tally : tallies) {
            if (tally.amount() instanceof TallyRule.Amount.Stock stock) {
                Optional<LocalDate> from = dayOf(values.path(stock.from()));
                dayOf(values.path(stock.until())).filter(until -> from.isPresent() && until.isBefore(from.get()))
                        .ifPresent(until -> problems.put(stock.until(), Parsed.Bad.because("ledger.bad.before",
                                field(stock.from()).label().ja())));
            }
        }
        // As it will be read from the database, so that equal contents are equal nodes.
        return new Reading((ObjectNode) Forms.JSON.readTree(values.toString()), problems);
    }

    private static void compute(Field field, FieldType.Difference difference, ObjectNode values,
                                Map<String, Parsed.Bad> problems) {
        JsonNode more = values.path(difference.of());
        JsonNode less = values.path(difference.minus());
        if (more.isNumber() && less.isNumber()) {
            BigDecimal driven = more.decimalValue().subtract(less.decimalValue());
            if (driven.signum() < 0) {
                problems.put(difference.of(), Parsed.Bad.because("ledger.bad.less"));
            } else {
                values.set(field.key(), JsonNodeFactory.instance.numberNode(driven));
            }
        }
    }

    /** What was read: the values, and for each field that could not be read the reason. */
    record Reading(ObjectNode values, Map<String, Parsed.Bad> problems) {
        boolean isGood() {
            return problems.isEmpty();
        }
    }

    private Form(Form form, List<TallyRule> tallies) {
        this.key = form.key;
        this.version = form.version;
        this.label = form.label;
        this.about = form.about;
        this.kind = form.kind;
        this.visibility = form.visibility;
        this.divisions = form.divisions;
        this.serves = form.serves;
        this.datedBy = form.datedBy;
        this.listed = form.listed;
        this.fields = form.fields;
        this.tallies = tallies;
    }

    /**
     * This version with the tallies of the current one: what an old entry counts for now, since changed tallies are
     * counted again from all entries by the current rules.
     */
    Form withTallies(Form current) {
        return new Form(this, current.tallies);
    }
}
