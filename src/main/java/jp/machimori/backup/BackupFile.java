package jp.machimori.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import jp.machimori.database.DataFolder;
import jp.machimori.database.Migrations;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * バックアップのファイル。A zip: {@code manifest.json}, and {@code tables/<table>.copy} with the rows of each table as
 * PostgreSQL's COPY writes them as text, which any later PostgreSQL reads.
 */
final class BackupFile implements AutoCloseable {

    static final String MANIFEST = "manifest.json";

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(Path file, ZipFile zip, Manifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    static String entry(Table table) {
        return "tables/" + table.name() + ".copy";
    }

    /**
     * @param version the version of this Machimori
     * @throws Refused when there is no whole backup that this version can restore
     */
    static BackupFile open(Path file, String version) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Refused("バックアップ %s を読めません。".formatted(file), "There is no backup %s that can be read.".formatted(file));
        }
        try {
            ZipFile zip = new ZipFile(file.toFile());
            try {
                return new BackupFile(file, zip, manifest(file, zip, version));
            } catch (Refused refused) {
                zip.close();
                throw refused;
            }
        } catch (ZipException noZip) {
            throw new Refused("%s はバックアップではないか、途中で切れています。何も書き込みませんでした。".formatted(file),
                    "%s is no backup, or was cut off: nothing was written.".formatted(file));
        }
    }

    private static Manifest manifest(Path file, ZipFile zip, String version) {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            throw damaged(file, MANIFEST);
        }
        byte[] bytes = bytes(file, zip, entry);
        try {
            JsonNode json = Draft.JSON.readTree(bytes);
            String application = json.path("application").asString("");
            if (json.path("format").asInt(0) > Manifest.FORMAT || DataFolder.isNewer(application, version)) {
                throw newer(file, application, version);
            }
            Manifest manifest = Draft.JSON.treeToValue(json, Manifest.class);
            if (!manifest.migrations().stream().allMatch(Migrations::knows)) {
                throw newer(file, application, version);
            }
            return manifest;
        } catch (JacksonException unreadable) {
            throw damaged(file, MANIFEST);
        }
    }

    private static byte[] bytes(Path file, ZipFile zip, ZipEntry entry) {
        try {
            byte[] bytes = zip.getInputStream(entry).readAllBytes();
            CRC32 crc = new CRC32();
            crc.update(bytes);
            if (crc.getValue() == entry.getCrc()) {
                return bytes;
            }
        } catch (IOException broken) {
            // told below
        }
        throw damaged(file, entry.getName());
    }

    Manifest manifest() {
        return manifest;
    }

    InputStream rows(Table table) throws IOException {
        return zip.getInputStream(zip.getEntry(entry(table)));
    }

    /**
     * Reads every byte.
     *
     * @throws Refused when it is not what was written
     */
    void check(Progress progress) {
        Set<String> promised = manifest.tables().stream().map(content -> entry(content.table())).collect(Collectors.toSet());
        promised.add(MANIFEST);
        Set<String> present = new HashSet<>();
        zip.stream().forEach(entry -> present.add(entry.getName()));
        if (!present.equals(promised)) {
            throw damaged(file, MANIFEST);
        }
        for (Manifest.Content content : manifest.tables()) {
            progress.begin(content.table());
            if (!isWhole(content, progress)) {
                throw damaged(file, content.table().name());
            }
        }
    }

    private boolean isWhole(Manifest.Content content, Progress progress) {
        MessageDigest digest = Digests.sha256();
        long rows = 0;
        try (InputStream stream = rows(content.table())) {
            byte[] buffer = new byte[1 << 16];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
                for (int at = 0; at < read; at++) {
                    rows += buffer[at] == '\n' ? 1 : 0;
                }
                progress.rows(rows, content.rows());
            }
        } catch (IOException broken) {
            return false;
        }
        return rows == content.rows() && HexFormat.of().formatHex(digest.digest()).equals(content.sha256());
    }

    private static Refused damaged(Path file, String where) {
        return new Refused("バックアップ %s は壊れています（%s）。何も書き込みませんでした。別のバックアップを使ってください。".formatted(file, where),
                "The backup %s is damaged (%s): nothing was written, use another one.".formatted(file, where));
    }

    private static Refused newer(Path file, String application, String version) {
        return new Refused("バックアップ %s は新しい版のまちもり %s のものです。この版 %s では復元できません。".formatted(file, application, version),
                "The backup %s was made by a newer Machimori, %s; this is %s.".formatted(file, application, version));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
