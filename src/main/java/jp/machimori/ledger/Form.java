package jp.machimori.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.machimori.account.Person;
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
    private final @Nullable Integer retentionYears;
    private final @Nullable String endedBy;
    private final String datedBy;
    private final List<String> listed;
    private final Map<String, Field> fields;
    private final List<Field> asked;
    private final List<Field> placing;
    private final List<TallyRule> tallies;
    private final List<Overlap> overlaps;

    /**
     * 重なり。Another form that may say of the same thing what this one says: an entry of each on the same day or in the
     * same month, alike in these fields, would count it twice.
     *
     * @param same fields of this form to those of the other
     */
    record Overlap(String form, Map<String, String> same) {
    }

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
        this.retentionYears = sheet.has("retention-years") ? sheet.get("retention-years").asInt() : null;
        this.endedBy = sheet.has("ended-by") ? Field.text(sheet, "ended-by") : null;
        this.datedBy = Field.text(sheet, "dated-by");
        this.listed = strings(sheet.path("list"));
        Map<String, Field> fields = new LinkedHashMap<>();
        sheet.path("fields").forEach(field -> fields.put(Field.text(field, "key"), Field.of(field, visibility, areas)));
        this.fields = java.util.Collections.unmodifiableMap(fields);
        this.asked = fields.values().stream().filter(field -> !field.retired() && !field.isComputed()).toList();
        this.placing = fields.values().stream().filter(field -> field.type() instanceof FieldType.InArea
                && visibility != Visibility.SEALED && field.visibility().compareTo(visibility) <= 0).toList();
        List<TallyRule> tallies = new ArrayList<>();
        sheet.path("tallies").forEach(tally -> tallies.add(TallyRule.of(tally)));
        this.tallies = List.copyOf(tallies);
        List<Overlap> overlaps = new ArrayList<>();
        sheet.path("overlaps").forEach(overlap -> {
            Map<String, String> same = new LinkedHashMap<>();
            overlap.path("same").properties().forEach(pair -> same.put(pair.getKey(), pair.getValue().asString()));
            overlaps.add(new Overlap(Field.text(overlap, "form"), same));
        });
        this.overlaps = List.copyOf(overlaps);
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** Where its entries are, below the address of the town. */
    String address() {
        return "records/" + key;
    }

    String address(Object entry) {
        return address() + "/" + entry;
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
        return asked;
    }

    /** Whether this person, or the public, may know that its entries exist. */
    public boolean isKnownTo(@Nullable Person person) {
        return isKnownTo(Reader.of(person));
    }

    boolean isKnownTo(Reader reader) {
        return reader.sees(visibility, divisions);
    }

    boolean shows(Field field, Reader reader) {
        return reader.sees(field.visibility(), divisions);
    }

    /** The fields this reader may see. */
    List<Field> seenBy(Reader reader) {
        return fields.values().stream().filter(field -> shows(field, reader)).toList();
    }

    /** The columns of its list that this reader may see. */
    List<Field> columns(Reader reader) {
        return listed.stream().map(fields::get).filter(java.util.Objects::nonNull).filter(field -> shows(field, reader)).toList();
    }

    /** How long personal fields are kept after the fiscal year of an entry; null for ever. */
    @Nullable Integer retentionYears() {
        return retentionYears;
    }

    /** The fields that are erased when the retention ends. */
    List<String> personal() {
        return fields.values().stream().filter(Field::personal).map(Field::key).toList();
    }

    /** The field with which what lasts longer than a day ends: a loan, a thing of a register. */
    Optional<String> ending() {
        return endedBy != null ? Optional.of(endedBy) : tallies.stream().map(TallyRule::amount).filter(TallyRule.Amount.Stock.class::isInstance)
                .map(amount -> ((TallyRule.Amount.Stock) amount).until()).findFirst();
    }

    /** Who may know what a tally of this form counts by: the strictest of the form and of the fields that it reads. */
    Visibility visibility(TallyRule rule) {
        return rule.fields().stream().map(fields::get).filter(java.util.Objects::nonNull).map(Field::visibility)
                .reduce(visibility, Visibility::stricter);
    }

    /** How many decimals what a tally adds up is written with. */
    int decimals(TallyRule rule) {
        return rule.fields().stream().filter(key -> !rule.where().containsKey(key)).map(fields::get).filter(java.util.Objects::nonNull)
                .mapToInt(this::decimals).max().orElse(0);
    }

    private int decimals(Field field) {
        return switch (field.type()) {
            case FieldType.Number number -> number.scale();
            case FieldType.Difference difference -> Math.max(decimals(field(difference.of())), decimals(field(difference.minus())));
            default -> 0;
        };
    }

    /** Whether this reader may see which entries a tally counted. */
    boolean opens(TallyRule rule, Reader reader) {
        return reader.sees(visibility(rule), divisions);
    }

    public List<TallyRule> tallies() {
        return tallies;
    }

    List<Overlap> overlaps() {
        return overlaps;
    }

    /** The last day of what an entry with these values is about: of a month its last one. */
    LocalDate lastDay(JsonNode values) {
        LocalDate day = day(values);
        return datedBy().type() instanceof FieldType.Month ? YearMonth.from(day).atEndOfMonth() : day;
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

    /** Whether an entry with these values can be dated. */
    boolean dates(JsonNode values) {
        return dayOf(values.path(datedBy)).isPresent();
    }

    /**
     * The area an entry lies in, as {@code ward/kita}: from the first area field that is seen by all who see the entry,
     * and never of a sealed form.
     */
    String area(JsonNode values) {
        for (Field field : placing) {
            String code = values.path(field.key()).asString("");
            if (!code.isEmpty()) {
                return ((FieldType.InArea) field.type()).system() + "/" + code;
            }
        }
        return "";
    }

    /** The fields that say where an entry lies. */
    List<Field> placing() {
        return placing;
    }

    /**
     * 読み取り。Reads what was typed.
     *
     * @param typed texts by field key
     * @param today entries of the past and of today are taken, later ones refused
     */
    Reading read(Map<String, List<String>> typed, LocalDate today) {
        return read(typed, today, asked(), JsonNodeFactory.instance.objectNode());
    }

    /**
     * Reads a correction: fields that are not among those asked for keep what they hold.
     *
     * @param asked the fields that the person was shown
     * @param before what stands
     */
    Reading read(Map<String, List<String>> typed, LocalDate today, List<Field> asked, JsonNode before) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        Map<String, Parsed.Bad> problems = new LinkedHashMap<>();
        fields.values().stream().filter(field -> !asked.contains(field) && !field.isComputed() && before.has(field.key()))
                .forEach(field -> values.set(field.key(), before.get(field.key())));
        for (Field field : asked) {
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
                inOrder(stock.from(), stock.until(), values, problems);
            }
        }
        fields.values().stream().filter(field -> field.notBefore() != null)
                .forEach(field -> inOrder(field.notBefore(), field.key(), values, problems));
        return new Reading(values, problems);
    }

    private void inOrder(String first, String second, JsonNode values, Map<String, Parsed.Bad> problems) {
        Optional<LocalDate> from = dayOf(values.path(first));
        dayOf(values.path(second)).filter(until -> from.isPresent() && until.isBefore(from.get()))
                .ifPresent(until -> problems.putIfAbsent(second, Parsed.Bad.because("ledger.bad.before", field(first).label())));
    }

    private void compute(Field field, FieldType.Difference difference, ObjectNode values,
                                Map<String, Parsed.Bad> problems) {
        JsonNode more = values.path(difference.of());
        JsonNode less = values.path(difference.minus());
        if (more.isNumber() && less.isNumber()) {
            BigDecimal driven = more.decimalValue().subtract(less.decimalValue());
            if (driven.signum() < 0) {
                problems.put(difference.of(), Parsed.Bad.because("ledger.bad.less", field(difference.minus()).label()));
            } else {
                values.set(field.key(), FieldType.number(driven));
            }
        }
    }

    /** What was read: the values, and for each field that could not be read the reason. */
    record Reading(ObjectNode values, Map<String, Parsed.Bad> problems) {
        boolean isGood() {
            return problems.isEmpty();
        }
    }
}
