package jp.machimori.town;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** シートの書式。The JSON Schema of one kind of sheet: the sole check of its shape. Mistakes come out as sentences. */
public final class SheetSchema {

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
        var errors = schema.validate(sheet.root().toString(), com.networknt.schema.InputFormat.JSON);
        for (Error error : errors) {
            String pointer = error.getInstanceLocation().toString();
            pointer = pointer.startsWith("$") ? "" : pointer;
            mistakes.add(sheet.file(), sheet.line(pointer), sentence(error, pointer));
        }
        return errors.isEmpty();
    }

    private static String sentence(Error error, String pointer) {
        String where = pointer.isEmpty() ? "ファイルのいちばん上の段" : "「" + pointer.substring(1).replace('/', '・') + "」";
        String argument = error.getArguments() == null || error.getArguments().length == 0
                ? "" : String.valueOf(error.getArguments()[0]);
        String property = error.getProperty();
        return switch (error.getKeyword().toLowerCase(Locale.ROOT)) {
            case "required" -> where + "に「" + (property == null ? argument : property) + "」がありません。書き足してください。";
            case "additionalproperties", "unevaluatedproperties" ->
                    where + "に使えない項目「" + (property == null ? argument : property) + "」があります。つづりを確かめるか、消してください。";
            case "type" -> where + "の種類が違います（" + error.getMessage() + "）。docs/packs.md の例に合わせてください。";
            case "enum", "const" -> where + "は決まった言葉から選びます（" + error.getMessage() + "）。";
            case "pattern" -> where + "の書き方が違います（" + error.getMessage() + "）。";
            default -> where + "を直してください（" + error.getMessage() + "）。";
        };
    }
}
