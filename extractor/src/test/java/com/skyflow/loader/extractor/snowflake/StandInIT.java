package com.skyflow.loader.extractor.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.config.QueryMode;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.testing.snowflake.Format;
import com.skyflow.loader.testing.snowflake.SnowflakeServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the stand-in offers to sources beyond that of the loader, asked by the unmodified driver. */
final class StandInIT {
    /** Some seconds of work. */
    private static final String LONG = "SELECT COUNT(*) FROM range(20000000000) WHERE range % 7 = 3";

    private SnowflakeServer server;
    private Connection connection;

    @BeforeEach
    void start() throws SQLException {
        server = SnowflakeServer.start()
                .password(Given.USER, Given.PASSWORD)
                .tables(
                        "ATTACH ':memory:' AS SHOP",
                        "CREATE SCHEMA SHOP.SALES",
                        "CREATE TABLE SHOP.SALES.ORDERS(id BIGINT NOT NULL, buyer VARCHAR, placed DATE)");
        connection = connect();
    }

    private Connection connect() throws SQLException {
        var config = Given.config(Given.at(server, Given.withPassword(Given.PASSWORD)), QueryMode.QUERY);
        return DriverManager.getConnection(server.jdbcUrl(), LoginProperties.of(config, "test"));
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void describesTablesInTheInformationSchema(Format format) throws SQLException {
        server.format(format);
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT COLUMN_NAME, DATA_TYPE, IS_NULLABLE FROM SHOP.INFORMATION_SCHEMA.COLUMNS"
                        + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION")) {
            statement.setString(1, "SALES");
            statement.setString(2, "ORDERS");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1) + ' ' + rows.getString(2) + ' ' + rows.getString(3));
                }
            }
        }

        assertThat(columns).containsExactly("ID NUMBER NO", "BUYER TEXT YES", "PLACED DATE YES");
    }

    @Test
    void endsAStatementThatIsCanceled() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<Integer> code = run(statement);
            statement.cancel();

            assertThat(code.join()).isEqualTo(604);
        }
    }

    @Test
    void endsTheStatementsOfASessionThatIsClosed() throws SQLException {
        Connection other = connect();
        try (Statement statement = other.createStatement()) {
            CompletableFuture<Integer> code = run(statement);
            other.close();

            assertThat(code.join()).isEqualTo(604);
        }
    }

    /** The error of a statement that is on its way. */
    private CompletableFuture<Integer> run(Statement statement) {
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> {
            try (ResultSet rows = statement.executeQuery(LONG)) {
                return 0;
            } catch (SQLException e) {
                return e.getErrorCode();
            }
        });
        Wait.until(
                "the statement",
                Duration.ofSeconds(60),
                () -> server.statements().contains(LONG));
        return code;
    }
}
