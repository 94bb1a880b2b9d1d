package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.snowflake.KeyFiles;
import com.skyflow.loader.testing.snowflake.SnowflakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What of Snowflake is refused at the start: by which sentence, with which status, and that nothing was published or sent. */
final class SnowflakeBadInputIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final String LOGIN = "Snowflake let user loader not log in at account ACME ";

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private SnowflakeServer server;
    private String prefix;
    private ObjectNode config;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        server = SnowflakeServer.start()
                .password("loader", Canary.CREDENTIAL)
                .tables(
                        "ATTACH ':memory:' AS ELEVANCE",
                        "CREATE SCHEMA ELEVANCE.PUBLIC",
                        "CREATE TABLE ELEVANCE.PUBLIC.PATIENTS(full_name VARCHAR, full_name_token VARCHAR)",
                        "INSERT INTO ELEVANCE.PUBLIC.PATIENTS VALUES ('Ada', 't1')");
        prefix = kafka.freshPrefix();
        config = WorkFolder.config(simulator, "name");
        config.withObject("/skyflow").put("bearer_token", Canary.CREDENTIAL);
        config.withObject("/kafka")
                .put("bootstrap_servers", kafka.bootstrapServers())
                .put("prefix", prefix);
        snowflake()
                .put("jdbc_url", server.jdbcUrl())
                .put("account", SnowflakeServer.ACCOUNT)
                .put("user", "loader")
                .put("password", Canary.CREDENTIAL)
                .put("warehouse", "WH");
    }

    @AfterEach
    void stop() {
        server.close();
        simulator.close();
    }

    private ObjectNode snowflake() {
        return config.withObject("/snowflake");
    }

    private void key(String file) {
        snowflake()
                .put("authenticator", "SNOWFLAKE_JWT")
                .put("private_key_file", path.resolve(file).toString());
    }

    private void query(String sql) {
        snowflake().put("query_mode", "query");
        ((ObjectNode) config.withArray("/skyflow/vaults").get(0)).put("query", sql);
    }

    /**
     * One wrong input.
     *
     * @param name what it is
     * @param change makes it wrong
     * @param message everything on the error stream; {@code {folder}} stands for the path
     */
    record Bad(String name, Consumer<SnowflakeBadInputIT> change, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> inputs() {
        return Stream.of(
                new Bad(
                        "no password, and no terminal to ask on",
                        test -> test.snowflake().remove("password"),
                        "snowflake.password: missing (expected: that, or the variable SNOWFLAKE_PASSWORD)"),
                new Bad(
                        "a wrong password",
                        test -> test.snowflake().put("password", "wrong"),
                        LOGIN
                                + "(390100): wrong user or password. Correct snowflake.user and snowflake.password and start again; nothing was published."),
                new Bad(
                        "a wrong programmatic access token",
                        test -> test.snowflake().put("authenticator", "programmatic_access_token"),
                        LOGIN
                                + "(394400): the programmatic access token is not valid for this user. Correct snowflake.token and start again; nothing was published."),
                new Bad(
                        "a key that the user does not have",
                        test -> {
                            KeyFiles.plain(test.path.resolve("key.p8"));
                            test.key("key.p8");
                        },
                        LOGIN
                                + "(390144): the private key is not that of the user's public key. Correct snowflake.private_key_file, or RSA_PUBLIC_KEY of the user and start again; nothing was published."),
                new Bad(
                        "a damaged key",
                        test -> {
                            test.folder.write(
                                    "key.p8", "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n");
                            test.key("key.p8");
                        },
                        LOGIN
                                + "(200045): the private key cannot be read: it is damaged, or snowflake.private_key_passphrase is wrong. Correct it and start again; nothing was published."),
                new Bad(
                        "a file that is no key",
                        test -> {
                            test.folder.write("key.p8", "ssh-rsa AAAA");
                            test.key("key.p8");
                        },
                        "snowflake.private_key_file: {folder}/key.p8 holds no private key (expected: PEM, -----BEGIN PRIVATE KEY-----)"),
                new Bad(
                        "a missing key",
                        test -> test.key("none.p8"),
                        "snowflake.private_key_file: {folder}/none.p8 cannot be read (expected: a PEM file with a private key)"),
                new Bad(
                        "an encrypted key without its passphrase",
                        test -> {
                            KeyFiles.encrypted(test.path.resolve("key.p8"), "opensesame");
                            test.key("key.p8");
                        },
                        "snowflake.private_key_file: {folder}/key.p8 holds an encrypted private key (expected: snowflake.private_key_passphrase, or the variable SNOWFLAKE_PRIVATE_KEY_PASSPHRASE)"),
                new Bad(
                        "an unknown authenticator",
                        test -> test.snowflake().put("authenticator", "kerberos"),
                        "snowflake.authenticator: 'kerberos' (expected: snowflake, programmatic_access_token, SNOWFLAKE_JWT, externalbrowser or oauth)"),
                new Bad(
                        "no user",
                        test -> test.snowflake().remove("user"),
                        "snowflake.user: missing (expected: the user's name)"),
                new Bad(
                        "a missing table",
                        test -> test.snowflake().put("table", "PATIENT"),
                        "Vault name: Snowflake cannot run its query (002003): SQL compilation error: Object 'PATIENT' does not exist or not authorized; nothing was published. Correct the names in the settings, or the permissions of the role, and start again."),
                new Bad(
                        "a missing column",
                        test -> ((ObjectNode)
                                        test.config.withArray("/skyflow/vaults").get(0))
                                .put("data_column", "nick_name"),
                        "Vault name: Snowflake cannot run its query (000904): SQL compilation error: error line 1 at position 7 invalid identifier 'NICK_NAME'; nothing was published. Correct the names in the settings, or the permissions of the role, and start again."),
                new Bad(
                        "no query",
                        test -> test.snowflake().put("query_mode", "query"),
                        "Vault name: its query is missing in the settings (expected in this snowflake.query_mode); nothing was published."),
                new Bad(
                        "a query with one column",
                        test -> test.query("SELECT full_name FROM ELEVANCE.PUBLIC.PATIENTS"),
                        "Vault name: its query has no column 'full_name_token' (expected: one; found: FULL_NAME); nothing was published. Name its columns, or set data_column and token_column, and start again."),
                new Bad(
                        "a query with the same column twice",
                        test -> test.query(
                                "SELECT full_name, full_name_token, full_name FROM ELEVANCE.PUBLIC.PATIENTS"),
                        "Vault name: its query has 2 columns 'full_name' (expected: one; found: FULL_NAME, FULL_NAME_TOKEN, FULL_NAME); nothing was published. Name its columns, or set data_column and token_column, and start again."),
                new Bad(
                        "no warehouse",
                        test -> test.snowflake().remove("warehouse"),
                        "Vault name: no warehouse to run its query on; nothing was published. Set snowflake.warehouse, or -sf-warehouse, and start again."));
    }

    @Test
    void aQueryThatFailsOnItsWayPublishesNoRowAndIsSubmittedAgain() throws Exception {
        query(
                "SELECT CAST('Zq7wXe9kV3' || full_name AS INTEGER) AS full_name, full_name_token FROM ELEVANCE.PUBLIC.PATIENTS");
        folder.write(config);
        Files.setPosixFilePermissions(path.resolve("config.json"), PosixFilePermissions.fromString("rw-------"));

        for (int start = 1; start <= 2; start++) {
            Spoken spoken = Spoken.by("-config", path.resolve("config.json").toString(), "-source", "snowflake");

            assertThat(spoken.err().strip())
                    .isEqualTo(
                            "Vault name: Snowflake did not run its query to the end (100038, 58000; see its query history); no row was published. Start again when it can, or with --fresh after a change of the settings.");
            assertThat(spoken.status()).isEqualTo(1);
            assertThat(server.tags()).hasSize(start);
        }
        assertThat(KafkaContent.rows(kafka, prefix + ".name")).isZero();
        assertThat(simulator.journal().counts().calls()).isZero();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void isRefusedBeforeAnythingIsPublishedOrSent(Bad input) throws Exception {
        input.change().accept(this);
        folder.write(config);
        Files.setPosixFilePermissions(path.resolve("config.json"), PosixFilePermissions.fromString("rw-------"));

        Spoken spoken = Spoken.by("-config", path.resolve("config.json").toString(), "-source", "snowflake");

        assertThat(spoken.err().strip()).isEqualTo(input.message().replace("{folder}", path.toString()));
        assertThat(spoken.out()).isEmpty();
        assertThat(spoken.status()).isEqualTo(1);
        assertThat(KafkaContent.records(kafka, prefix)).isEmpty();
        assertThat(simulator.journal().counts().calls()).isZero();
        assertThat(Canary.isIn(spoken.err())).isFalse();
    }
}
