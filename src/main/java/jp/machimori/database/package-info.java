/**
 * データベース。The ground of all modules: one PostgreSQL, embedded or a town's own, and the town each transaction works
 * for. Offers {@link jp.machimori.database.CurrentTown}, {@link jp.machimori.database.TownTransactionManager} and, to
 * backup and restore, the owner's side of {@link jp.machimori.database.Database} and its
 * {@link jp.machimori.database.Migrations}.
 */
@NullMarked
package jp.machimori.database;

import org.jspecify.annotations.NullMarked;
