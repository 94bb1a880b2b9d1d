package com.skyflow.loader.vault.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.redaction.Redactor;
import com.skyflow.loader.common.row.Pair;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Pair> SENT = List.of(new Pair("JOHN SMITH", "tok_a"), new Pair("MARY JONES", "tok_b"));

    private final AnswerReader reader = new AnswerReader(Redactor.of(List.of("name")));

    @Test
    void asManyRecordsAsSentAreLoaded() {
        assertThat(read(200, "{\"records\":[{\"skyflow_id\":\"a\",\"tokens\":null},{\"skyflow_id\":\"b\"}],\"x\":{}}"))
                .isEqualTo(new Answer.Loaded(call(200)));
        assertThat(read(
                        201,
                        "{\"error\":null,\"records\":[{\"skyflow_id\":\"a\",\"error\":null},{\"skyflow_id\":\"b\"}]}"))
                .isEqualTo(new Answer.Loaded(call(201)));
    }

    @Test
    void fewerRecordsMayBeCompleteNextTime() {
        assertThat(read(200, "{\"records\":[{\"skyflow_id\":\"a\"}]}"))
                .isEqualTo(new Answer.Transient(call(200), "status 200 with 1 records (expected: 2)"));
    }

    @Test
    void moreRecordsAreRefused() {
        assertThat(read(200, "{\"records\":[{\"skyflow_id\":\"a\"},{\"skyflow_id\":\"b\"},{\"skyflow_id\":\"c\"}]}"))
                .isEqualTo(new Answer.Refused(call(200), "status 200 with 3 records (expected: 2)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            quoteCharacter = '`',
            value = {
                "``|an empty body",
                "<html><body>Sign in</body></html>|an HTML page",
                "  <!DOCTYPE html><html/>|an HTML page",
                "Bad|a body that is no JSON",
                "{\"records\":[{\"skyflow_id\":\"a\"},|a body that is no JSON",
                "{\"records\":[]} {}|a body that is no JSON",
                "[]|JSON of another form",
                "null|JSON of another form",
                "{}|JSON of another form",
                "{\"records\":null}|JSON of another form",
                "{\"records\":{\"skyflow_id\":\"a\"}}|JSON of another form",
                "{\"records\":[1,2]}|JSON of another form",
                "{\"records\":[{\"skyflow_id\":\"a\"},{\"skyflow_id\":7}]}|JSON of another form",
                "{\"error\":{\"message\":\"JOHN SMITH\"}}|an error inside",
                "{\"error\":\"JOHN SMITH\"}|an error inside",
                "{\"records\":[{\"skyflow_id\":\"a\"},{\"skyflow_id\":\"b\",\"error\":\"JOHN SMITH\"}]}|an error inside",
            })
    void anUnreadableSuccessIsRefusedWithoutQuotingIt(String body, String found) {
        assertThat(read(200, body))
                .isEqualTo(new Answer.Refused(
                        call(200), "status 200 with " + found + " (expected: the JSON of 2 inserted records)"));
    }

    @Test
    void aSuccessWithoutContentIsRefused() {
        assertThat(read(204, ""))
                .isEqualTo(new Answer.Refused(
                        call(204), "status 204 with an empty body (expected: the JSON of 2 inserted records)"));
    }

    @Test
    void aSuccessTooLongIsRefused() {
        Response response = new Response(200, null, null, null, new byte[10], false);
        assertThat(reader.read(call(200), response, SENT, NOW))
                .isEqualTo(new Answer.Refused(call(200), "status 200 with a body of more than 10 bytes"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 413, 422})
    void theseRejectTheRows(int status) {
        assertThat(read(status, error("Insert failed.")))
                .isEqualTo(new Answer.Rejected(call(status), "status " + status + ": Insert failed."))
                .extracting(answer -> ((Answer.Rejected) answer).isTooLarge())
                .isEqualTo(status == 413);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 501, 502, 503, 504, 599})
    void theseMayPass(int status) {
        assertThat(read(status, error("Try later.")))
                .isEqualTo(new Answer.Transient(call(status), "status " + status + ": Try later."));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 402, 403, 404, 405, 406, 410, 411, 415, 418, 451})
    void theseRefuseEveryRow(int status) {
        assertThat(read(status, error("Forbidden.")))
                .isEqualTo(new Answer.Refused(call(status), "status " + status + ": Forbidden."));
    }

    @Test
    void aCredentialThatIsNotAcceptedIsUnauthorized() {
        assertThat(read(401, error("Bearer token is expired.")))
                .isEqualTo(new Answer.Unauthorized(call(401), "status 401: Bearer token is expired."));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aWaitThatIsAskedForIsAThrottle(int status) {
        assertThat(read(status, "Thu, 01 Jan 2026 00:00:07 GMT", "busy"))
                .isEqualTo(new Answer.Throttled(call(status), Optional.of(Duration.ofSeconds(7))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", ""})
    void aWaitThatCannotBeReadIsNone(String retryAfter) {
        assertThat(read(429, retryAfter, "")).isEqualTo(new Answer.Throttled(call(429), Optional.empty()));
        assertThat(read(503, retryAfter, ""))
                .isEqualTo(new Answer.Transient(call(503), "status 503 with an empty body"));
    }

    @Test
    void tooManyRequestsWithoutAWaitIsAThrottle() {
        assertThat(read(429, null, "")).isEqualTo(new Answer.Throttled(call(429), Optional.empty()));
    }

    @Test
    void theVaultsSentenceHoldsNothingOfTheRows() {
        assertThat(read(400, error("Value 'JOHN SMITH' of MARY%20JONES \\\\u004aOHN SMITH is invalid.")))
                .isEqualTo(new Answer.Rejected(call(400), "status 400: Value '***' of *** *** is invalid."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|status 400 with an empty body",
                "<html>JOHN SMITH</html>|status 400 with an HTML page",
                "JOHN SMITH|status 400 with a body that is no JSON",
                "{\"error\":\"Insert failed.\"}|status 400: Insert failed.",
                "{\"message\":\"JOHN SMITH\"}|status 400 with a body that is no JSON",
            })
    void anErrorWithoutASentenceIsDescribed(String body, String problem) {
        assertThat(read(400, body)).isEqualTo(new Answer.Rejected(call(400), problem));
    }

    private Answer read(int status, String body) {
        return read(status, null, body);
    }

    private Answer read(int status, @Nullable String retryAfter, String body) {
        Response response =
                new Response(status, retryAfter, null, "request-1", body.getBytes(StandardCharsets.UTF_8), true);
        return reader.read(call(status), response, SENT, NOW);
    }

    private static String error(String message) {
        return "{\"error\":{\"grpc_code\":3,\"http_code\":1,\"message\":\"" + message + "\",\"details\":[]}}";
    }

    private static Call call(int status) {
        return new Call(NOW, Duration.ofMillis(5), 100, 50, status, "request-1");
    }
}
