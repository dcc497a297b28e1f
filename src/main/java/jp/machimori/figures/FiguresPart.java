package jp.machimori.figures;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import jp.machimori.shell.Words;
import jp.machimori.town.Dimension;
import jp.machimori.town.Mistakes;
import jp.machimori.town.Pack;
import jp.machimori.town.PackPart;
import jp.machimori.town.Period;
import jp.machimori.town.Sheet;
import jp.machimori.town.SheetSchema;
import jp.machimori.town.Table;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code figures.csv} and {@code figures.yaml} of a pack. */
@Component
@Order(10)
public class FiguresPart implements PackPart {

    private static final SheetSchema SCHEMA = new SheetSchema(FiguresPart.class, "figures.schema.json");
    private static final List<String> COLUMNS = List.of("key", "nature", "label", "label_en", "dimension", "period", "value",
            "unit", "form", "sources", "note");
    /** The kinds of keys that figures.csv brings. */
    private static final String[] KINDS = {"series", "line"};
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_-]*");

    private final ObjectProvider<Figures> figures;

    /** What loading takes is asked for when it loads: a pack is checked without a database. */
    FiguresPart(ObjectProvider<Figures> figures) {
        this.figures = figures;
    }

    @Override
    public Loading check(Pack pack, Mistakes mistakes) {
        List<Figure> read = pack.table("figures.csv", COLUMNS, KINDS).map(table -> figures(table, pack, mistakes)).orElse(List.of());
        List<SeriesRule> rules = pack.sheet("figures.yaml", SCHEMA).map(sheet -> rules(sheet, pack, mistakes)).orElse(List.of());
        return reload -> figures.getObject().load(read, rules, reload);
    }

    private static List<Figure> figures(Table table, Pack pack, Mistakes mistakes) {
        List<Figure> all = new ArrayList<>();
        List<PrintedRow> printed = new ArrayList<>();
        Map<UUID, Integer> lines = new HashMap<>();
        for (Table.Row row : table.rows()) {
            Optional<Figure> figure = new RowReader(row, table.file(), mistakes).figure(pack);
            figure.ifPresent(one -> {
                Integer earlier = lines.putIfAbsent(one.id(), row.line());
                if (earlier != null) {
                    mistakes.add(table.file(), row.line(), "同じ数値（系列・種別・内訳・期間）が" + earlier
                            + "行目にもあります。一行にまとめ、出典を「|」でつないでください。");
                    return;
                }
                one.sources().forEach(source -> pack.refer("document", source.document(), table.file(), row.line()));
                all.add(one);
                printed.add(new PrintedRow(one, table.file(), row.line()));
            });
        }
        pack.hand(PrintedRow.class, printed);
        return all;
    }

    /** Reads one row; what cannot be read is noted and the row left out. */
    private record RowReader(Table.Row row, Path file, Mistakes mistakes) {

        Optional<Figure> figure(Pack pack) {
            if (!KEY.matcher(row.get("key")).matches()) {
                wrong("key「" + row.get("key") + "」は使えません。半角の小文字で始め、小文字・数字・_・-だけで書いてください。");
                pack.cannotKnow(KINDS);
                return Optional.empty();
            }
            pack.mention("series", row.get("key"));
            if (row.get("label").isBlank()) {
                wrong("label が空です。数値の名前を書いてください。");
            }
            Nature nature = read("nature", Nature::parse, "actual、planned、baseline、target、budget のどれかにしてください。");
            Dimension dimension = read("dimension", Dimension::parse, "「ward=中央区;offence=窃盗犯」のように、名前=値を;でつないで書いてください。");
            if (dimension == null) {
                pack.cannotKnow("line");
            } else {
                pack.mention("line", new Line(row.get("key"), dimension).notation());
            }
            Period period = read("period", Period::parse, "FY2023、CY2022、2031、2023-07、2024-09-30、始まり..終わり、annual、recent、空のどれかにしてください。");
            ValueForm form = read("form", ValueForm::parse, "exact、approximate、direction、masked、none、not-applicable、dash、words、included、comparison、date のどれかにしてください。");
            Value value = form == null ? null : read("value", text -> Value.of(form, text),
                    "form が " + form.notation() + " なら数だけを書いてください（桁区切りや単位は付けません）。");
            Status status = row.get("status").isEmpty() ? null
                    : read("status", Status::parse, "preliminary、provisional、final のどれかにするか、空にしてください。");
            List<Citation> sources = read("sources", FiguresPart::citations, "「文書の記号:行」を「|」でつないで書いてください（例 plan-2025:66|plan-2025:402）。");
            if (value != null && value.text().isBlank()) {
                wrong("value が空です。印刷されている値を書いてください。");
            }
            if (nature == null || dimension == null || period == null || value == null || sources == null) {
                return Optional.empty();
            }
            Line line = new Line(row.get("key"), dimension);
            return Optional.of(new Figure(Figure.id(pack.key(), line, nature, period, value.form()), line, nature, period,
                    new Words(row.get("label"), blank(row.get("label_en"))), value, row.get("unit"), status, sources,
                    blank(row.get("note")), 1, null, null));
        }

        private <T> @Nullable T read(String column, Function<String, T> reader, String mend) {
            try {
                return reader.apply(row.get(column));
            } catch (IllegalArgumentException unreadable) {
                wrong(column + "「" + row.get(column) + "」を読めません。" + mend);
                return null;
            }
        }

        private void wrong(String sentence) {
            mistakes.add(file, row.line(), sentence);
        }

        private static @Nullable String blank(String text) {
            return text.isBlank() ? null : text;
        }
    }

    /** @throws IllegalArgumentException when one is none, or there is none */
    private static List<Citation> citations(String text) {
        return Arrays.stream(text.split("\\|")).map(String::strip).map(Citation::parse).toList();
    }

    private record Rules(List<SeriesRule> series) {
    }

    private static List<SeriesRule> rules(Sheet sheet, Pack pack, Mistakes mistakes) {
        List<SeriesRule> rules = sheet.as(Rules.class).series();
        for (int at = 0; at < rules.size(); at++) {
            String pointer = "/series/" + at;
            SeriesRule rule = rules.get(at);
            pack.declare("series-rule", rule.key(), sheet.file(), sheet.line(pointer));
            pack.refer("series", rule.key(), sheet.file(), sheet.line(pointer + "/key"));
            for (int one = 0; one < rule.computed().size(); one++) {
                int line = sheet.line(pointer + "/computed/" + one);
                rule.computed().get(one).series().forEach(key -> pack.refer("series", key, sheet.file(), line));
            }
            for (int one = 0; one < rule.breaks().size(); one++) {
                try {
                    Period.parse(rule.breaks().get(one).period());
                } catch (IllegalArgumentException unreadable) {
                    mistakes.add(sheet.file(), sheet.line(pointer + "/breaks/" + one + "/period"), "period「"
                            + rule.breaks().get(one).period() + "」を読めません。FY2023 や CY2023 のように書いてください。");
                }
            }
        }
        return rules;
    }
}
