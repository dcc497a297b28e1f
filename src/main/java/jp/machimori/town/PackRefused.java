package jp.machimori.town;

import java.nio.file.Path;

/** A pack that is well formed but cannot follow what is already recorded here; nothing of it is loaded. */
public class PackRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final int line;

    /** @param sentence what is in the way and what to mend */
    public PackRefused(Path file, int line, String sentence) {
        super(sentence);
        this.file = file;
        this.line = line;
    }

    Mistakes.Mistake mistake(Path base) {
        return new Mistakes.Mistake(file.startsWith(base) ? base.relativize(file).toString() : file.toString(), line, getMessage());
    }
}
