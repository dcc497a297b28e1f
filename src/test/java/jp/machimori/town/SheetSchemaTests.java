package jp.machimori.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SheetSchemaTests {

    private static final Pattern PATTERN = Pattern.compile("\"pattern\": \"([^\"]+)\"");

    @Test
    void everyPatternOfASchemaIsSaidInWords() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path schema : files.filter(file -> file.toString().endsWith(".schema.json")).toList()) {
                assertThat(PATTERN.matcher(Files.readString(schema)).results().map(MatchResult::group)).as(schema.toString()).isNotEmpty();
                PATTERN.matcher(Files.readString(schema)).results().map(found -> found.group(1))
                        .forEach(pattern -> assertThat(SheetSchema.shape(pattern)).endsWith("ください"));
            }
        }
    }
}
