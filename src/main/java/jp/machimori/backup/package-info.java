/**
 * バックアップ。The whole database as it stands at one moment in one file, and back from it into an empty database. The
 * key of sealed fields is never in the file. Offers {@link jp.machimori.backup.BackupCommand} to the command line.
 */
@NullMarked
package jp.machimori.backup;

import org.jspecify.annotations.NullMarked;
