package jp.machimori.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Begins each transaction for the {@link CurrentTown}; without one, rows of towns are out of reach. */
public final class TownTransactionManager extends JdbcTransactionManager {

    TownTransactionManager(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition) throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        if (CurrentTown.isBound()) {
            set(connection, String.valueOf(CurrentTown.id()));
        }
    }

    /**
     * Does one town's share of the running transaction, such as a load of several towns that holds as a whole. The
     * transaction returns to the town it had; where the work throws, it can only be rolled back.
     *
     * @throws IllegalStateException outside a transaction
     */
    public <T> T inTown(int townId, Supplier<T> work) {
        ConnectionHolder transaction = (ConnectionHolder) TransactionSynchronizationManager.getResource(obtainDataSource());
        if (transaction == null || !transaction.isSynchronizedWithTransaction()) {
            throw new IllegalStateException("no transaction to do a town's share of");
        }
        String before = CurrentTown.isBound() ? String.valueOf(CurrentTown.id()) : "";
        try {
            become(transaction, String.valueOf(townId));
            T result = CurrentTown.call(townId, work::get);
            become(transaction, before);
            return result;
        } catch (RuntimeException failure) {
            transaction.setRollbackOnly();
            throw failure;
        }
    }

    private void become(ConnectionHolder transaction, String town) {
        try {
            set(transaction.getConnection(), town);
        } catch (SQLException trouble) {
            throw translateException("set town", trouble);
        }
    }

    private static void set(Connection connection, String town) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config('machimori.town', ?, true)")) {
            statement.setString(1, town);
            statement.execute();
        }
    }
}
