package jp.machimori.backup;

import java.util.List;
import java.util.Map;
import jp.machimori.database.Migration;

/**
 * 目録。What a backup holds; {@code manifest.json} in its file.
 *
 * @param format      shape of the file, rises when an older Machimori could not read it
 * @param application version of the Machimori that wrote it
 * @param postgres    version of the PostgreSQL it came from
 * @param at          when the snapshot was taken, as 2026-11-22T12:00:00+09:00
 * @param towns       keys of the towns
 * @param migrations  how the schema came to be
 * @param sequences   the number each sequence gives next
 */
record Manifest(int format, String application, String postgres, String at, List<String> towns, List<Migration> migrations,
                List<Content> tables, Map<String, Long> sequences) {

    static final int FORMAT = 1;

    Manifest {
        towns = List.copyOf(towns);
        migrations = List.copyOf(migrations);
        tables = List.copyOf(tables);
        sequences = Map.copyOf(sequences);
    }

    /** The rows of one table, as PostgreSQL's COPY writes them as text, and their SHA-256 in hexadecimal digits. */
    record Content(Table table, long rows, String sha256) {
    }

    /**
     * Whether something in it may be sealed by a key that is not in it: the database knew a key by its fingerprint, or is
     * of a time before fingerprints.
     */
    boolean mayBeSealed() {
        return tables.stream().filter(content -> content.table().name().equals("seal_key")).allMatch(content -> content.rows() > 0);
    }

    long rows() {
        return tables.stream().mapToLong(Content::rows).sum();
    }
}
