package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.tls.Authority;
import com.skyflow.loader.testing.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused at the start: by which sentence, with which status, and that nothing was published or sent. */
final class BadInputIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final String VALUES = "full_name\nfirst\nsecond\n";
    private static final String TOKENS = "full_name_token\nt1\nt2\n";

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private String prefix;
    private ObjectNode config;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        prefix = kafka.freshPrefix();
        config = WorkFolder.config(simulator, "name");
        config.withObject("/skyflow").put("bearer_token", Canary.CREDENTIAL);
        config.withObject("/csv").put("data_directory", path.resolve("data").toString());
        config.withObject("/kafka")
                .put("bootstrap_servers", kafka.bootstrapServers())
                .put("prefix", prefix);
        folder.write("data/name_data.csv", VALUES);
        folder.write("data/name_tokens.csv", TOKENS);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    /**
     * One wrong input.
     *
     * @param name what it is
     * @param change makes it wrong
     * @param line the command; {@code {config}} and {@code {folder}} stand for paths
     * @param message everything on the error stream
     */
    record Bad(String name, Consumer<BadInputIT> change, String line, String message) {
        static Bad file(String name, String file, String text, String message) {
            return new Bad(name, test -> test.folder.write("data/" + file, text), "run -config {config}", message);
        }

        static Bad setting(String name, Consumer<ObjectNode> change, String message) {
            return new Bad(name, test -> change.accept(test.config), "run -config {config}", message);
        }

        static Bad line(String line, String message) {
            return new Bad(line, test -> {}, line, message);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> inputs() {
        return Stream.of(files(), settings(), lines(), generations()).flatMap(List::stream);
    }

    private static List<Bad> files() {
        return List.of(
                Bad.file(
                        "unequal files",
                        "name_tokens.csv",
                        "full_name_token\nt1\n",
                        "{folder}/data/name_data.csv has 2 rows but {folder}/data/name_tokens.csv has 1 row (expected: equal numbers, rows pair by position and a blank line is a row); nothing was published. Find the missing row and start again."),
                Bad.file(
                        "an unclosed quote",
                        "name_data.csv",
                        "full_name\nfirst\n\"second\n",
                        "{folder}/data/name_data.csv, line 3: a quote that is opened in this row is never closed; nothing was published. Correct it and start again."),
                Bad.file(
                        "another number of columns",
                        "name_data.csv",
                        "full_name\nfirst\nsecond,third\n",
                        "{folder}/data/name_data.csv, line 3: 2 columns (expected: 1 as in the header); nothing was published. Correct it and start again."),
                Bad.file(
                        "a missing header",
                        "name_data.csv",
                        "first\nsecond\n",
                        "{folder}/data/name_data.csv, line 1: no column 'full_name' (found: 1 column); nothing was published. Correct the header or the column's name in the settings and start again."),
                Bad.file(
                        "a double header",
                        "name_data.csv",
                        "full_name,full_name\nfirst,second\n",
                        "{folder}/data/name_data.csv, line 1: 2 columns 'full_name' (expected: one); nothing was published. Correct the header and start again."),
                Bad.file(
                        "an empty file",
                        "name_data.csv",
                        "",
                        "{folder}/data/name_data.csv is empty (expected: a header with 'full_name'); nothing was published. Check which file is meant and start again."),
                new Bad(
                        "a missing file",
                        test -> assertThat(test.path
                                        .resolve("data/name_tokens.csv")
                                        .toFile()
                                        .delete())
                                .isTrue(),
                        "run -config {config}",
                        "{folder}/data/name_tokens.csv does not exist (expected: a CSV file); nothing was published. Check its path and start again."));
    }

    private static List<Bad> settings() {
        return List.of(
                Bad.setting(
                        "an unknown key",
                        config -> config.withObject("/performance").put("batchsize", 100),
                        "performance.batchsize: unknown key (did you mean batch_size?)"),
                Bad.setting(
                        "a value out of range",
                        config -> config.withObject("/performance").put("batch_size", 0),
                        "performance.batch_size: 0 (expected: 1..1000)"),
                Bad.setting(
                        "several problems at once",
                        config -> {
                            config.withObject("/skyflow").put("vault_url", "ftp://vault");
                            config.withObject("/performance")
                                    .put("max_concurrency", "many")
                                    .put("append_sufix", true);
                            config.put("kafkaa", 1);
                        },
                        "kafkaa: unknown key (did you mean kafka?)\nskyflow.vault_url: neither https nor http (expected: https://<host>[:<port>][/<path>])\nperformance.append_sufix: unknown key (did you mean append_suffix?)\nperformance.max_concurrency: a text (expected: a whole number, 1..512)"),
                Bad.setting(
                        "a vault that needs a column",
                        config -> config.withArray("/skyflow/vaults")
                                .addObject()
                                .put("name", "email")
                                .put("id", "e"),
                        "skyflow.vaults[1].column: missing"),
                Bad.setting(
                        "a proxy of another form",
                        config -> config.withObject("/connection")
                                .put("proxy", "https://me:" + Canary.CREDENTIAL + "@p:1"),
                        "connection.proxy: another form (expected: http://<host>:<port>; user and password in settings of their own)"),
                Bad.setting(
                        "halves of pairs",
                        config -> config.withObject("/connection")
                                .put("proxy_user", "loader")
                                .put("key_file", "key.pem"),
                        "connection.proxy_user: of no use without connection.proxy (expected: both or neither)\nconnection.key_file: of no use without connection.certificate_file (expected: both or neither)"),
                Bad.setting(
                        "a proxy's user without a password",
                        config -> config.withObject("/connection")
                                .put("proxy", "http://127.0.0.1:1")
                                .put("proxy_user", "loader"),
                        "connection.proxy_password: missing (expected: the password of connection.proxy_user, there or in SKYFLOW_PROXY_PASSWORD)"),
                new Bad(
                        "no file of authorities",
                        test -> test.config
                                .withObject("/connection")
                                .put("ca_file", test.path.resolve("ca.pem").toString()),
                        "run -config {config}",
                        "connection.ca_file: there is no file {folder}/ca.pem (expected: certificates in PEM, -----BEGIN CERTIFICATE-----)"),
                new Bad(
                        "a client certificate without a key",
                        test -> {
                            test.folder.write(
                                    "own.pem",
                                    new Authority("CA").issue("own", List.of()).certificatePem());
                            test.config
                                    .withObject("/connection")
                                    .put(
                                            "certificate_file",
                                            test.path.resolve("own.pem").toString());
                        },
                        "run -config {config}",
                        "connection.key_file: {folder}/own.pem holds no private key of this form (expected: a private key in PEM, -----BEGIN PRIVATE KEY----- or -----BEGIN ENCRYPTED PRIVATE KEY-----; openssl pkcs8 -topk8 makes one of others)"),
                new Bad(
                        "no token without a terminal",
                        test -> test.config.withObject("/skyflow").remove("bearer_token"),
                        "run -config {config}",
                        "No credential: set SKYFLOW_BEARER_TOKEN, SKYFLOW_API_KEY or SKYFLOW_CREDENTIALS_FILE, or give --credentials with the file of a service account, or start on a terminal to be asked."));
    }

    private static List<Bad> lines() {
        return List.of(
                Bad.line(
                        "-config {config} -max-record 5",
                        "-max-record: unknown (did you mean -max-records, --max-records?). See: skyflow-loader run --help"),
                Bad.line(
                        "lode", "lode: unknown (did you mean demo, upload, dead-letters?). See: skyflow-loader --help"),
                Bad.line(
                        "run -config {config} -bearer=" + Canary.CREDENTIAL,
                        "-bearer: unknown. See: skyflow-loader run --help"),
                Bad.line("-config {config} -vault phone", "vault 'phone' is not configured (expected one of: name)"),
                Bad.line("-config {config} -batch-size many", "-batch-size: many (expected: 1..1000)"),
                Bad.line(
                        "-config {config} -concurrency 0 -base-delay-ms -1",
                        "-concurrency: 0 (expected: 1..512)\n-base-delay-ms: -1 (expected: 0..60000)"),
                Bad.line(
                        "-config {config} -clear",
                        "-clear: not offered. Empty a test vault with Skyflow's own tools, and start the load without -clear."),
                Bad.line(
                        "-config {config} -source snowflake",
                        "snowflake.account: missing (expected: the account's name)"),
                Bad.line("-config {config} -dry-run", "-dry-run: offered only with -source snowflake."),
                Bad.line(
                        "-config {config} --credentials {folder}/none.json",
                        "there is no file {folder}/none.json (expected: the credentials.json of a Skyflow service account)"),
                Bad.line(
                        "-config {config} --token " + Canary.CREDENTIAL + " --credentials {folder}/none.json",
                        "-token and -credentials: more than one credential (expected: one of them)"),
                Bad.line("-config {config} -source parquet", "-source: 'parquet' (expected: csv or snowflake)"),
                Bad.line(
                        "-config {config} -vault",
                        "Missing required parameter for option '--vault' (NAME). See: skyflow-loader run --help"),
                Bad.line(
                        "run -config {config} --output yaml",
                        "Invalid value for option '--output': expected one of [TEXT, JSON] (case-insensitive) but was 'yaml'. See: skyflow-loader run --help"),
                Bad.line(
                        "-config {folder}/none.json",
                        "there is no file {folder}/none.json (expected: -config with the path of a file)"));
    }

    private static List<Bad> generations() {
        return List.of(
                Bad.line(
                        "generate many --out {folder}/new",
                        "many: no count (expected: 0..10,000,000,000, or <vault>=<count> such as name=5000)"),
                Bad.line(
                        "generate phone=5 name=x --out {folder}/new",
                        "phone=5: unknown vault (expected: name, id, dob, ssn)\nname=x: no count (expected: 0..10,000,000,000)"),
                Bad.line(
                        "generate 5 name=7 --out {folder}/new",
                        "5: a count for all vaults stands alone (expected: 5 and nothing else, or <vault>=<count> for each of some vaults)"),
                Bad.line(
                        "generate name=5 --out {folder}/data",
                        "nothing was written, because these files would be replaced (allow it with --force, or choose another folder with --out):\n  {folder}/data/name_data.csv\n  {folder}/data/name_tokens.csv"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void isRefusedBeforeAnythingIsPublishedOrSent(Bad input) throws Exception {
        input.change().accept(this);
        folder.write(config);
        Files.setPosixFilePermissions(path.resolve("config.json"), PosixFilePermissions.fromString("rw-------"));

        Spoken spoken = Spoken.by(filled(input.line()).split(" "));

        assertThat(spoken.err().strip()).isEqualTo(filled(input.message()));
        assertThat(spoken.out()).isEmpty();
        assertThat(spoken.status()).isEqualTo(1);
        assertThat(KafkaContent.records(kafka, prefix)).isEmpty();
        assertThat(simulator.journal().counts().calls()).isZero();
        assertThat(Canary.isIn(spoken.err())).isFalse();
        assertThat(path.resolve("new")).doesNotExist();
    }

    private String filled(String text) {
        return text.replace("{config}", path.resolve("config.json").toString()).replace("{folder}", path.toString());
    }
}
