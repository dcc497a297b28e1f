package jp.machimori.inquiry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** What people and programs do to workbooks between two mails. */
final class Sheets {

    private Sheets() {
    }

    static byte[] changed(byte[] file, Consumer<XSSFSheet> change) {
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            change.accept(book.getSheetAt(0));
            return bytes(book);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static <T> T read(byte[] file, java.util.function.Function<XSSFSheet, T> wanted) {
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            return wanted.apply(book.getSheetAt(0));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] bytes(XSSFWorkbook book) throws IOException {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            book.write(out);
            return out.toByteArray();
        }
    }

    /** The row of that question: 実績 or 予定, and 回答の別, 文 or 数：label. */
    static Row row(XSSFSheet sheet, Question question, String half, String item) {
        for (Row row : sheet) {
            if (text(row, BookColumn.NUMBER).equals(String.valueOf(question.ord() + 1)) && text(row, BookColumn.HALF).startsWith(half)
                    && text(row, BookColumn.ITEM).equals(item)) {
                return row;
            }
        }
        throw new AssertionError("no row " + half + " " + item);
    }

    static String text(Row row, BookColumn column) {
        Cell cell = row.getCell(column.ordinal());
        return cell == null || cell.getCellType() != CellType.STRING ? "" : cell.getStringCellValue();
    }

    static Cell answer(XSSFSheet sheet, Question question, String half, String item) {
        return row(sheet, question, half, item).getCell(BookColumn.ANSWER.ordinal());
    }

    static void name(XSSFSheet sheet, String name) {
        sheet.getRow(3).getCell(BookColumn.ANSWER.ordinal()).setCellValue("学務係");
        sheet.getRow(4).getCell(BookColumn.ANSWER.ordinal()).setCellValue(name);
    }

    /** What file sanitising leaves: the text and the numbers of the cells of one sheet. */
    static byte[] sanitised(byte[] file) {
        return read(file, sheet -> {
            try (XSSFWorkbook bare = new XSSFWorkbook()) {
                XSSFSheet copy = bare.createSheet("Sheet1");
                for (Row row : sheet) {
                    Row line = copy.createRow(row.getRowNum());
                    for (Cell cell : row) {
                        switch (cell.getCellType()) {
                            case STRING -> line.createCell(cell.getColumnIndex()).setCellValue(cell.getStringCellValue());
                            case NUMERIC -> line.createCell(cell.getColumnIndex()).setCellValue(cell.getNumericCellValue());
                            default -> { }
                        }
                    }
                }
                return bytes(bare);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        });
    }

    static boolean hasOffice() {
        return java.util.Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, "soffice")));
    }

    /** Opened by LibreOffice and saved in that format. */
    static byte[] converted(byte[] file, String from, String to) {
        try {
            Path folder = Files.createTempDirectory("office");
            Path in = folder.resolve("in." + from);
            Files.write(in, file);
            Process office = new ProcessBuilder("soffice", "--headless", "-env:UserInstallation=" + folder.resolve("profile").toUri(), "--convert-to", to,
                    "--outdir", folder.resolve("out").toString(), in.toString()).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
            if (!office.waitFor(120, TimeUnit.SECONDS)) {
                office.destroy();
                throw new AssertionError("LibreOffice does not end");
            }
            return Files.readAllBytes(folder.resolve("out").resolve("in." + to.replaceFirst(":.*", "")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
