package jp.machimori;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;

/** Towns made for one test: the pack of 見本町 under a key of its own, so that no test sees another's records. */
public final class TestTowns {

    public static final Path MIHON = Path.of("src/test/packs/mihon");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestTowns() {
    }

    public static Town fresh(Packs packs, Towns towns) {
        Path copy = copy("mihon-" + NUMBER.incrementAndGet());
        Packs.Outcome outcome = packs.load(copy, false);
        if (!outcome.mistakes().isEmpty()) {
            throw new AssertionError(outcome.mistakes());
        }
        return towns.byKey(copy.getFileName().toString()).orElseThrow();
    }

    /** The pack of 見本町 in a folder of that name, ready to be changed. */
    public static Path copy(String key) {
        return copy(MIHON, key);
    }

    /** A pack that ships, under a key of its own; it finds the common forms beside it. */
    public static Path copyOf(String shipped) {
        Path to = copy(Path.of("packs", shipped), shipped + "-" + NUMBER.incrementAndGet());
        copyAll(Path.of("packs/common"), to.resolveSibling("common"));
        return to;
    }

    private static Path copy(Path pack, String key) {
        try {
            Path to = Files.createTempDirectory("packs").resolve(key);
            copyAll(pack, to);
            Path town = to.resolve("town.yaml");
            Files.writeString(town, Files.readString(town).replaceFirst("key: [a-z-]+\n", "key: " + key + "\n"));
            return to;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** A folder with all that is in it. */
    public static void copyAll(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
