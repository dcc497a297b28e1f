package jp.machimori.backup;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import jp.machimori.database.Migration;
import jp.machimori.database.Migrations;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * 復元。Fills an empty database with a checked backup: first the schema as the backup had it, then all rows in one
 * transaction. What newer versions of Machimori change of schema and rows since follows at the next start, as after
 * every update.
 */
record Restore(DataSource owner, Progress progress) {

    /** @throws Refused when the database is not empty */
    void from(BackupFile backup) throws SQLException, IOException {
        Manifest manifest = backup.manifest();
        refuseOthersWork(manifest);
        Migrations.repeat(manifest.migrations(), owner);
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql("set local statement_timeout = 0").update();
            jdbc.sql("lock table public.town in access exclusive mode").update();
            Tables tables = new Tables(jdbc);
            refuseTowns(tables);
            refuseAnotherSchema(manifest, tables, Migrations.of(jdbc));
            load(backup, connection, tables);
            connection.commit();
            connection.setAutoCommit(true);
            jdbc.sql("analyze " + manifest.tables().stream().map(content -> content.table().quoted())
                    .collect(Collectors.joining(", "))).update();
        }
    }

    private void load(BackupFile backup, Connection connection, Tables tables) throws SQLException, IOException {
        Manifest manifest = backup.manifest();
        List<Tables.ForeignKey> keys = tables.takeOff();
        tables.empty(manifest.tables().stream().map(Manifest.Content::table).toList());
        for (Manifest.Content content : manifest.tables()) {
            progress.begin(content.table());
            try (InputStream rows = backup.rows(content.table())) {
                copy(rows, content, connection);
            }
        }
        tables.putOn(keys);
        tables.restart(manifest.sequences());
    }

    private void copy(InputStream rows, Manifest.Content content, Connection connection) throws SQLException, IOException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(content.table().in());
        byte[] buffer = new byte[1 << 16];
        long done = 0;
        for (int read = rows.read(buffer); read >= 0; read = rows.read(buffer)) {
            copy.writeToCopy(buffer, 0, read);
            for (int at = 0; at < read; at++) {
                done += buffer[at] == '\n' ? 1 : 0;
            }
            progress.rows(done, content.rows());
        }
        if (copy.endCopy() != content.rows()) {
            throw new IOException("the backup has changed meanwhile: " + content.table().name());
        }
    }

    private void refuseOthersWork(Manifest manifest) {
        JdbcClient jdbc = JdbcClient.create(owner);
        Tables tables = new Tables(jdbc);
        refuseTowns(tables);
        refuseWhereTheApplicationCannotWork(jdbc);
        List<Migration> made = Migrations.of(jdbc);
        if (!new HashSet<>(manifest.migrations()).containsAll(made)) {
            throw anotherSchema();
        }
        if (made.isEmpty() && !tables.all().isEmpty()) {
            throw new Refused("このデータベースにはほかのプログラムの表（%s など）があります。空のデータベースを指定してください。"
                    .formatted(tables.all().getFirst().name()),
                    "This database holds tables of another program (%s): name an empty one.".formatted(tables.all().getFirst().name()));
        }
    }

    /** The first migration makes the role where it is missing; one that is there must be granted to this user. */
    private static void refuseWhereTheApplicationCannotWork(JdbcClient owner) {
        boolean cannot = owner.sql("""
                select exists (select from pg_roles where rolname = 'machimori_app' and not pg_has_role(oid, 'SET'))
                """).query(Boolean.class).single();
        if (cannot) {
            String user = owner.sql("select current_user::text").query(String.class).single();
            throw new Refused("データベースの利用者 %s は、ロール machimori_app になれません。grant machimori_app to %s を実行してください。".formatted(user, user),
                    "The database user %s cannot become machimori_app: grant machimori_app to %s.".formatted(user, user));
        }
    }

    private static void refuseTowns(Tables tables) {
        List<String> towns = tables.towns();
        if (!towns.isEmpty()) {
            throw new Refused("このデータベースにはすでに自治体（%s）のデータがあります。復元は、新しいデータフォルダか空のデータベースにだけできます。"
                    .formatted(String.join("、", towns)),
                    "This database already holds towns (%s): restore into a new data folder or an empty database only."
                            .formatted(String.join(", ", towns)));
        }
    }

    private static void refuseAnotherSchema(Manifest manifest, Tables tables, List<Migration> made) {
        Set<Table> expected = manifest.tables().stream().map(Manifest.Content::table).collect(Collectors.toSet());
        if (!Set.copyOf(made).equals(Set.copyOf(manifest.migrations())) || !Set.copyOf(tables.all()).equals(expected)
                || !tables.sequences().keySet().equals(manifest.sequences().keySet())) {
            throw anotherSchema();
        }
    }

    private static Refused anotherSchema() {
        return new Refused("このデータベースの表はバックアップのものと違います。新しいデータフォルダか空のデータベースを指定してください。",
                "The tables of this database are not those of the backup: name a new data folder or an empty database.");
    }
}
