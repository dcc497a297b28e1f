package jp.machimori.report;

import java.util.Locale;

/**
 * できあがったファイル。A report in one format, as it was made for the first time.
 *
 * @param size bytes
 * @param sha256 of its bytes, in hexadecimal
 */
record Printed(Format format, int size, String sha256) {

    /** 1.2 MB, 340 KB */
    public String sizeLabel() {
        return size < 1_000_000 ? Math.max(1, Math.round(size / 1000f)) + " KB" : String.format(Locale.ROOT, "%.1f MB", size / 1e6);
    }
}
