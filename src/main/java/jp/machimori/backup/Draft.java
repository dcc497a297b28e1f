package jp.machimori.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * 作りかけのバックアップ。A backup file in the making, under a name of its own beside the file it will be: the file is
 * there as a whole or not at all. Only the user of this process can read it.
 */
final class Draft implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Path draft;
    private final FileChannel channel;
    private final ZipOutputStream zip;

    /** @throws Refused when the file cannot be made there */
    Draft(Path file, boolean replace) throws IOException {
        this.file = file.toAbsolutePath();
        if (Files.isDirectory(this.file)) {
            throw new Refused("%s はフォルダです。ファイルの名前を指定してください。".formatted(file), "%s is a folder: name a file.".formatted(file));
        }
        if (Files.exists(this.file) && !replace) {
            throw new Refused("%s はすでにあります。上書きするには --force を付けてください。".formatted(file),
                    "%s exists: add --force to replace it.".formatted(file));
        }
        Path folder = this.file.getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new Refused("フォルダ %s に書き込めません。".formatted(folder), "The folder %s cannot be written.".formatted(folder));
        }
        draft = Files.createTempFile(folder, "." + this.file.getFileName(), ".unfinished",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        draft.toFile().deleteOnExit();
        channel = FileChannel.open(draft, StandardOpenOption.WRITE);
        zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), UTF_8);
    }

    /** Takes the rows of a table until it is closed. */
    OutputStream rows(Table table) throws IOException {
        zip.putNextEntry(new ZipEntry(BackupFile.entry(table)));
        return new FilterOutputStream(zip) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                zip.closeEntry();
            }
        };
    }

    /** Gives the file its name once everything is on the disk. */
    void finish(Manifest manifest) throws IOException {
        zip.putNextEntry(new ZipEntry(BackupFile.MANIFEST));
        zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest).getBytes(UTF_8));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        channel.force(true);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(draft);
    }
}
