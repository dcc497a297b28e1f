package jp.machimori.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A zip file that tells nothing of when it was written: the same parts make the same bytes. */
final class Archive {

    private static final LocalDateTime NEVER = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 18);
    private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);

    /** Begins a part; what is written to the stream until the next one belongs to it. */
    ZipOutputStream part(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NEVER);
        zip.putNextEntry(entry);
        return zip;
    }

    void part(String name, String text) throws IOException {
        part(name).write(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() throws IOException {
        zip.close();
        return bytes.toByteArray();
    }

    /** The same parts in the same order, without the times. */
    static byte[] settled(byte[] archive) {
        try (ZipFile from = ZipFile.builder().setByteArray(archive).get()) {
            Archive to = new Archive();
            for (ZipArchiveEntry entry : Collections.list(from.getEntriesInPhysicalOrder())) {
                try (InputStream part = from.getInputStream(entry)) {
                    part.transferTo(to.part(entry.getName()));
                }
            }
            return to.bytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
