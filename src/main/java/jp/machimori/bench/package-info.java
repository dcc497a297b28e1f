/** 計測。Measures speed beside a raw limit in the same run: {@code ./machimori bench ledger}, {@code bench report}, {@code bench forecast}. Nothing depends on it. */
@org.jspecify.annotations.NullMarked
package jp.machimori.bench;
