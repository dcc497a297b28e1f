package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.machimori.town.Era;
import jp.machimori.town.FiscalYear;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * 取り込むブック。A workbook that the town kept before, as the text of its cells, and how its columns are understood.
 *
 * @param name of the file
 */
record Taken(String name, List<Sheet> sheets, Mapping mapping) {

    static final int MOST_SHEETS = 20;
    static final int MOST_ROWS = 2_000;
    static final int MOST_COLUMNS = 40;
    private static final int HEAD_WITHIN = 30;
    /** Whose column is looked for first. */
    private static final List<Role> ORDER = List.of(Role.UNIT, Role.PLAN, Role.RESULT, Role.DIVISION, Role.ABOUT, Role.LABEL, Role.MEASURE);
    private static final Pattern DONE = Pattern.compile("実績|結果|実施状況|実施済");
    /** A head that says the year alone, in one calendar or both. */
    private static final Pattern GROUP = Pattern.compile("[#()]*#[#()]*");
    private static final Pattern YEAR = Pattern.compile("(令和|平成|R|H)(元|\\d{1,2})(?:年度?)?|(20\\d\\d)(?:年度)?");

    /** 列の役割。 */
    enum Role {
        MEASURE("施策", "事業", "取組名", "取り組み名", "主な取組", "主な取り組み", "具体的取組", "具体的な取組", "項目"), DIVISION("担当課", "所管課", "担当", "所管", "課名", "担当部署"), ABOUT("内容", "概要"),
        LABEL("指標"), UNIT("単位"), RESULT("実績", "取組", "取り組み", "結果", "実施状況"), PLAN("予定", "計画", "実施予定");

        private final List<String> words;

        Role(String... words) {
            this.words = List.of(words);
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean isIn(String head) {
            return words.stream().anyMatch(head::contains);
        }
    }

    /** @param rows texts by row and column; of a merged region the first cell has it @param spans merged regions of several rows */
    record Sheet(String name, List<List<String>> rows, List<Span> spans) {

        String at(int row, int column) {
            return row < rows.size() && column < rows.get(row).size() ? rows.get(row).get(column) : "";
        }

        /** The text that stands across that cell: its own, or that of the region it is part of. */
        String across(int row, int column) {
            return spans.stream().filter(span -> span.has(row, column)).findFirst().map(span -> at(span.row(), span.column())).orElse(at(row, column));
        }

        int width() {
            return rows.stream().mapToInt(List::size).max().orElse(0);
        }

        /** The words of the head over a column: a head that goes on over several rows, with the year or the half over a group of columns. */
        String head(int head, int column) {
            String own = upright(head, column);
            String over = head == 0 ? "" : across(head - 1, column);
            return own.isEmpty() || over.isEmpty() || over.equals(own) || over.length() > 20 || !isGroup(head - 1, column, over) ? own : over + " " + own;
        }

        private String upright(int row, int column) {
            return spans.stream().filter(span -> span.has(row, column) && span.column() == column).findFirst().map(span -> at(span.row(), column)).orElse(at(row, column));
        }

        /** Nothing but a year, or a year, 実績 or 予定 in a cell over several columns. */
        private boolean isGroup(int row, int column, String text) {
            boolean title = rows.get(row).stream().filter(cell -> !cell.isEmpty()).count() < 2;
            boolean dated = year(text).isPresent() || DONE.matcher(text).find() || Role.PLAN.isIn(text);
            return !title && (GROUP.matcher(yearless(text)).matches() || dated && spans.stream().anyMatch(span -> span.has(row, column) && span.column() < span.lastColumn()));
        }

        /** How many of these columns have a head that goes on below that row. */
        private long unfinished(int head, Collection<Integer> columns) {
            return columns.stream().filter(column -> spans.stream().anyMatch(span -> span.has(head, column) && span.lastRow() > head)).count();
        }
    }

    /** 結合されたセル。 */
    record Span(int row, int column, int lastRow, int lastColumn) {
        boolean has(int at, int col) {
            return at >= row && at <= lastRow && col >= column && col <= lastColumn;
        }
    }

    /** @param sheet its place, 0 is the first @param head row of the head, 0 is the first @param columns by role; one that is not there is left out */
    record Mapping(int sheet, int head, Map<Role, Integer> columns) {
    }

