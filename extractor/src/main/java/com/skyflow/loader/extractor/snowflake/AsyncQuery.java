package com.skyflow.loader.extractor.snowflake;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A query that runs though nobody waits for it. JDBC has no word for that: what the driver has is called by name, because only who
 * reads from Snowflake has the driver. Owned by one thread.
 */
final class AsyncQuery {
    private static final String API = "net.snowflake.client.api.";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final String queryId;
    private final Object result;

    private AsyncQuery(String queryId, Object result) {
        this.queryId = queryId;
        this.result = result;
    }

    /** Starts it. The session must stay open until it has ended. */
    static AsyncQuery start(Connection connection, String sql) throws SQLException {
        Statement statement = connection.createStatement();
        Object started = call(
                driver(statement, "statement.SnowflakeStatement"),
                "statement.SnowflakeStatement",
                "executeAsyncQuery",
                sql);
        Object result = driver((ResultSet) started, "resultset.SnowflakeAsyncResultSet");
        String queryId = (String) call(result, "resultset.SnowflakeResultSet", "getQueryID");
        return new AsyncQuery(queryId, result);
    }

    String queryId() {
        return queryId;
    }

    /**
     * Waits for its end.
     *
     * @throws SQLException if it failed; its message says nothing, its code does
     */
    void await() throws SQLException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (Object status = status(); !is(status, "isSuccess"); status = status()) {
            if (!is(status, "isStillRunning")) {
                int code = (int) call(status, "resultset.QueryStatus", "getErrorCode");
                throw new SQLException("query " + queryId + " failed", "58000", code);
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private Object status() throws SQLException {
        return call(result, "resultset.SnowflakeAsyncResultSet", "getStatus");
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
