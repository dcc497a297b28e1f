package jp.machimori.ledger;

import org.jspecify.annotations.Nullable;

/**
 * 表示する項目。One field of one entry as a reader sees it.
 *
 * @param text null for a sealed or hidden field
 * @param number whether it stands right-aligned
 * @param changed whether this version changed it
 */
record Cell(Field field, @Nullable String text, boolean number, boolean changed) {
}
