package jp.machimori.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jp.machimori.shell.Cells;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** 報告書の数値のオープンデータ。Every number of a report, as CSV and as JSON. */
final class OpenNumbers {

    /** @param sha256 of the whole snapshot, whose numbers these are */
    record Numbers(String town, String townName, String title, String year, int report, int edition, String takenOn, String sha256,
                   List<Snapshot.Datum> numbers) {
    }

    private OpenNumbers() {
    }

    static byte[] json(Report report, Snapshot snapshot) {
        return Canonical.json(new Numbers(snapshot.town(), snapshot.townName(), snapshot.title(), snapshot.year(), report.number(),
                report.edition(), snapshot.takenOn().toString(), report.sha256(),
                snapshot.numbers().stream().map(datum -> datum.at(path(snapshot, datum))).toList()));
    }

    /** Where the number comes from, beneath the host; within the snapshot it is beneath the town. */
    private static String path(Snapshot snapshot, Snapshot.Datum datum) {
        return "/" + snapshot.town() + datum.path();
    }

    /** UTF-8 with BOM, as spreadsheets want it. */
    static byte[] csv(Snapshot snapshot) {
        StringBuilder text = new StringBuilder("\uFEFF");
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord("id", "key", "label", "nature", "dimension", "period", "value", "form", "unit", "reported", "path");
            for (Snapshot.Datum datum : snapshot.numbers()) {
                printer.printRecord(datum.id(), Cells.harmless(datum.key()), Cells.harmless(datum.label()), Cells.harmless(datum.nature()),
                        Cells.harmless(datum.dimension()), Cells.harmless(datum.period()), Cells.harmless(datum.value()),
                        Cells.harmless(datum.form()), Cells.harmless(datum.unit()), Cells.harmless(String.join("|", datum.reported())),
                        Cells.harmless(path(snapshot, datum)));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
