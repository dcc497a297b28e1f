package jp.machimori.town;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** パックの1枚の表。One CSV file of a pack (UTF-8, with or without BOM), each row with its line. */
public record Table(Path file, List<String> columns, List<Row> rows) {

    /** @param line 1-based line on which the row ends */
    public record Row(int line, Map<String, String> cells) {
        /** The cell, empty when the row has none. */
        public String get(String column) {
            return cells.getOrDefault(column, "");
        }
    }

    static Optional<Table> read(Path file, List<String> columns, Mistakes mistakes) {
        try {
            String text = Files.readString(file);
            text = text.startsWith("\uFEFF") ? text.substring(1) : text;
            try (var parser = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true)
                    .setIgnoreEmptyLines(true).get().parse(new java.io.StringReader(text))) {
                for (String column : columns) {
                    if (!parser.getHeaderNames().contains(column)) {
                        mistakes.add(file, 1, "見出しに「" + column + "」の列がありません。書き足してください。");
                        return Optional.empty();
                    }
                }
                List<Row> rows = new ArrayList<>();
                for (CSVRecord row : parser) {
                    int line = (int) parser.getCurrentLineNumber();
                    if (!row.isConsistent()) {
                        mistakes.add(file, line, "列の数が見出しと合いません（" + row.size() + "列）。コンマと引用符を確かめてください。");
                        continue;
                    }
                    rows.add(new Row(line, row.toMap()));
                }
                return Optional.of(new Table(file, List.copyOf(parser.getHeaderNames()), rows));
            }
        } catch (CharacterCodingException notUtf8) {
            mistakes.add(file, 0, "文字コードがUTF-8ではありません。UTF-8で保存し直してください。");
        } catch (IOException | java.io.UncheckedIOException | IllegalArgumentException broken) {
            mistakes.add(file, 0, "CSVとして読めません（" + broken.getMessage() + "）。");
        }
        return Optional.empty();
    }
}
