package jp.machimori.database;

import org.jspecify.annotations.Nullable;

/**
 * 移行。One step by which a module brought the schema to where it is.
 *
 * @param script   file name in the folder of the module, as {@code V1__ledger.sql}
 * @param checksum of the script, as Flyway counts it
 */
public record Migration(String module, String version, String script, @Nullable Integer checksum) {}
