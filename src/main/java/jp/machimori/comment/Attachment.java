package jp.machimori.comment;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * 添付。The draft as a file, as it was handed in.
 *
 * @param type {@code pdf} or {@code docx}; what it is, not what its name says
 */
record Attachment(String name, String type, byte[] content) {

    /** 10 MB, as {@code spring.servlet.multipart.max-file-size} says for every upload. */
    static final int MOST = 10 << 20;

    /** Empty for what is neither a PDF nor a docx. */
    static Optional<Attachment> of(String name, byte[] content) {
        String type = isPdf(content) ? "pdf" : isDocx(content) ? "docx" : "";
        return type.isEmpty() || content.length > MOST ? Optional.empty() : Optional.of(new Attachment(named(name, type), type, content));
    }

    String mediaType() {
        return type.equals("pdf") ? "application/pdf"
                : "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }

    /** Without folders and control characters, with the ending of what it is. */
    private static String named(String name, String type) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).replaceAll("[\\p{Cntrl}\"<>|:*?]", "").strip();
        String stem = last.toLowerCase(Locale.ROOT).endsWith("." + type) ? last.substring(0, last.length() - type.length() - 1) : last;
        String kept = stem.substring(0, Math.min(stem.length(), 80)).strip();
        return (kept.isEmpty() ? "soan" : kept) + "." + type;
    }

    private static boolean isPdf(byte[] content) {
        return content.length > 5 && content[0] == '%' && content[1] == 'P' && content[2] == 'D' && content[3] == 'F' && content[4] == '-';
    }

    private static boolean isDocx(byte[] content) {
        if (content.length < 4 || content[0] != 'P' || content[1] != 'K') {
            return false;
        }
        // its directory alone is read: what is packed in it stays packed
        try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(content)).get()) {
            return zip.getEntry("word/document.xml") != null;
        } catch (IOException | IllegalArgumentException notAZip) {
            return false;
        }
    }
}
