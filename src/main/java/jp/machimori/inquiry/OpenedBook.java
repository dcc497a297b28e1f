package jp.machimori.inquiry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 開いたブック。A workbook that somebody sent: read into what is wanted of it, or refused with a reason.
 *
 * @param <T> what was read
 */
sealed interface OpenedBook<T> {

    Logger LOG = LoggerFactory.getLogger(OpenedBook.class);
    /** Bytes of a file, and what it may unpack to: a workbook of 1,000 questions has a tenth of either. */
    int LARGEST = 5 * 1024 * 1024;
    long UNPACKED = 40L * 1024 * 1024;
    int PARTS = 2_000;
    /** A workbook in memory is many times its size: no more than these are read at once. */
    Semaphore READERS = new Semaphore(2, true);

    record Read<T>(T content) implements OpenedBook<T> {
    }

    /** @param why message key */
    record Refused<T>(String why) implements OpenedBook<T> {
    }

    static <T> OpenedBook<T> read(byte[] file, Function<XSSFWorkbook, T> wanted) {
        String refusal = refusal(file);
        if (refusal != null) {
            return new Refused<>(refusal);
        }
        READERS.acquireUninterruptibly();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            return new Read<>(wanted.apply(book));
        } catch (IOException | RuntimeException broken) {   // whatever the library meets in a file that somebody else wrote
            LOG.info("a workbook could not be read: {} at {}", broken.getClass().getName(), broken.getStackTrace().length == 0 ? "" : broken.getStackTrace()[0]);
            return new Refused<>("inquiry.book.broken");
        } finally {
            READERS.release();
        }
    }

    private static @Nullable String refusal(byte[] file) {
        if (file.length == 0) {
            return "inquiry.book.empty";
        }
        if (file.length > LARGEST) {
            return "inquiry.book.large";
        }
        if (starts(file, 0xD0, 0xCF, 0x11, 0xE0)) {
            return isLocked(file) ? "inquiry.book.locked" : "inquiry.book.xls";
        }
        if (!starts(file, 'P', 'K', 3, 4)) {
            return "inquiry.book.no-xlsx";
        }
        return contents(file);
    }

    private static boolean starts(byte[] file, int... first) {
        for (int at = 0; at < first.length; at++) {
            if (file.length <= at || (file[at] & 0xff) != first[at]) {
                return false;
            }
        }
        return true;
    }

    /** A workbook with a password is a container of the old format around an encrypted one. */
    private static boolean isLocked(byte[] file) {
        try (POIFSFileSystem system = new POIFSFileSystem(new ByteArrayInputStream(file))) {
            return system.getRoot().hasEntryCaseInsensitive(Decryptor.DEFAULT_POIFS_ENTRY);
        } catch (IOException | RuntimeException broken) {   // as above
            return false;
        }
    }

    /** Unpacks it once, counting only. */
    private static @Nullable String contents(byte[] file) {
        boolean book = false;
        long unpacked = 0;
        int parts = 0;
        byte[] buffer = new byte[8192];
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.endsWith("vbaProject.bin")) {
                    return "inquiry.book.macros";
                }
                book |= name.endsWith("xl/workbook.xml");
                unpacked += size(zip, buffer, UNPACKED - unpacked);
                if (++parts > PARTS || unpacked > UNPACKED) {
                    return "inquiry.book.large";
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            return "inquiry.book.broken";
        }
        return book ? null : parts == 0 ? "inquiry.book.broken" : "inquiry.book.no-xlsx";
    }

    private static long size(InputStream part, byte[] buffer, long most) throws IOException {
        long size = 0;
        for (int read = part.read(buffer); read >= 0 && size <= most; read = part.read(buffer)) {
            size += read;
        }
        return size;
    }
}
