package jp.machimori.forecast;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import jp.machimori.forecast.engine.Events;
import jp.machimori.forecast.engine.Grid;
import jp.machimori.forecast.engine.StudyCells;
import jp.machimori.forecast.engine.Unusable;

/**
 * 事案と区画のCSV。Reads {@code t,x,y} line by line; {@code lon,lat} stand for {@code x,y}. A time that is a range has
 * {@code t_from,t_to} in place of {@code t}, or {@code t_end} beside it. Other columns are left aside.
 */
final class EventFile {

    /** 読み取った事案。The events in the order of time, and how many rows could not be read. */
    record Read(Events events, long bad) {
    }

    private static final int MOST_NAMED = 10;
    private static final int FIRST_YEAR = 1900;

    /** What is wrong with one row. */
    private static final class BadRow extends RuntimeException {

        private final String japanese;

        BadRow(String japanese, String english) {
            super(english);
            this.japanese = japanese;
        }
    }

    /** One line of a CSV file and where it stands. */
    private record Line(Path file, long number, List<String> cells) {

        String cell(int column) {
            if (column >= cells.size()) {
                throw bad("列が足りません（%d 列しかありません）。", "columns are missing (there are %d).", cells.size());
            }
            return cells.get(column);
        }

        double number(int column) {
            try {
                double value = Double.parseDouble(cell(column));
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException none) {
                // said below
            }
            throw bad("「%s」は数ではありません。", "\"%s\" is no number.", cell(column));
        }

        int whole(int column) {
            try {
                return Integer.parseInt(cell(column));
            } catch (NumberFormatException none) {
                throw bad("「%s」は整数ではありません。", "\"%s\" is no whole number.", cell(column));
            }
        }

        /** @return seconds since 1970, local time */
        long time(int column) {
            String text = cell(column);
            LocalDateTime time;
            try {
                time = text.length() == "2017-03-01".length() ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text.replace(' ', 'T'));
            } catch (DateTimeException none) {
                throw bad("「%s」は日時として読めません。2017-03-01T09:30 のように書いてください。",
                        "\"%s\" cannot be read as a time: write it as 2017-03-01T09:30.", text);
            }
            if (time.getYear() < FIRST_YEAR) {
                throw bad("「%s」は %d 年より前です。", "\"%s\" is before %d.", text, FIRST_YEAR);
            }
            return time.toEpochSecond(ZoneOffset.UTC);
        }

