package jp.machimori.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.town.Mistakes;
import jp.machimori.town.Pack;
import jp.machimori.town.PackPart;
import jp.machimori.town.Sheet;
import jp.machimori.town.SheetSchema;
import jp.machimori.town.Table;
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

    /** The kinds of keys that a form declares. */
    private static final String[] KINDS = {"form", "option", "tally"};

    private static final Pattern FIELD = Pattern.compile("/fields/(\\d+)(.*)");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final LocalDate ANY_DAY = LocalDate.of(2200, 12, 31);

    private final ObjectProvider<LoadingForms> loading;

    /** What loading takes is asked for when it loads: a pack is checked without a database. */
    FormsPart(ObjectProvider<LoadingForms> loading) {
        this.loading = loading;
    }

    /** @param sound whether the form holds together, so that entries can be read by it */
    record Draft(Sheet sheet, JsonNode definition, Form form, boolean sound) {
    }

    @Override
    public Loading check(Pack pack, Mistakes mistakes) {
        Map<String, JsonNode> archetypes = new HashMap<>();
        pack.commonSheets("forms", "archetype").forEach(sheet -> archetypes.put(Field.text(sheet.root(), "key"), sheet.root()));
        List<Draft> drafts = new ArrayList<>();
        Map<String, TallyRule> rules = new HashMap<>();
        for (Sheet sheet : pack.sheets("forms", KINDS)) {
            merged(sheet, archetypes, pack, mistakes).filter(whole -> SCHEMA.check(whole, mistakes)).ifPresentOrElse(whole -> {
                Form form = new Form(whole.root(), 1, Map.of());
                int before = mistakes.all().size();
                examine(form, whole, pack, rules, mistakes);
                drafts.add(new Draft(whole, whole.root(), form, mistakes.all().size() == before));
            }, () -> pack.cannotKnow(KINDS));
        }
        suggestions(drafts, mistakes);
        overlaps(drafts, pack, mistakes);
        Map<String, Table> demonstration = new LinkedHashMap<>();
        for (Draft draft : drafts.stream().filter(Draft::sound).toList()) {
            pack.table("demo/entries/" + draft.form().key() + ".csv", List.of("id"))
                    .ifPresent(table -> {
                        examine(draft.form(), table, pack, mistakes);
                        demonstration.put(draft.form().key(), table);
                    });
        }
        return reload -> loading.getObject().load(pack, drafts, demonstration, reload);
    }

    /** An archetype may suggest from a form that this town does not have; in a form it has, the field must be there. */
    private static void suggestions(List<Draft> drafts, Mistakes mistakes) {
        Map<String, Form> known = new HashMap<>();
        drafts.forEach(draft -> known.put(draft.form().key(), draft.form()));
        drafts.forEach(draft -> draft.form().fields().values().stream().filter(field -> field.suggest() != null).forEach(field -> {
            String[] place = field.suggest().split("/");
            if (known.containsKey(place[0]) && !known.get(place[0]).fields().containsKey(place[1])) {
                mistakes.add(draft.sheet().file(), draft.sheet().line("/fields/" + place(draft, field.key())), "suggest の「" + field.suggest()
                        + "」という項目がありません。記録の種類/項目 の順に書いてください。");
            }
        }));
    }

    private static void overlaps(List<Draft> drafts, Pack pack, Mistakes mistakes) {
        Map<String, Form> known = new HashMap<>();
        drafts.forEach(draft -> known.put(draft.form().key(), draft.form()));
        for (Draft draft : drafts) {
            for (int at = 0; at < draft.form().overlaps().size(); at++) {
                Form.Overlap overlap = draft.form().overlaps().get(at);
                String pointer = "/overlaps/" + at;
                pack.refer("form", overlap.form(), draft.sheet().file(), draft.sheet().line(pointer + "/form"));
                overlap.same().forEach((own, theirs) -> {
                    comparable(draft.form(), own, pointer, draft.sheet(), mistakes);
                    if (known.containsKey(overlap.form())) {
                        comparable(known.get(overlap.form()), theirs, pointer, draft.sheet(), mistakes);
                    }
                });
            }
        }
    }

    private static void comparable(Form form, String key, String pointer, Sheet sheet, Mistakes mistakes) {
        Field field = form.fields().get(key);
        if (field == null || field.visibility() == Visibility.SEALED || !List.of("party", "text", "choice", "area").contains(field.type().name())) {
            mistakes.add(sheet.file(), sheet.line(pointer), "overlaps の same の「" + key + "」は、記録の種類「" + form.key()
                    + "」の名前か選択肢の項目（封印されていないもの）にしてください。");
        }
    }

    private static Optional<Sheet> merged(Sheet sheet, Map<String, JsonNode> archetypes, Pack pack, Mistakes mistakes) {
        String extended = Field.text(sheet.root(), "extends");
        if (extended.isEmpty()) {
            return Optional.of(sheet);
        }
        JsonNode archetype = archetypes.get(extended);
        if (archetype == null && !pack.knows("archetype")) {
            return Optional.empty();
        }
        if (archetype == null) {
            mistakes.add(sheet.file(), sheet.line("/extends"), "もとにする型「" + extended + "」が packs/common/forms にありません。"
                    + (archetypes.isEmpty() ? "パックのフォルダーを packs の中、common の隣に置いてください。"
                    : String.join("、", new TreeSet<>(archetypes.keySet())) + " のどれかにするか、extends を消してすべて書いてください。"));
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
        return Optional.of(sheet.with(whole, pointer -> origin(pointer, whole, sheet.root())));
    }

    /** Where a value of the merged form was written: in the town's own sheet, or else in the archetype it extends. */
    private static String origin(String pointer, JsonNode whole, JsonNode own) {
        Matcher field = FIELD.matcher(pointer);
        if (field.matches()) {
            String key = Field.text(whole.path("fields").path(Integer.parseInt(field.group(1))), "key");
            for (int at = 0; at < own.path("fields").size(); at++) {
                if (Field.text(own.path("fields").path(at), "key").equals(key)) {
                    return "/fields/" + at + field.group(2);
                }
            }
            return "/extends";
        }
        String section = pointer.isEmpty() ? "" : pointer.substring(1).split("/", 2)[0];
        return section.isEmpty() || own.has(section) ? pointer : "/extends";
    }

    private static JsonNode fields(JsonNode archetype, JsonNode own) {
        Map<String, ObjectNode> byKey = new LinkedHashMap<>();
        archetype.valueStream().filter(JsonNode::isObject).forEach(field -> byKey.put(Field.text(field, "key"), (ObjectNode) field.deepCopy()));
        List<JsonNode> wrong = new ArrayList<>();
        own.forEach(field -> {
            ObjectNode present = byKey.get(Field.text(field, "key"));
            if (!field.isObject()) {
                wrong.add(field);   // for the schema to say so
            } else if (present == null) {
                byKey.put(Field.text(field, "key"), (ObjectNode) field.deepCopy());
            } else {
                field.properties().forEach(property -> present.set(property.getKey(), property.getValue()));
            }
        });
        var array = FieldType.JSON.arrayNode();
        byKey.values().forEach(array::add);
        wrong.forEach(array::add);
        return array;
    }

    private static void examine(Form form, Sheet sheet, Pack pack, Map<String, TallyRule> rules, Mistakes mistakes) {
        if (!(form.key() + ".yaml").equals(sheet.file().getFileName().toString())) {
            mistakes.add(sheet.file(), sheet.line("/key"), "key「" + form.key() + "」がファイルの名前と違います。同じにしてください。");
        }
        pack.declare("form", form.key(), sheet.file(), sheet.line("/key"));
        refer(pack, "division", form.divisions(), "/divisions/", sheet);
        refer(pack, "programme", form.serves(), "/serves/", sheet);
        JsonNode dated = sheet.root().path("dated-by");
        require(form, dated.asString(""), List.of("date", "month"), "/dated-by", "日付か月の項目", sheet, mistakes);
        Field dating = form.fields().get(dated.asString(""));
        if (dating != null && dating.visibility().compareTo(form.visibility()) > 0) {
            mistakes.add(sheet.file(), sheet.line("/dated-by"), "dated-by の項目「" + dating.key() + "」を見られる人が、記録を見られる人より少なくなっています。"
                    + "記録の日付は記録と同じ人に見えるため、この項目の visibility を消してください。");
        }
        if (sheet.root().has("ended-by")) {
            require(form, Field.text(sheet.root(), "ended-by"), List.of("date"), "/ended-by", "日付の項目", sheet, mistakes);
        }
        for (int at = 0; at < sheet.root().path("list").size(); at++) {
            require(form, sheet.root().path("list").path(at).asString(), List.of(), "/list/" + at, "項目", sheet, mistakes);
        }
        Set<String> seen = new HashSet<>();
        for (int at = 0; at < sheet.root().path("fields").size(); at++) {
            Field field = form.field(Field.text(sheet.root().path("fields").path(at), "key"));
            String pointer = "/fields/" + at;
            if (!seen.add(field.key())) {
                twice("項目", field.key(), pointer, sheet, mistakes);
            }
            examine(form, field, pointer, sheet, pack, mistakes);
        }
        Set<String> counted = new HashSet<>();
        for (int at = 0; at < form.tallies().size(); at++) {
            TallyRule rule = form.tallies().get(at);
            if (!counted.add(rule.key())) {
                twice("集計", rule.key(), "/tallies/" + at, sheet, mistakes);
            }
            examine(form, rule, "/tallies/" + at, sheet, pack, rules, mistakes);
        }
    }

    private static void refer(Pack pack, String kind, List<String> keys, String pointer, Sheet sheet) {
        for (int at = 0; at < keys.size(); at++) {
            pack.refer(kind, keys.get(at), sheet.file(), sheet.line(pointer + at));
        }
    }

    private static void twice(String what, String key, String pointer, Sheet sheet, Mistakes mistakes) {
        mistakes.add(sheet.file(), sheet.line(pointer), what + "「" + key + "」が二度書かれています。片方を消してください。");
    }

    private static void examine(Form form, Field field, String pointer, Sheet sheet, Pack pack, Mistakes mistakes) {
        if (field.suggest() != null) {
            require(form, field.key(), List.of("party"), pointer + "/suggest", "名前の項目", sheet, mistakes);
        }
        if (field.notBefore() != null) {
            require(form, field.key(), List.of("date", "month"), pointer + "/not-before", "日付か月の項目", sheet, mistakes);
            require(form, field.notBefore(), List.of("date", "month"), pointer + "/not-before", "日付か月の項目", sheet, mistakes);
        }
        switch (field.type()) {
            case FieldType.InArea area -> {
                if (!field.retired()) {
                    pack.refer("area-system", area.system(), sheet.file(), sheet.line(pointer), "項目「" + field.key() + "」の",
                            "town.yaml の areas に書き足すか、fields に、ある区分を {key: %1$s, system: 区分}、使わないなら {key: %1$s, retired: true} と書いてください。"
                                    .formatted(field.key()));
                }
            }
            case FieldType.Difference difference -> {
                for (String number : List.of(difference.of(), difference.minus())) {
                    require(form, number, List.of("count", "decimal", "yen"), pointer, "数の項目", sheet, mistakes);
                }
            }
            case FieldType.Choice choice -> options(form, field, choice.options(), pointer, sheet, pack, mistakes);
            case FieldType.Choices choices -> options(form, field, choices.options(), pointer, sheet, pack, mistakes);
            default -> { }
        }
    }

    private static void options(Form form, Field field, List<FieldType.Option> options, String pointer, Sheet sheet,
                                Pack pack, Mistakes mistakes) {
        Set<String> seen = new HashSet<>();
        for (int at = 0; at < options.size(); at++) {
            String key = options.get(at).key();
            if (!seen.add(key)) {
                twice("選択肢", key, pointer + "/options/" + at, sheet, mistakes);
            }
            pack.mention("option", form.key() + "/" + field.key() + "/" + key);
        }
    }

    private static void examine(Form form, TallyRule rule, String pointer, Sheet sheet, Pack pack,
                                Map<String, TallyRule> rules, Mistakes mistakes) {
        pack.mention("tally", rule.key());
        TallyRule other = rules.putIfAbsent(rule.key(), rule);
        if (other != null && !(other.unit().equals(rule.unit()) && other.label().equals(rule.label())
                && other.amount().kind().equals(rule.amount().kind()))) {
            mistakes.add(sheet.file(), sheet.line(pointer), "集計「" + rule.key()
                    + "」の名前・単位・数え方が、同じ集計に入る別の記録の種類と違います。そろえてください。");
        }
        List<String> numbers = List.of("count", "decimal", "yen", "difference");
        switch (rule.amount()) {
            case TallyRule.Amount.Count count -> { }
            case TallyRule.Amount.Sum sum -> require(form, sum.field(), numbers, pointer, "数の項目", sheet, mistakes);
            case TallyRule.Amount.Distinct distinct ->
                    require(form, distinct.field(), List.of("party", "text", "choice", "area"), pointer, "名前の項目", sheet, mistakes);
            case TallyRule.Amount.Stock stock -> {
                require(form, stock.from(), List.of("date"), pointer, "日付の項目", sheet, mistakes);
                require(form, stock.until(), List.of("date"), pointer, "日付の項目", sheet, mistakes);
                if (!stock.sum().isEmpty()) {
                    require(form, stock.sum(), numbers, pointer, "数の項目", sheet, mistakes);
                }
            }
        }
        rule.where().forEach((key, options) -> {
            require(form, key, List.of("choice", "choices", "area"), pointer, "選択肢の項目", sheet, mistakes);
            options.forEach(option -> {
                if (form.fields().containsKey(key) && form.field(key).type() instanceof FieldType.InArea area) {
                    pack.refer("area", area.system() + "/" + option, sheet.file(), sheet.line(pointer));
                }
                List<FieldType.Option> known = switch (form.fields().containsKey(key) ? form.field(key).type() : new FieldType.Party()) {
                    case FieldType.Choice choice -> choice.options();
                    case FieldType.Choices choices -> choices.options();
                    default -> List.of();
                };
                if (!known.isEmpty() && known.stream().noneMatch(one -> one.key().equals(option))) {
                    mistakes.add(sheet.file(), sheet.line(pointer), "集計「" + rule.key() + "」の選択肢「" + option
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

    /** 見本の記録。Whether each row can be read by its form; areas are known to the pack only. */
    private static void examine(Form form, Table table, Pack pack, Mistakes mistakes) {
        for (String column : table.columns()) {
            if (!column.equals("id") && !form.fields().containsKey(column)) {
                mistakes.add(table.file(), 1, "見出し「" + column + "」という項目は、記録の種類「" + form.key()
                        + "」にありません。つづりを確かめるか、列を消してください。");
            }
        }
        Set<String> ids = new HashSet<>();
        for (Table.Row row : table.rows()) {
            if (!ID.matcher(row.get("id")).matches()) {
                mistakes.add(table.file(), row.line(), "id「" + row.get("id") + "」はUUIDではありません。"
                        + "8-4-4-4-12桁の十六進数を書いてください。");
            } else if (!ids.add(row.get("id"))) {
                mistakes.add(table.file(), row.line(), "id「" + row.get("id") + "」が二度使われています。片方を変えてください。");
            }
            form.read(typed(row), ANY_DAY).problems().forEach((key, bad) -> {
                String cell = row.get(key);
                if (form.field(key).type() instanceof FieldType.InArea area && !cell.isBlank()) {
                    pack.refer("area", area.system() + "/" + cell.strip(), table.file(), row.line());
                } else {
                    mistakes.add(table.file(), row.line(), "項目「" + key + "」" + (cell.isBlank() ? "が空です。" : "の「" + cell + "」を読めません。")
                            + form.field(key).label().ja() + "を、記録の画面に入れるときと同じように書いてください。");
                }
            });
        }
    }

    static Map<String, List<String>> typed(Table.Row row) {
        Map<String, List<String>> typed = new HashMap<>();
        row.cells().forEach((key, cell) -> typed.put(key, List.of(cell)));
        return typed;
    }

    static int place(Draft draft, String field) {
        return List.copyOf(draft.form().fields().keySet()).indexOf(field);
    }
}
