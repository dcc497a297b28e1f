package jp.machimori.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.shell.Words;
import jp.machimori.town.Mistakes;
import jp.machimori.town.Pack;
import jp.machimori.town.PackPart;
import jp.machimori.town.PackRefused;
import jp.machimori.town.Reload;
import jp.machimori.town.Sheet;
import jp.machimori.town.SheetSchema;
import jp.machimori.town.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code forms/*.yaml} of a pack: each may extend an archetype of {@code packs/common/forms} and says what differs. */
@Component
@Order(20)
public class FormsPart implements PackPart {

    private static final SheetSchema SCHEMA = new SheetSchema(FormsPart.class, "form.schema.json");

    private final ObjectProvider<Forms> forms;
    private final ObjectProvider<Tallies> tallies;
    private final ObjectProvider<Entries> entries;
    private final ObjectProvider<java.time.Clock> clock;

    /** What loading takes is asked for when it loads: a pack is checked without a database. */
    FormsPart(ObjectProvider<Forms> forms, ObjectProvider<Tallies> tallies, ObjectProvider<Entries> entries,
              ObjectProvider<java.time.Clock> clock) {
        this.forms = forms;
        this.tallies = tallies;
        this.entries = entries;
        this.clock = clock;
    }

    private record Draft(Sheet sheet, JsonNode definition, Form form) {
    }

