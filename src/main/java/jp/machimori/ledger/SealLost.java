package jp.machimori.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** 封印の鍵がない。The key file is missing, unreadable or another one than the records were sealed with. */
class SealLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SealLost(Path file, @Nullable Throwable cause) {
        super("sealed fields cannot be read or written: " + file + " is not the key of this database (MACHIMORI_KEY_FILE)", cause);
    }
}
