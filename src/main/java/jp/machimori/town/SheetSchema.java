package jp.machimori.town;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** シートの書式。The JSON Schema of one kind of sheet: the sole check of its shape. Mistakes come out as sentences. */
public final class SheetSchema {

    private static final Set<String> SURPLUS = Set.of("additionalProperties", "unevaluatedProperties");

    private static final Set<String> CHOICE = Set.of("oneOf", "anyOf");

    private final Schema schema;

    /** @param resource name of the schema beside {@code owner}, as {@code plan.schema.json} */
    public SheetSchema(Class<?> owner, String resource) {
        try (InputStream text = owner.getResourceAsStream(resource)) {
            if (text == null) {
                throw new IllegalArgumentException("no schema " + resource + " beside " + owner);
            }
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether the sheet has the right shape; each deviation is noted with its line. */
    public boolean check(Sheet sheet, Mistakes mistakes) {
        var errors = schema.validate(sheet.root(), run -> run.executionConfig(config -> config.locale(Locale.JAPANESE)));
        Set<String> choices = errors.stream().filter(error -> CHOICE.contains(error.getKeyword()))
                .map(error -> error.getEvaluationPath().toString() + "/").collect(Collectors.toSet());
        for (Error error : errors) {
            if (choices.stream().anyMatch(error.getEvaluationPath().toString()::startsWith)) {
                continue;   // that it is neither the one nor the other says enough
            }
            String pointer = error.getInstanceLocation().toString();
            boolean surplus = error.getProperty() != null && SURPLUS.contains(error.getKeyword());
            mistakes.add(sheet.file(), sheet.line(surplus ? pointer + "/" + error.getProperty() : pointer),
                    sentence(error, where(sheet.origin(pointer))));
        }
        return errors.isEmpty();
    }

    /** 「divisions・2番目・until」 */
    private static String where(String pointer) {
        return pointer.isEmpty() ? "ファイルのいちばん上の段" : "「" + Arrays.stream(pointer.substring(1).split("/"))
                .map(part -> part.matches("\\d+") ? Integer.parseInt(part) + 1 + "番目" : part)
                .collect(Collectors.joining("・")) + "」";
    }

    private static String sentence(Error error, String where) {
        JsonNode wanted = error.getSchemaNode();
        JsonNode found = error.getInstanceNode();
        return switch (error.getKeyword()) {
            case "required" -> where + "に「" + error.getProperty() + "」がありません。書き足してください。";
            case "additionalProperties", "unevaluatedProperties" ->
                    where + "に使えない項目「" + error.getProperty() + "」があります。つづりを確かめるか、消してください。";
            case "type" -> found.isNull() ? where + "が空です。書くか、項目ごと消してください。"
                    : where + "には" + typeName(wanted.asString("")) + "を書きます。いまは" + typeName(typeOf(found)) + "です。";
            case "enum" -> where + "の「" + found.asString() + "」は使えません。" + wanted.valueStream().map(JsonNode::asString)
                    .collect(Collectors.joining("、")) + " のどれかにしてください。";
            case "pattern" -> where + "の「" + found.asString() + "」は書き方が違います。" + shape(wanted.asString("")) + "。";
            case "minLength" -> where + "が空です。書いてください。";
            case "minItems" -> where + "が空の一覧です。一つは書いてください。";
            case "minProperties" -> where + "が空です。docs/packs.md にある項目から選んで書いてください。";
            case "maxProperties" -> where + (wanted.asInt() == 0 ? "には何も書きません。{} としてください。"
                    : "に書ける項目は" + wanted.asInt() + "個までです。ほかを消してください。");
            case "minimum" -> where + "は" + wanted.asString() + "以上の数にしてください。";
            case "maximum" -> where + "は" + wanted.asString() + "以下の数にしてください。";
            case "oneOf", "anyOf" -> where + "は書き方が違います。docs/packs.md にある書き方のどれかにしてください。";
            default -> where + "を直してください（" + error.getMessage() + "）。docs/packs.md の例に合わせてください。";
        };
    }

    /** How a text is to be written that a pattern of a schema asks for. */
    static String shape(String pattern) {
        return switch (pattern) {
            case "^[a-z][a-z0-9_-]*$" -> "半角の小文字で始め、小文字・数字・_・-だけで書いてください";
            case "^[a-z][a-z0-9-]{1,40}$" -> "半角の小文字で始め、小文字・数字・-だけで、41文字までで書いてください";
            case "^FY[0-9]{4}$" -> "FY2024 のように、年度を西暦で書いてください";
            case "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" -> "2025-04-01 のように、西暦の年-月-日を半角で書いてください";
            case "^([0-9]{2}|[0-9]{6})$" -> "\"132101\" のように、市区町村は6桁、都道府県は2桁の半角の数字を、\"…\" で囲んで書いてください";
            case "^[#+0-9][0-9-]*$" -> "042-000-0100 や \"#9110\" のように、半角の数字と - で（先頭だけは # か + でも）書いてください";
            case "^[a-z][a-z0-9_-]*/[a-z][a-z0-9_-]*$" -> "patrol-vehicle/name のように、記録の種類/項目 の順に、半角の小文字で書いてください";
            case "^[^〔〕]{1,100}$" -> "〔 〕を使わずに、100字以内で書いてください";
            default -> throw new IllegalStateException("no words for the pattern " + pattern);
        };
    }

    private static String typeOf(JsonNode node) {
        return node.isString() ? "string" : node.isNumber() ? "number" : node.isBoolean() ? "boolean"
                : node.isArray() ? "array" : "object";
    }

    private static String typeName(String type) {
        return switch (type) {
            case "string" -> "文字（数字だけのときは \"…\" で囲む）";
            case "integer" -> "整数";
            case "number" -> "数";
            case "boolean" -> "true か false";
            case "array" -> "一覧（[…] か、- で始まる行）";
            default -> "項目の組（名前: 値）";
        };
    }
}