    @Override
    public Loading check(Pack pack, Mistakes mistakes) {
        Map<String, JsonNode> archetypes = new HashMap<>();
        pack.commonSheets("forms").forEach(sheet -> archetypes.put(Field.text(sheet.root(), "key"), sheet.root()));
        List<Draft> drafts = new ArrayList<>();
        Map<String, TallyRule> rules = new HashMap<>();
        for (Sheet sheet : pack.sheets("forms")) {
            merged(sheet, archetypes, mistakes).filter(whole -> SCHEMA.check(whole, mistakes)).ifPresent(whole -> {
                Form form = new Form(whole.root(), 1, Map.of());
                examine(form, whole, pack, rules, mistakes);
                drafts.add(new Draft(whole, whole.root(), form));
            });
        }
        Map<String, Table> demonstration = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            pack.table("demo/entries/" + draft.form().key() + ".csv", List.of("id"))
                    .ifPresent(table -> demonstration.put(draft.form().key(), table));
        }
        return reload -> load(drafts, demonstration, reload);
    }

    private static Optional<Sheet> merged(Sheet sheet, Map<String, JsonNode> archetypes, Mistakes mistakes) {
        String extended = Field.text(sheet.root(), "extends");
        if (extended.isEmpty()) {
            return Optional.of(sheet);
        }
        JsonNode archetype = archetypes.get(extended);
        if (archetype == null) {
            mistakes.add(sheet.file(), sheet.line("/extends"), "もとにする型「" + extended
                    + "」が packs/common/forms にありません。あるもの: " + String.join("、", new java.util.TreeSet<>(archetypes.keySet())));
            return Optional.empty();
        }
        ObjectNode whole = (ObjectNode) archetype.deepCopy();
        sheet.root().properties().forEach(property -> {
            if (property.getKey().equals("fields") && property.getValue().isArray()) {
                whole.set("fields", fields(whole.path("fields"), property.getValue()));
            } else {
                whole.set(property.getKey(), property.getValue());
            }
        });
        whole.remove("extends");
        return Optional.of(sheet.with(whole));
    }

    private static JsonNode fields(JsonNode archetype, JsonNode own) {
        Map<String, ObjectNode> byKey = new LinkedHashMap<>();
        archetype.forEach(field -> byKey.put(Field.text(field, "key"), (ObjectNode) field.deepCopy()));
        own.forEach(field -> {
            ObjectNode present = byKey.get(Field.text(field, "key"));
            if (present == null) {
                byKey.put(Field.text(field, "key"), (ObjectNode) field.deepCopy());
            } else {
                field.properties().forEach(property -> present.set(property.getKey(), property.getValue()));
            }
        });
        var array = FieldType.JSON.arrayNode();
        byKey.values().forEach(array::add);
        return array;
    }

    private static void examine(Form form, Sheet sheet, Pack pack, Map<String, TallyRule> rules, Mistakes mistakes) {
        if (!(form.key() + ".yaml").equals(sheet.file().getFileName().toString())) {
            mistakes.add(sheet.file(), sheet.line("/key"), "key「" + form.key() + "」がファイルの名前と違います。同じにしてください。");
        }
        pack.declare("form", form.key(), sheet.file(), sheet.line("/key"));
        form.divisions().forEach(division -> pack.refer("division", division, sheet.file(), sheet.line("/divisions")));
        form.serves().forEach(programme -> pack.refer("programme", programme, sheet.file(), sheet.line("/serves")));
        JsonNode dated = sheet.root().path("dated-by");
        require(form, dated.asString(""), List.of("date", "month"), "/dated-by", "日付か月の項目", sheet, mistakes);
        sheet.root().path("list").forEach(column -> require(form, column.asString(), List.of(), "/list", "項目", sheet, mistakes));
        form.fields().values().forEach(field -> {
            switch (field.type()) {
                case FieldType.InArea area -> pack.refer("area-system", area.system(), sheet.file(), sheet.line("/fields"));
                case FieldType.Difference difference -> {
                    require(form, difference.of(), List.of("count", "decimal", "yen"), "/fields", "数の項目", sheet, mistakes);
                    require(form, difference.minus(), List.of("count", "decimal", "yen"), "/fields", "数の項目", sheet, mistakes);
                }
                case FieldType.Choice choice -> options(form, field, choice.options(), pack);
                case FieldType.Choices choices -> options(form, field, choices.options(), pack);
                default -> { }
            }
        });
        for (TallyRule rule : form.tallies()) {
            examine(form, rule, sheet, pack, rules, mistakes);
        }
    }

    private static void options(Form form, Field field, List<FieldType.Option> options, Pack pack) {
        options.forEach(option -> pack.mention("option", form.key() + "/" + field.key() + "/" + option.key()));
    }

    private static void examine(Form form, TallyRule rule, Sheet sheet, Pack pack, Map<String, TallyRule> rules, Mistakes mistakes) {
        pack.mention("tally", rule.key());
        TallyRule other = rules.putIfAbsent(rule.key(), rule);
        if (other != null && !(other.unit().equals(rule.unit()) && other.label().equals(rule.label())
                && other.amount().kind().equals(rule.amount().kind()))) {
            mistakes.add(sheet.file(), sheet.line("/tallies"), "集計「" + rule.key()
                    + "」の名前・単位・数え方が、同じ集計に入る別の記録の種類と違います。そろえてください。");
        }
        List<String> numbers = List.of("count", "decimal", "yen", "difference");
        switch (rule.amount()) {
            case TallyRule.Amount.Count count -> { }
            case TallyRule.Amount.Sum sum -> require(form, sum.field(), numbers, "/tallies", "数の項目", sheet, mistakes);
            case TallyRule.Amount.Distinct distinct ->
                    require(form, distinct.field(), List.of("party", "text", "choice", "area"), "/tallies", "名前の項目", sheet, mistakes);
            case TallyRule.Amount.Stock stock -> {
                require(form, stock.from(), List.of("date"), "/tallies", "日付の項目", sheet, mistakes);
                require(form, stock.until(), List.of("date"), "/tallies", "日付の項目", sheet, mistakes);
                if (!stock.sum().isEmpty()) {
                    require(form, stock.sum(), numbers, "/tallies", "数の項目", sheet, mistakes);
                }
            }
        }
        rule.where().forEach((key, options) -> {
            require(form, key, List.of("choice", "choices", "area"), "/tallies", "選択肢の項目", sheet, mistakes);
            options.forEach(option -> {
                List<FieldType.Option> known = switch (form.fields().containsKey(key) ? form.field(key).type() : new FieldType.Party()) {
                    case FieldType.Choice choice -> choice.options();
                    case FieldType.Choices choices -> choices.options();
                    default -> List.of();
                };
                if (!known.isEmpty() && known.stream().noneMatch(one -> one.key().equals(option))) {
                    mistakes.add(sheet.file(), sheet.line("/tallies"), "集計「" + rule.key() + "」の選択肢「" + option
                            + "」が項目「" + key + "」にありません。");
                }
            });
        });
    }

    private static void require(Form form, String key, List<String> types, String pointer, String wanted, Sheet sheet, Mistakes mistakes) {
        Field field = form.fields().get(key);
        if (field == null) {
            mistakes.add(sheet.file(), sheet.line(pointer), "項目「" + key + "」が fields にありません。" + wanted + "を指してください。");
        } else if (!types.isEmpty() && !types.contains(field.type().name())) {
            mistakes.add(sheet.file(), sheet.line(pointer), "項目「" + key + "」の種類（" + field.type().name() + "）はここでは使えません。"
                    + wanted + "を指してください。");
        }
    }

    private void load(List<Draft> drafts, Map<String, Table> demonstration, Reload reload) {
        Forms forms = this.forms.getObject();
        forms.forgetKnown();
        int order = 0;
        for (Draft draft : drafts) {
            Optional<Forms.Latest> latest = forms.latest(draft.form().key());
            boolean same = latest.isPresent() && latest.get().definition().equals(Forms.JSON.readTree(draft.definition().toString()));
            if (!same && latest.isPresent() && forms.hasEntries(draft.form().key())) {
                refuseRetyping(new Form(latest.get().definition(), 1, Map.of()), draft);
            }
            int version = latest.map(Forms.Latest::version).orElse(0) + (same ? 0 : 1);
            forms.put(draft.form().key(), version, order++, draft.definition());
        }
        forms.retireAllBut(drafts.stream().map(draft -> draft.form().key()).toList());
        List<Form> current = forms.all();
        tallies.getObject().settle(current);
        if (reload.demonstration()) {
            current.forEach(form -> demonstrate(form, demonstration.get(form.key())));
        }
    }

    private static void refuseRetyping(Form old, Draft draft) {
        old.fields().forEach((key, field) -> {
            Field now = draft.form().fields().get(key);
            if (now == null) {
                throw new PackRefused(draft.sheet().file(), draft.sheet().line("/fields"), "項目「" + key
                        + "」には記録があるため、消せません。使わないときは retired: true を付けてください。");
            }
            if (!now.type().name().equals(field.type().name())) {
                throw new PackRefused(draft.sheet().file(), draft.sheet().line("/fields"), "項目「" + key
                        + "」には記録があるため、種類を変えられません。この項目は retired: true にして、新しい項目を足してください。");
            }
        });
    }

    private void demonstrate(Form form, @Nullable Table table) {
        if (table == null) {
            return;
        }
        List<NewEntry> rows = new ArrayList<>();
        for (Table.Row row : table.rows()) {
            Map<String, List<String>> typed = new HashMap<>();
            row.cells().forEach((key, cell) -> typed.put(key, List.of(cell)));
            Form.Reading reading = form.read(typed, java.time.LocalDate.now(clock.getObject()));
            if (!reading.isGood()) {
                if (reading.problems().containsKey(form.datedBy().key())
                        && reading.problems().get(form.datedBy().key()).reason().equals("ledger.bad.future")) {
                    continue; // invented for a day that has not come yet on this clock
                }
                throw new PackRefused(table.file(), row.line(), "見本の記録の項目「" + String.join("、", reading.problems().keySet())
                        + "」を読めません。");
            }
            rows.add(new NewEntry(UUID.fromString(row.get("id")), form, reading.values(), null, new Words("見本データ", "Sample data").ja()));
        }
        entries.getObject().record(rows);
    }
}