    static List<Sheet> sheets(XSSFWorkbook book) {
        List<Sheet> sheets = new ArrayList<>();
        for (int at = 0; at < Math.min(MOST_SHEETS, book.getNumberOfSheets()); at++) {
            sheets.add(sheet(book.getSheetAt(at)));
        }
        return sheets;
    }

    private static Sheet sheet(XSSFSheet sheet) {
        List<List<String>> rows = new ArrayList<>();
        for (Row row : sheet) {
            if (row.getRowNum() >= MOST_ROWS) {
                break;
            }
            while (rows.size() <= row.getRowNum()) {
                rows.add(new ArrayList<>());
            }
            List<String> cells = rows.get(row.getRowNum());
            for (Cell cell : row) {
                CellText said = CellText.of(cell);
                if (cell.getColumnIndex() < MOST_COLUMNS && !said.text().isEmpty()) {
                    while (cells.size() <= cell.getColumnIndex()) {
                        cells.add("");
                    }
                    cells.set(cell.getColumnIndex(), said.kind() == CellText.Kind.PERCENT ? said.text() + "%" : said.text());
                }
            }
        }
        List<Span> spans = sheet.getMergedRegions().stream().filter(region -> region.getFirstRow() < MOST_ROWS).map(Taken::span).toList();
        return new Sheet(sheet.getSheetName(), rows, spans);
    }

    private static Span span(CellRangeAddress region) {
        return new Span(region.getFirstRow(), region.getFirstColumn(), region.getLastRow(), region.getLastColumn());
    }

    /**
     * 取り込み方の覚え。How a plan's workbook was understood last time.
     *
     * @param heads by role, without their years
     * @param sheet its name without its year; null where nothing is remembered
     * @param head row of the head, 0 is the first
     * @param rows which question was chosen by hand
     */
    record Memory(Map<Role, String> heads, @Nullable String sheet, int head, List<Chosen> rows) {

        static final Memory NONE = new Memory(Map.of(), null, 0, List.of());

        /** 選んだ問い。The measure and the division that a row names, without signs, and the measure and the division of the question. */
        record Chosen(String measure, String division, String node, String asked) {

            static Chosen of(Entry entry, Question question) {
                return new Chosen(Titles.bare(entry.measure()), BookWords.plain(entry.division()), question.node(), question.asked());
            }

            boolean isOf(Entry entry) {
                return measure.equals(Titles.bare(entry.measure())) && division.equals(BookWords.plain(entry.division()));
            }
        }

        Memory with(Taken taken) {
            return new Memory(taken.heads(), yearless(taken.sheet().name()), taken.mapping().head(), rows);
        }

        /** @param anew rows of which only what is chosen now is remembered */
        Memory with(List<Entry> anew, List<Chosen> chosen) {
            return new Memory(heads, sheet, head, Stream.concat(rows.stream().filter(row -> anew.stream().noneMatch(row::isOf)), chosen.stream()).distinct().toList());
        }

        /** None where rows of one name went to several questions. */
        Optional<Chosen> of(Entry entry) {
            List<Chosen> known = rows.stream().filter(row -> row.isOf(entry)).toList();
            return known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
        }

        /** Whether that is the sheet of last time with the columns of last time. */
        private boolean knows(Sheet of, Mapping mapping) {
            return yearless(of.name()).equals(sheet) && heads.entrySet().stream().allMatch(one -> mapping.columns().containsKey(one.getKey())
                    && yearless(of.head(mapping.head(), mapping.columns().get(one.getKey()))).equals(one.getValue()));
        }
    }

    /** How a workbook is probably to be understood: as last time; else its head is the row with the most words that heads have. */
    static Mapping guess(List<Sheet> sheets, Memory memory, FiscalYear results) {
        List<Mapping> all = new ArrayList<>();
        for (int sheet = 0; sheet < sheets.size(); sheet++) {
            for (int head = 0; head < Math.min(HEAD_WITHIN, sheets.get(sheet).rows().size()); head++) {
                all.add(new Mapping(sheet, head, columns(sheets.get(sheet), head, memory.heads(), results)));
            }
        }
        return all.stream().filter(one -> one.columns().size() >= 2).min(Comparator.<Mapping, Boolean>comparing(one -> !memory.knows(sheets.get(one.sheet()), one))
                .thenComparing(one -> -one.columns().size()).thenComparing(one -> year(sheets.get(one.sheet()).name()).filter(results::equals).isEmpty())
                .thenComparing(one -> sheets.get(one.sheet()).unfinished(one.head(), one.columns().values())).thenComparing(one -> one.head() != memory.head())).orElse(new Mapping(0, 0, Map.of()));
    }

