package com.skyflow.loader.vault.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What reaches the caller only sometimes, because it races with the end of the connection. */
final class TransportFailureTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new SSLHandshakeException("(certificate_required) Received fatal alert: certificate_required"),
                        new Reply.Barred(
                                "vault.test does not take the client certificate (TLS alert certificate_required; expected: one that it knows in connection.certificate_file)")),
                Arguments.of(
                        new SSLException("Received fatal alert: unknown_ca"),
                        new Reply.Barred(
                                "vault.test does not take the client certificate (TLS alert unknown_ca; expected: one that it knows in connection.certificate_file)")),
                Arguments.of(
                        new SSLHandshakeException("Received fatal alert: internal_error"),
                        new Reply.Unanswered("the TLS handshake failed")),
                Arguments.of(
                        new SSLException("closing inbound before receiving peer's close_notify"),
                        new Reply.Unanswered("the connection broke off before the answer was whole")),
                Arguments.of(
                        new RequestNotExecutedException(),
                        new Reply.Unanswered("the connection was closed before the call was sent")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatIsKnown(Exception failure, Reply reply) {
        assertThat(TransportFailure.reply(
                        failure, URI.create("https://vault.test"), Optional.empty(), Duration.ofSeconds(1)))
                .isEqualTo(reply);
    }
}
