package com.skyflow.loader.vault.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.redaction.Redactor;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.answer.AnswerReader;
import com.skyflow.loader.vault.http.HttpCaller;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks a vault for the values behind tokens (Skyflow, "Detokenize"). Nothing is repeated but a call that is answered 401, once.
 * Thread-safe.
 */
public final class TokenClient implements AutoCloseable {
    /** Tokens of one call: as many as all tools of Skyflow dare, because no limit is documented. */
    public static final int MAX_TOKENS = 25;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ANSWER_BYTES_PER_TOKEN = 64 * 1024;
    private static final int NOT_FOUND = 404;

    private final AuthorizedCaller caller;
    private final URI uri;
    private final AnswerReader answers;
    private final Clock clock;

    public TokenClient(Destination destination, VaultClientSettings settings, Clock clock) {
        this.uri = Paths.detokenize(destination);
        this.answers = new AnswerReader(Redactor.of(List.of(destination.vaultId())));
        this.clock = clock;
        this.caller = new AuthorizedCaller(settings, clock);
    }

    /**
     * Asks for the value behind each token, in plain text. A vault answers 404 where it knows none of the tokens, which cannot be told
     * from a vault that is not there: whoever asks knows that it is.
     *
     * @param tokens 1 to {@value #MAX_TOKENS}
     * @return a value for each in the same order; empty for a token that the vault does not know
     * @throws InterruptedException if interrupted while waiting
     */
    public Told<List<Optional<String>>> values(List<String> tokens) throws InterruptedException {
        return switch (caller.call(
                HttpCaller::post, uri, body(tokens), (tokens.size() + 1) * MAX_ANSWER_BYTES_PER_TOKEN)) {
            case Called.Answered answered -> values(answered, tokens);
            case Called.Failed failed -> new Told.Unknown<>(failed.answer());
        };
    }

    private static byte[] body(List<String> tokens) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode parameters = body.putArray("detokenizationParameters");
        tokens.forEach(token -> parameters.addObject().put("token", token).put("redaction", "PLAIN_TEXT"));
        body.put("downloadURL", false).put("continueOnError", true);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Told<List<Optional<String>>> values(Called.Answered answered, List<String> tokens) {
        if (answered.response().status() == NOT_FOUND) {
            return new Told.Known<>(
                    tokens.stream().map(token -> Optional.<String>empty()).toList());
        }
        if (!AnswerReader.isSuccess(answered.response())) {
            Answer answer = answers.failure(answered.call(), answered.response(), tokens, clock.instant());
            return new Told.Unknown<>(
                    answer instanceof Answer.Rejected rejected
                            ? new Answer.Refused(rejected.call(), rejected.problem())
                            : answer);
        }
        Optional<List<Optional<String>>> values = values(answered.response().body(), tokens);
        if (values.isEmpty()) {
            return new Told.Unknown<>(new Answer.Refused(
                    answered.call(),
                    "status %d without a value for each of %d tokens"
                            .formatted(answered.response().status(), tokens.size())));
        }
        caller.taken(answered);
        return new Told.Known<>(values.get());
    }

    /** Of {@code {"records":[{"token":"…","value":"…","error":null},…]}}, in the order of the tokens. */
    private static Optional<List<Optional<String>>> values(byte[] body, List<String> tokens) {
        try {
            JsonNode records = JSON.readTree(body).path("records");
            if (records.size() != tokens.size()) {
                return Optional.empty();
            }
            List<Optional<String>> values = new ArrayList<>();
            for (int i = 0; i < tokens.size(); i++) {
                JsonNode record = records.get(i);
                if (!record.path("token").asText().equals(tokens.get(i))) {
                    return Optional.empty();
                }
                values.add(Optional.ofNullable(record.path("value").textValue()));
            }
            return Optional.of(values);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Breaks off what is in flight. */
    @Override
    public void close() {
        caller.close();
    }
}
