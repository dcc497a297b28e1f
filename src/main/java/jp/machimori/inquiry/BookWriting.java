package jp.machimori.inquiry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.common.usermodel.fonts.FontCharset;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IgnoredErrorType;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * 回答用紙を作る。One sheet that a person can read on paper, and that can be read again when everything but the text of its cells
 * is lost: no hidden sheet, no name, no formula, no macro carries anything. All boxes to fill in are of the text format:
 * what is typed stays as it was typed.
 *
 * @param asking name of the division that asks
 * @param places of the measures in the plan
 */
record BookWriting(Inquiry inquiry, String division, String name, String asking, List<Answering.Item> items,
                   Map<String, HeldPlans.Place> places, Answer.By by) {

    static final String SHEET = "回答";
    private static final String FONT = "游ゴシック";
    private static final int HEAD = 8;
    private static final int POINTS = 15;
    /** A cell holds little more. Answers are shorter; two of them, one above the other, may not be. */
    private static final int LONGEST = 32_000;
    /** Choices that share one drop-down: its list of cells is not to grow without end. */
    private static final int TOGETHER = 200;

    private enum Look {
        PLAIN, SOFT, HEAD, TITLE, NOTE, QUESTION, INPUT
    }

    byte[] bytes() {
        try (XSSFWorkbook book = new XSSFWorkbook(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            new Writer(book).write();
            book.write(out);
            return out.toByteArray();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private final class Writer {

        private final XSSFSheet sheet;
        private final Map<Look, XSSFCellStyle> looks = new HashMap<>();
        private final Map<Look, XSSFCellStyle> quoted = new HashMap<>();
        private final List<CellRangeAddress> choices = new ArrayList<>();
        private int at;

        Writer(XSSFWorkbook book) {
            sheet = book.createSheet(SHEET);
            for (Look look : Look.values()) {
                looks.put(look, style(book, look));
                XSSFCellStyle own = style(book, look);
                own.setQuotePrefixed(true);
                quoted.put(look, own);
            }
        }

        void write() {
            for (BookColumn column : BookColumn.values()) {
                sheet.setColumnWidth(column.ordinal(), column.width() * 256);
            }
            top();
            Row head = sheet.createRow(HEAD);
            for (BookColumn column : BookColumn.values()) {
                put(head, column, column.head(), Look.HEAD);
            }
            height(head);
            at = HEAD + 1;
            items.forEach(this::question);
            page();
        }

        private void top() {
            note(0, inquiry.title());
            note(1, "黄色の欄に書いて、回答のページから送り返してください。回答の別は「" + String.join("」「", BookWords.outcomes())
                    + "」のどれかです。該当がない場合も「該当なし」と回答してください。");
            note(2, "分かっている数や予定の数があれば、入れてあります。記録と違う数にするときは、その理由も書いてください。番号・版・区分・項目の列は、変えないでください。");
            note(7, BookWords.MEANINGS);
            String[][] who = {{BookWords.SECTION, by.section()}, {BookWords.NAME, by.name()}, {BookWords.PHONE, by.phone()}, {BookWords.CHECKER, by.checker()}};
            String[][] what = {{BookWords.CODE, BookCode.of(inquiry, division).toString()}, {"回答する課", name}, {"照会する課", asking},
                    {"回答期限", Inviting.day(inquiry.deadline())}};
            for (int line = 0; line < who.length; line++) {
                Row row = sheet.createRow(3 + line);
                put(row, BookColumn.MEASURE, what[line][0], Look.HEAD);
                put(row, BookColumn.HALF, what[line][1], Look.TITLE);
                put(row, BookColumn.KNOWN, who[line][0], Look.HEAD);
                put(row, BookColumn.ANSWER, who[line][1], Look.INPUT);
            }
        }

        /** Across all columns and no further: what runs out at the right makes everything small on paper. */
        private void note(int at, String text) {
            Row row = sheet.createRow(at);
            put(row, BookColumn.NUMBER, text, Look.NOTE);
            sheet.addMergedRegion(new CellRangeAddress(at, at, 0, BookColumn.values().length - 1));
            int room = Stream.of(BookColumn.values()).mapToInt(BookColumn::width).sum() - 12;
            row.setHeightInPoints(4 + Math.ceilDiv(wide(text), room) * POINTS);
        }

        private void question(Answering.Item item) {
            Question question = item.question();
            HeldPlans.Place place = HeldPlans.Place.of(question, places);
            Row row = row(question, "", BookWords.QUESTION, "施策の内容", Look.QUESTION);
            put(row, BookColumn.MEASURE, measure(question), Look.QUESTION);
            put(row, BookColumn.LAST, place.about() == null ? "" : place.about(), Look.QUESTION);
            put(row, BookColumn.ANSWER, question.remark() == null ? "" : "差し戻しの理由　" + question.remark(), Look.QUESTION);
            height(row);
            for (Half half : Half.values()) {
                half(item, half);
            }
        }

        private String measure(Question question) {
            return HeldPlans.Place.of(question, places).label();
        }

        private void half(Answering.Item item, Half half) {
            Question question = item.question();
            Reading.Filled typed = item.readings().get(half).typed();
            String label = half == Half.RESULT ? "実績（" + year(half) + "）" : "予定（" + year(half) + "）";
            Row outcome = row(question, measure(question), label, BookWords.OUTCOME, Look.SOFT);
            input(outcome, BookColumn.ANSWER, BookWords.of(typed.outcome()));
            choices.add(new CellRangeAddress(outcome.getRowNum(), outcome.getRowNum(), BookColumn.ANSWER.ordinal(), BookColumn.ANSWER.ordinal()));
            height(outcome);
            Row text = row(question, measure(question), label, BookWords.TEXT, Look.SOFT);
            put(text, BookColumn.LAST, before(item, half), Look.PLAIN);
            input(text, BookColumn.ANSWER, typed.text());
            height(text);
            for (Slot slot : question.slots(half)) {
                Row number = row(question, measure(question), label, BookWords.SLOT + slot.label(), Look.SOFT);
                Known known = item.known().get(half).getOrDefault(slot.label(), Known.NOTHING);
                put(number, BookColumn.UNIT, slot.unit(), Look.PLAIN);
                put(number, BookColumn.LAST, before(slot, half, known), Look.PLAIN);
                put(number, BookColumn.KNOWN, Reading.drafted(half, slot, item.known()), Look.PLAIN);
                input(number, BookColumn.ANSWER, typed.numbers().getOrDefault(slot.label(), ""));
                if (half == Half.RESULT) {
                    input(number, BookColumn.REASON, typed.reasons().getOrDefault(slot.label(), ""));
                }
                height(number);
            }
        }

        private String year(Half half) {
            return inquiry.year(half).shortLabel(Locale.JAPANESE);
        }

        private String before(Answering.Item item, Half half) {
            Question question = item.question();
            if (half == Half.PLAN) {
                return question.lastPlan();
            }
            String planned = question.lastPlan().isEmpty() ? "" : "［この年度に予定したこと］\n" + question.lastPlan();
            String told = question.last().isEmpty() ? item.past().stream().map(Past::line).collect(Collectors.joining("\n")) : question.last();
            String last = told.isEmpty() ? "" : "［前年度の実績］\n" + told;
            return last + (last.isEmpty() || planned.isEmpty() ? "" : "\n") + planned;
        }

        private String before(Slot slot, Half half, Known known) {
            String unit = known.unitBefore() == null ? slot.unit() : known.unitBefore();
            String last = known.before() == null ? "" : "前年度 " + known.before().label(Locale.JAPANESE, unit);
            String planned = half == Half.PLAN || known.planned() == null ? "" : "予定 " + known.planned().label(Locale.JAPANESE, slot.unit());
            String numbers = last + (last.isEmpty() || planned.isEmpty() ? "" : "、") + planned;
            String months = slot.calendar() ? slot.period(inquiry.year(half)).label(Locale.JAPANESE) + "の1月から12月までの数" : "";
            return months + (months.isEmpty() || numbers.isEmpty() ? "" : "\n") + numbers;
        }

        private Row row(Question question, String measure, String half, String item, Look look) {
            Row row = sheet.createRow(at++);
            for (BookColumn column : BookColumn.values()) {
                put(row, column, "", look == Look.SOFT ? Look.PLAIN : look);
            }
            put(row, BookColumn.NUMBER, String.valueOf(question.ord() + 1), look);
            put(row, BookColumn.VERSION, String.valueOf(question.version()), look);
            put(row, BookColumn.MEASURE, measure, look);
            put(row, BookColumn.HALF, half, look == Look.SOFT ? Look.PLAIN : look);
            put(row, BookColumn.ITEM, item, look == Look.SOFT ? Look.PLAIN : look);
            return row;
        }

        private void input(Row row, BookColumn column, String text) {
            put(row, column, text, Look.INPUT);
        }

        /** Text beginning with one of = + - @ is marked as text: no program takes it for a formula. */
        private void put(Row row, BookColumn column, String text, Look look) {
            Cell cell = row.getCell(column.ordinal(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
            cell.setCellStyle(!text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? quoted.get(look) : looks.get(look));
            if (text.isEmpty()) {
                cell.setBlank();
            } else {
                cell.setCellValue(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
            }
        }

        /** As high as its longest cell: not every program makes room by itself. */
        private void height(Row row) {
            int lines = 1;
            for (BookColumn column : BookColumn.values()) {
                Cell cell = row.getCell(column.ordinal());
                String text = cell.getCellStyle().getWrapText() ? cell.getStringCellValue() : "";
                lines = Math.max(lines, text.lines().mapToInt(line -> Math.max(1, (wide(line) + column.width() - 3) / (column.width() - 2))).sum());
            }
            row.setHeightInPoints(Math.min(400, 4 + lines * POINTS));
        }

        private static int wide(String line) {
            return line.codePoints().map(point -> point < 0x80 || point >= 0xff61 && point <= 0xff9f ? 1 : 2).sum();
        }

        private void page() {
            for (int from = 0; from < choices.size(); from += TOGETHER) {
                CellRangeAddressList cells = new CellRangeAddressList();
                choices.subList(from, Math.min(choices.size(), from + TOGETHER)).forEach(cells::addCellRangeAddress);
                DataValidation choice = sheet.getDataValidationHelper().createValidation(
                        sheet.getDataValidationHelper().createExplicitListConstraint(BookWords.outcomes().toArray(String[]::new)), cells);
                choice.setShowErrorBox(true);
                choice.createErrorBox(BookWords.OUTCOME, String.join("、", BookWords.outcomes()) + " のどれかにしてください。");
                sheet.addValidationData(choice);
            }
            if (at > HEAD + 1) {
                sheet.addIgnoredErrors(new CellRangeAddress(HEAD + 1, at - 1, 0, BookColumn.values().length - 1), IgnoredErrorType.NUMBER_STORED_AS_TEXT);
            }
            sheet.createFreezePane(0, HEAD + 1);
            sheet.setRepeatingRows(new CellRangeAddress(HEAD, HEAD, 0, BookColumn.values().length - 1));
            sheet.setFitToPage(true);
            sheet.setHorizontallyCenter(true);
            PrintSetup paper = sheet.getPrintSetup();
            paper.setPaperSize(PrintSetup.A4_PAPERSIZE);
            paper.setLandscape(true);
            paper.setFitWidth((short) 1);
            paper.setFitHeight((short) 0);
            sheet.setMargin(PageMargin.LEFT, 0.4);
            sheet.setMargin(PageMargin.RIGHT, 0.4);
            sheet.getFooter().setLeft(BookWords.CODE + " " + BookCode.of(inquiry, division));
            sheet.getFooter().setRight("&P / &N");
            sheet.enableLocking();
            sheet.lockFormatColumns(false);
            sheet.lockFormatRows(false);
            sheet.lockFormatCells(false);
        }
    }

    private static XSSFCellStyle style(XSSFWorkbook book, Look look) {
        XSSFCellStyle style = book.createCellStyle();
        XSSFFont font = book.createFont();
        font.setFontName(FONT);
        font.setCharSet(FontCharset.SHIFTJIS);
        font.setFontHeightInPoints((short) (look == Look.TITLE || look == Look.NOTE ? 11 : 10));
        font.setBold(look == Look.HEAD || look == Look.QUESTION);
        if (look == Look.SOFT) {
            font.setColor(IndexedColors.GREY_50_PERCENT.getIndex());
        }
        style.setFont((Font) font);
        style.setDataFormat((short) 49);     // text
        style.setVerticalAlignment(VerticalAlignment.TOP);
        style.setLocked(look != Look.INPUT);
        style.setWrapText(look != Look.SOFT && look != Look.TITLE);      // said again for whoever sorts the rows; no reason to make them high
        if (look != Look.TITLE && look != Look.NOTE) {
            border(style);
        }
        if (look == Look.HEAD || look == Look.QUESTION || look == Look.INPUT) {
            style.setFillForegroundColor((look == Look.INPUT ? IndexedColors.LIGHT_YELLOW : IndexedColors.GREY_25_PERCENT).getIndex());
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        }
        return style;
    }

    private static void border(CellStyle style) {
        style.setBorderTop(BorderStyle.THIN);
        style.setBorderBottom(BorderStyle.THIN);
        style.setBorderLeft(BorderStyle.THIN);
        style.setBorderRight(BorderStyle.THIN);
    }
}
