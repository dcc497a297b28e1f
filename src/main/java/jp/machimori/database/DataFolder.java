package jp.machimori.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * データフォルダ。All that one deployment keeps on disk. Whoever holds the lock of its file {@code lock} is the one instance
 * that may start its PostgreSQL; {@code VERSION} names the newest Machimori that has opened it.
 */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens the folder for this instance alone, making it where it is missing.
     *
     * @param version the version of this Machimori, such as 0.1.0
     * @throws CannotStart when a second instance holds it, a newer Machimori wrote it, or it cannot be written
     */
    public static DataFolder open(Path path, String version) {
        return openUnlessHeld(path, version, true).orElseThrow(() -> new CannotStart(
                "データフォルダ %s は、すでに動いている別のまちもりが使っています。".formatted(absolute(path)),
                "The data folder %s is in use by another running Machimori.".formatted(absolute(path))));
    }

    /**
     * Opens the folder for a command that changes nothing of it, such as a backup before an update is tried: the older
     * Machimori may go on with it. Empty when another instance holds it.
     */
    static Optional<DataFolder> visitUnlessHeld(Path path, String version) {
        return openUnlessHeld(path, version, false);
    }

    private static Optional<DataFolder> openUnlessHeld(Path given, String version, boolean toKeep) {
        try {
            Files.createDirectories(absolute(given));
            Path path = absolute(given).toRealPath();
            FileChannel channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locks(channel)) {
                channel.close();
                return Optional.empty();
            }
            DataFolder folder = new DataFolder(path, channel);
            try {
                folder.refuseNewer(version);
                if (toKeep) {
                    folder.write("VERSION", version);
                }
            } catch (CannotStart refused) {
                folder.close();
                throw refused;
            }
            return Optional.of(folder);
        } catch (IOException trouble) {
            throw new CannotStart("データフォルダ %s に書き込めません（%s）。".formatted(absolute(given), trouble),
                    "The data folder %s cannot be written (%s).".formatted(absolute(given), trouble), trouble);
        }
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private void refuseNewer(String version) {
        read("VERSION").filter(written -> isNewer(written, version)).ifPresent(written -> {
            throw new CannotStart(
                    "データフォルダ %s は新しい版のまちもり %s のものです。この版 %s では開けません。".formatted(path, written, version),
                    "The data folder %s belongs to a newer Machimori, %s; this is %s.".formatted(path, written, version));
        });
    }

    /** Whether a version, such as 0.10.0, comes after another. */
    public static boolean isNewer(String written, String version) {
        return Arrays.compare(numbers(written), numbers(version)) > 0;
    }

    private static int[] numbers(String version) {
        return Pattern.compile("[0-9]+").matcher(version).results().mapToInt(number -> Integer.parseInt(number.group())).toArray();
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    Optional<String> read(String name) {
        return read(path, name);
    }

    static Optional<String> read(Path folder, String name) {
        Path file = absolute(folder).resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException trouble) {
            throw new CannotStart("データフォルダ %s を読めません（%s）。動かしているのと同じ利用者で実行してください。".formatted(absolute(folder), trouble),
                    "The data folder %s cannot be read (%s): run this as the user who runs Machimori.".formatted(absolute(folder), trouble), trouble);
        }
    }

    void write(String name, String content) throws IOException {
        Files.writeString(resolve(name), content + "\n");
    }

    /** Writes a file that only the user of this process can read. */
    void writeSecret(String name, String content) throws IOException {
        Path file = resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content + "\n");
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }
}
