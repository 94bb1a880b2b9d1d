package com.skyflow.loader.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    static final String MINIMAL =
            "{'skyflow': {'vault_url': 'https://v.example.org/', 'vaults': [{'name': 'SSN', 'id': 'v4ult'}]}}";

    private static final SnowflakeTables TABLES = new SnowflakeTables("PATIENTS", "CLM", "MBR", Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void everythingButUrlAndVaultsHasADefault() throws IOException {
        assertThat(read(MINIMAL))
                .isEqualTo(new Config(
                        new VaultApiConfig(
                                "https://v.example.org",
                                Optional.empty(),
                                true,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                new ConnectionConfig(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        false,
                                        Duration.ofMinutes(5))),
                        List.of(new VaultConfig(
                                new VaultName("ssn"),
                                new Destination("https://v.example.org", "v4ult", "ssn", "ssn"),
                                "ssn",
                                "ssn_token",
                                two("data/ssn_data.csv", "data/ssn_tokens.csv"),
                                UnionDefaults.of("ssn"))),
                        new ExtractConfig(OptionalLong.empty(), 50_000, Duration.ofSeconds(1), 256L << 20),
                        new UploadConfig(
                                300,
                                32,
                                Duration.ZERO,
                                Duration.ofMillis(500),
                                38_400,
                                33_554_432,
                                Duration.ofSeconds(20)),
                        new RetryConfig(5, Duration.ofMillis(500), Duration.ofSeconds(30), 3),
                        new StopConfig(Duration.ofMinutes(5), Duration.ofSeconds(30), 1_000, 0.5),
                        new KafkaConfig(
                                Optional.empty(),
                                new Topics("byot"),
                                12,
                                OptionalInt.empty(),
                                GroupProtocol.CONSUMER,
                                Optional.empty(),
                                Map.of()),
                        new HealthConfig(OptionalInt.empty(), "127.0.0.1"),
                        LogFormat.TEXT,
                        new MonitorConfig(OptionalInt.empty(), "127.0.0.1", Optional.empty()),
                        new SnowflakeConfig(
                                new SnowflakeLogin(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        "snowflake",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                100_000,
                                QueryMode.SIMPLE,
                                TABLES,
                                Duration.ofMinutes(1),
                                Duration.ofHours(4),
                                2),
                        List.of()));
    }

    @Test
    void connectionsAreMadeAsTheFileSays() throws IOException {
        ConnectionConfig connection = read(MINIMAL.replaceFirst(
                        "}$",
                        ", 'connection': {'ca_file': 'ca.pem', 'certificate_file': '/own.pem', 'key_passphrase': 'p4ss',"
                                + " 'proxy': 'http://proxy:3128/', 'proxy_user': 'me', 'gzip': true, 'life_ms': 1000}}"))
                .vaultApi()
                .connection();

        assertThat(connection)
                .isEqualTo(new ConnectionConfig(
                        Optional.of(folder.resolve("ca.pem")),
                        Optional.of(Path.of("/own.pem")),
                        Optional.empty(),
                        Optional.of(new Secret("p4ss")),
                        Optional.of(new ProxyConfig("proxy", 3128, Optional.of("me"), Optional.empty())),
                        true,
                        Duration.ofSeconds(1)));
        assertThat(connection
                        .orElse(Optional.of(new Secret("other")), Optional.of(new Secret("w0rd")))
                        .proxy())
                .contains(new ProxyConfig("proxy", 3128, Optional.of("me"), Optional.of(new Secret("w0rd"))));
        assertThat(connection).asString().doesNotContain("p4ss");
    }

    @Test
    void takesAFileOfTheGoLoaderAsItIs() throws IOException {
        Config config = read("""
                {
                  'skyflow': {
                    'vault_url': 'https://abc.vault.skyflowapis.com',
                    'bearer_token': '',
                    'vaults': [
                      {'name': 'NAME', 'id': 'v1', 'column': 'name'},
                      {'name': 'ID', 'id': 'v2', 'column': 'id'},
                      {'name': 'DOB', 'id': 'v3', 'column': 'dob'},
                      {'name': 'SSN', 'id': 'v4', 'column': 'ssn'}
                    ]
                  },
                  'snowflake': {
                    'user': 'u', 'password': '', 'authenticator': 'SNOWFLAKE_JWT', 'account': 'a', 'warehouse': 'w',
                    'database': 'd', 'schema': 's', 'role': 'r', 'fetch_size': 1000, 'query_mode': 'union'
                  },
                  'csv': {'data_directory': '../data'},
                  'performance': {
                    'batch_size': 100, 'max_concurrency': 10, 'max_records': 0, 'append_suffix': true, 'base_delay_ms': 5
                  }
                }
                """);

        assertThat(config.vaults())
                .extracting(VaultConfig::name, VaultConfig::dataColumn, VaultConfig::tokenColumn, VaultConfig::files)
                .containsExactly(
                        vault("name", "full_name", "full_name_token"),
                        vault("id", "id", "id_token"),
                        vault("dob", "dob", "dob_token"),
                        vault("ssn", "ssn", "ssn_token"));
        assertThat(config.vaultApi().credential()).isEmpty();
        assertThat(config.snowflake())
                .isEqualTo(new SnowflakeConfig(
                        new SnowflakeLogin(
                                Optional.empty(),
                                Optional.of("a"),
                                Optional.of("u"),
                                "SNOWFLAKE_JWT",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.of("w"),
                        Optional.of("d"),
                        Optional.of("s"),
                        Optional.of("r"),
                        1_000,
                        QueryMode.UNION,
                        TABLES,
                        Duration.ofMinutes(1),
                        Duration.ofHours(4),
                        2));
        assertThat(config.upload().batchSize()).isEqualTo(100);
        assertThat(config.upload().maxConcurrency()).isEqualTo(10);
        assertThat(config.upload().windowRecords()).isEqualTo(4_000);
        assertThat(config.upload().baseDelay()).isEqualTo(Duration.ofMillis(5));
        assertThat(config.extract().maxRecords()).hasValue(0);
        assertThat(config.notices())
                .containsExactly("performance.append_suffix is ignored: suffixes change real data, so that only the"
                        + " flag -append-suffix adds them");
    }

    private Tuple vault(String name, String dataColumn, String tokenColumn) {
        return tuple(
                new VaultName(name),
                dataColumn,
                tokenColumn,
                two("../data/" + name + "_data.csv", "../data/" + name + "_tokens.csv"));
    }

    @Test
    void takesTheExampleFile() throws IOException {
        Config config = read(Files.readString(Path.of("..", "config.example.json")));

        assertThat(config.vaults()).hasSize(4);
        assertThat(config.notices()).isEmpty();
    }

    @Test
    void takesAnyOtherVault() throws IOException {
        Config config = read("""
                {'skyflow': {'vault_url': 'http://localhost:8080/x', 'upsert': false, 'vaults': [
                  {'name': 'phone', 'id': 'v1', 'column': 'number', 'table': 'people', 'file': '-'},
                  {'name': 'mail', 'id': 'v2', 'column': 'address', 'file': '/abs/mail.csv',
                   'data_column': 'Mail', 'token_column': 'Mail token'},
                  {'name': 'card', 'id': 'v3', 'column': 'pan', 'token_file': 'tokens.csv.gz'}]}}
                """);

        assertThat(config.vaultApi().upsert()).isFalse();
        assertThat(config.vaults())
                .containsExactly(
                        new VaultConfig(
                                new VaultName("phone"),
                                new Destination("http://localhost:8080/x", "v1", "people", "number"),
                                "number",
                                "number_token",
                                new CsvFiles.StandardInput(),
                                VaultQuery.NONE),
                        new VaultConfig(
                                new VaultName("mail"),
                                new Destination("http://localhost:8080/x", "v2", "address", "address"),
                                "Mail",
                                "Mail token",
                                new CsvFiles.One(Path.of("/abs/mail.csv")),
                                VaultQuery.NONE),
                        new VaultConfig(
                                new VaultName("card"),
                                new Destination("http://localhost:8080/x", "v3", "pan", "pan"),
                                "pan",
                                "pan_token",
                                two("data/card_data.csv", "tokens.csv.gz"),
                                VaultQuery.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:1", "http://127.1.2.3", "http://[::1]:80", "HTTP://LocalHost", "https://v.org"
            })
    void takesPlainHttpToThisMachine(String url) throws IOException {
        assertThat(read(MINIMAL.replace("https://v.example.org/", url))
                        .vaultApi()
                        .url())
                .isEqualTo(url);
    }

    @Test
    void takesPlainHttpElsewhereWhereItIsAllowed() throws IOException {
        String json = MINIMAL.replace("https:", "http:").replace("'vaults'", "'allow_http': true, 'vaults'");

        assertThat(read(json).vaultApi().url()).isEqualTo("http://v.example.org");
    }

    @Test
    void readsTheOlderLayoutWhereItIsGiven() throws IOException {
        assertThat(files("'csv': {'data_file': 'values.csv'}", Overrides.none()))
                .isEqualTo(two("values.csv", "../data/patient_tokens.csv"));
        assertThat(files("'csv': {'token_file': 't.csv'}", Overrides.none()))
                .isEqualTo(two("../data/patient_data.csv", "t.csv"));
        assertThat(files("'csv': {'data_directory': 'd', 'token_file': 't.csv'}", Overrides.none()))
                .isEqualTo(two("d/ssn_data.csv", "d/ssn_tokens.csv"));
        assertThat(files(
                        "'csv': {'data_directory': 'd'}",
                        Overrides.none().and("csv.token_file", "-token-file", "t.csv")))
                .isEqualTo(two("../data/patient_data.csv", "t.csv"));
        assertThat(files("'csv': {'data_file': 'v.csv'}", Overrides.none().and("csv.data_directory", "-data-dir", "d")))
                .isEqualTo(two("d/ssn_data.csv", "d/ssn_tokens.csv"));
    }

    @Test
    void noticesThatOneOfTwoLayoutsIsIgnored() throws IOException {
        String json = with("'csv': {'data_directory': 'd', 'data_file': 'v.csv'}");

        assertThat(read(json).notices())
                .containsExactly("config.json names both csv.data_directory and the older csv.data_file or"
                        + " csv.token_file: csv.data_directory is used");
    }

    @Test
    void aFlagGoesBeforeTheFileAndTheFileBeforeTheDefault() throws IOException {
        Overrides overrides = Overrides.none()
                .and("performance.batch_size", "-batch-size", "7")
                .and("performance.max_records", "-max-records", " ")
                .and("skyflow.bearer_token", "-token", "t0ken")
                .and("kafka.group_protocol", "--group-protocol", "classic")
                .and("kafka.bootstrap_servers", "--bootstrap-servers", "a:1, b:2");
        write(with("'performance': {'batch_size': -5, 'max_records': 9, 'attempts': null}"));

        Config config = new ConfigReader(folder).read(overrides);

        assertThat(config.upload().batchSize()).isEqualTo(7);
        assertThat(config.extract().maxRecords()).hasValue(9);
        assertThat(config.retry().attempts()).isEqualTo(5);
        assertThat(config.vaultApi().credential()).hasValue(new CredentialConfig.Bearer(new Secret("t0ken")));
        assertThat(config.kafka().groupProtocol()).isEqualTo(GroupProtocol.CLASSIC);
        assertThat(config.kafka().bootstrapServers()).hasValue("a:1, b:2");
        assertThat(overrides).hasToString("[-batch-size, -max-records, -token, --group-protocol, --bootstrap-servers]");
    }

    @Test
    void onlySettingsCanBeOverridden() {
        assertThatThrownBy(() -> Overrides.none().and("performance.batchsize", "-batch-size", "1"))
                .hasMessage("performance.batchsize (expected: a setting)");
    }

    @Test
    void printsNoSecret() throws IOException {
        String json = """
                {'skyflow': {'vault_url': 'https://v', 'bearer_token': 's3cret', 'vaults': [{'name': 'id', 'id': 'x'}]},
                 'snowflake': {'password': 's3cret'}, 'kafka': {'properties': {'sasl.jaas.config': 's3cret'}}}
                """;

        Config config = read(json);

        assertThat(config.toString()).doesNotContain("s3cret").contains("sasl.jaas.config");
        assertThat(config.kafka().properties()).containsExactly(Map.entry("sasl.jaas.config", "s3cret"));
    }

    @Test
    void noticesThatOthersMayReadTheSecretsOfTheFile() throws IOException {
        write("""
                {'skyflow': {'vault_url': 'https://v', 'bearer_token': 's3cret', 'vaults': [{'name': 'id', 'id': 'x'}]},
                 'snowflake': {'password': 's3cret'},
                 'kafka': {'properties': {'sasl.jaas.config': 's3cret', 'ssl.key.password': '${env:X}', 'client.rack': 'a'}}}
                """);
        Files.setPosixFilePermissions(folder.resolve("config.json"), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(new ConfigReader(folder).read(Overrides.none()).notices())
                .containsExactly(
                        "config.json holds skyflow.bearer_token and can be read by other users of this machine:"
                                + " chmod 600 config.json",
                        "config.json holds snowflake.password and can be read by other users of this machine:"
                                + " chmod 600 config.json",
                        "config.json holds kafka.properties.sasl.jaas.config and can be read by other users of this machine:"
                                + " chmod 600 config.json");

        Files.setPosixFilePermissions(folder.resolve("config.json"), PosixFilePermissions.fromString("rw-------"));
        assertThat(new ConfigReader(folder).read(Overrides.none()).notices()).isEmpty();
    }

    @Test
    void readsAFileOfAnotherNameAndWithAByteOrderMark() throws IOException {
        Files.writeString(folder.resolve("my.json"), '\uFEFF' + MINIMAL.replace('\'', '"'));

        assertThat(new ConfigReader(folder).read("my.json", Overrides.none()).vaults())
                .hasSize(1);
    }

    @Test
    void findsAVaultInAnyCaseAndNamesThemAllIfThereIsNone() throws IOException {
        Config config = read(MINIMAL.replace("]", ", {'name': 'dob', 'id': 'y'}]"));

        assertThat(config.vault("Dob").destination().vaultId()).isEqualTo("y");
        assertThatThrownBy(() -> config.vault("phone"))
                .hasMessage("vault 'phone' is not configured (expected one of: ssn, dob)");
    }

    private CsvFiles files(String member, Overrides overrides) throws IOException {
        write(with(member));
        return new ConfigReader(folder).read(overrides).vault("ssn").files();
    }

    private CsvFiles two(String data, String tokens) {
        return new CsvFiles.Two(
                folder.resolve(data).normalize(), folder.resolve(tokens).normalize());
    }

    private static String with(String member) {
        return MINIMAL.substring(0, MINIMAL.length() - 1) + ", " + member + '}';
    }

    private Config read(String json) throws IOException {
        write(json);
        return new ConfigReader(folder).read(Overrides.none());
    }

    private void write(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
    }
}
