package jp.machimori.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.machimori.shell.Cells;
import jp.machimori.town.Era;
import jp.machimori.town.Period;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.ConditionalFormattingThreshold.RangeType;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFConditionalFormattingRule;
import org.apache.poi.xssf.usermodel.XSSFSheetConditionalFormatting;

/** 報告書の表計算のファイル（xlsx）。One sheet a chapter; rows go to the file as they are made. */
final class SheetReport {

    /** Rows that are in memory at once. */
    private static final int WINDOW = 50;
    /** Excel shows no row that is taller; a longer answer goes on in the next row. */
    private static final int LINES = 24;
    private static final int ACROSS = 21;
    /** Points of the tallest row there can be. */
    private static final float MOST = 409;

    private final Report report;
    private final Snapshot snapshot;
    private final Wording words;
    private final SXSSFWorkbook book = new SXSSFWorkbook(WINDOW);
    private final SheetStyles styles = new SheetStyles(book);
    /** Of the columns of the sheet at hand, in half-width characters. */
    private int[] widths = {};

    SheetReport(Report report, Snapshot snapshot, Wording words) {
        this.report = report;
        this.snapshot = snapshot;
        this.words = words;
    }

    byte[] bytes() {
        try (book) {
            Map<String, Integer> names = new HashMap<>();
            for (Snapshot.Chapter chapter : snapshot.chapters()) {
                String name = WorkbookUtil.createSafeSheetName(Xml.plain(chapter.title()));
                int same = names.merge(name, 1, Integer::sum);
                SXSSFSheet sheet = book.createSheet(same == 1 ? name : WorkbookUtil.createSafeSheetName(name.substring(0, Math.min(27, name.length())) + "（" + same + "）"));
                switch (chapter) {
                    case Snapshot.Measures measures -> measures(sheet, measures);
                    case Snapshot.Indicators indicators -> indicators(sheet, indicators);
                    case Snapshot.Statistics statistics -> statistics(sheet, statistics);
                    case Snapshot.Evaluations evaluations -> evaluations(sheet, evaluations);
                }
            }
            about();
            var out = new ByteArrayOutputStream(1 << 18);
            book.write(out);
            return Archive.settled(out.toByteArray());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What the file says of itself, of the day on which the snapshot was taken. */
    private void about() {
        var about = book.getXSSFWorkbook().getProperties().getCoreProperties();
        Date day = Date.from(snapshot.takenOn().atStartOfDay(ZoneId.of("Asia/Tokyo")).toInstant());
        about.setTitle(Xml.plain(snapshot.title()));
        about.setCreator(Xml.plain(snapshot.townName()));
        about.getUnderlyingProperties().setLanguageProperty("ja-JP");
        about.setCreated(Optional.of(day));
        about.getUnderlyingProperties().setModifiedProperty(Optional.of(day));
    }

    /** Title, paper and head; the table goes on in the row behind. */
    private void begin(Sheet sheet, String title, List<String> heads, int... widths) {
        int columns = widths.length;
        this.widths = widths;
        for (int at = 0; at < columns; at++) {
            sheet.setColumnWidth(at, Math.min(widths[at] * 256, 255 * 256));
        }
        String corrected = words.edition(report);
        text(sheet.createRow(0), 0, snapshot.title() + (corrected == null ? "" : "　" + corrected), SheetStyles.Look.TITLE);
        text(sheet.createRow(1), 0, title + "　　" + words.say("report.sheet.check", Era.dateOf(snapshot.takenOn()), report.sha256()), SheetStyles.Look.PLAIN);
        sheet.getRow(0).setHeightInPoints(24);
        sheet.getRow(1).setHeightInPoints(18);
        Row head = sheet.createRow(2);
        head.setHeightInPoints(22);
        for (int at = 0; at < columns; at++) {
            text(head, at, heads.get(at), SheetStyles.Look.HEAD);
        }
        sheet.createFreezePane(1, 3);
        sheet.setRepeatingRows(new CellRangeAddress(2, 2, -1, -1));
        sheet.setFitToPage(true);
        sheet.setHorizontallyCenter(true);
        PrintSetup print = sheet.getPrintSetup();
        print.setPaperSize(PrintSetup.A4_PAPERSIZE);
        print.setLandscape(true);
        print.setFitWidth((short) 1);
        print.setFitHeight((short) 0);
        sheet.setMargin(PageMargin.LEFT, 0.4);
        sheet.setMargin(PageMargin.RIGHT, 0.4);
        sheet.setMargin(PageMargin.TOP, 0.8);
        sheet.setMargin(PageMargin.BOTTOM, 0.6);
        sheet.getHeader().setRight(Xml.plain(Wording.paper(snapshot.paper())).replace("&", "&&"));
        sheet.getFooter().setCenter("&P/&N");
    }

    // ---- 施策 ----

    private void measures(Sheet sheet, Snapshot.Measures measures) {
        begin(sheet, measures.title(), measures.heads(), 26, 16, 44, 44, 44);
        int at = 3;
        for (Snapshot.Section section : measures.sections()) {
            section(sheet, at++, section);
            for (Snapshot.Row row : section.rows()) {
                at = row(sheet, at, row);
            }
        }
    }

    private void section(Sheet sheet, int at, Snapshot.Section section) {
        SheetStyles.Look look = section.level() == 0 ? SheetStyles.Look.PILLAR : section.level() == 1 ? SheetStyles.Look.SECTION : SheetStyles.Look.SUBSECTION;
        Row row = sheet.createRow(at);
        String about = section.about() == null ? "" : "\n" + section.about();
        row.setHeightInPoints(6 + 14 * (1 + (about.isEmpty() ? 0 : 1 + about.length() / 85)));
        text(row, 0, PdfPage.heading(section) + about, look);
        for (int column = 1; column < 5; column++) {
            row.createCell(column).setCellStyle(styles.of(look, false));
        }
        sheet.addMergedRegionUnsafe(new CellRangeAddress(at, at, 0, 4));
    }

    private int row(Sheet sheet, int from, Snapshot.Row row) {
        List<List<String>> columns = List.of(List.of(row.label()), List.of(String.join("\n", row.parties())),
                parts(row.about() == null ? Stream.empty() : row.about().lines()), parts(said(row.results())), parts(said(row.plans())));
        int rows = columns.stream().mapToInt(List::size).max().orElse(1);
        for (int part = 0; part < rows; part++) {
            Row line = sheet.createRow(from + part);
            for (int column = 0; column < 5; column++) {
                List<String> parts = columns.get(column);
                String text = part < parts.size() ? parts.get(part) : column == 0 ? words.say("report.sheet.on", row.label()) : "";
                text(line, column, text, column == 0 ? SheetStyles.Look.NAME : SheetStyles.Look.CELL);
            }
            fit(line);
        }
        return from + rows;
    }

    private static Stream<String> said(List<Snapshot.Said> all) {
        return all.stream().flatMap(said -> Stream.concat(Stream.of("【" + said.division() + "】"), said.lines().stream().map(PdfPage::text)));
    }

    /** The lines in pieces that a row can show. */
    private static List<String> parts(Stream<String> lines) {
        List<String> parts = new ArrayList<>();
        var part = new StringBuilder();
        int room = LINES;
        for (String line : (Iterable<String>) lines::iterator) {
            int needs = 1 + line.length() / ACROSS;
            if (room < needs && !part.isEmpty()) {
                parts.add(part.toString());
                part.setLength(0);
                room = LINES;
            }
            part.append(part.isEmpty() ? "" : "\n").append(line);
            room -= needs;
        }
        parts.add(part.toString());
        return parts;
    }

    // ---- 指標 ----

    private void indicators(Sheet sheet, Snapshot.Indicators indicators) {
        List<String> periods = periods(indicators.rows().stream().flatMap(row -> row.points().stream()).toList());
        var heads = new ArrayList<>(List.of(words.say("report.indicator.unit"), words.say("report.sheet.kind"), words.say("report.measure"), words.say("report.baseline")));
        periods.forEach(period -> heads.add(Wording.period(period)));
        heads.addAll(List.of(words.say("report.goals"), words.say("report.achievement")));
        begin(sheet, indicators.title(), heads, widths(List.of(30, 8, 28, 18), periods.size(), List.of(26, 44)));
        int at = 3;
        for (Snapshot.Indicator indicator : indicators.rows()) {
            Row row = sheet.createRow(at++);
            text(row, 0, named(indicator.label(), indicator.unit()) + (indicator.note() == null ? "" : "\n" + indicator.note()), SheetStyles.Look.NAME);
            text(row, 1, indicator.kind(), SheetStyles.Look.CELL);
            text(row, 2, String.join("\n", indicator.measure()), SheetStyles.Look.CELL);
            text(row, 3, indicator.baselines().stream().map(point -> Wording.period(point.period()) + "　" + point.shown()).collect(Collectors.joining("\n")), SheetStyles.Look.CELL);
            points(sheet, row, 4, periods, indicator.points());
            text(row, 4 + periods.size(), indicator.goals().stream().map(this::goal).collect(Collectors.joining("\n")), SheetStyles.Look.CELL);
            text(row, 5 + periods.size(), indicator.goals().stream().map(goal -> Wording.period(goal.period()) + "　" + words.state(goal) + "\n" + goal.why())
                    .collect(Collectors.joining("\n")), SheetStyles.Look.CELL);
            fit(row);
        }
    }

    private String goal(Snapshot.Goal goal) {
        Snapshot.Before before = goal.before();
        return Wording.period(goal.period()) + "　" + goal.words()
                + (before == null ? "" : "\n" + words.say("report.before", before.words(), Era.shortDate(before.changedOn()), before.reason()));
    }

    // ---- 統計 ----

    private void statistics(Sheet sheet, Snapshot.Statistics statistics) {
        List<String> periods = periods(statistics.rows().stream().flatMap(row -> row.points().stream()).toList());
        var heads = new ArrayList<>(List.of(words.say("report.statistic.unit")));
        periods.forEach(period -> heads.add(Wording.period(period)));
        heads.add(words.say("report.sheet.source"));
        begin(sheet, statistics.title(), heads, widths(List.of(36), periods.size(), List.of(30)));
        int at = 3;
        for (Snapshot.Statistic statistic : statistics.rows()) {
            Row row = sheet.createRow(at++);
            text(row, 0, named(statistic.label(), statistic.unit()), SheetStyles.Look.NAME);
            points(sheet, row, 1, periods, statistic.points());
            text(row, 1 + periods.size(), statistic.source(), SheetStyles.Look.CELL);
            fit(row);
        }
    }

    /** Numbers as numbers, with bars behind them; what is none as its words. */
    private void points(Sheet sheet, Row row, int from, List<String> periods, List<Snapshot.Point> points) {
        Map<String, Snapshot.Point> byPeriod = points.stream().collect(Collectors.toMap(Snapshot.Point::period, point -> point, (one, other) -> one));
        for (int at = 0; at < periods.size(); at++) {
            Snapshot.Point point = byPeriod.get(periods.get(at));
            if (point == null || point.number() == null) {
                text(row, from + at, point == null ? "" : point.shown(), SheetStyles.Look.CELL);
            } else {
                Cell cell = row.createCell(from + at);
                cell.setCellValue(point.number().doubleValue());
                cell.setCellStyle(styles.number(Math.max(0, point.number().scale())));
            }
        }
        if (points.stream().map(Snapshot.Point::number).filter(number -> number != null && number.signum() > 0).count() > 1) {
            bars(sheet, new CellRangeAddress(row.getRowNum(), row.getRowNum(), from, from + periods.size() - 1),
                    points.stream().map(Snapshot.Point::number).filter(number -> number != null).reduce(BigDecimal.ZERO, BigDecimal::max));
        }
    }

    private static void bars(Sheet sheet, CellRangeAddress range, BigDecimal most) {
        var formatting = (XSSFSheetConditionalFormatting) sheet.getSheetConditionalFormatting();
        XSSFConditionalFormattingRule rule = formatting.createConditionalFormattingRule(SheetStyles.BAR);
        var bar = rule.getDataBarFormatting();
        bar.getMinThreshold().setRangeType(RangeType.NUMBER);
        bar.getMinThreshold().setValue(0d);
        bar.getMaxThreshold().setRangeType(RangeType.NUMBER);
        bar.getMaxThreshold().setValue(most.doubleValue());
        formatting.addConditionalFormatting(new CellRangeAddress[] {range}, rule);
    }

    private static List<String> periods(Collection<Snapshot.Point> points) {
        return points.stream().map(Snapshot.Point::period).distinct().sorted(Comparator.comparing(Period::parse, Period.BY_TIME)).toList();
    }

    private static String named(String label, String unit) {
        return unit.isEmpty() ? label : label + "（" + unit + "）";
    }

    private static int[] widths(List<Integer> before, int periods, List<Integer> behind) {
        return Stream.of(before.stream(), IntStream.range(0, periods).map(any -> 11).boxed(), behind.stream()).flatMap(all -> all)
                .mapToInt(Integer::intValue).toArray();
    }

    // ---- 評価 ----

    private void evaluations(Sheet sheet, Snapshot.Evaluations evaluations) {
        begin(sheet, evaluations.title() + "　" + words.say("report.scale") + evaluations.scale().stream().map(rating -> rating.mark() + "　" + rating.meaning())
                .collect(Collectors.joining("／")), List.of(words.say("report.subject"), words.say("report.division"), words.say("report.mark"),
                words.say("report.comment"), words.say("report.next")), 36, 18, 8, 56, 56);
        int at = 3;
        for (Snapshot.Evaluation evaluation : evaluations.rows()) {
            Row row = sheet.createRow(at++);
            text(row, 0, evaluation.subject(), SheetStyles.Look.NAME);
            List<String> rest = Arrays.asList(evaluation.division(), evaluation.mark(), evaluation.comment(), evaluation.next());
            for (int column = 0; column < rest.size(); column++) {
                text(row, column + 1, rest.get(column) == null ? "" : rest.get(column), SheetStyles.Look.CELL);
            }
            fit(row);
        }
    }

    /** As high as its longest cell needs: not every program finds that out by itself. */
    private void fit(Row row) {
        int lines = 1;
        for (Cell cell : row) {
            if (cell.getCellType() == CellType.STRING) {
                int across = widths[cell.getColumnIndex()] - 2;
                lines = Math.max(lines, cell.getStringCellValue().lines().mapToInt(line -> 1 + Math.max(0, width(line) - 1) / across).sum());
            }
        }
        row.setHeightInPoints(Math.min(MOST, 4 + 13.5f * lines));
    }

    private static int width(String line) {
        return line.chars().map(one -> one < 0x100 ? 1 : 2).sum();
    }

    /** Text stays text, also where somebody edits the cell or saves the sheet as CSV. */
    private void text(Row row, int column, String text, SheetStyles.Look look) {
        Cell cell = row.createCell(column);
        String plain = Xml.plain(text);
        cell.setCellValue(plain.length() > 32_000 ? plain.substring(0, 32_000) + "…" : plain);
        cell.setCellStyle(styles.of(look, !plain.equals(Cells.harmless(plain))));
    }
}
