package jp.machimori.forecast;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import jp.machimori.forecast.engine.Advantage;
import jp.machimori.forecast.engine.Forecast;
import jp.machimori.forecast.engine.Grid;
import jp.machimori.forecast.engine.Score;
import jp.machimori.forecast.engine.StudyCells;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** 結果のファイル。A score as JSON, a forecast as GeoJSON, written as they come. */
final class Results {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final double DAY = 86_400;

    private Results() {
    }

    /** The first in full; of the others the same measures, and by how much the first does better. */
    static void write(List<Score> scores, Path file) throws IOException {
        Score score = scores.getFirst();
        try (OutputStream out = Files.newOutputStream(file); JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            measures(json, score);
            json.writeArrayPropertyStart("per_window");
            for (Score.Period period : score.periods()) {
                json.writeStartObject();
                json.writeStringProperty("start", day(period.start()));
                json.writeNumberProperty("events", period.events());
                each(json, "hits", at -> period.hits()[at]);
                each(json, "best", at -> period.best()[at]);
                each(json, "predicted", at -> period.predicted()[at]);
                json.writeNumberProperty("bits", period.events() == 0 ? 0 : period.bits() / period.events());
                json.writeNumberProperty("ndcg", period.ndcg());
                json.writeNumberProperty("cpu", period.seconds());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (scores.size() > 1) {
                json.writeArrayPropertyStart("compare");
                for (Score other : scores.subList(1, scores.size())) {
                    json.writeStartObject();
                    measures(json, other);
                    json.writeObjectPropertyStart("advantage");
                    advantage(json, "hit_1", score, other, one -> one.hit(1));
                    advantage(json, "hit_5", score, other, one -> one.hit(3));
                    advantage(json, "bits", score, other, Score::bits);
                    advantage(json, "auc20", score, other, Score::auc20);
                    json.writeEndObject();
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
    }

    private static void measures(JsonGenerator json, Score score) {
        json.writeStringProperty("model", score.model());
        json.writeNumberProperty("windows", score.periods().size());
        json.writeNumberProperty("events", score.events());
        json.writeNumberProperty("cells", score.cells());
        each(json, "coverage", at -> Score.coverage()[at]);
        each(json, "hit", score::hit);
        each(json, "pai", score::pai);
        each(json, "pei", score::pei);
        each(json, "predicted", score::predicted);
        json.writeNumberProperty("auc20", score.auc20());
        json.writeNumberProperty("bits", score.bits());
        json.writeNumberProperty("ndcg", score.ndcg());
        json.writeNumberProperty("cpu_per_forecast", score.cpuPerForecast());
        json.writeNumberProperty("cpu_first", score.cpuOfFirst());
    }

    private static void advantage(JsonGenerator json, String name, Score one, Score other, ToDoubleFunction<Score> measure) {
        Advantage found = Advantage.of(one, other, measure);
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("difference", found.difference());
        json.writeNumberProperty("low", found.low());
        json.writeNumberProperty("high", found.high());
        json.writeEndObject();
    }

    private static void each(JsonGenerator json, String name, IntToDoubleFunction value) {
        json.writeName(name);
        double[] values = IntStream.range(0, Score.coverage().length).mapToDouble(value).toArray();
        if (Arrays.stream(values).allMatch(one -> one == Math.rint(one)) && !name.equals("coverage")) {
            json.writeArray(Arrays.stream(values).mapToInt(one -> (int) one).toArray(), 0, values.length);
        } else {
            json.writeArray(values, 0, values.length);
        }
    }

    /** One polygon a cell. On a mesh the coordinates are degrees; on squares they are the metres of the file's own projection. */
    static void write(Forecast forecast, Path file) throws IOException {
        StudyCells cells = forecast.cells();
        try (OutputStream out = Files.newOutputStream(file); JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("type", "FeatureCollection");
            json.writeStringProperty("model_version", forecast.version());
            json.writeStringProperty("data_sha256", forecast.data());
            json.writeStringProperty("known_until", day(forecast.origin().knownUntil()));
            if (forecast.origin().lastEvent().isPresent()) {
                json.writeStringProperty("last_event", time(forecast.origin().lastEvent().getAsLong()));
            }
            json.writeStringProperty("from", day(forecast.start()));
            json.writeNumberProperty("days", forecast.days());
            json.writeNumberProperty("expected", forecast.total());
            json.writeStringProperty("interval", "90 %");
            json.writeBooleanProperty("spread_over_towns", forecast.towns());
            json.writeStringProperty("coordinates", cells.grid() instanceof Grid.Mesh ? "degrees (JGD2011)" : "projected metres of the grid");
            json.writeArrayPropertyStart("features");
            for (int cell = 0; cell < cells.count(); cell++) {
                feature(json, forecast, cells, cell);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void feature(JsonGenerator json, Forecast forecast, StudyCells cells, int cell) {
        int gx = cells.gx(cell);
        int gy = cells.gy(cell);
        json.writeStartObject();
        json.writeStringProperty("type", "Feature");
        json.writeObjectPropertyStart("properties");
        json.writeNumberProperty("gx", gx);
        json.writeNumberProperty("gy", gy);
        if (cells.grid() instanceof Grid.Mesh) {
            json.writeStringProperty("mesh", Grid.Mesh.code(gx, gy));
        }
        json.writeNumberProperty("expected", forecast.expected()[cell]);
        json.writeNumberProperty("low", forecast.low()[cell]);
        json.writeNumberProperty("high", forecast.high()[cell]);
        json.writeNumberProperty("chance", forecast.chance()[cell]);
        json.writeEndObject();
        json.writeObjectPropertyStart("geometry");
        json.writeStringProperty("type", "Polygon");
        json.writeArrayPropertyStart("coordinates");
        json.writeStartArray();
        for (int[] corner : new int[][] {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}) {
            json.writeArray(new double[] {cells.grid().west(gx + corner[0]), cells.grid().south(gy + corner[1])}, 0, 2);
        }
        json.writeEndArray();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    static String day(long start) {
        return start % (long) DAY == 0 ? LocalDateTime.ofEpochSecond(start, 0, ZoneOffset.UTC).toLocalDate().toString() : time(start);
    }

    static String time(long instant) {
        return LocalDateTime.ofEpochSecond(instant, 0, ZoneOffset.UTC).toString();
    }
}
