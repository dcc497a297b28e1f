package jp.machimori.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ForecastCommandTests {

    private static final Path INCIDENTS = Path.of("../shared/data/incidents");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aSmallTown() throws IOException {
        List<String> cells = new ArrayList<>(List.of("gx,gy"));
        for (int cell = 0; cell < 100; cell++) {
            cells.add(cell % 10 + "," + cell / 10);
        }
        Files.write(folder.resolve("cells.csv"), cells);
        List<String> events = new ArrayList<>(List.of("t,x,y"));
        for (int day = 0; day < 360; day++) {
            events.add("2016-%02d-%02dT%02d:00,%d,%d".formatted(1 + day / 30, 1 + day % 28, day % 24, day % 3 == 0 ? 1_100 : day * 577 % 2_500, day % 3 == 0 ? 900 : day * 911 % 2_500));
        }
        Files.write(folder.resolve("events.csv"), events);
        Files.writeString(folder.resolve("grid.json"), """
                {"cell_m": 250, "origin_x": 0, "origin_y": 0, "test_start": "2016-11-01", "test_end": "2016-12-01"}""");
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        for (String file : List.of("events.csv", "cells.csv", "grid.json")) {
            String option = "--" + file.substring(0, file.indexOf('.'));
            if (words.length > 0 && !all.contains(option)) {
                all.addAll(List.of(option, folder.resolve(file).toString()));
            }
        }
        out.reset();
        err.reset();
        return ForecastCommand.run(all, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json(String file) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).doesNotContain("NaN", "Infinity");
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void writesTheMeasuresOfAModel() throws IOException {
        assertThat(run("evaluate", "--out", folder.resolve("result.json").toString())).isZero();
        JsonNode result = json("result.json");
        assertThat(result.propertyNames()).contains("windows", "events", "coverage", "hit", "pai", "pei", "auc20", "bits", "ndcg", "cpu_per_forecast", "model", "per_window");
        assertThat(result.path("windows").asInt()).isEqualTo(4);
        assertThat(result.path("per_window").size()).isEqualTo(4);
        assertThat(result.path("hit").size()).isEqualTo(6);
        assertThat(result.path("hit").path(1).asDouble()).as("a third happens at one place").isGreaterThan(0.25);
        assertThat(said()).contains("4/4");
    }

    @Test
    void comparesAllModelsWithBounds() {
        assertThat(run("evaluate", "--compare", "--days=14")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("mixture", "counts", "retro", "promap", "kde", "sepp", "minus the other").doesNotContain("NaN");
    }

    @Test
    void writesAllModelsThatItCompares() throws IOException {
        assertThat(run("evaluate", "--compare", "--out", folder.resolve("result.json").toString())).isZero();
        JsonNode compared = json("result.json").path("compare");
        assertThat(compared.size()).isEqualTo(5);
        assertThat(compared.path(0).path("model").asString()).isEqualTo("counts");
        JsonNode bits = compared.path(0).path("advantage").path("bits");
        assertThat(bits.path("difference").asDouble()).isCloseTo(json("result.json").path("bits").asDouble() - compared.path(0).path("bits").asDouble(), within(1e-9));
        assertThat(bits.path("low").asDouble()).isLessThan(bits.path("high").asDouble());
    }

    @Test
    void writesAMapWithBoundsVersionAndHash() throws IOException {
        String file = folder.resolve("map.geojson").toString();
        assertThat(run("map", "--at", "2016-11-01", "--out", file)).isZero();
        JsonNode map = json("map.geojson");
        assertThat(map.path("model_version").asString()).isEqualTo("mixture-2");
        assertThat(map.path("data_sha256").asString()).matches("[0-9a-f]{64}");
        assertThat(map.path("features").size()).isEqualTo(100);
        double sum = 0;
        for (JsonNode feature : map.path("features")) {
            sum += feature.path("properties").path("expected").asDouble();
            assertThat(feature.path("properties").propertyNames()).contains("expected", "low", "high", "chance");
        }
        assertThat(sum).isCloseTo(map.path("expected").asDouble(), within(1e-9));
        byte[] first = Files.readAllBytes(Path.of(file));
        run("map", "--at", "2016-11-01", "--out", file);
        assertThat(Files.readAllBytes(Path.of(file))).isEqualTo(first);
    }

    @Test
    void saysWhatACellRestsOnAndNeverThatSomethingWillHappen() {
        assertThat(run("explain", "--at", "2016-11-01", "--cell", "4,3")).isZero();
        assertThat(said()).contains("区画 4,3（2016-11-01 から 7 日間）：見込みは ", "この区画で以前に起きたことが ", "Cell 4,3, 7 days from 2016-11-01: ", "on what happened in this cell before")
                .doesNotContain("will ", "起きます");
        assertThat(run("explain", "--at", "2016-11-01", "--cell", "77,3")).isEqualTo(1);
        assertThat(said()).contains("区画 77,3 は対象にありません。");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "2016-13-01T00:00,1,1 | の 3 行目：「2016-13-01T00:00」は日時として読めません。",
            "2016-11-01T00:00,ここ,1 | line 3: \"ここ\" is no number.",
            "2016-11-01T00:00,1 | の 3 行目：列が足りません（2 列しかありません）。",
            "1850-11-01T00:00,1,1 | line 3: \"1850-11-01T00:00\" is before 1900.",
            "2016-11-01T00:00,NaN,1 | line 3: \"NaN\" is no number."})
    void namesTheLineThatCannotBeRead(String line, String sentence) throws IOException {
        Files.write(folder.resolve("events.csv"), List.of("t,x,y", "2016-01-01,1,1", line));
        assertThat(run("evaluate")).isEqualTo(1);
        assertThat(said()).contains(sentence).doesNotContain("Exception");
    }

    @Test
    void namesTenRowsThatCannotBeReadCountsAllAndCanGoOnWithoutThem() throws IOException {
        List<String> rows = new ArrayList<>(Files.readAllLines(folder.resolve("events.csv")));
        for (int row = 0; row < 1_200; row++) {
            rows.add("不明,1,1");
        }
        Files.write(folder.resolve("events.csv"), rows);
        assertThat(run("evaluate")).isEqualTo(1);
        assertThat(said()).contains("読めない行が 1,200 行あります", "の 362 行目：", "の 371 行目：", "ほか 1,190 行", "--skip-bad-rows").doesNotContain("の 372 行目");
        assertThat(run("evaluate", "--skip-bad-rows")).isZero();
        assertThat(said()).contains("events.csv の読めない 1,200 行を除きました。", "4 windows, ");
    }

    @Test
    void saysUntilWhenTheDataAreTakenToBeComplete() throws IOException {
        String file = folder.resolve("map.geojson").toString();
        assertThat(run("map", "--at", "2017-12-01", "--out", file)).isZero();
        assertThat(said()).contains("データは 2016-12-29 より前のものが揃っているとみなしました", "taken to be complete before 2016-12-29");
        assertThat(json("map.geojson").path("known_until").asString()).isEqualTo("2016-12-29");
        assertThat(json("map.geojson").path("last_event").asString()).startsWith("2016-12-28T");
        assertThat(json("map.geojson").path("expected").asDouble()).isBetween(5.0, 9.0);
        assertThat(run("map", "--at", "2017-12-01", "--known-until", "2016-11-01", "--out", file)).isZero();
        assertThat(json("map.geojson").path("last_event").asString()).startsWith("2016-10-");
        assertThat(run("evaluate", "--known-until", "2016-11-01")).isEqualTo(2);
    }

    @Test
    void saysHowManyEventsLieInTheCellsAndRefusesWhereNoneDoes() throws IOException {
        List<String> rows = new ArrayList<>(Files.readAllLines(folder.resolve("events.csv")));
        rows.add("2016-05-05,-1,5");
        Files.write(folder.resolve("events.csv"), rows);
        run("evaluate", "--model", "counts");
        assertThat(said()).contains("360 of 361 events lie in the study cells.").doesNotContain("経度と緯度");
        Files.write(folder.resolve("events.csv"), List.of("t,x,y", "2016-05-05,-1,5", "2016-05-05,-1,6"));
        assertThat(run("evaluate")).isEqualTo(1);
        assertThat(said()).contains("2 件の事案のうち、対象の区画にあるのは 0 件です。経度と緯度の列");
    }

    @Test
    void neverOverwritesItsDataAndLooksWhetherItCanWriteBeforeItWorks() throws IOException {
        for (String file : List.of("events.csv", "cells.csv", "grid.json")) {
            String before = Files.readString(folder.resolve(file));
            assertThat(run("map", "--at", "2016-11-01", "--out", folder.resolve(".").resolve(file).toString())).isEqualTo(1);
            assertThat(run("evaluate", "--model", "counts", "--out", folder.resolve(file).toString())).isEqualTo(1);
            assertThat(said()).contains("元のデータは上書きしません。").doesNotContain("1/4");
            assertThat(folder.resolve(file)).hasContent(before);
        }
        assertThat(run("evaluate", "--out", folder.resolve("none/result.json").toString())).isEqualTo(1);
        assertThat(said()).contains("none がありません。先に作ってください。").doesNotContain("1/4");
        assertThat(run("evaluate", "--events", folder.toString())).isEqualTo(1);
        assertThat(said()).contains("はフォルダーです。");
    }

    @Test
    void saysThatNothingHappenedInATestInPlaceOfATableOfNoughts() throws IOException {
        Files.writeString(folder.resolve("grid.json"), """
                {"cell_m": 250, "origin_x": 0, "origin_y": 0, "test_start": "2019-11-01", "test_end": "2019-12-01"}""");
        assertThat(run("evaluate", "--compare", "--out", folder.resolve("result.json").toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("成績は出せません。").doesNotContain("AUC20", "0.0000");
        assertThat(json("result.json").path("events").asInt()).isZero();
    }

    @Test
    void tellsOfAGridThatIsNone() throws IOException {
        for (String grid : List.of("[1, 2] | の形の JSON ではありません。", "{\"kind\": \"hexagons\"} | kind「hexagons」は分かりません。")) {
            Files.writeString(folder.resolve("grid.json"), grid.split(" \\| ")[0]);
            assertThat(run("evaluate")).isEqualTo(1);
            assertThat(said()).contains(grid.split(" \\| ")[1]);
        }
        Files.write(folder.resolve("events.csv"), List.of("t,x", "2016-05-05,1"));
        Files.writeString(folder.resolve("grid.json"), "{\"cell_m\": 250, \"origin_x\": 0, \"origin_y\": 0}");
        assertThat(run("evaluate")).isEqualTo(1);
        assertThat(said()).contains("の見出しに列 y（または lat） がありません（見出し：t,x）。");
    }

    @Test
    void writesNumbersAlikeInEveryCountry() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            run("evaluate", "--model", "counts");
            assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContainPattern("\\d,\\d\\d");
            run("explain", "--at", "2016-11-01", "--cell", "4,3");
            assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContainPattern("\\d,\\d\\d");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void explainsInWordsThatAddUp() {
        run("explain", "--at", "2016-11-01", "--cell", "4,3");
        Matcher percent = Pattern.compile("が (\\d+) %").matcher(said().lines().filter(line -> line.contains("内訳")).findFirst().orElseThrow());
        int sum = 0;
        while (percent.find()) {
            sum += Integer.parseInt(percent.group(1));
        }
        assertThat(sum).isEqualTo(100);
        assertThat(said()).contains("1週間に ", "expected a week", "データのある最後の 180 日間の事案による分は").doesNotContain("0〜0", "between 0 and");
        run("explain", "--at", "2016-11-01", "--cell", "4,3", "--days", "1");
        assertThat(said()).contains("1日に ", "1 day from", "expected a day");
    }

    @Test
    void saysOfATownThatItIsATown() throws IOException {
        List<String> rows = new ArrayList<>(List.of("t,x,y"));
        for (int event = 0; event < 300; event++) {
            rows.add("2016-%02d-%02d,%d,%d".formatted(1 + event / 28, 1 + event % 28, 300 + 900 * (event % 2), 300 + 900 * (event % 3)));
        }
        Files.write(folder.resolve("events.csv"), rows);
        run("explain", "--at", "2016-11-01", "--cell", "2,1");
        assertThat(said()).contains("この町丁目で以前に起きたことが", "町丁目（地点は区画 1,1）の見込みを", "its point is in cell 1,1").doesNotContain("この区画で以前に");
        run("explain", "--at", "2016-11-01", "--cell", "2,1", "--places", "points");
        assertThat(said()).doesNotContain("町丁目");
    }

    @Test
    void readsRangesQuotesAndAByteOrderMark() throws IOException {
        Files.write(folder.resolve("events.csv"), List.of("\ufeff\"t_from\",t_to,y,x,note", "2016-10-31 22:00,2016-11-02 08:00,\"600\",100,夜", "2016-10-01,,600,100,"));
        assertThat(run("evaluate", "--model", "counts")).isZero();
        assertThat(said()).as("the first is known on 2 November").contains("4 windows, 1 events");
        Files.write(folder.resolve("events.csv"), List.of("t_from,t_to,x,y", "2016-11-02,2016-11-01,1,1"));
        assertThat(run("evaluate")).isEqualTo(1);
        assertThat(said()).contains("終わりの「2016-11-01」が始まりより前です。");
    }

    @Test
    void forecastsOnTheMeshOfJisX0410() throws IOException {
        Files.writeString(folder.resolve("grid.json"), "{\"kind\": \"mesh250\"}");
        Files.write(folder.resolve("cells.csv"), List.of("mesh", "5339461132", "5339461131", "5339461141"));
        Files.write(folder.resolve("events.csv"), List.of("t,lat,lon", "2016-10-02T01:00,35.6812,139.7671", "2016-10-09T01:00,35.6812,139.7671"));
        assertThat(run("map", "--at", "2016-11-01", "--out", folder.resolve("map.geojson").toString())).isZero();
        JsonNode first = json("map.geojson").path("features").path(0);
        assertThat(first.path("properties").path("mesh").asString()).isEqualTo("5339461132");
        assertThat(first.path("geometry").path("coordinates").path(0).path(0).path(0).asDouble()).isCloseTo(139.765625, within(1e-9));
        assertThat(first.path("geometry").path("coordinates").path(0).path(0).path(1).asDouble()).isCloseTo(35.679166667, within(1e-8));
        assertThat(run("explain", "--at", "2016-11-01", "--cell", "5339461132")).isZero();
    }

    @Test
    void tellsWhatIsMissingOrNotUnderstood() {
        assertThat(run()).isEqualTo(2);
        assertThat(said()).contains("使い方 / Usage:");
        assertThat(run("map", "--at", "2016-11-01")).isEqualTo(2);
        assertThat(said()).contains("--out が要ります。");
        assertThat(run("evaluate", "--colour", "red")).isEqualTo(2);
        assertThat(said()).contains("「--colour」が分かりません。");
        assertThat(run("evaluate", "--events", "nowhere.csv")).isEqualTo(1);
        assertThat(said()).contains("nowhere.csv がありません。");
        for (String days : List.of("0", "367", "500", "a week")) {
            assertThat(run("evaluate", "--days", days)).isEqualTo(2);
            assertThat(said()).contains("--days は 1 から 366 です。");
        }
        assertThat(run("evaluate", "--places", "foo")).isEqualTo(2);
        assertThat(said()).contains("--places は points、towns、detected のどれかです。");
        assertThat(run("evaluate", "--model", "oracle")).isEqualTo(1);
        assertThat(said()).contains("「oracle」という方法はありません。");
    }

    /** Per cent at 1, 5 and 10 %; the table of the issue for counts and hot spot, the least to reach for the model, cut off after two places. */
    @ParameterizedTest
    @CsvSource({
            "portland_veh, counts, 8.1, 24.7, 39.7, 0.525, 0.373", "portland_veh, retro, 7.1, 23.9, 40.4, 1.083, 0.378",
            "brooklyn_veh, counts, 6.2, 15.6, 26.1, 0.367, 0.245", "brooklyn_veh, retro, 3.9, 13.7, 24.8, 0.501, 0.236",
            "portland_veh, mixture, 8.06, 26.14, 42.39, 1.1455, 0.3971", "brooklyn_veh, mixture, 6.23, 16.79, 25.35, 0.5345, 0.2488"})
    void reachesWhatIsToBeReached(String set, String model, double one, double five, double ten, double bits, double auc) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(INCIDENTS), "the shared incidents are not there");
        Path file = folder.resolve("result.json");
        assertThat(run("evaluate", "--events", INCIDENTS.resolve(set + ".csv").toString(), "--cells", INCIDENTS.resolve(set + ".cells.csv").toString(),
                "--grid", INCIDENTS.resolve(set + ".json").toString(), "--model", model, "--out", file.toString())).isZero();
        JsonNode result = json("result.json");
        double[] expected = {one, five, ten};
        for (int at = 0; at < 3; at++) {
            double hit = 100 * result.path("hit").path(new int[] {1, 3, 4}[at]).asDouble();
            if (model.equals("mixture")) {
                assertThat(hit).isGreaterThanOrEqualTo(expected[at]);
            } else {
                assertThat(hit).isCloseTo(expected[at], within(0.06));
            }
        }
        double reachedBits = result.path("bits").asDouble();
        double reachedAuc = result.path("auc20").asDouble();
        if (model.equals("mixture")) {
            assertThat(reachedBits).isGreaterThanOrEqualTo(bits);
            assertThat(reachedAuc).isGreaterThanOrEqualTo(auc);
            assertThat(100 * result.path("predicted").path(3).asDouble()).isCloseTo(100 * result.path("hit").path(3).asDouble(), within(3.0));
        } else {
            assertThat(reachedBits).isCloseTo(bits, within(0.001));
            assertThat(reachedAuc).isCloseTo(auc, within(0.001));
        }
    }
}
