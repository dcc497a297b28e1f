package jp.machimori.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 365 measures and ten years of numbers, printed by another process with 512 MB: what it makes is the same as what is made here. */
class LargeReportTests {

    private static final Snapshot LARGE = LargeReport.snapshot();

    @TempDir static Path folder;

    @BeforeAll
    static void isPrintedWithLittleMemory() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), LargeReport.class.getName(), folder.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
    }

    @Test
    void aSmallOneIsTheSameInAnotherProcess() throws IOException {
        for (Format format : Format.values()) {
            assertThat(Files.readAllBytes(folder.resolve("small." + format.key()))).as(format.toString())
                    .isEqualTo(ReportExamples.bytes(ReportExamples.small("mihon"), format));
        }
    }

    @Test
    void everyPageOfTheTableHasItsHeadAndNoHeadingEndsAPage() throws IOException {
        try (PDDocument document = Loader.loadPDF(folder.resolve("large.pdf").toFile())) {
            String[] pages = IntStream.rangeClosed(1, document.getNumberOfPages()).mapToObj(page -> text(document, page)).toArray(String[]::new);
            assertThat(pages.length).isBetween(100, 250);
            int indicators = IntStream.range(0, pages.length).filter(page -> pages[page].contains("推移と目標")).findFirst().orElseThrow();
            for (int page = 1; page < indicators; page++) {
                assertThat(pages[page]).as("page " + (page + 1)).contains("主要な施策", "担当課", (page + 1) + "/" + pages.length);
                assertThat(pages[page].strip().lines().filter(line -> !line.matches("\\d+/\\d+")).reduce((one, other) -> other).orElseThrow())
                        .as("last line of page " + (page + 1)).doesNotMatch("([ⅠⅡⅢⅣⅤⅥⅦⅧ]|\\d)　.*|【.*】");
            }
        }
    }

    /** A row of twelve divisions is taller than what is left of any page. */
    @Test
    void noNumberAndNoLineOfAnyRowIsLost() throws IOException {
        String text;
        try (PDDocument document = Loader.loadPDF(folder.resolve("large.pdf").toFile())) {
            text = new PDFTextStripper().getText(document).replaceAll("\\s", "");
        }
        assertThat(text).doesNotContain("⾒");
        for (Snapshot.Chapter chapter : LARGE.chapters()) {
            if (chapter instanceof Snapshot.Measures measures) {
                assertThat(measures.sections().stream().flatMap(section -> section.rows().stream()).flatMap(row -> row.results().stream())
                        .flatMap(said -> said.lines().stream()).map(PdfPage::text).map(line -> line.replaceAll("\\s", ""))
                        .filter(line -> line.length() < 16 && !text.contains(line))).isEmpty();
            }
        }
        for (Snapshot.Datum datum : LARGE.numbers()) {
            assertThat(text).contains(ReportExamples.shown(datum));
        }
    }

    private static String text(PDDocument document, int page) {
        try {
            var stripper = new PDFTextStripper();
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            return stripper.getText(document);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