    /** @param memory the heads of last time; where all of them stand there, no other column is guessed */
    static Map<Role, Integer> columns(Sheet sheet, int head, Map<Role, String> memory, FiscalYear results) {
        Map<Role, Integer> columns = new EnumMap<>(Role.class);
        Map<Integer, String> free = new LinkedHashMap<>();
        IntStream.range(0, Math.min(MOST_COLUMNS, sheet.width())).forEach(column -> free.put(column, sheet.head(head, column)));
        free.values().removeIf(words -> words.isEmpty() || words.length() > 60);
        for (Role role : ORDER) {
            free.keySet().stream().filter(column -> yearless(free.get(column)).equals(memory.get(role)) && year(free.get(column)).filter(of -> !of.equals(year(role, results))).isEmpty())
                    .max(Comparator.comparing(column -> year(free.get(column)).filter(year(role, results)::equals).isPresent()))
                    .ifPresent(column -> {
                        columns.put(role, column);
                        free.remove(column);
                    });
        }
        boolean known = !memory.isEmpty() && columns.keySet().equals(memory.keySet());
        ORDER.stream().filter(role -> !known && !columns.containsKey(role)).forEach(role ->
                free.keySet().stream().filter(column -> isGuessed(role, free.get(column), year(role, results))).min(Comparator.comparing(column -> year(free.get(column)).isEmpty())).ifPresent(column -> {
                    columns.put(role, column);
                    free.remove(column);
                }));
        return Collections.unmodifiableMap(columns);
    }

    private static FiscalYear year(Role role, FiscalYear results) {
        return role == Role.PLAN ? results.next() : results;
    }

    /** A head that names a year is of that year; one that says 予定 tells no results, and one that says 実績 no plan. */
    private static boolean isGuessed(Role role, String head, FiscalYear year) {
        String plain = BookWords.plain(head);
        Optional<FiscalYear> named = year(head);
        boolean dated = role == Role.RESULT || role == Role.PLAN;
        if (role == Role.RESULT && Role.PLAN.isIn(plain) && !DONE.matcher(plain).find() || role == Role.PLAN && !Role.PLAN.isIn(plain) && DONE.matcher(plain).find()) {
            return false;
        }
        if (role == Role.RESULT && named.isEmpty() && Role.MEASURE.isIn(plain) && !DONE.matcher(plain).find()) {
            return false;
        }
        if (dated && named.isPresent()) {
            return named.get().equals(year);
        }
        return role.isIn(plain) && (dated || named.isEmpty()) && !(role == Role.MEASURE && plain.contains("内容"));
    }

    static Optional<FiscalYear> year(String head) {
        Matcher year = YEAR.matcher(BookWords.plain(head));
        if (!year.find()) {
            return Optional.empty();
        }
        Integer western = year.group(3) != null ? Integer.valueOf(year.group(3)) : Era.westernYear(year.group(1) + year.group(2));
        return Optional.ofNullable(western).map(FiscalYear::new);
    }

    /** The words of a head that are the same every year. */
    static String yearless(String head) {
        return YEAR.matcher(BookWords.plain(head)).replaceAll("#");
    }

    Sheet sheet() {
        return sheets.get(Math.min(mapping.sheet(), sheets.size() - 1));
    }

    /**
     * 取り込む一件。What the workbook says of one measure and one division.
     *
     * @param id the row and, where a cell holds blocks of several divisions, which of them
     * @param row as Excel counts
     */
    record Entry(String id, int row, String measure, String division, String result, String plan) {
        String text(Half half) {
            return half == Half.RESULT ? result : plan;
        }
    }

    /** 数の名と単位. What a row says beside its number, where the workbook has columns of their own for it; empty where it has none. */
    private record Number(String label, String unit) {

