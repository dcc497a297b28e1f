package jp.machimori.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The programs of PostgreSQL, unpacked once for all data folders of all test runs: unpacking takes longer than starting. */
public final class TestPrograms {

    private static final Path SHARED = Path.of("target", "test-programs");

    private TestPrograms() {
    }

    /** The data folder, made where it is missing, with the programs in it. */
    public static Path into(Path data) {
        try {
            Files.createDirectories(SHARED);
            Files.createDirectories(data);
            try (FileChannel channel = FileChannel.open(SHARED.resolve("one-at-a-time"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                 FileLock _ = channel.lock(); DataFolder shared = DataFolder.open(SHARED, "0.1.0")) {
                Path home = PostgresBinaries.unpackedIn(shared).home();
                Files.createSymbolicLink(data.resolve(home.getFileName()), home);
            }
            return data;
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }
}
