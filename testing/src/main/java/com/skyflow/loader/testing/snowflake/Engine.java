package com.skyflow.loader.testing.snowflake;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The tables, in DuckDB. What it lacks of Snowflake's language are macros, or is rewritten. Thread-safe. */
final class Engine implements AutoCloseable {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern RESULT_SCAN =
            Pattern.compile("TABLE\\(\\s*RESULT_SCAN\\(\\s*'([^']*)'\\s*\\)\\s*\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern INFORMATION_SCHEMA =
            Pattern.compile("\\b(\\w+)\\.INFORMATION_SCHEMA\\.(COLUMNS|TABLES)\\b", Pattern.CASE_INSENSITIVE);

    private final DuckDBConnection root;
    private final Map<String, Statement> running = new ConcurrentHashMap<>();

    Engine() {
        try {
            root = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
            execute(root, "CREATE SCHEMA memory.results");
            execute(root, "CREATE SCHEMA memory.catalog");
            execute(root, """
                    CREATE VIEW memory.catalog.TABLES AS
                    SELECT upper(table_catalog) AS TABLE_CATALOG, upper(table_schema) AS TABLE_SCHEMA,
                    upper(table_name) AS TABLE_NAME, table_type AS TABLE_TYPE FROM information_schema.tables""");
            execute(root, """
                    CREATE VIEW memory.catalog.COLUMNS AS
                    SELECT upper(table_catalog) AS TABLE_CATALOG, upper(table_schema) AS TABLE_SCHEMA,
                    upper(table_name) AS TABLE_NAME, upper(column_name) AS COLUMN_NAME,
                    ordinal_position AS ORDINAL_POSITION, is_nullable AS IS_NULLABLE,
                    CASE WHEN data_type = 'VARCHAR' THEN 'TEXT'
                    WHEN data_type LIKE '%INT' OR data_type LIKE 'DECIMAL%' THEN 'NUMBER'
                    ELSE data_type END AS DATA_TYPE FROM information_schema.columns""");
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not start", e);
        }
    }

    /** Runs statements of DuckDB's own language, to fill tables. */
    void set(String... statements) {
        try (Connection connection = root.duplicate()) {
            for (String sql : statements) {
                execute(connection, sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement of Snowflake's language. */
    Rows run(Query query) throws SqlFailure {
        String text = COMMENT.matcher(query.sql()).replaceAll(" ").strip();
        if (text.toUpperCase(Locale.ROOT).startsWith("ALTER SESSION")) {
            return new Rows(
                    List.of(new Column("status", "TEXT", 0, 0)), List.of(List.of("Statement executed successfully.")));
        }
        return query(query, translate(query.session(), text));
    }

    /** Runs a query and keeps its result under its id. */
    Rows pin(Query query) throws SqlFailure {
        String create = "CREATE TABLE memory.results.\"" + query.id() + "\" AS ";
        return query(query, create + translate(query.session(), query.sql()));
    }

    void drop(String queryId) {
        set("DROP TABLE memory.results.\"" + queryId + "\"");
    }

    private static String translate(Session session, String sql) {
        String scanned = RESULT_SCAN.matcher(sql).replaceAll("memory.results.\"$1\"");
        String schema = INFORMATION_SCHEMA
                .matcher(scanned)
                .replaceAll("(SELECT * FROM memory.catalog.$2 WHERE TABLE_CATALOG = upper('$1')) AS $2");
        return schema.replaceAll(
                "(?i)CURRENT_WAREHOUSE\\(\\)",
                Matcher.quoteReplacement(
                        session.warehouse().map(name -> "'" + name + "'").orElse("NULL")));
    }

    /** Compiles a query without running it. */
    Rows describe(Query query) throws SqlFailure {
        Session session = query.session();
        try (Connection connection = connect(session);
                PreparedStatement statement = connection.prepareStatement(translate(session, query.sql()))) {
            return new Rows(columns(statement.getMetaData()), List.of());
        } catch (SQLException e) {
            throw SqlFailure.of(String.valueOf(e.getMessage()));
        }
    }

    private Rows query(Query query, String sql) throws SqlFailure {
        try (Connection connection = connect(query.session());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<Integer, String> binding : query.bindings().entrySet()) {
                statement.setString(binding.getKey(), binding.getValue());
            }
            running.put(query.id(), statement);
            if (query.end().isDone() || !statement.execute()) {
                return new Rows(List.of(), List.of());
            }
            try (ResultSet result = statement.getResultSet()) {
                return rows(result);
            }
        } catch (SQLException e) {
            throw SqlFailure.of(String.valueOf(e.getMessage()));
        } finally {
            running.remove(query.id());
        }
    }

    /** Ends a statement that runs. */
    void cancel(Query query) {
        Statement statement = running.get(query.id());
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Connection connect(Session session) throws SQLException {
        Connection connection = root.duplicate();
        execute(connection, "CREATE TEMP MACRO TO_VARCHAR(x) AS CAST(x AS VARCHAR)");
        if (session.schema().isPresent()) {
            execute(connection, "USE " + session.schema().get());
        }
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Rows rows(ResultSet result) throws SQLException {
        List<Column> columns = columns(result.getMetaData());
        List<List<@Nullable String>> cells = new ArrayList<>();
        while (result.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(columns.get(i - 1).cell(result, i));
            }
            cells.add(row);
        }
        return new Rows(columns, cells);
    }

    private static List<Column> columns(ResultSetMetaData data) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(Column.of(data, i));
        }
        return columns;
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
