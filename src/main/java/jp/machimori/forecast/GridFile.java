package jp.machimori.forecast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import jp.machimori.forecast.engine.Grid;
import jp.machimori.forecast.engine.Unusable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 格子のJSON。{@code cell_m, origin_x, origin_y} of squares, or {@code "kind": "mesh250"}; for an evaluation {@code test_start} and
 * {@code test_end} as well.
 */
record GridFile(Path file, Grid grid, JsonNode json) {

    static GridFile read(Path file) throws IOException {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(Files.readString(file));
        } catch (JacksonException broken) {
            throw new Unusable("%s は JSON として読めません。".formatted(file), "%s cannot be read as JSON.".formatted(file));
        }
        if (!json.isObject()) {
            throw new Unusable("%s は {…} の形の JSON ではありません。".formatted(file), "%s is not JSON of the form {…}.".formatted(file));
        }
        String kind = json.path("kind").asString("");
        if (kind.equals("mesh250")) {
            return new GridFile(file, new Grid.Mesh(), json);
        }
        if (json.has("kind")) {
            throw new Unusable("%s の kind「%s」は分かりません。mesh250 と書くか、kind を書かずに cell_m、origin_x、origin_y を書いてください。".formatted(file, kind),
                    "%s: the kind \"%s\" is not known; write mesh250, or no kind but cell_m, origin_x and origin_y.".formatted(file, kind));
        }
        return new GridFile(file, new Grid.Squares(number(file, json, "origin_x"), number(file, json, "origin_y"), number(file, json, "cell_m")), json);
    }

    private static double number(Path file, JsonNode json, String key) {
        if (!json.path(key).isNumber()) {
            throw new Unusable("%s に数 %s がありません。".formatted(file, key), "%s has no number %s.".formatted(file, key));
        }
        return json.path(key).asDouble();
    }

    /** @return first second of the day */
    long day(String key) {
        return day(json.path(key).asString(""), "%s の %s".formatted(file, key), "%s, %s".formatted(file, key));
    }

    static long day(String text, String whereJapanese, String whereEnglish) {
        try {
            return LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException none) {
            throw new Unusable("%s：「%s」は日付ではありません。2017-03-01 のように書いてください。".formatted(whereJapanese, text),
                    "%s: \"%s\" is no date: write it as 2017-03-01.".formatted(whereEnglish, text));
        }
    }
}
