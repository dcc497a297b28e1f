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
import jp.machimori.forecast.engine.Events;
import jp.machimori.forecast.engine.Grid;
import jp.machimori.forecast.engine.StudyCells;
import jp.machimori.forecast.engine.Unusable;

/**
 * 事案と区画のCSV。Reads {@code t,x,y} line by line; {@code lon,lat} stand for {@code x,y}. A time that is a range has
 * {@code t_from,t_to} in place of {@code t}, or {@code t_end} beside it. Other columns are left aside.
 */
final class EventFile {

    /** One line of a CSV file and where it stands. */
    private record Line(Path file, long number, List<String> cells) {

        String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
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
            throw unusable("「%s」は数ではありません。", "\"%s\" is no number.", cell(column));
        }

        int whole(int column) {
            try {
                return Integer.parseInt(cell(column));
            } catch (NumberFormatException none) {
                throw unusable("「%s」は整数ではありません。", "\"%s\" is no whole number.", cell(column));
            }
        }

        /** @return seconds since 1970, local time */
        long time(int column) {
            String text = cell(column);
            try {
                return text.length() == "2017-03-01".length() ? LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC)
                        : LocalDateTime.parse(text.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
            } catch (DateTimeException none) {
                throw unusable("「%s」は日時として読めません。2017-03-01T09:30 のように書いてください。",
                        "\"%s\" cannot be read as a time: write it as 2017-03-01T09:30.", text);
            }
        }

        Unusable unusable(String japanese, String english, Object... of) {
            return new Unusable("%s の %d 行目：".formatted(file, number) + japanese.formatted(of), "%s, line %d: ".formatted(file, number) + english.formatted(of));
        }
    }

    private interface Reader {

        void read(Line line);
    }

    private EventFile() {
    }

    /** @return the events in the order of time */
    static Events events(Path file) throws IOException {
        Events events = new Events();
        int[] columns = new int[5];
        lines(file, head -> {
            columns[0] = column(head, "t_from", "t");
            columns[1] = head.cells().contains("t_to") ? column(head, "t_to") : head.cells().indexOf("t_end");
            columns[2] = column(head, "x", "lon", "lng");
            columns[3] = column(head, "y", "lat");
        }, line -> {
            long from = line.time(columns[0]);
            long to = columns[1] < 0 || line.cell(columns[1]).isEmpty() ? from : line.time(columns[1]);
            if (to < from) {
                throw line.unusable("終わりの「%s」が始まりより前です。", "The end \"%s\" is before the start.", line.cell(columns[1]));
            }
            events.add(from, to, line.number(columns[2]), line.number(columns[3]));
        });
        return events.inOrder();
    }

    /** @return the cells named by {@code gx,gy}, or by {@code mesh} on the grid of JIS X 0410 */
    static StudyCells cells(Path file, Grid grid) throws IOException {
        Numbers gx = new Numbers();
        Numbers gy = new Numbers();
        int[] columns = new int[3];
        lines(file, head -> {
            columns[2] = grid instanceof Grid.Mesh ? head.cells().indexOf("mesh") : -1;
            columns[0] = columns[2] >= 0 ? 0 : column(head, "gx");
            columns[1] = columns[2] >= 0 ? 0 : column(head, "gy");
        }, line -> {
            int[] cell = columns[2] >= 0 ? Grid.Mesh.cell(line.cell(columns[2])) : new int[] {line.whole(columns[0]), line.whole(columns[1])};
            gx.add(cell[0]);
            gy.add(cell[1]);
        });
        return new StudyCells(grid, gx.all(), gy.all());
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

    private static void lines(Path file, Reader head, Reader each) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String first = reader.readLine();
            head.read(new Line(file, 1, split(first == null ? "" : first.startsWith("\ufeff") ? first.substring(1) : first)));
            long number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    each.read(new Line(file, number, split(line)));
                }
            }
        } catch (MalformedInputException other) {
            throw new Unusable("%s は UTF-8 ではありません。".formatted(file), "%s is not UTF-8.".formatted(file));
        }
    }

    private static int column(Line head, String... names) {
        return Arrays.stream(names).mapToInt(head.cells()::indexOf).filter(column -> column >= 0).findFirst()
                .orElseThrow(() -> head.unusable("%s の列がありません。", "There is no column %s.", names[names.length - 1]));
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
