package jp.machimori.report;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * 印刷。Makes the files of reports, one at a time on a node, for a large one takes much of its memory. A file that was made
 * is kept and never made again. Works outside a transaction: no connection waits for a file.
 */
@Component
class Printing {

    private static final int PATIENCE = 40;

    private final Reports reports;
    private final PrintedFiles files;
    private final Wording words;
    private final ReentrantLock press = new ReentrantLock(true);

    Printing(Reports reports, PrintedFiles files, MessageSource messages) {
        this.reports = reports;
        this.files = files;
        this.words = new Wording(messages);
    }

    /** The file, made now if it was not yet; empty when others keep the press for too long. */
    Optional<Printed> file(Report report, Format format) {
        Optional<Printed> known = files.find(report, format);
        return known.isPresent() ? known : made(report, format);
    }

    private Optional<Printed> made(Report report, Format format) {
        try {
            if (!press.tryLock(PATIENCE, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(files.find(report, format).orElseGet(() ->
                    files.keep(report, format, bytes(report, reports.snapshot(report.number()), format, words))));
        } finally {
            press.unlock();
        }
    }

    /** Depends on what is given only: the same at any time, on any machine. */
    static byte[] bytes(Report report, Snapshot snapshot, Format format, Wording words) {
        return switch (format) {
            case PDF -> new PdfReport(report, snapshot, words).bytes();
            case DOCX -> new WordReport(report, snapshot, words).bytes();
            case XLSX -> new SheetReport(report, snapshot, words).bytes();
            case CSV -> OpenNumbers.csv(snapshot);
            case JSON -> OpenNumbers.json(report, snapshot);
        };
    }
}
