package jp.machimori.post;

import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * 送信メール。One message of plain text to one address. What it says may hold a secret link: it never tells it by
 * {@code toString}, and {@link Post} forgets it once it is sent.
 *
 * @param id made by whoever writes it: the same id is sent once, and its Message-ID follows from it
 * @param to nothing but the address, without a name
 * @param subject one line
 * @param about what it belongs to, as a path that is told, found and withdrawn by: {@code inquiry/2025/gakumu}
 * @param notBefore null: at once
 */
public record Mail(UUID id, String to, String subject, String text, List<Attachment> attachments, String about,
                   @Nullable Instant notBefore) {

    /** 添付。A file that goes with a mail. {@code type} is a media type such as {@code application/pdf}. */
    public record Attachment(String name, String type, byte[] bytes) {

        private static final Pattern TYPE = Pattern.compile("[a-z]+/[A-Za-z0-9.+-]+");

        public Attachment {
            if (!isLine(name) || name.contains("/") || name.contains("\\") || !TYPE.matcher(type).matches()) {
                throw new IllegalArgumentException("an attachment has a plain file name and a media type");
            }
        }

        @Override
        public String toString() {
            return "Attachment[" + type + ", " + bytes.length + " bytes]";
        }
    }

    /** RFC 5321: the local part a dot-atom of at most 64, the domain of two labels or more, 254 in all; no quoting. */
    private static final Pattern ADDRESS = Pattern.compile("""
            (?=.{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\
            @([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?""");
    private static final int LONGEST = 254;
    private static final Pattern ABOUT = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");

    /** @throws IllegalArgumentException for an address that has a {@link #fault}, or a subject of several lines */
    public Mail {
        attachments = List.copyOf(attachments);
        if (fault(to).isPresent()) {
            throw new IllegalArgumentException("mail " + id + ": no address to send to");
        }
        if (!isLine(subject)) {
            throw new IllegalArgumentException("mail " + id + ": a subject is one line");
        }
        if (text.isBlank() || !ABOUT.matcher(about).matches()) {
            throw new IllegalArgumentException("mail " + id + ": says nothing, or not what it is about");
        }
    }

    /** At once, without files. */
    public Mail(UUID id, String to, String subject, String text, String about) {
        this(id, to, subject, text, List.of(), about, null);
    }

    /** An address as somebody typed it, with full-width letters and the blanks around it made plain. */
    public static String plain(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
    }

    /** Message key of the sentence that says what is wrong with an address; empty for a good one. */
    public static Optional<String> fault(String address) {
        if (address.isEmpty()) {
            return Optional.of("post.address.missing");
        }
        return address.length() <= LONGEST && ADDRESS.matcher(address).matches() ? Optional.empty() : Optional.of("post.address.shape");
    }

    private static boolean isLine(String text) {
        return !text.isBlank() && text.codePoints().noneMatch(point -> Character.isISOControl(point) || point == 0x2028 || point == 0x2029);
    }

    @Override
    public String toString() {
        return "Mail[" + id + ", " + about + "]";
    }
}
