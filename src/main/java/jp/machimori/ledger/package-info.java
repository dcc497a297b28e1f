/**
 * 台帳。The evidence: forms defined by packs, entries that are never overwritten, and the tallies that indicators read.
 * Others ask {@link jp.machimori.ledger.Tallies} for numbers, {@link jp.machimori.ledger.Forms} for what is recorded,
 * and record through {@link jp.machimori.ledger.Entries}.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.ledger;
