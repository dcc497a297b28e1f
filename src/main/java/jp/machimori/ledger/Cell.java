package jp.machimori.ledger;

/**
 * 表示する項目。One field of one entry as a reader sees it.
 *
 * @param text the value with its unit
 * @param bare the value as it stands under a head that says the unit
 * @param number whether it stands right-aligned
 * @param changed whether this version changed it
 */
record Cell(Field field, String text, String bare, boolean number, boolean changed) {
}