        private static final Pattern BARE = Pattern.compile("[-+−－]?[0-9０-９][0-9０-９,，.．]*");

        /** ・回数 1,200回 of a cell that says 1,200; a cell of several lines tells its numbers itself. */
        String told(String cell) {
            if (label.isEmpty() || cell.isEmpty() || cell.startsWith("・") || cell.contains("\n")) {
                return cell;
            }
            return "・" + label + " " + cell + (BARE.matcher(cell).matches() ? unit.replaceAll("[()（）]", "") : "");
        }
    }

    /** 同左. A cell of plans that points at the results beside it. */
    private static final Pattern SAME = Pattern.compile("[・\\s]*(?:同左|同じ|左に同じ|左記に同じ)[。\\s]*");
    /** 同上. A cell that points at the one above it. */
    private static final Pattern ABOVE = Pattern.compile("[・\\s]*(?:同上|上に同じ|上記に同じ|〃|″|々)[。\\s]*");

    /** Rows that say something. A measure and a division go on for the rows below that name none. */
    List<Entry> entries(Predicate<String> isDivision) {
        List<Entry> entries = new ArrayList<>();
        Sheet sheet = sheet();
        String measure = "";
        String division = "";
        String result = "";
        String plan = "";
        for (int row = mapping.head() + 1; row < sheet.rows().size(); row++) {
            String named = across(sheet, row, Role.MEASURE);
            String own = across(sheet, row, Role.DIVISION);
            boolean begins = !named.isEmpty() && !named.equals(measure) && !isAbove(named);
            measure = begins ? named : measure;
            division = isAbove(own) || own.isEmpty() && !begins ? division : own;
            result = own(sheet, row, Role.RESULT, result);
            plan = own(sheet, row, Role.PLAN, plan);
            if (!measure.isEmpty() && !(result.isEmpty() && plan.isEmpty())) {
                Number number = new Number(across(sheet, row, Role.LABEL), across(sheet, row, Role.UNIT));
                add(entries, row, measure, division, number.told(result), SAME.matcher(plan).matches() ? plan : number.told(plan), isDivision);
            }
        }
        return entries;
    }

    private String across(Sheet sheet, int row, Role role) {
        return mapping.columns().containsKey(role) ? sheet.across(row, mapping.columns().get(role)) : "";
    }

    private String own(Sheet sheet, int row, Role role, String above) {
        String own = mapping.columns().containsKey(role) ? sheet.at(row, mapping.columns().get(role)) : "";
        return isAbove(own) && !above.isEmpty() ? above : own;
    }

    private static boolean isAbove(String cell) {
        return ABOVE.matcher(cell).matches();
    }

    private static void add(List<Entry> entries, int row, String measure, String division, String result, String plan,
                            Predicate<String> isDivision) {
        Map<String, String> results = blocks(result, division, isDivision);
        Map<String, String> plans = blocks(SAME.matcher(plan).matches() ? result : plan, division, isDivision);
        List<String> names = Stream.of(results, plans).flatMap(blocks -> blocks.keySet().stream()).distinct().toList();
        for (String name : names) {
            String told = results.getOrDefault(name, "");
            String planned = plans.getOrDefault(name, "");
            entries.add(new Entry(row + "-" + names.indexOf(name), row + 1, measure, name, told, SAME.matcher(planned).matches() ? told : planned));
        }
    }

    /** What stands under no name is of the division of the row. */
    private static Map<String, String> blocks(String cell, String division, Predicate<String> isDivision) {
        Map<String, String> blocks = new LinkedHashMap<>();
        Blocks.of(cell, isDivision).forEach((name, text) -> blocks.merge(name.isEmpty() ? division : name, text, (first, second) -> first + "\n" + second));
        return blocks;
    }

    /** The words of the head over each column that has a role. */
    Map<Role, String> heads() {
        Map<Role, String> heads = new EnumMap<>(Role.class);
        mapping.columns().forEach((role, column) -> heads.put(role, yearless(sheet().head(mapping.head(), column))));
        return heads;
    }

    static @Nullable Role role(String key) {
        return java.util.Arrays.stream(Role.values()).filter(role -> role.key().equals(key)).findFirst().orElse(null);
    }
}
