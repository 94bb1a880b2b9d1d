package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.testing.snowflake.Format;
import com.skyflow.loader.testing.snowflake.SnowflakeServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Loads from Snowflake, by its own driver against the stand-in, as processes. */
final class SnowflakeIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final List<String> VAULTS = List.of("name", "id", "dob", "ssn");

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private SnowflakeServer snowflake;
    private String prefix;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        snowflake = SnowflakeServer.start().password("loader", Canary.CREDENTIAL);
        prefix = kafka.freshPrefix();
    }

    @AfterEach
    void stop() {
        snowflake.close();
        simulator.close();
    }

    private ObjectNode config(String mode) {
        ObjectNode config = WorkFolder.config(simulator, VAULTS.toArray(String[]::new));
        config.putObject("snowflake")
                .put("jdbc_url", snowflake.jdbcUrl())
                .put("account", SnowflakeServer.ACCOUNT)
                .put("user", "loader")
                .put("warehouse", "WH")
                .put("query_mode", mode);
        config.withObject("/kafka")
                .put("bootstrap_servers", kafka.bootstrapServers())
                .put("prefix", prefix);
        return config;
    }

    private ChildProcess start(String... arguments) {
        return folder.start(
                Map.of("SNOWFLAKE_PASSWORD", Canary.CREDENTIAL, "SNOWFLAKE_DISABLE_MINICORE", "true"), arguments);
    }

    private static void ensureEnd(ChildProcess command, int status) {
        assertThat(command.awaitExit(LONG)).as("%s", command).isEqualTo(status);
        assertThat(Canary.isIn(command.toString())).as("%s", command).isFalse();
    }

    private static Stream<Pair> pairs(String vault, int rows) {
        return Stream.iterate(1, row -> row <= rows, row -> row + 1)
                .map(row -> new Pair(vault.toUpperCase(java.util.Locale.ROOT) + " NO. " + row, "tok_" + vault + row));
    }

    private void ensureExact(String vault, int rows) {
        assertThat(simulator
                        .check(WorkFolder.vaultId(vault), vault, pairs(vault, rows))
                        .isExact())
                .as("vault %s", vault)
                .isTrue();
    }

    /** The table of mode {@code simple}, with so many pairs of each vault and a row of nothing. */
    private void patients(String place, int rows) {
        snowflake.tables(
                "ATTACH ':memory:' AS " + place.substring(0, place.indexOf('.')),
                "CREATE SCHEMA " + place,
                """
                CREATE TABLE %s.PATIENTS AS
                SELECT 'Name no. ' || range AS full_name, 'tok_name' || range AS full_name_token,
                'ID NO. ' || range AS id, 'tok_id' || range AS id_token,
                'DOB NO. ' || range AS dob, 'tok_dob' || range AS dob_token,
                'SSN NO. ' || range AS ssn, 'tok_ssn' || range AS ssn_token
                FROM range(1, %d)""".formatted(place, rows + 1),
                "INSERT INTO %s.PATIENTS (full_name) VALUES (NULL)".formatted(place));
    }

    @Test
    void loadsAllVaultsOfOneTable() {
        snowflake.format(Format.ARROW);
        patients("ELEVANCE.PUBLIC", 3_000);
        folder.write(config("simple"));

        ChildProcess command = start("-source", "snowflake");
        ensureEnd(command, 0);

        VAULTS.forEach(vault -> ensureExact(vault, 3_000));
        assertThat(command.stderr())
                .contains("Vault ssn: 1 rows without a value or a token are left out (NULL).")
                .doesNotContain("max_records");
        KafkaContent.ensureNoCanary(kafka, prefix);

        ChildProcess verify = start("verify", "-source", "snowflake", "-vault", "ssn", "--output", "json");
        ensureEnd(verify, 0);
        assertThat(WorkFolder.json(verify.stdout()).at("/0/sample/same").asLong())
                .isEqualTo(1_000);
    }

    @Test
    void loadsAllVaultsOfTwoTablesThroughFunctions() {
        snowflake.tables(
                "ATTACH ':memory:' AS D01_SKYFLOW_POC",
                "CREATE SCHEMA D01_SKYFLOW_POC.SKYFLOW_POC",
                "ATTACH ':memory:' AS T01_PROTEGRITY",
                "CREATE SCHEMA T01_PROTEGRITY.SCRTY_ACS_CNTRL",
                """
                CREATE TABLE D01_SKYFLOW_POC.SKYFLOW_POC.CLM AS
                SELECT 'tok_name' || range AS SRC_MBR_FRST_NM, 'tok_name' || (range + 1) AS SRC_MBR_LAST_NM,
                CASE WHEN range = 1 THEN 'tok_name1' END AS SRC_MBR_MID_INIT_NM,
                'tok_id' || range AS SRC_ENRLMNT_ID, 'tok_id1' AS SRC_HC_ID, NULL AS SRC_SBSCRBR_ID,
                'tok_dob' || range AS SRC_MBR_BRTH_DT, 'tok_ssn' || range AS SRC_MBR_SSN
                FROM range(1, 300)""",
                """
                CREATE TABLE D01_SKYFLOW_POC.SKYFLOW_POC.MBR AS
                SELECT 'tok_name' || range AS FRST_NM, NULL AS LAST_NM, 'tok_name2' AS MID_INIT_NM,
                'tok_id' || range AS SRC_ENRLMNT_ID, 'tok_id1' AS HC_ID, NULL AS SBSCRBR_ID,
                'tok_dob' || range AS BRTH_DT, 'tok_ssn' || range AS SSN
                FROM range(200, 401)""");
        Map.of(
                        "name", "SKFL_MBR_NAME_DETOK",
                        "id", "SKFL_MBR_IDENTIFIERS_DETOK",
                        "dob", "SKFL_BIRTHDATE_DETOK",
                        "ssn", "SKFL_SSN_DETOK")
                .forEach((vault, udf) -> snowflake.tables(
                        "CREATE MACRO T01_PROTEGRITY.SCRTY_ACS_CNTRL.%s(x) AS upper('%s') || ' NO. ' || substr(x, %d)"
                                .formatted(udf, vault, "tok_".length() + vault.length() + 1)));
        ObjectNode config = config("union");
        config.withObject("/snowflake").put("udf_prefix", "T01_PROTEGRITY.SCRTY_ACS_CNTRL");
        folder.write(config);

        ensureEnd(start("-source", "snowflake"), 0);

        VAULTS.forEach(vault -> ensureExact(vault, 400));
    }

    @Test
    void honoursDatabaseAndSchemaAndSaysWhatIsLimited() {
        patients("MINE.OWN", 150);
        ObjectNode config = config("simple");
        config.withObject("/performance").remove("max_records");
        folder.write(config);

        ChildProcess command =
                start("-source", "snowflake", "-sf-database", "MINE", "-sf-schema", "OWN", "-vault", "ssn");
        ensureEnd(command, 0);

        assertThat(WorkFolder.held(simulator, "ssn")).isEqualTo(100);
        assertThat(command.stderr())
                .contains(
                        "max_records 100: Snowflake is asked for so many rows of each vault at most (-max-records 0 loads all).");
    }

    @Test
    void aDryRunOnlySaysWhatWouldBeRead() {
        patients("ELEVANCE.PUBLIC", 30);
        folder.write(config("simple"));

        ChildProcess command = start("-source", "snowflake", "-dry-run", "-vault", "name");
        ensureEnd(command, 0);

        assertThat(command.stdout()).isEqualTo("""
                -- vault name
                SELECT DISTINCT UPPER(full_name) AS BYOT_VALUE, full_name_token AS BYOT_TOKEN
                FROM ELEVANCE.PUBLIC.PATIENTS
                WHERE full_name IS NOT NULL AND full_name_token IS NOT NULL;
                -- 30 rows
                -- Nothing was published.
                """);
        assertThat(KafkaContent.records(kafka, prefix)).isEmpty();
        assertThat(simulator.journal().counts().calls()).isZero();
    }

    @Test
    void afterTenKillsTheTopicHoldsEveryRowOnce() {
        int rows = 200_000;
        patients("ELEVANCE.PUBLIC", rows);
        folder.write(config("simple"));
        // A start gets 19,000 rows at most, so that each of the ten is killed on its way.
        snowflake.pieces(1_000, 9_000);
        snowflake.holdChunks(2);

        for (int kill = 1; kill <= 10; kill++) {
            long before = position();
            ChildProcess killed = start("extract", "-source", "snowflake", "-vault", "id");
            Wait.until("rows of " + killed, LONG, () -> position() > before || !killed.isAlive());
            assertThat(killed.isAlive()).as("%s", killed).isTrue();
            killed.sigkill();
            assertThat(position()).isBetween(before + 1, before + 19_000);
        }
        snowflake.release();
        ensureEnd(start("extract", "-source", "snowflake", "-vault", "id"), 0);

        List<Pair> published = KafkaContent.records(kafka, prefix + ".id").stream()
                .filter(record -> record.topic().equals(prefix + ".id"))
                .map(record -> PairCodec.decode(record.value()).orElseThrow())
                .toList();
        assertThat(published).hasSize(rows);
        assertThat(Set.copyOf(published).equals(pairs("id", rows).collect(Collectors.toSet())))
                .isTrue();
        assertThat(queries()).isEqualTo(1);
    }

    @Test
    void anExtractorThatIsKilledOrEndedWhileTheQueryRunsFindsItAgain() {
        patients("ELEVANCE.PUBLIC", 2_000);
        folder.write(config("simple"));
        snowflake.hold();

        ChildProcess killed = start("extract", "-source", "snowflake", "-vault", "id");
        String cursor = awaitCursor(killed, 1);
        killed.sigkill();
        ChildProcess ended = start("extract", "-source", "snowflake", "-vault", "id");
        assertThat(awaitCursor(ended, 2)).isEqualTo(cursor);
        ended.sigterm();
        ensureEnd(ended, 4);
        assertThat(ended.stderr())
                .isEqualTo("Vault id: stopped while Snowflake runs %s. It goes on there: start again to wait for it.%n"
                        .formatted(cursor));
        snowflake.release();
        ensureEnd(start("extract", "-source", "snowflake", "-vault", "id"), 0);

        assertThat(KafkaContent.rows(kafka, prefix + ".id")).isEqualTo(2_000);
        assertThat(queries()).isEqualTo(1);
    }

    /** The id of the query, once so many checkpoints hold it. */
    private String awaitCursor(ChildProcess command, int checkpoints) {
        Wait.until("a checkpoint of " + command, LONG, () -> cursors().size() >= checkpoints || !command.isAlive());
        return cursors().getLast();
    }

    private List<String> cursors() {
        return checkpoints().map(Checkpoint::cursor).filter(Objects::nonNull).toList();
    }

    private long position() {
        return checkpoints().mapToLong(Checkpoint::position).max().orElse(0);
    }

    private Stream<Checkpoint> checkpoints() {
        return KafkaContent.records(kafka, prefix + ".runs").stream().map(Events::checkpoint);
    }

    private long queries() {
        return snowflake.statements().stream()
                .filter(sql -> sql.startsWith("SELECT DISTINCT"))
                .count();
    }

    @Test
    void asksForThePasswordOnATerminal() {
        patients("ELEVANCE.PUBLIC", 30);
        folder.write(config("simple"));
        folder.write("typed", Canary.CREDENTIAL + '\n');

        ChildProcess command = folder.onTerminal("typed", "-source", "snowflake", "-dry-run", "-vault", "name");
        assertThat(command.awaitExit(LONG)).as("%s", command).isZero();

        assertThat(command.stdout()).contains("Snowflake password or programmatic access token: ", "-- 30 rows");
    }
}
