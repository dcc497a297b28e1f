package jp.machimori.forecast;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import jp.machimori.forecast.engine.Advantage;
import jp.machimori.forecast.engine.Events;
import jp.machimori.forecast.engine.Forecast;
import jp.machimori.forecast.engine.Forecasting;
import jp.machimori.forecast.engine.Grid;
import jp.machimori.forecast.engine.Models;
import jp.machimori.forecast.engine.Protocol;
import jp.machimori.forecast.engine.Score;
import jp.machimori.forecast.engine.StudyCells;
import jp.machimori.forecast.engine.Unusable;

/** コマンド forecast。Measures ways to forecast, writes a map, says what a cell's expectation is made of; without the application. */
public final class ForecastCommand {

    private static final List<String> VALUES = List.of("events", "cells", "grid", "days", "out", "model", "at", "cell", "places");

    private final Map<String, String> options;
    private final PrintStream out;
    private final PrintStream err;

    private ForecastCommand(Map<String, String> options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /**
     * @param words what follows {@code forecast}: {@code evaluate}, {@code map} or {@code explain}, then options
     * @return the exit code: 0, 1 where the data cannot be used, 2 where the command is not understood
     */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        try {
            if (words.isEmpty() || !List.of("evaluate", "map", "explain").contains(words.getFirst())) {
                throw usage("");
            }
            ForecastCommand command = new ForecastCommand(options(words.subList(1, words.size())), out, err);
            switch (words.getFirst()) {
                case "evaluate" -> command.evaluate();
                case "map" -> command.map();
                default -> command.explain();
            }
            return 0;
        } catch (Usage misunderstood) {
            err.print(misunderstood.getMessage());
            return 2;
        } catch (Unusable data) {
            err.printf("%n%s%n%s%n", data.japanese(), data.english());
            return 1;
        } catch (NoSuchFileException missing) {
            err.printf("%n%1$s がありません。%nThere is no %1$s.%n", missing.getFile());
            return 1;
        } catch (FileSystemException broken) {
            err.printf("%n%1$s を読み書きできません。%n%1$s cannot be read or written.%n", broken.getFile());
            return 1;
        } catch (IOException broken) {
            err.printf("%nファイルを読み書きできません：%1$s%nA file cannot be read or written: %1$s%n", broken.getMessage());
            return 1;
        } catch (OutOfMemoryError full) {
            err.printf("%n対象の区画や事案が多すぎて、メモリーが足りません。区域を分けてください。%n"
                    + "There are too many cells or events for the memory: divide the area.%n");
            return 1;
        }
    }

    private static final class Usage extends RuntimeException {

        Usage(String text) {
            super(text);
        }
    }

    private static Usage usage(String why) {
        return new Usage(why + """
                使い方 / Usage:
                  ./machimori forecast evaluate --events E.csv --cells C.csv --grid G.json [--days 7] [--model NAME | --compare] [--out FILE]
                  ./machimori forecast map      --events E.csv --cells C.csv --grid G.json --at DATE [--days 7] --out FILE
                  ./machimori forecast explain  --events E.csv --cells C.csv --grid G.json --at DATE [--days 7] --cell GX,GY
                NAME: %s
                [--places points|towns|detected]
                """.formatted(String.join(", ", Models.names())));
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new HashMap<>();
        for (int at = 0; at < words.size(); at++) {
            String[] word = words.get(at).split("=", 2);
            String name = word[0].startsWith("--") ? word[0].substring(2) : "";
            if (name.equals("compare")) {
                options.put(name, "");
            } else if (!VALUES.contains(name) || word.length == 1 && at + 1 == words.size()) {
                throw usage("「%1$s」が分かりません。 / \"%1$s\" is not understood.%n".formatted(words.get(at)));
            } else {
                options.put(name, word.length == 2 ? word[1] : words.get(++at));
            }
        }
        return options;
    }

    private String option(String name) {
        String value = options.get(name);
        if (value == null) {
            throw usage("--%1$s が要ります。 / --%1$s is needed.%n".formatted(name));
        }
        return value;
    }

    private int days() {
        String days = options.getOrDefault("days", "7");
        if (!days.matches("[1-9]\\d{0,2}")) {
            throw usage("--days は 1 から 366 です。 / --days is 1 to 366.%n".formatted());
        }
        return Integer.parseInt(days);
    }

    /** What the three files hold. */
    private record Data(GridFile grid, StudyCells cells, Events events) {
    }

    private Data read() throws IOException {
        GridFile grid = GridFile.read(Path.of(option("grid")));
        StudyCells cells = EventFile.cells(Path.of(option("cells")), grid.grid());
        return new Data(grid, cells, EventFile.events(Path.of(option("events"))));
    }

