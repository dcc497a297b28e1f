package jp.machimori.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A small report on paper, in every format. */
class PaperTests {

    private static final Snapshot SMALL = ReportExamples.small("mihon");
    private static final List<String> SHOWN = SMALL.numbers().stream().map(ReportExamples::shown).distinct().toList();

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void isTheSameBytesTwice(Format format) {
        assertThat(ReportExamples.bytes(SMALL, format)).isEqualTo(ReportExamples.bytes(ReportExamples.small("mihon"), format));
    }

    // ---- PDF ----

    @Test
    void thePdfIsTaggedAndBearsItsTypefaceTitleAndLanguage() throws IOException {
        try (PDDocument document = pdf(ReportExamples.bytes(SMALL, Format.PDF))) {
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getStructureTreeRoot().getKids()).isNotEmpty();
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("ja");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo(SMALL.title());
            assertThat(document.getPage(0).getMediaBox().getWidth()).isGreaterThan(document.getPage(0).getMediaBox().getHeight()).isBetween(841f, 842.5f);
            for (var name : document.getPage(1).getResources().getFontNames()) {
                PDFont font = document.getPage(1).getResources().getFont(name);
                assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                assertThat(font.getName()).contains("BIZUDPGothic");
            }
            assertThat(document.getDocumentCatalog().getDocumentOutline().children()).extracting(item -> item.getTitle())
                    .containsExactlyElementsOf(SMALL.chapters().stream().map(Snapshot.Chapter::title).toList());
        }
    }

    @Test
    void itsTextIsWhatWasWritten() throws IOException {
        try (PDDocument document = pdf(ReportExamples.bytes(SMALL, Format.PDF))) {
            String text = new PDFTextStripper().getText(document).replace("\n", "");
            assertThat(text).contains("見守り", "令和6年度第1回見本町安全安心まちづくり協議会", "【地域安全課】", "・車両数 13台", "・パトロール回数 203回", "・距離 2,416km",
                    "令和6年度の取組み（実施予定を含む）", "達成", "判断できない", "変更前：600人以上（R6.4.1変更。", "1/5", "5/5").doesNotContain("⾒");
            assertThat(SHOWN).allSatisfy(shown -> assertThat(text).contains(shown));
        }
    }

    @Test
    void itsContentsNameThePagesOfTheChapters() throws IOException {
        try (PDDocument document = pdf(ReportExamples.bytes(SMALL, Format.PDF))) {
            var stripper = new PDFTextStripper();
            stripper.setEndPage(1);
            assertThat(stripper.getText(document).lines().map(line -> line.replaceAll("[ .]+", " ")))
                    .contains("指標の達成状況 3", "統計 4", "評価 5");
        }
    }

    @Test
    void aSecondEditionSaysWhyAndHasOtherBytes() throws IOException {
        Report first = ReportExamples.report(SMALL);
        Report second = new Report(2, first.year(), 2, "距離の書き間違い", 1, first.title(), first.sha256(), Instant.EPOCH, null, null);
        byte[] bytes = Printing.bytes(second, SMALL, Format.PDF, ReportExamples.words());
        try (PDDocument document = pdf(bytes)) {
            assertThat(new PDFTextStripper().getText(document)).contains("第2版（訂正の理由：距離の書き間違い）");
        }
        assertThat(new String(unzipped(Printing.bytes(second, SMALL, Format.DOCX, ReportExamples.words()), "word/document.xml"), StandardCharsets.UTF_8))
                .contains("第2版（訂正の理由：距離の書き間違い）");
    }

    // ---- docx ----

    @Test
    void theDocumentRepeatsItsHeadAndSpansItsSections() throws IOException {
        try (var document = new XWPFDocument(new ByteArrayInputStream(ReportExamples.bytes(SMALL, Format.DOCX)))) {
            XWPFTable table = document.getTables().getFirst();
            assertThat(table.getRow(0).isRepeatHeader()).isTrue();
            assertThat(table.getRow(0).getTableCells().stream().map(cell -> cell.getText().strip()).toList()).isEqualTo(ReportExamples.HEADS);
            assertThat(table.getRow(1).getTableCells()).hasSize(1);
            assertThat(table.getRow(1).getCell(0).getCTTc().getTcPr().getGridSpan().getVal().intValue()).isEqualTo(5);
            assertThat(table.getRow(3).getCell(3).getText()).contains("【地域安全課】", "・車両数 13台", "・パトロール回数 203回", "・距離 2,416km");
            assertThat(document.getHeaderList().getFirst().getText().strip()).isEqualTo("資料2　令和6年度第1回見本町安全安心まちづくり協議会　令和6年7月26日");
            assertThat(document.getParagraphs().stream().filter(paragraph -> "Heading1".equals(paragraph.getStyle())).map(paragraph -> paragraph.getText()).toList())
                    .isEqualTo(SMALL.chapters().stream().map(Snapshot.Chapter::title).toList());
            assertThat(document.getProperties().getCoreProperties().getCreated()).isEqualTo("2024-07-11T15:00:00Z");
        }
        String xml = new String(unzipped(ReportExamples.bytes(SMALL, Format.DOCX), "word/document.xml"), StandardCharsets.UTF_8);
        assertThat(xml).contains("w:orient=\"landscape\"", "PAGEREF c0 ");
        assertThat(SHOWN).allSatisfy(shown -> assertThat(xml).contains(shown));
    }

    /** Without targets and baselines the pages were three quarters empty. */
    @Test
    void aColumnThatIsEmptyOnEveryRowIsLeftOut() throws IOException {
        List<Snapshot.Chapter> chapters = SMALL.chapters().stream().map(chapter -> !(chapter instanceof Snapshot.Indicators indicators) ? chapter
                : new Snapshot.Indicators(indicators.title(), indicators.rows().stream().map(row -> new Snapshot.Indicator(row.key(), row.label(), row.kind(),
                        row.measure(), row.unit(), List.of(), row.points(), List.of(), row.note())).toList())).toList();
        Snapshot bare = new Snapshot(SMALL.town(), SMALL.townName(), SMALL.title(), SMALL.year(), SMALL.paper(), SMALL.takenOn(), chapters, SMALL.numbers());
        try (PDDocument document = pdf(ReportExamples.bytes(bare, Format.PDF)); PDDocument whole = pdf(ReportExamples.bytes(SMALL, Format.PDF))) {
            assertThat(new PDFTextStripper().getText(document)).contains("見守り活動の参加者数", "512人").doesNotContain("基準値", "達成の状況と理由");
            assertThat(new PDFTextStripper().getText(whole)).contains("基準値", "達成の状況と理由");
        }
        try (var document = new XWPFDocument(new ByteArrayInputStream(ReportExamples.bytes(bare, Format.DOCX)))) {
            assertThat(document.getTables().stream().map(table -> table.getRow(0).getTableCells().stream().map(cell -> cell.getText().strip()).toList()))
                    .contains(List.of("指標", "推移と目標"));
        }
    }

    /** One number a row and nothing to draw: the words of the row get the width of the bars. */
    @Test
    void aRowWithOneNumberIsShort() throws IOException {
        List<Snapshot.Chapter> chapters = SMALL.chapters().stream().filter(Snapshot.Indicators.class::isInstance).map(Snapshot.Indicators.class::cast)
                .<Snapshot.Chapter>map(indicators -> new Snapshot.Indicators(indicators.title(), indicators.rows().stream().map(row -> new Snapshot.Indicator(row.key(), row.label(), row.kind(),
                        row.measure(), row.unit(), List.of(), row.points().stream().limit(1).toList(), List.of(), row.note())).toList())).toList();
        Snapshot bare = new Snapshot(SMALL.town(), SMALL.townName(), SMALL.title(), SMALL.year(), SMALL.paper(), SMALL.takenOn(), chapters, SMALL.numbers());
        Snapshot.Point point = ((Snapshot.Indicators) chapters.getFirst()).rows().getFirst().points().getFirst();
        try (PDDocument document = pdf(ReportExamples.bytes(bare, Format.PDF))) {
            assertThat(new PDFTextStripper().getText(document)).contains(Wording.period(point.period()) + "　" + point.shown());
        }
        try (var document = new XWPFDocument(new ByteArrayInputStream(ReportExamples.bytes(bare, Format.DOCX)))) {
            XWPFTable table = document.getTables().getLast();
            assertThat(table.getRow(1).getCell(1).getText().strip()).isEqualTo(Wording.period(point.period()) + "　" + point.shown());
            assertThat(table.getRow(1).getCell(0).getWidth()).isGreaterThan(2 * table.getRow(1).getCell(1).getWidth());
        }
    }

    // ---- xlsx ----

    @Test
    void theWorkbookHasASheetForEachChapterReadyToPrint() throws IOException {
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(ReportExamples.bytes(SMALL, Format.XLSX)))) {
            assertThat(IntStream.range(0, book.getNumberOfSheets()).mapToObj(book::getSheetName).toList())
                    .isEqualTo(SMALL.chapters().stream().map(Snapshot.Chapter::title).toList());
            Sheet measures = book.getSheetAt(0);
            assertThat(measures.getRepeatingRows().formatAsString()).isEqualTo("3:3");
            assertThat(measures.getPaneInformation().getHorizontalSplitTopRow()).isEqualTo((short) 3);
            assertThat(measures.getPrintSetup().getLandscape()).isTrue();
            assertThat(measures.getPrintSetup().getPaperSize()).isEqualTo(PrintSetup.A4_PAPERSIZE);
            assertThat(measures.getPrintSetup().getFitHeight()).isZero();
            assertThat(measures.getMergedRegions().stream().map(region -> region.formatAsString()).toList()).containsExactly("A4:E4", "A5:E5", "A8:E8");
            Sheet statistics = book.getSheetAt(2);
            assertThat(statistics.getRow(3).getCell(0).getStringCellValue()).isEqualTo("刑法犯認知件数（件）");
            assertThat(statistics.getRow(3).getCell(1).getNumericCellValue()).isEqualTo(1204);
            assertThat(statistics.getRow(3).getCell(10).getNumericCellValue()).isEqualTo(601);
        }
    }

    @Test
    void nothingInItIsAFormula() throws IOException {
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(ReportExamples.bytes(SMALL, Format.XLSX)))) {
            book.forEach(sheet -> sheet.forEach(row -> row.forEach(cell -> {
                assertThat(cell.getCellType()).isNotEqualTo(CellType.FORMULA);
                if (cell.getCellType() == CellType.STRING && cell.getStringCellValue().matches("(?s)[=+@-].*")) {
                    assertThat(cell.getCellStyle().getQuotePrefixed()).as(cell.getStringCellValue()).isTrue();
                }
            })));
            Cell dangerous = book.getSheetAt(0).getRow(6).getCell(0);
            assertThat(dangerous.getStringCellValue()).startsWith("=HYPERLINK(");
        }
        String csv = new String(OpenNumbers.csv(new Snapshot("t", "町", "題", "FY2023", SMALL.paper(), SMALL.takenOn(), SMALL.chapters(),
                SMALL.numbers().stream().map(datum -> new Snapshot.Datum(datum.id(), datum.key(), "=1+1", datum.nature(), datum.dimension(), datum.period(),
                        datum.value(), datum.form(), datum.unit(), datum.reported(), datum.path())).toList())), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\uFEFFid,key,label").contains(",'=1+1,").doesNotContain(",=1+1");
    }

    // ---- as others open them ----

    @ParameterizedTest
    @EnumSource(names = {"DOCX", "XLSX"})
    void libreOfficeOpensIt(Format format) throws IOException, InterruptedException {
        assumeTrue(System.getenv("PATH").lines().flatMap(path -> List.of(path.split(":")).stream()).anyMatch(path -> Files.isExecutable(Path.of(path, "soffice"))),
                "LibreOffice is missing and ./machimori test could not install it");
        Path file = folder.resolve(format.file());
        Files.write(file, ReportExamples.bytes(SMALL, format));
        Process office = new ProcessBuilder("soffice", "--headless", "-env:UserInstallation=" + folder.resolve("home").toUri(), "--convert-to", "pdf",
                "--outdir", folder.toString(), file.toString()).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        assertThat(office.waitFor(3, TimeUnit.MINUTES)).isTrue();
        try (PDDocument document = Loader.loadPDF(folder.resolve("report.pdf").toFile())) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s", "");
            assertThat(text).contains("【地域安全課】", "・パトロール回数203回", "資料2", "1/" + document.getNumberOfPages());
            assertThat(document.getNumberOfPages()).isGreaterThanOrEqualTo(4);
            if (format == Format.DOCX) {
                var stripper = new PDFTextStripper();
                stripper.setEndPage(1);
                String contents = stripper.getText(document).replaceAll("[\\s.．…]", "");
                for (Snapshot.Chapter chapter : SMALL.chapters()) {
                    assertThat(contents).as("the page of each chapter stands in the contents").containsPattern(chapter.title().replaceAll("\\s", "") + pageOf(chapter.title(), document));
                }
            }
            assertThat(SHOWN.stream().map(shown -> format == Format.XLSX ? shown.replaceAll("[件人]$", "") : shown)).allSatisfy(shown -> assertThat(text).contains(shown));
        }
    }

    /** The page that begins with this heading. */
    private static int pageOf(String heading, PDDocument document) throws IOException {
        for (int page = 2; page <= document.getNumberOfPages(); page++) {
            var stripper = new PDFTextStripper();
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            if (stripper.getText(document).lines().anyMatch(line -> line.strip().equals(heading))) {
                return page;
            }
        }
        throw new AssertionError("no page begins with " + heading);
    }

    private static PDDocument pdf(byte[] bytes) throws IOException {
        return Loader.loadPDF(bytes);
    }

    private static byte[] unzipped(byte[] archive, String name) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return zip.readAllBytes();
                }
            }
        }
        throw new AssertionError("no " + name);
    }
}
