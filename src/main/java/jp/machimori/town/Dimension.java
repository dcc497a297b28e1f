package jp.machimori.town;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** 内訳。What a number is broken down by: {@code ward=中央区;offence=窃盗犯}. The order of the parts does not matter. */
public record Dimension(Map<String, String> parts) {

    public static final Dimension NONE = new Dimension(Map.of());

    public Dimension {
        parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** @throws IllegalArgumentException when a part has no {@code =}, or a name stands twice */
    public static Dimension parse(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : text.split(";")) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("no dimension: " + part);
            }
            if (parts.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("twice in one dimension: " + part);
            }
        }
        return new Dimension(parts);
    }

    /** The one way to write it: parts in the order of their names. */
    public String canonical() {
        return written(new TreeMap<>(parts));
    }

    /** The parts in the order they are printed in: how it is kept to be shown. */
    public String printed() {
        return written(parts);
    }

    private static String written(Map<String, String> parts) {
        return parts.entrySet().stream().map(part -> part.getKey() + "=" + part.getValue()).collect(Collectors.joining(";"));
    }

    /** The parts' values in their printed order: 中央区・窃盗犯. */
    public String label() {
        return String.join("・", parts.values());
    }
}
