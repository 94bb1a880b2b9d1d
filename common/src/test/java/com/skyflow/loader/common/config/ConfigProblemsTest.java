package com.skyflow.loader.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigProblemsTest {
    @TempDir
    private Path folder;

    /** Members of the four sections, and the lines they lead to. */
    static Stream<Arguments> problems() {
        return Stream.of(
                problem("'performance': {'batch_size': 0}", "performance.batch_size: 0 (expected: 1..1000)"),
                problem("'performance': {'batch_size': 1001}", "performance.batch_size: 1001 (expected: 1..1000)"),
                problem(
                        "'performance': {'batch_size': 1.5}",
                        "performance.batch_size: 1.5 (expected: a whole number, 1..1000)"),
                problem(
                        "'performance': {'batch_size': '300'}",
                        "performance.batch_size: a text (expected: a whole number, 1..1000)"),
                problem(
                        "'performance': {'batch_size': 99999999999999999999}",
                        "performance.batch_size: 99999999999999999999 (expected: 1..1000)"),
                problem("'performance': {'max_records': -1}", "performance.max_records: -1 (expected: 0 or more)"),
                problem(
                        "'performance': {'misconfigured_share': 1.01}",
                        "performance.misconfigured_share: 1.01 (expected: 0..1)"),
                problem(
                        "'performance': {'misconfigured_share': [1]}",
                        "performance.misconfigured_share: an array (expected: a number, 0..1)"),
                problem(
                        "'performance': {'append_suffix': 1}",
                        "performance.append_suffix: a number (expected: true or false)"),
                problem(
                        "'performance': {'window_records': 200}",
                        "performance.window_records: 200 (expected: at least performance.batch_size, which is 300)"),
                problem(
                        "'performance': {'backoff_ms': 200, 'max_backoff_ms': 100}",
                        "performance.max_backoff_ms: 100 (expected: at least performance.backoff_ms, which is 200)"),
                problem(
                        "'performance': {'batchsize': 1}",
                        "performance.batchsize: unknown key (did you mean batch_size?)"),
                problem(
                        "'performance': {'fetch_size': 1}",
                        "performance.fetch_size: unknown key (did you mean snowflake.fetch_size?)"),
                problem("'performance': {'zzzzzzzz': 1}", "performance.zzzzzzzz: unknown key"),
                problem("'performance': 5", "performance: a number (expected: an object)"),
                problem("'preformance': {}", "preformance: unknown key (did you mean performance?)"),
                problem("'batch_size': 5", "batch_size: unknown key (did you mean performance.batch_size?)"),
                problem("'a\\nb': 5", "a?b: unknown key"),
                problem(
                        "'performance': {'batch_size': 1, 'batch_size': 2, 'attempts': 1, 'attempts': 2}",
                        "performance.batch_size: stands there twice\nperformance.attempts: stands there twice"),
                problem(
                        "'kafka': {'group_protocol': 'x'}",
                        "kafka.group_protocol: 'x' (expected: consumer or classic)"),
                problem("'log': {'format': 'xml'}", "log.format: 'xml' (expected: text or json)"),
                problem(
                        "'kafka': {'prefix': 'a.b'}",
                        "kafka.prefix: 'a.b' (expected: 1 to 64 letters, digits, _ and -)"),
                problem(
                        "'kafka': {'bootstrap_servers': 'broker'}",
                        "kafka.bootstrap_servers: 'broker' (expected: <host>:<port>, several with commas between them)"),
                problem("'kafka': {'properties': {'acks': '1', 'group.id': 'x', 'linger.ms': 5, 'ssl': {}}}", """
                        kafka.properties.acks: cannot be set (expected: left out, the loader decides it)
                        kafka.properties.group.id: cannot be set (expected: left out, groups are named after kafka.prefix)
                        kafka.properties.linger.ms: a number (expected: a text)
                        kafka.properties.ssl: an object (expected: a text)"""),
                problem("'kafka': {'properties': {'bootstrap.servers': 'x', 'group.protocol': 'x'}}", """
                        kafka.properties.bootstrap.servers: cannot be set (expected: kafka.bootstrap_servers instead)
                        kafka.properties.group.protocol: cannot be set (expected: kafka.group_protocol instead)"""),
                problem(
                        "'kafka': {'properties': {'max.poll.interval.ms': '5 min'}}",
                        "kafka.properties.max.poll.interval.ms: '5 min' (expected: a whole number of milliseconds)"),
                problem(
                        "'kafka': {'properties': {'max.poll.interval.ms': '5000'}}",
                        "kafka.properties.max.poll.interval.ms: 5000 (expected: 10000 or more: an uploader that was suspended must have stopped its calls before its partitions are given away)"),
                problem(
                        "'kafka': {'instance': 'a.b'}",
                        "kafka.instance: 'a.b' (expected: 1 to 64 letters, digits, _ and -)"),
                problem("'kafka': {'properties': 'x'}", "kafka.properties: a text (expected: an object)"),
                problem("'csv': {'data_directory': 5}", "csv.data_directory: a number (expected: a text)"),
                problem(
                        "'snowflake': {'query_mode': 'both'}",
                        "snowflake.query_mode: 'both' (expected: simple or union or query)"),
                problem(
                        "'snowflake': {'jdbc_url': 'jdbc:snowflake://a.snowflakecomputing.com/?user=u&password=s3cret'}",
                        "snowflake.jdbc_url: a URL with a credential (expected: credentials in settings or variables of their own)"),
                problem(
                        "'snowflake': {'jdbc_url': 'jdbc:snowflake://10.0.0.1:80/?ssl=off'}",
                        "snowflake.jdbc_url: plain http to another host (expected: https; http only to this machine)"),
                problem("'kafka': {'partitions': 0}, 'performance': {'batch_size': 0, 'linger': 5}", """
                        performance.linger: unknown key (did you mean linger_ms?)
                        performance.batch_size: 0 (expected: 1..1000)
                        kafka.partitions: 0 (expected: 1..1000)"""));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void refusesWhatIsWrongInASection(String members, String expected) {
        assertThat(refusal("{'skyflow': {'vault_url': 'https://v', 'vaults': [{'name': 'ssn', 'id': 'x'}]}, " + members
                        + "}"))
                .isEqualTo(expected);
    }

    /** Values of the key vault_url, and what is wrong with them. */
    static Stream<Arguments> urls() {
        String expected = " (expected: https://<host>[:<port>][/<path>])";
        return Stream.of(
                problem("5", "a number (expected: a text)"),
                problem("'v.example.org'", "neither https nor http" + expected),
                problem("'ftp://v'", "neither https nor http" + expected),
                problem("'https:v'", "no host in the URL" + expected),
                problem("'https://user:pass@v'", "user info in the URL" + expected),
                problem("'https://v?a=b'", "a query or fragment in the URL" + expected),
                problem("'https://v#a'", "a query or fragment in the URL" + expected),
                problem("'https://v v'", "no URL" + expected),
                problem(
                        "'http://v.example.org:80'",
                        "plain http to v.example.org (expected: https; http only to this machine, or with"
                                + " skyflow.allow_http)"),
                problem("' '", "missing"),
                problem("null", "missing"));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void refusesAWrongUrlWithoutQuotingIt(String url, String expected) {
        assertThat(refusal("{'skyflow': {'vault_url': " + url + ", 'vaults': [{'name': 'ssn', 'id': 'x'}]}}"))
                .isEqualTo("skyflow.vault_url: " + expected);
    }

    /** Contents of the array vaults, and what is wrong with them. */
    static Stream<Arguments> vaults() {
        return Stream.of(
                problem("", "skyflow.vaults: empty (expected: at least one vault)"),
                problem("5, {'name': 'ssn', 'id': 'x'}", "skyflow.vaults[0]: a number (expected: an object)"),
                problem(
                        "{'name': 'ssn', 'id': 'x'}, {}",
                        "skyflow.vaults[1].name: missing\nskyflow.vaults[1].id: missing"),
                problem("{'name': 'phone', 'id': 'x'}", "skyflow.vaults[0].column: missing"),
                problem(
                        "{'name': 'a b', 'id': 'x'}",
                        "skyflow.vaults[0].name: 'a b' (expected: 1 to 100 of a-z, 0-9 and -)"),
                problem(
                        "{'name': 'Runs', 'id': 'x'}",
                        "skyflow.vaults[0].name: 'runs' is reserved (reserved words: instances, ledger, outcomes, runs)"),
                problem(
                        "{'name': 'ssn', 'id': 'x'}, {'name': 'SSN', 'id': 'y'}",
                        "skyflow.vaults[1].name: ssn (expected: another name than that of skyflow.vaults[0].name)"),
                problem("{'name': 'ssn', 'id': 'a/b', 'tabel': 'x'}", """
                        skyflow.vaults[0].tabel: unknown key (did you mean table?)
                        skyflow.vaults[0].id: 'a/b' (expected: no white space, /, ?, # or %)"""),
                problem(
                        "{'name': 'ssn', 'id': 'x', 'file': 'a.csv', 'data_file': 'b.csv'}",
                        "skyflow.vaults[0].file: given together with data_file or token_file (expected: one of the two)"),
                problem(
                        "{'name': 'ssn', 'id': 'x', 'data_file': '-'}",
                        "skyflow.vaults[0].data_file: - (expected: a file; standard input must hold both columns: \"file\": \"-\")"),
                problem(
                        "{'name': 'ssn', 'id': 'x', 'file': '-'}, {'name': 'dob', 'id': 'x', 'file': '-'}",
                        "skyflow.vaults[1].file: - (expected: standard input for one vault only)"));
    }

    @ParameterizedTest
    @MethodSource("vaults")
    void refusesAWrongVault(String vaults, String expected) {
        assertThat(refusal("{'skyflow': {'vault_url': 'https://v', 'vaults': [" + vaults + "]}}"))
                .isEqualTo(expected);
    }

    /** Texts that are no JSON object. */
    static Stream<Arguments> texts() {
        return Stream.of(
                problem("", "config.json is empty (expected: a JSON object)"),
                problem("[]", "config.json: an array (expected: a JSON object)"),
                problem("{\n 'a': 's3cret }", "config.json is not JSON: line 2, column 16"),
                problem("{'a': s3cret}", "config.json is not JSON: line 1, column 7"),
                problem("{'a': 5, // s3cret\n}", "config.json is not JSON: line 1, column 10"),
                problem("{'a': 5,}", "config.json is not JSON: line 1, column 9"),
                problem("{'a': NaN}", "config.json is not JSON: line 1, column 10"),
                problem("{'a': 5", "config.json is not JSON: line 1, column 8"),
                problem("{} {'a': 's3cret'}", "config.json goes on after the end of its JSON object: line 1, column 4"),
                problem("{}", "skyflow.vault_url: missing\nskyflow.vaults: missing"),
                problem("{'skyflow': null}", "skyflow.vault_url: missing\nskyflow.vaults: missing"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void refusesWhatIsNoJsonObjectWithItsPlaceAndWithoutItsContent(String text, String expected) {
        assertThat(refusal(text)).isEqualTo(expected);
    }

    @Test
    void refusesBytesThatAreNoUtf8() throws IOException {
        Files.write(folder.resolve("config.json"), new byte[] {'{', (byte) 0xFF, '}'});

        assertThat(refusal(Overrides.none())).isEqualTo("config.json is not UTF-8 (expected: a JSON object in UTF-8)");
    }

    @Test
    void refusesToGoOnWithoutAFile() {
        assertThat(refusal(Overrides.none()))
                .isEqualTo("there is no file config.json in " + folder
                        + " (expected: a copy of config.example.json, or -config with another file)");
        assertThat(catchThrowableOfType(
                        LoaderException.class, () -> new ConfigReader(folder).read("my.json", Overrides.none())))
                .hasMessage("there is no file my.json (expected: -config with the path of a file)");
    }

    @Test
    void refusesAFolder() throws IOException {
        Files.createDirectory(folder.resolve("config.json"));

        assertThat(refusal(Overrides.none()))
                .isEqualTo("config.json cannot be read (expected: a file that you have the right to read)");
    }

    @Test
    void namesTheFlagThatGaveAWrongSetting() throws IOException {
        Files.writeString(folder.resolve("config.json"), ConfigTest.MINIMAL.replace('\'', '"'));
        Overrides overrides = Overrides.none()
                .and("performance.batch_size", "-batch-size", "0")
                .and("performance.max_concurrency", "-concurrency", "many")
                .and("skyflow.allow_http", "--allow-http", "yes")
                .and("performance.misconfigured_share", "--misconfigured-share", "half")
                .and("csv.data_directory", "-data-dir", "d")
                .and("csv.data_file", "-data-file", "f")
                .and("kafka.properties", "--kafka-properties", "a=b");

        assertThat(refusal(overrides)).isEqualTo("""
                        --allow-http: yes (expected: true or false)
                        -data-dir: given together with the older layout (expected: one of the two)
                        -batch-size: 0 (expected: 1..1000)
                        -concurrency: many (expected: 1..512)
                        --misconfigured-share: half (expected: 0..1)
                        --kafka-properties: a text (expected: an object)""");
    }

    private String refusal(String json) {
        try {
            Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return refusal(Overrides.none());
    }

    private String refusal(Overrides overrides) {
        LoaderException refusal =
                catchThrowableOfType(LoaderException.class, () -> new ConfigReader(folder).read(overrides));
        assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
        return refusal.sentence();
    }

    private static Arguments problem(String json, String expected) {
        return Arguments.of(json, expected);
    }
}