        BadRow bad(String japanese, String english, Object... of) {
            return new BadRow("%s の %d 行目：".formatted(file, number) + japanese.formatted(of), "%s, line %d: ".formatted(file, number) + english.formatted(of));
        }
    }

    /** The rows that cannot be read: the first of them in words, all of them counted. */
    private static final class BadRows {

        private final Path file;
        private final List<BadRow> named = new ArrayList<>();
        private long count;

        BadRows(Path file) {
            this.file = file;
        }

        void add(BadRow row) {
            if (named.size() < MOST_NAMED) {
                named.add(row);
            }
            count++;
        }

        Unusable refusal(String wayOutJapanese, String wayOutEnglish) {
            long more = count - named.size();
            StringJoiner japanese = new StringJoiner(System.lineSeparator());
            StringJoiner english = new StringJoiner(System.lineSeparator());
            japanese.add(String.format(Locale.ROOT, "%s に読めない行が %,d 行あります。%s", file, count, wayOutJapanese));
            english.add(String.format(Locale.ROOT, "%s: %,d %s cannot be read.%s", file, count, count == 1 ? "row" : "rows", wayOutEnglish));
            for (BadRow row : named) {
                japanese.add(row.japanese);
                english.add(row.getMessage());
            }
            if (more > 0) {
                japanese.add(String.format(Locale.ROOT, "ほか %,d 行", more));
                english.add(String.format(Locale.ROOT, "and %,d more", more));
            }
            return new Unusable(japanese.toString(), english.toString());
        }
    }

    private interface Reader {

        void read(Line line);
    }

    private EventFile() {
    }

    /** @param skip whether rows that cannot be read are left aside; otherwise nothing is read if there is one */
    static Read events(Path file, boolean skip) throws IOException {
        Events events = new Events();
        int[] columns = new int[5];
        BadRows bad = lines(file, head -> {
            columns[0] = column(head, "t_from", "t");
            columns[1] = head.cells().contains("t_to") ? column(head, "t_to") : head.cells().indexOf("t_end");
            columns[2] = column(head, "x", "lon", "lng");
            columns[3] = column(head, "y", "lat");
        }, line -> {
            long from = line.time(columns[0]);
            long to = columns[1] < 0 || columns[1] >= line.cells().size() || line.cell(columns[1]).isEmpty() ? from : line.time(columns[1]);
            if (to < from) {
                throw line.bad("終わりの「%s」が始まりより前です。", "The end \"%s\" is before the start.", line.cell(columns[1]));
            }
            events.add(from, to, line.number(columns[2]), line.number(columns[3]));
        });
        if (bad.count > 0 && (!skip || events.count() == 0)) {
            throw bad.refusal(skip ? "" : "除いて続けるには --skip-bad-rows を付けてください。", skip ? "" : " To go on without them, add --skip-bad-rows.");
        }
        return new Read(events.inOrder(), bad.count);
    }

    /** @return the cells named by {@code gx,gy}, or by {@code mesh} on the grid of JIS X 0410 */
    static StudyCells cells(Path file, Grid grid) throws IOException {
        Numbers gx = new Numbers();
        Numbers gy = new Numbers();
        int[] columns = new int[3];
        BadRows bad = lines(file, head -> {
            columns[2] = grid instanceof Grid.Mesh ? head.cells().indexOf("mesh") : -1;
            columns[0] = columns[2] >= 0 ? 0 : column(head, "gx");
            columns[1] = columns[2] >= 0 ? 0 : column(head, "gy");
        }, line -> {
            int[] cell = columns[2] >= 0 ? mesh(line, columns[2]) : new int[] {line.whole(columns[0]), line.whole(columns[1])};
            gx.add(cell[0]);
            gy.add(cell[1]);
        });
        if (bad.count > 0) {
            throw bad.refusal("", "");
        }
        return new StudyCells(grid, gx.all(), gy.all());
    }

    private static int[] mesh(Line line, int column) {
        try {
            return Grid.Mesh.cell(line.cell(column));
        } catch (Unusable other) {
            throw line.bad("%1$s", "%2$s", other.japanese(), other.english());
        }
    }

    /** A growing row of whole numbers. */
    private static final class Numbers {

        private int[] numbers = new int[1024];
        private int count;

        void add(int number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
        }

        int[] all() {
            return Arrays.copyOf(numbers, count);
        }
    }

    private static BadRows lines(Path file, Reader head, Reader each) throws IOException {
        BadRows bad = new BadRows(file);
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String first = reader.readLine();
            head.read(new Line(file, 1, split(first == null ? "" : first.startsWith("\ufeff") ? first.substring(1) : first)));
            long number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    try {
                        each.read(new Line(file, number, split(line)));
                    } catch (BadRow row) {
                        bad.add(row);
                    }
                }
            }
        } catch (MalformedInputException other) {
            throw new Unusable("%s は UTF-8 ではありません。".formatted(file), "%s is not UTF-8.".formatted(file));
        }
        return bad;
    }

    private static int column(Line head, String... names) {
        return Arrays.stream(names).mapToInt(head.cells()::indexOf).filter(column -> column >= 0).findFirst()
                .orElseThrow(() -> {
                    String others = String.join("、", Arrays.asList(names).subList(1, names.length));
                    String header = String.join(",", head.cells());
                    return new Unusable("%s の見出しに列 %s%s がありません（見出し：%s）。".formatted(head.file(), names[0], others.isEmpty() ? "" : "（または " + others + "）", header),
                            "%s has no column %s (its header: %s).".formatted(head.file(), String.join(" or ", names), header));
                });
    }

    /** No cell that is read holds a comma; quotes around one are taken off. */
    private static List<String> split(String line) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        for (int comma = line.indexOf(','); ; comma = line.indexOf(',', from)) {
            String cell = line.substring(from, comma < 0 ? line.length() : comma).strip();
            cells.add(cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"") ? cell.substring(1, cell.length() - 1) : cell);
            if (comma < 0) {
                return cells;
            }
            from = comma + 1;
        }
    }
}
