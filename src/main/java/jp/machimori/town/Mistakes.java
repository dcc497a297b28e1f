package jp.machimori.town;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** 誤りの一覧。All mistakes found in a pack, each with file, line and what to mend; reported together. */
public final class Mistakes {

    /** One mistake. {@code line} is 1-based, 0 when it concerns the whole file. */
    public record Mistake(String file, int line, String sentence) implements Comparable<Mistake> {
        @Override
        public int compareTo(Mistake other) {
            int byFile = file.compareTo(other.file);
            return byFile != 0 ? byFile : Integer.compare(line, other.line);
        }

        @Override
        public String toString() {
            return file + (line > 0 ? ":" + line : "") + "  " + sentence;
        }
    }

    private final Path base;
    private final List<Mistake> found = new ArrayList<>();

    Mistakes(Path base) {
        this.base = base;
    }

    /** @param sentence what is wrong and what to mend, one plain sentence */
    public void add(Path file, int line, String sentence) {
        Path shown = file.startsWith(base) ? base.relativize(file) : file;
        found.add(new Mistake(shown.toString(), line, sentence));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Mistake> all() {
        List<Mistake> sorted = new ArrayList<>(found);
        Collections.sort(sorted);
        return sorted;
    }
}
