package com.skyflow.loader.extractor.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.config.QueryMode;
import com.skyflow.loader.common.config.SnowflakeLogin;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.config.VaultQuery;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Checkpoint.Repeats;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.SourceRow;
import com.skyflow.loader.extractor.source.Start;
import com.skyflow.loader.extractor.source.Survey;
import com.skyflow.loader.testing.snowflake.Fault;
import com.skyflow.loader.testing.snowflake.Format;
import com.skyflow.loader.testing.snowflake.Login;
import com.skyflow.loader.testing.snowflake.SnowflakeServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The unmodified driver against the stand-in. */
final class SnowflakeSourceIT {
    private SnowflakeServer server;

    @BeforeEach
    void start() {
        server = SnowflakeServer.start()
                .password(Given.USER, Given.PASSWORD)
                .tables(
                        "ATTACH ':memory:' AS ELEVANCE",
                        "CREATE SCHEMA ELEVANCE.PUBLIC",
                        "CREATE TABLE ELEVANCE.PUBLIC.PATIENTS"
                                + "(full_name VARCHAR, full_name_token VARCHAR, id BIGINT, id_token VARCHAR, dob DATE, dob_token VARCHAR)",
                        """
                        INSERT INTO ELEVANCE.PUBLIC.PATIENTS VALUES
                        ('Ada', 't1', 7, 'i1', DATE '1815-12-10', 'd1'), ('ada', 't1', 8, 'i2', NULL, 'd2'),
                        ('Émil', 't2', 9, 'i3', DATE '1970-01-01', 'd3'), ('Zoë 🙂', 't3', 10, NULL, DATE '2000-02-29', 'd4'),
                        (NULL, 't4', 11, 'i5', DATE '2001-01-01', 'd5'), ('', 't5', 12, 'i6', DATE '2001-01-01', 'd5')""");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SnowflakeSource source(QueryMode mode, VaultConfig vault, long maxRecords) {
        return new SnowflakeSource(
                Given.config(Given.at(server, Given.withPassword(Given.PASSWORD)), mode),
                vault,
                maxRecords,
                new Suffix.None());
    }

    private SnowflakeSource simple(String vault) {
        return source(QueryMode.SIMPLE, Given.vault(vault, VaultQuery.NONE), 0);
    }

    /** So many numbered pairs, asked for by a query. */
    private SnowflakeSource numbers(int rows) {
        return numbers(rows, server.jdbcUrl());
    }

    private SnowflakeSource numbers(int rows, String jdbcUrl) {
        return new SnowflakeSource(
                Given.config(Given.at(jdbcUrl, Given.withPassword(Given.PASSWORD)), QueryMode.QUERY),
                Given.vault(
                        "id",
                        Given.query(
                                "SELECT 'v' || lpad(range::VARCHAR, 6, '0') AS id, 't' || range AS id_token FROM range(1, "
                                        + (rows + 1) + ")")),
                0,
                new Suffix.None());
    }

    private static final Start FIRST = new Start("run-1", 0, null, null);

    private static Start at(Start start, long position) {
        return new Start(start.run(), position, start.cursor(), start.total());
    }

    private static Start ask(SnowflakeSource source) {
        source.survey();
        return new Start(FIRST.run(), 0, source.request(FIRST), null);
    }

    private static Survey await(SnowflakeSource source, Start asked) {
        return source.await(asked, new CountDownLatch(1)).orElseThrow();
    }

    /** Where a reader begins after the query ran and was counted. */
    private static Start begin(SnowflakeSource source) {
        Start asked = ask(source);
        return new Start(asked.run(), 0, asked.cursor(), await(source, asked).rows());
    }

    private static List<String> read(SnowflakeSource source, Start start) {
        List<String> rows = new ArrayList<>();
        try (RowReader reader = source.open(start)) {
            while (reader.next()) {
                rows.add(
                        switch (reader.row()) {
                            case SourceRow.Valid valid ->
                                valid.number() + " " + valid.pair().value() + " "
                                        + valid.pair().token();
                            case SourceRow.Invalid invalid -> invalid.number() + " " + invalid.problem();
                        });
            }
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource
    void readsThePairsOfATableInTheOrderOfTheirValues(Format format) {
        server.format(format);
        Start asked = ask(simple("name"));

        assertThat(await(simple("name"), asked)).isEqualTo(new Survey(4, 0, 1, new Repeats(0, true)));
        assertThat(read(simple("name"), asked))
                .containsExactly("1 The value is empty.", "2 ADA t1", "3 ZOË 🙂 t3", "4 ÉMIL t2");
    }

    @ParameterizedTest
    @EnumSource
    void readsNumbersAndDatesAsText(Format format) {
        server.format(format);
        assertThat(read(simple("id"), begin(simple("id"))))
                .containsExactly("1 11 i5", "2 12 i6", "3 7 i1", "4 8 i2", "5 9 i3");
        assertThat(read(simple("dob"), begin(simple("dob"))))
                .containsExactly("1 1815-12-10 d1", "2 1970-01-01 d3", "3 2000-02-29 d4", "4 2001-01-01 d5");
    }

    @Test
    void limitsTheQuery() {
        SnowflakeSource source = source(QueryMode.SIMPLE, Given.vault("id", VaultQuery.NONE), 2);

        assertThat(source.sql()).endsWith("\nLIMIT 2");
        assertThat(source.count()).isEqualTo(2);
        assertThat(read(source, begin(source))).hasSize(2);
    }

    @Test
    void aUnionPassesEachDistinctTokenThroughTheFunction() {
        server.tables(
                "ATTACH ':memory:' AS D01_SKYFLOW_POC",
                "CREATE SCHEMA D01_SKYFLOW_POC.SKYFLOW_POC",
                "ATTACH ':memory:' AS T01",
                "CREATE SCHEMA T01.UDFS",
                "CREATE MACRO T01.UDFS.DETOK(x) AS CASE WHEN x = 'lost' THEN NULL ELSE 'value of ' || x END",
                "CREATE TABLE D01_SKYFLOW_POC.SKYFLOW_POC.CLM(A VARCHAR, B VARCHAR)",
                "CREATE TABLE D01_SKYFLOW_POC.SKYFLOW_POC.MBR(C VARCHAR)",
                "INSERT INTO D01_SKYFLOW_POC.SKYFLOW_POC.CLM VALUES ('t1', 't2'), ('t2', NULL), ('lost', 't3')",
                "INSERT INTO D01_SKYFLOW_POC.SKYFLOW_POC.MBR VALUES ('t3'), ('t4')");
        SnowflakeSource source = source(
                QueryMode.UNION,
                Given.vault(
                        "name",
                        new VaultQuery(Optional.empty(), List.of("A", "B"), List.of("C"), Optional.of("DETOK"))),
                0);

        Start asked = ask(source);

        assertThat(await(source, asked).nulls()).isEqualTo(1);
        assertThat(read(source, asked))
                .containsExactly("1 value of t1 t1", "2 value of t2 t2", "3 value of t3 t3", "4 value of t4 t4");
    }

    @Test
    void readsOnBehindAPositionWithoutRunningTheQueryAgain() {
        Start begun = begin(numbers(10_000));
        int before = server.statements().size();

        List<String> rows = read(numbers(10_000), at(begun, 9_998));

        assertThat(rows).containsExactly("9999 v009999 t9999", "10000 v010000 t10000");
        assertThat(server.statements().subList(before, server.statements().size()))
                .allSatisfy(sql -> assertThat(sql).contains("RESULT_SCAN"));
    }

    @ParameterizedTest
    @EnumSource
    void everyRowArrivesOnceThoughAnswersAndChunksFail(Format format) {
        server.format(format);
        server.pieces(100, 1_000);
        server.fail(Fault.LOST_ANSWER, 1);
        Start begun = begin(numbers(10_000));
        server.fail(Fault.QUERY_UNAVAILABLE, 1);
        server.fail(Fault.SESSION_EXPIRED, 1);
        server.fail(Fault.CHUNK_UNAVAILABLE, 1);
        server.fail(Fault.CHUNK_TRUNCATED, 1);

        List<String> rows = read(numbers(10_000), begun);

        assertThat(rows)
                .isEqualTo(IntStream.rangeClosed(1, 10_000)
                        .mapToObj(row -> "%d v%06d t%d".formatted(row, row, row))
                        .toList());
        assertThat(Fault.values())
                .allSatisfy(fault -> assertThat(server.left(fault)).isZero());
        assertThat(server.statements())
                .filteredOn(sql -> sql.contains("range("))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aShortResultIsAnError(Format format) {
        server.format(format);
        Start begun = begin(numbers(20));
        server.fail(Fault.SHORT_RESULT, 1);

        assertThatThrownBy(() -> read(numbers(20), begun))
                .isInstanceOf(LoaderException.class)
                .hasMessage(
                        "Vault id: behind row 19 of %s came the end (expected: 20 rows in all). Start again to continue there.",
                        begun.cursor());
    }

    @Test
    void aResultThatIsGoneIsRefused() {
        Start begun = begin(numbers(20));
        server.forgetResults();

        assertThatThrownBy(() -> read(numbers(20), at(begun, 5)))
                .isInstanceOf(LoaderException.class)
                .hasMessage(
                        "Vault id: the result of %s cannot be read behind row 5 (000709). Snowflake keeps it for 24 hours, for the user and role that asked: start again as these, or begin anew with --fresh.",
                        begun.cursor());
    }

    @Test
    void aResultOfAnotherUserIsRefused() {
        Start begun = begin(numbers(20));
        server.password("another", Given.PASSWORD);
        SnowflakeLogin login = Given.at(server, Given.withPassword(Given.PASSWORD));
        SnowflakeLogin another = new SnowflakeLogin(
                login.jdbcUrl(),
                login.account(),
                Optional.of("another"),
                login.authenticator(),
                login.password(),
                login.token(),
                login.privateKeyFile(),
                login.privateKeyBase64(),
                login.privateKeyPassphrase());
        VaultConfig vault = Given.vault("id", Given.query("SELECT 1 AS id, 2 AS id_token"));
        SnowflakeSource source =
                new SnowflakeSource(Given.config(another, QueryMode.QUERY), vault, 0, new Suffix.None());

        assertThatThrownBy(() -> read(source, begun))
                .isInstanceOf(LoaderException.class)
                .hasMessageStartingWith(
                        "Vault id: the result of %s cannot be read behind row 0 (000709).", begun.cursor());
    }

    @Test
    void aQueryThatRunsIsFoundAgainAndRunsOnce() {
        server.hold();
        Start asked = ask(numbers(20));

        assertThat(numbers(20).request(asked)).isEqualTo(asked.cursor());
        assertThatThrownBy(() -> numbers(20).await(asked, new CountDownLatch(0)))
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNFINISHED))
                .hasMessage(
                        "Vault id: stopped while Snowflake runs %s. It goes on there: start again to wait for it.",
                        asked.cursor());
        server.release();

        assertThat(await(numbers(20), asked).rows()).isEqualTo(20);
        assertThat(server.tags()).containsExactly("skyflow-loader run run-1 vault id");
    }

    @Test
    void aQueryThatTookTooLongIsSubmittedAgain() {
        server.hold();
        Start asked = ask(numbers(20));
        server.timeOut();

        assertThatThrownBy(() -> await(numbers(20), asked))
                .isInstanceOf(LoaderException.class)
                .hasMessage(
                        "Vault id: Snowflake did not run its query to the end (000630, 58000; see its query history); no row was published. Start again when it can, or with --fresh after a change of the settings.");
        server.release();
        Start again = new Start(asked.run(), 0, numbers(20).request(asked), null);
        assertThat(again.cursor()).isNotEqualTo(asked.cursor());
        assertThat(await(numbers(20), again).rows()).isEqualTo(20);
    }

    @Test
    void aQueryThatSnowflakeForgotBeforeItWasCountedIsRefused() {
        Start asked = begin(numbers(20));
        server.forgetResults();

        assertThatThrownBy(() -> await(numbers(20), asked))
                .isInstanceOf(LoaderException.class)
                .hasMessageStartingWith("Vault id: the result of %s cannot be read behind row 0", asked.cursor());
    }

    @ParameterizedTest
    @EnumSource
    void aResultWhoseAddressesExpireIsAskedForAgainWhereItWas(Format format) {
        server.format(format);
        server.pieces(100, 1_000);
        SnowflakeSource impatient = numbers(3_000, server.jdbcUrl() + "&maxHttpRetries=1");
        Start begun = begin(impatient);
        server.fail(Fault.CHUNK_EXPIRED, 1);

        List<String> rows = read(impatient, begun);

        assertThat(rows)
                .isEqualTo(IntStream.rangeClosed(1, 3_000)
                        .mapToObj(row -> "%d v%06d t%d".formatted(row, row, row))
                        .toList());
        assertThat(server.left(Fault.CHUNK_EXPIRED)).isZero();
        assertThat(server.statements())
                .filteredOn(sql -> sql.contains("BYOT_ROW >"))
                .hasSize(2);
    }

    @Test
    void asksForNothingButTheSession() {
        ask(simple("name"));

        Login login = server.logins().getLast();
        assertThat(login.query()).containsAllEntriesOf(Map.of("warehouse", "WH", "roleName", "LOADING"));
        assertThat(login.parameters())
                .containsAllEntriesOf(Map.of(
                        "CLIENT_TELEMETRY_ENABLED",
                        "false",
                        "CLIENT_PREFETCH_THREADS",
                        "1",
                        "STATEMENT_TIMEOUT_IN_SECONDS",
                        "120",
                        "QUERY_TAG",
                        "skyflow-loader run run-1 vault name"));
    }
}
