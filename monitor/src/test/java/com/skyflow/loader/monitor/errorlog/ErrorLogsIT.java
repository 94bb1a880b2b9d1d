package com.skyflow.loader.monitor.errorlog;

import static com.skyflow.loader.monitor.Fixture.CANARY;
import static com.skyflow.loader.monitor.Fixture.SSN;
import static com.skyflow.loader.monitor.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetter.FromSource;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.monitor.Fixture;
import com.skyflow.loader.testing.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ErrorLogsIT {
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final Checkpoint RUN = new Checkpoint(
            "r1",
            SSN,
            List.of(SSN),
            State.EXTRACTED,
            new SourceIdentity("csv", List.of("d.csv"), "f", 0, false),
            new Destination("https://vault.example", "vault-1", "persons", "ssn"),
            9L,
            null,
            9,
            9,
            0,
            null,
            START,
            START);
    private static final String NAME = "error_log_SSN_20261121_030000.json";

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    @TempDir
    Path folder;

    private Fixture fixture;

    @BeforeEach
    void createTopics() {
        fixture = Fixture.of(KAFKA);
    }

    @Test
    void hasTheFormThatTheReplacedLoaderWroteAndSomeFieldsMore() throws IOException {
        fixture.write(List.of(fixture.letter("r1", 4)));

        JsonNode log = written(Values.SHOWN);

        assertThat(names(log))
                .containsExactly(
                        "vault_name",
                        "vault_id",
                        "column",
                        "timestamp",
                        "run",
                        "total_errors",
                        "failed_records",
                        "errors");
        assertThat(Instant.parse(log.get("timestamp").asText())).isAfter(START);
        assertThat(log.get("vault_name").asText()).isEqualTo("SSN");
        assertThat(log.get("vault_id").asText()).isEqualTo("vault-1");
        assertThat(log.get("column").asText()).isEqualTo("ssn");
        assertThat(log.get("total_errors").asLong()).isEqualTo(1);
        assertThat(log.get("failed_records").asLong()).isEqualTo(1);
        assertThat(log.get("errors")).hasToString("""
                        [{"batch_number":0,"records":[{"Value":"CaNaRy-value-4","Token":"CaNaRy-tökén-4"}],\
                        "error":"Invalid ***","status_code":400,"timestamp":"2026-11-21T03:00:07Z",\
                        "reason":"rejected","request_id":"req-4","attempts":2,"row":4,\
                        "origin":{"topic":"%s","partition":1,"offset":74}}]""".formatted(fixture.rows()));
    }

    @Test
    void masksValuesUnlessTheyAreAskedFor() throws IOException {
        fixture.write(List.of(fixture.letter("r1", 4), fixture.letter("r1", 5, new byte[] {'{', (byte) 0xff})));
        JsonNode log = written(Values.MASKED);
        assertThat(log.get("errors"))
                .hasSize(2)
                .allSatisfy(error ->
                        assertThat(error.get("records")).hasToString("[{\"Value\":\"***\",\"Token\":\"***\"}]"));
        assertThat(Files.readString(folder.resolve(NAME))).doesNotContain(CANARY);
    }

    @Test
    void isReadableByItsOwnerAlone() throws IOException {
        Files.writeString(folder.resolve(NAME), "old");
        Files.setPosixFilePermissions(folder.resolve(NAME), PosixFilePermissions.fromString("rw-r--r--"));
        fixture.write(List.of(fixture.letter("r1", 4)));
        written(Values.MASKED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(NAME))))
                .isEqualTo("rw-------");
    }

    @Test
    void showsRowsThatAreNoTextUnderOtherNames() throws IOException {
        fixture.write(List.of(
                fixture.letter("r1", 3, DeadLetters.body(new byte[] {(byte) 0xff}, bytes("t"))),
                fixture.letter("r1", 6, DeadLetters.body(bytes("v"), new byte[] {(byte) 0xff})),
                fixture.letter("r1", 9, bytes("no JSON")),
                fixture.letter("r1", 12, bytes("{}"))));
        assertThat(written(Values.SHOWN).get("errors").findValues("records"))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "[{\"ValueBase64\":\"/w==\",\"Token\":\"t\"}]",
                        "[{\"Value\":\"v\",\"TokenBase64\":\"/w==\"}]",
                        "[{\"Record\":\"no JSON\"}]",
                        "[{}]");
    }

    @Test
    void saysInWhichFileAnInvalidRowStands() throws IOException {
        fixture.write(List.of(DeadLetters.record(
                fixture.deadLetters(),
                bytes("r1/7"),
                DeadLetters.body(new byte[0], bytes(CANARY)),
                new DeadLetter(
                        Reason.INVALID_ROW,
                        "The value is empty.",
                        null,
                        null,
                        0,
                        START,
                        START,
                        new FromSource(fixture.rows(), 1, "data/ssn_data.csv", 7),
                        0))));
        assertThat(written(Values.MASKED).get("errors")).hasToString("""
                        [{"batch_number":0,"records":[{"Value":"***","Token":"***"}],"error":"The value is empty.",\
                        "timestamp":"2026-11-21T03:00:00Z","reason":"invalid-row","attempts":0,"row":7,\
                        "origin":{"source":"data/ssn_data.csv","row":7}}]""");
    }

    @Test
    void holdsWhatIsOpenInItsRunAndNothingElse() throws IOException {
        fixture.write(List.of(
                fixture.letter("r1", 1),
                fixture.letter("r1", 2),
                fixture.letter("r2", 3),
                fixture.letter("r1", 4),
                fixture.letter("r1", 1, null),
                fixture.letter("r1", 4, bytes("{\"value\":\"later\",\"token\":\"t\"}"))));
        assertThat(rows(written(Values.SHOWN))).containsExactlyInAnyOrder(2L, 4L);
        assertThat(Files.readString(folder.resolve(NAME))).contains("later");
    }

    @Test
    void isWrittenWholeEachTime() throws IOException {
        fixture.write(List.of(fixture.letter("r1", 1), fixture.letter("r1", 2)));
        assertThat(rows(written(Values.MASKED))).containsExactlyInAnyOrder(1L, 2L);
        fixture.write(List.of(fixture.letter("r1", 1, null), fixture.letter("r1", 5)));
        Files.writeString(folder.resolve("." + NAME + ".part"), "left by a killed process");
        assertThat(rows(written(Values.MASKED))).containsExactlyInAnyOrder(2L, 5L);
    }

    @Test
    void isNotWrittenWithoutDeadLetters() throws IOException {
        fixture.write(List.of(fixture.letter("r2", 1), fixture.letter("r1", 2), fixture.letter("r1", 2, null)));
        assertThat(logs(Values.MASKED).write(RUN, folder)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() {
        fixture.write(List.of(fixture.letter("r1", 1), fixture.letter("r1", 2)));
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> logs(Values.MASKED).write(RUN, missing))
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNFINISHED))
                .hasMessage("Error log " + missing.resolve(NAME) + " cannot be written (NoSuchFileException)."
                        + " Its 2 dead letters stay in topic " + fixture.deadLetters()
                        + "; make room or change the folder, and start again.");
    }

    @Test
    void leavesNothingWhenItCannotBeFinished() throws IOException {
        fixture.write(List.of(fixture.letter("r1", 1)));
        Files.createDirectories(folder.resolve(NAME).resolve("in the way"));
        assertThatThrownBy(() -> logs(Values.SHOWN).write(RUN, folder)).isInstanceOf(LoaderException.class);
        assertThat(files()).containsExactly(NAME);
    }

    private ErrorLogs logs(Values values) {
        return new ErrorLogs(fixture.clients(), values);
    }

    private JsonNode written(Values values) throws IOException {
        assertThat(logs(values).write(RUN, folder)).contains(folder.resolve(NAME));
        assertThat(files()).containsExactly(NAME);
        return new ObjectMapper().readTree(folder.resolve(NAME).toFile());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<Long> rows(JsonNode log) {
        assertThat(log.get("total_errors").asInt()).isEqualTo(log.get("errors").size());
        return log.get("errors")
                .valueStream()
                .map(error -> error.get("row").asLong())
                .toList();
    }

    private static List<String> names(JsonNode log) {
        return log.propertyStream().map(Map.Entry::getKey).toList();
    }
}
