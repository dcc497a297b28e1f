package jp.machimori.figures;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which figures are asked for; null and empty ask for all. */
public record FigureFilter(@Nullable String key, @Nullable Nature nature, @Nullable String period, Map<String, String> dimension) {

    public FigureFilter {
        dimension = Map.copyOf(dimension);
    }
}
