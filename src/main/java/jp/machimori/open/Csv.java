package jp.machimori.open;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import jp.machimori.shell.Cells;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** A list as CSV: UTF-8 with BOM, as spreadsheets want it; the next page stands in the {@code Link} header. */
final class Csv {

    static final String TYPE = "text/csv";

    private Csv() {
    }

    /** @param row cells of one item; null cells stay empty */
    static <T> ResponseEntity<byte[]> of(Page<T> page, List<String> header, Function<T, List<? extends @Nullable Object>> row) {
        StringBuilder text = new StringBuilder("\uFEFF");
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(header);
            for (T item : page.items()) {
                printer.printRecord(row.apply(item).stream().map(Cells::harmless).toList());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        var response = ResponseEntity.ok().header("Content-Type", TYPE + ";charset=UTF-8");
        if (page.next() != null) {
            response.header("Link", "<" + page.next() + ">; rel=\"next\"");
        }
        return response.body(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static List<String> header(String... names) {
        return Arrays.asList(names);
    }
}
