package com.skyflow.loader.extractor.snowflake;

import com.skyflow.loader.common.config.SnowflakeConfig;
import com.skyflow.loader.common.failure.LoaderException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A session with Snowflake, for one vault. Owned by one thread. */
final class Session implements AutoCloseable {
    /** Kept, or its level would be forgotten. The driver's failures come as exceptions; its log may quote statements. */
    private static final Logger DRIVER_LOG = Logger.getLogger("net.snowflake");

    private final Connection connection;

    private Session(Connection connection) {
        this.connection = connection;
    }

    /**
     * Logs in.
     *
     * @param read rows of a result that were read before
     * @throws LoaderException if the settings do not do, or Snowflake refuses them or does not answer
     */
    static Session open(SnowflakeConfig config, String tag, long read) {
        DRIVER_LOG.setLevel(Level.OFF);
        String url = LoginProperties.url(config.login());
        try {
            return new Session(DriverManager.getConnection(url, LoginProperties.of(config, tag)));
        } catch (SQLException e) {
            throw SnowflakeProblem.login(config.login(), read, e);
        }
    }

    /** The names of the columns of a query, which is compiled but not run. */
    List<String> columns(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSetMetaData data = statement.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                columns.add(data.getColumnLabel(i));
            }
            return columns;
        }
    }

    boolean hasWarehouse() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CURRENT_WAREHOUSE()")) {
            return rows.next() && rows.getString(1) != null;
        }
    }

    /** The numbers of the first row. */
    long[] numbers(String sql, int columns) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new SQLException("no row", "02000");
            }
            long[] numbers = new long[columns];
            for (int i = 0; i < columns; i++) {
                numbers[i] = rows.getLong(i + 1);
            }
            return numbers;
        }
    }

    /** Submits a query whose result is to be kept. */
    Pinned submit(String sql) throws SQLException {
        return new Pinned(AsyncQuery.submit(connection, sql));
    }

    /** A query that was submitted before. */
    AsyncQuery query(Pinned pinned) {
        return new AsyncQuery(connection, pinned.queryId());
    }

    /** The rows of a query; closing the session closes them. */
    @SuppressWarnings("StatementResourceLeak") // closed with the session
    ResultSet rows(String sql) throws SQLException {
        return connection.createStatement().executeQuery(sql);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // What was asked for is here; Snowflake ends the session by itself.
        }
    }
}
