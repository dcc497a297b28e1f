package jp.machimori.forecast;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    private static final List<String> VALUES = List.of("events", "cells", "grid", "days", "out", "model", "at", "cell", "places", "known-until");
    private static final List<String> FLAGS = List.of("compare", "skip-bad-rows");
    /** So few of the events in the cells mean that the files do not belong together. */
    private static final double FEW_INSIDE = 0.1;

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
                [--places points|towns|detected] [--skip-bad-rows]; map, explain: [--known-until DATE]
                """.formatted(String.join(", ", Models.names())));
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new HashMap<>();
        for (int at = 0; at < words.size(); at++) {
            String[] word = words.get(at).split("=", 2);
            String name = word[0].startsWith("--") ? word[0].substring(2) : "";
            if (FLAGS.contains(name) && word.length == 1) {
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
        if (!days.matches("[1-9]\\d{0,2}") || Integer.parseInt(days) > 366) {
            throw usage("--days は 1 から 366 です。 / --days is 1 to 366.%n".formatted());
        }
        return Integer.parseInt(days);
    }

    /** What the three files hold. */
    private record Data(GridFile grid, StudyCells cells, Events events) {
    }

    private Data read() throws IOException {
        GridFile grid = GridFile.read(input("grid"));
        StudyCells cells = EventFile.cells(input("cells"), grid.grid());
        Path file = input("events");
        EventFile.Read read = EventFile.events(file, options.containsKey("skip-bad-rows"));
        if (read.bad() > 0) {
            tell("%s の読めない %,d 行を除きました。", "%s: %,d rows that cannot be read are left aside.", file, read.bad());
        }
        Events events = read.events();
        int inside = cells.inside(events);
        if (inside < events.count()) {
            String japanese = format("%,d 件の事案のうち、対象の区画にあるのは %,d 件です。", events.count(), inside);
            String english = format("%,d of %,d events lie in the study cells.", inside, events.count());
            String check = "経度と緯度の列、座標の単位、格子の原点が合っているか確かめてください。";
            String checkEnglish = " Check the columns of longitude and latitude, the unit of the coordinates and the origin of the grid.";
            if (inside == 0) {
                throw new Unusable(japanese + check, english + checkEnglish);
            }
            boolean few = inside < FEW_INSIDE * events.count();
            tell("%1$s", "%2$s", japanese + (few ? check : ""), english + (few ? checkEnglish : ""));
        }
        return new Data(grid, cells, events);
    }

    private Path input(String name) {
        Path file = Path.of(option(name));
        if (Files.isDirectory(file)) {
            throw new Unusable("--%s の %s はフォルダーです。ファイルを指定してください。".formatted(name, file), "--%s: %s is a folder; name a file.".formatted(name, file));
        }
        return file;
    }

    /** Before anything is worked out. */
    private Path output() throws IOException {
        Path file = Path.of(option("out"));
        for (String input : List.of("events", "cells", "grid")) {
            Path read = Path.of(option(input));
            if (file.toAbsolutePath().normalize().equals(read.toAbsolutePath().normalize()) || Files.exists(file) && Files.exists(read) && Files.isSameFile(file, read)) {
                throw new Unusable("--out と --%s が同じファイルです。元のデータは上書きしません。".formatted(input),
                        "--out and --%s are the same file; the data are not overwritten.".formatted(input));
            }
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Unusable("フォルダー %s がありません。先に作ってください。".formatted(folder), "There is no folder %s; make it first.".formatted(folder));
        }
        if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new Unusable("%s には書けません。".formatted(file), "%s cannot be written.".formatted(file));
        }
        return file;
    }

    private void tell(String japanese, String english, Object... of) {
        err.printf(Locale.ROOT, japanese + "%n", of);
        err.printf(Locale.ROOT, english + "%n", of);
    }

    private static String format(String form, Object... of) {
        return String.format(Locale.ROOT, form, of);
    }

    private void evaluate() throws IOException {
        if (options.containsKey("known-until")) {
            throw usage("--known-until は map と explain のためのものです。 / --known-until is for map and explain.%n".formatted());
        }
        Optional<Path> file = options.containsKey("out") ? Optional.of(output()) : Optional.empty();
        int days = days();
        Forecasting.Places places = places();
        Data data = read();
        Protocol protocol = new Protocol(data.cells(), data.events(), data.grid().day("test_start"), data.grid().day("test_end"), days);
        List<Score> scores = new ArrayList<>();
        String own = options.getOrDefault("model", Models.OWN);
        scores.add(score(protocol, own, places));
        if (options.containsKey("compare")) {
            for (String name : Models.names()) {
                if (!name.equals(own)) {
                    scores.add(score(protocol, name, places));
                }
            }
        }
        if (scores.getFirst().events() == 0) {
            out.printf("試験の期間に、対象の区画の事案は 1 件もありません。成績は出せません。%nThere is no event in the study cells during the test: there is nothing to measure.%n");
        } else {
            print(scores);
        }
        if (file.isPresent()) {
            Results.write(scores, file.get());
        }
    }

    private Score score(Protocol protocol, String name, Forecasting.Places places) {
        Score score = protocol.run(Models.named(name, protocol.cells(), places), done -> progress(name, done, protocol.periods()));
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
        out.printf(Locale.ROOT, "%,d cells, %d windows, %,d events%n%n", own.cells(), own.periods().size(), own.events());
        out.printf(Locale.ROOT, "%-8s %22s %22s %8s %8s %8s %8s %9s %9s%n", "model", "hit % at 1 / 5 / 10 %", "predicted % at 1 / 5", "PAI 5 %", "PEI 5 %",
                "bits", "AUC20", "NDCG", "CPU (s)");
        for (Score score : scores) {
            out.printf(Locale.ROOT, "%-8s %22s %22s %8.2f %8.3f %8.4f %8.4f %9.4f %9.4f%n", score.model(),
                    format("%.2f / %.2f / %.2f", 100 * score.hit(1), 100 * score.hit(3), 100 * score.hit(4)),
                    format("%.1f / %.1f", 100 * score.predicted(1), 100 * score.predicted(3)), score.pai(3), score.pei(3), score.bits(), score.auc20(),
                    score.ndcg(), score.cpuPerForecast());
        }
        if (scores.size() > 1) {
            out.printf(Locale.ROOT, "%n%s minus the other, with 95 %% of a paired bootstrap over the windows:%n", own.model());
            out.printf(Locale.ROOT, "%-8s %28s %28s %28s %28s%n", "", "hit points at 1 %", "at 5 %", "bits", "AUC20");
            for (Score other : scores.subList(1, scores.size())) {
                out.printf(Locale.ROOT, "%-8s %28s %28s %28s %28s%n", other.model(), difference(own, other, score -> 100 * score.hit(1)),
                        difference(own, other, score -> 100 * score.hit(3)), difference(own, other, Score::bits), difference(own, other, Score::auc20));
            }
        }
    }

    private static String difference(Score own, Score other, ToDoubleFunction<Score> measure) {
        Advantage found = Advantage.of(own, other, measure);
        return format("%+.3f [%+.3f, %+.3f]", found.difference(), found.low(), found.high());
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

    /** What was made and by what. */
    private record Made(Data data, Forecasting forecasting, Forecast forecast) {
    }

    private Made forecast() throws IOException {
        long start = start();
        int days = days();
        Forecasting.Places places = places();
        boolean told = options.containsKey("known-until");
        long until = told ? GridFile.day(option("known-until"), "--known-until", "--known-until") : Long.MAX_VALUE;
        Data data = read();
        long complete = Math.min(start, told ? until : Forecasting.knownUntil(data.events(), start));
        Forecasting forecasting = new Forecasting(data.cells(), places);
        Forecast forecast = forecasting.at(data.events(), start, complete, days);
        if (complete < start) {
            String last = forecast.origin().lastEvent().isPresent() ? Results.time(forecast.origin().lastEvent().getAsLong()).replace('T', ' ') : "—";
            tell("データは %1$s より前のものが揃っているとみなしました（その最後の事案は %2$s）。%1$s から %3$s までに何もなかったとは考えません。違うときは --known-until で日を指定してください。",
                    "The data are taken to be complete before %1$s (the last event then is of %2$s); it is not taken that nothing happened from then to %3$s. If this is wrong, say the day by --known-until.",
                    Results.day(complete), last, Results.day(start));
        }
        return new Made(data, forecasting, forecast);
    }

    private void map() throws IOException {
        Path file = output();
        Made made = forecast();
        Forecast forecast = made.forecast();
        Results.write(forecast, file);
        out.printf(Locale.ROOT, "%s から %d 日間：全体で %s 件の見込み。%s に %,d 区画を書きました（%s、データ %s）。%n", Results.day(forecast.start()), forecast.days(), amount(forecast.total()), file,
                made.data().cells().count(), forecast.version(), forecast.data().substring(0, 12));
        out.printf(Locale.ROOT, "%d %s from %s: %s expected in all. Wrote %,d cells to %s (%s, data %s).%n", forecast.days(), forecast.days() == 1 ? "day" : "days", Results.day(forecast.start()),
                amount(forecast.total()), made.data().cells().count(), file, forecast.version(), forecast.data().substring(0, 12));
    }

    private static String amount(double total) {
        return format(total >= 0.1 ? "%.2f" : "%.4f", total);
    }

    private void explain() throws IOException {
        String name = option("cell");
        Made made = forecast();
        int cell = cell(made.data().cells(), name);
        if (cell < 0) {
            throw new Unusable("区画 %s は対象にありません。".formatted(name), "The cell %s is not among the study cells.".formatted(name));
        }
        new Sentences(made.forecast(), cell, made.forecasting().explain(cell)).print(out);
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
