package jp.machimori.database;

import java.nio.file.Path;

/** An application to be killed: starts the PostgreSQL of a data folder, says so, and never ends by itself. */
final class HoldsADataFolder {

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedPostgres.start(DataFolder.open(Path.of(arguments[0]), "0.1.0"));
        System.out.println("ready");
        Thread.sleep(Long.MAX_VALUE);
    }
}
