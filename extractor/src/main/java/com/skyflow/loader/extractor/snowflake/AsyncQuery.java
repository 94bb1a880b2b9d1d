package com.skyflow.loader.extractor.snowflake;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A query that runs though nobody waits for it. JDBC has no word for that: what the driver has is called by name, because only who
 * reads from Snowflake has the driver. Owned by one thread.
 */
final class AsyncQuery {
    /** SQLSTATE of a query that Snowflake does not know: no data. */
    static final String UNKNOWN = "02000";

    private static final String API = "net.snowflake.client.api.";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** Snowflake may know a query a moment later than its client: so many looks take five seconds. */
    private static final int LOOKS = 9;

    private final Connection connection;
    private final String queryId;

    /** A query that was submitted, by this session or another of the same user. */
    AsyncQuery(Connection connection, String queryId) {
        this.connection = connection;
        this.queryId = queryId;
    }

    /** Submits a query, which goes on when the session is closed. */
    static String submit(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String type = "statement.SnowflakeStatement";
            ResultSet submitted = (ResultSet) call(driver(statement, type), type, "executeAsyncQuery", sql);
            String result = "resultset.SnowflakeResultSet";
            return (String) call(driver(submitted, result), result, "getQueryID");
        }
    }

    /** Whether it ended without a result. */
    boolean hasFailed() throws SQLException {
        return is(status(), "isAnError");
    }

    /**
     * Waits for its end.
     *
     * @param stopped ends the wait
     * @return whether it ended, rather than the wait
     * @throws SQLException if it failed, or is not known; its message says nothing, its code does
     */
    boolean await(CountDownLatch stopped) throws SQLException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        Object status = status();
        for (int looks = 1; !is(status, "isSuccess"); looks++) {
            if (is(status, "isAnError")) {
                int code = (int) call(status, "resultset.QueryStatus", "getErrorCode");
                throw new SQLException("query " + queryId + " failed", "58000", code);
            }
            if (is(status, "isEmpty") && looks >= LOOKS) {
                throw new SQLException("query " + queryId + " is unknown", UNKNOWN);
            }
            if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            status = status();
        }
        return true;
    }

    private Object status() throws SQLException {
        String type = "connection.SnowflakeConnection";
        return call(driver(connection, type), type, "getQueryStatus", queryId);
    }

    private static boolean is(Object status, String question) throws SQLException {
        return (boolean) call(status, "resultset.QueryStatus", question);
    }

    private static Object driver(Wrapper wrapper, String type) throws SQLException {
        return wrapper.unwrap(type(type));
    }

    private static Object call(Object target, String type, String method, Object... arguments) throws SQLException {
        Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {String.class};
        try {
            return type(type).getMethod(method, types).invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(method, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the driver has no " + type + '.' + method + " (expected: snowflake-jdbc 4.4)", e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(API + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("snowflake-jdbc 4.4 is not on the class path", e);
        }
    }
}
