package jp.machimori.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SheetSchemaTests {

    private static final Pattern PATTERN = Pattern.compile("\"pattern\": \"([^\"]+)\"");

    @Test
    void everyPatternOfASchemaIsSaidInWords() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> patterns = new ArrayList<>();
            for (Path schema : files.filter(file -> file.toString().endsWith(".schema.json")).toList()) {
                PATTERN.matcher(Files.readString(schema)).results().map(found -> found.group(1)).forEach(patterns::add);
            }
            assertThat(patterns).isNotEmpty().allSatisfy(pattern -> assertThat(SheetSchema.shape(pattern)).endsWith("ください"));
        }
    }
}
