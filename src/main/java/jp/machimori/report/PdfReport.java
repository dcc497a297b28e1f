package jp.machimori.report;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.logging.Level;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;

/** 報告書のPDF。A4 landscape, tagged, with its Japanese typeface in it; the same bytes from the same snapshot. */
final class PdfReport {

    /** Bytes of pages that are in memory; those beyond go to a temporary file. */
    private static final long IN_MEMORY = 32 << 20;

    static {
        // its own log speaks to the console of every page and font
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private final Report report;
    private final Snapshot snapshot;
    private final Wording words;

    PdfReport(Report report, Snapshot snapshot, Wording words) {
        this.report = report;
        this.snapshot = snapshot;
        this.words = words;
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream(1 << 20);
        try (PDDocument document = new PDDocument(MemoryUsageSetting.setupMixed(IN_MEMORY).streamCache)) {
            lay(document);
            settle(document);
            document.save(out);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return out.toByteArray();
    }

    /** Puts all pages into the document. What laying them out took is free again when they are saved. */
    private void lay(PDDocument document) throws IOException {
        var builder = new PdfRendererBuilder();
        builder.usePDDocument(document);
        builder.usePdfUaAccessibility(true);
        builder.withHtmlContent(new PdfPage(report, snapshot, words).html(), null);
        for (Typeface face : Typeface.values()) {
            builder.useFont(face::open, Typeface.FAMILY, face.weight, PdfRendererBuilder.FontStyle.NORMAL, true);
        }
        builder.useUnicodeLineBreaker(new Kinsoku());
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.layout();
            renderer.createPDFWithoutClosing();
        }
    }

    /** What would say when and by whom the bytes were made says what they are of instead. */
    private void settle(PDDocument document) throws IOException {
        Calendar day = GregorianCalendar.from(snapshot.takenOn().atStartOfDay(ZoneId.of("Asia/Tokyo")));
        day.setTimeZone(TimeZone.getTimeZone("Asia/Tokyo"));
        var about = document.getDocumentInformation();
        about.setCreationDate(day);
        about.setModificationDate(day);
        about.setProducer("Machimori");
        about.setCreator("Machimori");
        about.setAuthor(snapshot.townName());
        document.setDocumentId(Long.parseUnsignedLong(report.sha256().substring(0, 15), 16) * 100 + report.edition());
    }
}
