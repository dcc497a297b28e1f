package jp.machimori.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import jp.machimori.database.Migration;
import jp.machimori.database.Migrations;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** バックアップを取る。Reads all tables in one snapshot while the application goes on writing. */
record Backup(DataSource owner, String version, Clock clock, Progress progress) {

    /** @throws Refused when the database holds no Machimori */
    Manifest into(Draft draft) throws SQLException, IOException {
        try (Connection connection = owner.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            // an owner whom row-level security binds would read no rows: better to fail
            jdbc.sql("set local row_security = off").update();
            jdbc.sql("set local statement_timeout = 0").update();
            Tables tables = new Tables(jdbc);
            List<Migration> migrations = Migrations.of(jdbc);
            if (migrations.isEmpty() || !tables.has("town")) {
                throw new Refused("このデータベースにまちもりのデータはありません。", "This database holds no data of Machimori.");
            }
            String at = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
            String postgres = jdbc.sql("show server_version").query(String.class).single();
            List<String> towns = tables.towns();
            List<Manifest.Content> contents = new ArrayList<>();
            for (Table table : tables.all()) {
                contents.add(copy(table, connection, draft));
            }
            Map<String, Long> sequences = tables.sequences();
            connection.rollback();
            Manifest manifest = new Manifest(Manifest.FORMAT, version, postgres, at, towns, migrations, contents, sequences);
            draft.finish(manifest);
            return manifest;
        }
    }

    private Manifest.Content copy(Table table, Connection connection, Draft draft) throws SQLException, IOException {
        progress.begin(table);
        MessageDigest digest = Digests.sha256();
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.out());
        long rows = 0;
        try (OutputStream file = draft.rows(table)) {
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                digest.update(row);
                file.write(row);
                progress.rows(++rows, 0);
            }
        }
        return new Manifest.Content(table, copy.getHandledRowCount(), HexFormat.of().formatHex(digest.digest()));
    }
}