    private void evaluate() throws IOException {
        Data data = read();
        Protocol protocol = new Protocol(data.cells(), data.events(), data.grid().day("test_start"), data.grid().day("test_end"), days());
        List<Score> scores = new ArrayList<>();
        String own = options.getOrDefault("model", Models.OWN);
        scores.add(score(protocol, own));
        if (options.containsKey("compare")) {
            for (String name : Models.names()) {
                if (!name.equals(own)) {
                    scores.add(score(protocol, name));
                }
            }
        }
        print(scores);
        if (options.containsKey("out")) {
            Results.write(scores.getFirst(), Path.of(options.get("out")));
        }
    }

    private Score score(Protocol protocol, String name) {
        Score score = protocol.run(Models.named(name, protocol.cells(), places()), done -> progress(name, done, protocol.periods()));
        err.println();
        return score;
    }

    private void progress(String name, int done, int of) {
        int filled = 30 * done / of;
        err.printf("\r%-8s [%s%s] %d/%d", name, "=".repeat(filled), " ".repeat(30 - filled), done, of);
        err.flush();
    }

    private void print(List<Score> scores) {
        Score own = scores.getFirst();
        out.printf("%,d cells, %d windows, %,d events%n%n", own.cells(), own.periods().size(), own.events());
        out.printf("%-8s %22s %22s %8s %8s %8s %8s %9s %9s%n", "model", "hit % at 1 / 5 / 10 %", "predicted % at 1 / 5", "PAI 5 %", "PEI 5 %",
                "bits", "AUC20", "NDCG", "CPU (s)");
        for (Score score : scores) {
            out.printf("%-8s %22s %22s %8.2f %8.3f %8.4f %8.4f %9.4f %9.4f%n", score.model(),
                    "%.2f / %.2f / %.2f".formatted(100 * score.hit(1), 100 * score.hit(3), 100 * score.hit(4)),
                    "%.1f / %.1f".formatted(100 * score.predicted(1), 100 * score.predicted(3)), score.pai(3), score.pei(3), score.bits(), score.auc20(),
                    score.ndcg(), score.cpuPerForecast());
        }
        if (scores.size() > 1) {
            out.printf("%n%s minus the other, with 95 %% of a paired bootstrap over the windows:%n", own.model());
            out.printf("%-8s %28s %28s %28s %28s%n", "", "hit points at 1 %", "at 5 %", "bits", "AUC20");
            for (Score other : scores.subList(1, scores.size())) {
                out.printf("%-8s %28s %28s %28s %28s%n", other.model(), difference(own, other, score -> 100 * score.hit(1)),
                        difference(own, other, score -> 100 * score.hit(3)), difference(own, other, Score::bits), difference(own, other, Score::auc20));
            }
        }
    }

    private static String difference(Score own, Score other, ToDoubleFunction<Score> measure) {
        Advantage found = Advantage.of(own, other, measure);
        return "%+.3f [%+.3f, %+.3f]".formatted(found.difference(), found.low(), found.high());
    }

    private Forecasting.Places places() {
        return switch (options.getOrDefault("places", "detected")) {
            case "points" -> Forecasting.Places.POINTS;
            case "towns" -> Forecasting.Places.TOWNS;
            case "detected" -> Forecasting.Places.DETECTED;
            default -> throw usage("--places は points、towns、detected のどれかです。 / --places is points, towns or detected.%n".formatted());
        };
    }

    private long start() {
        return GridFile.day(option("at"), "--at", "--at");
    }

    private void map() throws IOException {
        Path file = Path.of(option("out"));
        long start = start();
        Data data = read();
        Forecast forecast = new Forecasting(data.cells(), places()).at(data.events(), start, days());
        Results.write(forecast, file);
        out.printf("%s から %d 日間：全体で %.2f 件の見込み。%s に %,d 区画を書きました（%s、データ %s）。%n", Results.day(start), days(), forecast.total(), file,
                data.cells().count(), forecast.version(), forecast.data().substring(0, 12));
        out.printf("%d days from %s: %.2f expected in all. Wrote %,d cells to %s (%s, data %s).%n", days(), Results.day(start), forecast.total(),
                data.cells().count(), file, forecast.version(), forecast.data().substring(0, 12));
    }

    private void explain() throws IOException {
        long start = start();
        String name = option("cell");
        Data data = read();
        int cell = cell(data.cells(), name);
        if (cell < 0) {
            throw new Unusable("区画 %s は対象にありません。".formatted(name), "The cell %s is not among the study cells.".formatted(name));
        }
        Forecasting forecasting = new Forecasting(data.cells(), places());
        Forecast forecast = forecasting.at(data.events(), start, days());
        new Sentences(forecast, cell, forecasting.explain(cell)).print(out);
    }

    private static int cell(StudyCells cells, String name) {
        if (name.matches("-?\\d{1,9},-?\\d{1,9}")) {
            String[] numbers = name.split(",");
            return cells.number(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
        }
        if (cells.grid() instanceof Grid.Mesh) {
            int[] cell = Grid.Mesh.cell(name);
            return cells.number(cell[0], cell[1]);
        }
        throw usage("--cell %1$s が分かりません。 / --cell %1$s is not understood.%n".formatted(name));
    }
}
