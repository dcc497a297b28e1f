package jp.machimori.inquiry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * 書かれた回答用紙。An answer workbook as it came back. Its head is found by its words, its rows by what they say of themselves:
 * rows may have been inserted, columns moved, and everything that is not text lost.
 *
 * @param code the whole number it bears; null when it has none, or a wrong one
 * @param likeCode whether something stands there that looks like one
 * @param hasRows whether there is a sheet with the head of an answer workbook
 * @param versions of the answers it was made from, by the number of the question
 * @param boxes by the number of the question
 * @param known what was filled in when it was made, by the number of the question
 * @param saved when the program it was written with saved it; null where it does not say
 */
record FilledBook(@Nullable BookCode code, boolean likeCode, boolean hasRows, Answer.By by, String byAt, Map<Integer, Integer> versions,
                  Map<Integer, Map<Box, Written>> boxes, Map<Integer, Map<Box, String>> known, List<Fault> faults, @Nullable Instant saved) {

    /** @param bad message key of what is wrong with it, which the label comes first in; null: it can be read */
    record Written(String at, CellText said, @Nullable String bad) {
    }

    /**
     * 直すところ。One cell that could not be taken.
     *
     * @param at as D14; null: no cell of its own
     * @param number of the question, 0: none
     * @param half it stands in; null: in none, or in no certain one
     */
    record Fault(@Nullable String at, int number, @Nullable Half half, String why, List<String> words) {
        Fault(@Nullable String at, int number, String why, List<String> words) {
            this(at, number, null, why, words);
        }

        static Fault of(@Nullable String at, Question question, Reading.Problem problem) {
            return new Fault(at, question.ord() + 1, problem.box().half(), problem.why(), problem.said());
        }

        public Object[] arguments() {
            return words.toArray();
        }
    }

    private static final int HEAD_WITHIN = 60;
    private static final int MOST_ROWS = 30_000;

    /** The version of its answer that this was made from; -1 where it does not say, or says one that there is not yet. */
    int version(Question question) {
        int version = versions.getOrDefault(question.ord() + 1, -1);
        return version <= question.version() ? version : -1;
    }

    static FilledBook of(XSSFWorkbook book) {
        for (int at = 0; at < book.getNumberOfSheets(); at++) {
            XSSFSheet sheet = book.getSheetAt(at);
            for (Row row : sheet) {
                if (row.getRowNum() > HEAD_WITHIN) {
                    break;
                }
                Map<BookColumn, Integer> columns = columns(row);
                if (StreamSupport.stream(List.of(BookColumn.values()).spliterator(), false).filter(BookColumn::isNeeded).allMatch(columns::containsKey)) {
                    return new Reader(sheet, row.getRowNum(), columns).read();
                }
            }
        }
        return new FilledBook(null, false, false, Answer.By.NOBODY, "", Map.of(), Map.of(), Map.of(), List.of(), null);
    }

    private static Map<BookColumn, Integer> columns(Row row) {
        Map<BookColumn, Integer> columns = new EnumMap<>(BookColumn.class);
        for (Cell cell : row) {
            String head = BookWords.plain(CellText.of(cell).text());
            for (BookColumn column : BookColumn.values()) {
                if (head.equals(column.head())) {
                    columns.putIfAbsent(column, cell.getColumnIndex());
                }
            }
        }
        return columns;
    }

    private static final class Reader {

        private final XSSFSheet sheet;
        private final int head;
        private final Map<BookColumn, Integer> columns;
        private final Map<Integer, Integer> versions = new LinkedHashMap<>();
        private final Map<Integer, Map<Box, Written>> boxes = new LinkedHashMap<>();
        private final Map<Integer, Map<Box, String>> known = new LinkedHashMap<>();
        private final List<Fault> faults = new ArrayList<>();

        Reader(XSSFSheet sheet, int head, Map<BookColumn, Integer> columns) {
            this.sheet = sheet;
            this.head = head;
            this.columns = columns;
        }

        FilledBook read() {
            int rows = 0;
            for (Row row : sheet) {
                if (row.getRowNum() > head && rows++ < MOST_ROWS) {
                    row(row);
                }
            }
            BookCode code = null;
            boolean like = false;
            for (int at = 0; at < head; at++) {
                for (Cell cell : cells(sheet.getRow(at))) {
                    String text = CellText.of(cell).text();
                    like |= BookCode.isLike(text);
                    code = code == null ? BookCode.in(text).orElse(null) : code;
                }
            }
            Cell name = beside(BookWords.NAME);
            Answer.By by = new Answer.By(said(BookWords.SECTION), said(BookWords.NAME), said(BookWords.PHONE), said(BookWords.CHECKER), "workbook");
            return new FilledBook(code, like, true, by, name == null ? "" : address(name.getRowIndex(), name.getColumnIndex()), versions, boxes, known, faults, saved(sheet.getWorkbook()));
        }

        private static @Nullable Instant saved(XSSFWorkbook book) {
            Date saved = book.getProperties().getCoreProperties().getModified();
            return saved == null ? null : saved.toInstant();
        }

        private static Iterable<Cell> cells(@Nullable Row row) {
            return row == null ? List.of() : row;
        }

        /** The box that belongs to a word above the head: in the column of the answers, or right behind the word. */
        private @Nullable Cell beside(String word) {
            for (int at = 0; at < head; at++) {
                for (Cell cell : cells(sheet.getRow(at))) {
                    if (BookWords.plain(CellText.of(cell).text()).equals(word)) {
                        Row row = cell.getRow();
                        Cell own = row.getCell(columns.get(BookColumn.ANSWER), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
                        Cell next = row.getCell(cell.getColumnIndex() + 1);
                        return own == cell || CellText.of(own).text().isEmpty() && !CellText.of(next).text().isEmpty() ? next : own;
                    }
                }
            }
            return null;
        }

        private String said(String word) {
            String text = CellText.of(beside(word)).text().replace('\n', ' ');
            return text.substring(0, Math.min(100, text.length()));
        }

        private static String address(int row, int column) {
            return new CellReference(row, column).formatAsString();
        }

        private CellText text(Row row, BookColumn column) {
            return columns.containsKey(column) ? CellText.of(row.getCell(columns.get(column))) : CellText.of(null);
        }

        private String address(Row row, BookColumn column) {
            return address(row.getRowNum(), columns.get(column));
        }

        private void row(Row row) {
            CellText said = text(row, BookColumn.ANSWER);
            Integer number = whole(text(row, BookColumn.NUMBER));
            String item = BookWords.plain(text(row, BookColumn.ITEM).text());
            if (BookWords.plain(text(row, BookColumn.HALF).text()).equals(BookWords.QUESTION)) {
                return;
            }
            Optional<Half> half = BookWords.half(text(row, BookColumn.HALF).text());
            if (number == null || half.isEmpty() || item.isEmpty()) {
                if (!said.text().isEmpty() && columns(row).isEmpty()) {
                    faults.add(new Fault(address(row, BookColumn.ANSWER), number == null ? 0 : number, half.orElse(null), "inquiry.book.stray", List.of(shortened(said.text()))));
                }
                return;
            }
            Integer version = whole(text(row, BookColumn.VERSION));
            if (version != null) {
                versions.merge(number, version, Math::min);
            }
            box(row, number, half.get(), item, said);
        }

        private void box(Row row, int number, Half half, String item, CellText said) {
            if (item.equals(BookWords.OUTCOME)) {
                write(row, number, Box.outcome(half), BookColumn.ANSWER, said);
            } else if (item.equals(BookWords.TEXT)) {
                write(row, number, Box.text(half), BookColumn.ANSWER, said);
            } else if (item.startsWith(BookWords.plain(BookWords.SLOT))) {
                String label = item.substring(BookWords.plain(BookWords.SLOT).length());
                write(row, number, Box.number(half, label), BookColumn.ANSWER, said);
                if (columns.containsKey(BookColumn.REASON)) {
                    write(row, number, Box.reason(half, label), BookColumn.REASON, text(row, BookColumn.REASON));
                }
                if (columns.containsKey(BookColumn.KNOWN)) {
                    known.computeIfAbsent(number, any -> new LinkedHashMap<>()).put(Box.number(half, label), text(row, BookColumn.KNOWN).text());
                }
            } else if (!said.text().isEmpty()) {
                faults.add(new Fault(address(row, BookColumn.ANSWER), number, half, "inquiry.book.stray", List.of(shortened(said.text()))));
            }
        }

        /** A row that stands there twice with different words is certain in neither. */
        private void write(Row row, int number, Box box, BookColumn column, CellText said) {
            Written one = new Written(address(row, column), said, said.kind() == CellText.Kind.ERROR ? "inquiry.book.error" : null);
            boxes.computeIfAbsent(number, any -> new LinkedHashMap<>()).merge(box, one, (first, second) ->
                    first.said().text().equals(second.said().text()) ? first : new Written(second.at(), second.said(), "inquiry.book.twice"));
        }

        private static @Nullable Integer whole(CellText text) {
            String digits = BookWords.plain(text.text()).replaceFirst("^問", "");
            return digits.matches("\\d{1,6}") ? Integer.valueOf(digits) : null;
        }

        private static String shortened(String text) {
            return text.length() <= 20 ? text : text.substring(0, 20) + "…";
        }
    }
}
