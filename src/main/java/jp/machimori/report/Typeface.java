package jp.machimori.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** 書体。BIZ UDPGothic, made to be read easily on paper; its text can be copied out of a PDF as it was written. */
enum Typeface {
    REGULAR("400Regular/BIZUDPGothic_400Regular.ttf", 400),
    BOLD("700Bold/BIZUDPGothic_700Bold.ttf", 700);

    static final String FAMILY = "BIZ UDPGothic";
    private static final int DIRECTORY = 12;
    private static final int ENTRY = 16;

    private final String file;
    final int weight;

    Typeface(String file, int weight) {
        this.file = file;
        this.weight = weight;
    }

    /**
     * The font without its table of Latin ligatures (GSUB, which gets a tag nobody looks for): a third of the time of a
     * large PDF went into looking for them.
     */
    InputStream open() {
        byte[] font = bytes();
        int tables = (font[4] & 0xff) << 8 | font[5] & 0xff;
        for (int at = DIRECTORY; at < DIRECTORY + tables * ENTRY; at += ENTRY) {
            if (new String(font, at, 4, StandardCharsets.US_ASCII).equals("GSUB")) {
                font[at] = 'X';
            }
        }
        return new ByteArrayInputStream(font);
    }

    private byte[] bytes() {
        try (InputStream in = Typeface.class.getResourceAsStream("biz-udpgothic/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no typeface " + file);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
