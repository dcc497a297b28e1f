package jp.machimori.database;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Takes Flyway's history tables back from the application, to which the default privileges give every table of the owner. */
final class PrivateMigrationHistory extends BaseCallback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
        String table = context.getConfiguration().getTable().replace("\"", "\"\"");
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("revoke all on \"" + table + "\" from machimori_app");
        } catch (SQLException trouble) {
            throw new IllegalStateException("the history of migrations stays open to the application", trouble);
        }
    }
}
