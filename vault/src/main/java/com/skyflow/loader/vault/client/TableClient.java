package com.skyflow.loader.vault.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.skyflow.loader.common.redaction.Redactor;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.answer.AnswerReader;
import com.skyflow.loader.vault.http.HttpCaller;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts and deletes the records of one table. Its answers tell as those to an insert do what may work next time; what an insert
 * could be rejected for is refused here, because no row was sent. Nothing is repeated but a call that is answered 401, once.
 * Thread-safe.
 */
public final class TableClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    /** All records, whatever their number (Skyflow, "Bulk delete records"). */
    private static final byte[] ALL = "{\"skyflow_ids\":[\"*\"]}".getBytes(StandardCharsets.UTF_8);

    /** A value that no record has. */
    private static final String NOBODYS = "nobody-has-this-value";

    private static final int NOT_FOUND = 404;

    private final AuthorizedCaller caller;
    private final URI table;
    private final URI query;
    private final URI search;
    private final byte[] count;
    private final AnswerReader answers;
    private final Clock clock;

    public TableClient(Destination destination, VaultClientSettings settings, Clock clock) {
        this.table = Paths.table(destination);
        this.query = Paths.query(destination);
        this.search = Paths.search(destination, NOBODYS);
        this.count = JSON.createObjectNode()
                .put("query", "SELECT count(*) FROM " + destination.table())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        this.answers = new AnswerReader(
                Redactor.of(List.of(destination.vaultId(), destination.table(), destination.column())));
        this.clock = clock;
        this.caller = new AuthorizedCaller(settings, clock);
    }

    /**
     * Asks for the number of records.
     *
     * @throws InterruptedException if interrupted while waiting
     */
    public Told<Long> count() throws InterruptedException {
        return switch (caller.call(HttpCaller::post, query, count, MAX_ANSWER_BYTES)) {
            case Called.Answered answered -> count(answered);
            case Called.Failed failed -> new Told.Unknown<>(failed.answer());
        };
    }

    private Told<Long> count(Called.Answered answered) {
        if (!AnswerReader.isSuccess(answered.response())) {
            return new Told.Unknown<>(failure(answered));
        }
        OptionalLong records = records(answered.response().body());
        if (records.isEmpty()) {
            return new Told.Unknown<>(new Answer.Refused(
                    answered.call(),
                    "status %d without a number of records"
                            .formatted(answered.response().status())));
        }
        caller.taken(answered);
        return new Told.Known<>(records.getAsLong());
    }

    /** The one field of the one record, {@code {"records":[{"fields":{"count(*)":5}}]}}; its name is not documented. */
    private static OptionalLong records(byte[] body) {
        try {
            JsonNode fields = JSON.readTree(body).path("records").path(0).path("fields");
            String number = fields.size() == 1 ? fields.elements().next().asText() : "";
            return number.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Asks for the records that have a value in the column, which a vault allows where the column is there and unique (Skyflow, "Get
     * records"). Whether the table is there is to be known from {@link #count()}: no record is answered like no table.
     *
     * @return why it does not; empty if it does
     * @throws InterruptedException if interrupted while waiting
     */
    public Told<Optional<String>> obstacleToSearch() throws InterruptedException {
        return switch (caller.call(HttpCaller::get, search, new byte[0], MAX_ANSWER_BYTES)) {
            case Called.Answered answered -> obstacleToSearch(answered);
            case Called.Failed failed -> new Told.Unknown<>(failed.answer());
        };
    }

    private Told<Optional<String>> obstacleToSearch(Called.Answered answered) {
        if (AnswerReader.isSuccess(answered.response()) || answered.response().status() == NOT_FOUND) {
            return new Told.Known<>(Optional.empty());
        }
        Answer answer = answers.failure(answered.call(), answered.response(), List.of(), clock.instant());
        return answer instanceof Answer.Rejected rejected
                ? new Told.Known<>(Optional.of(rejected.problem()))
                : new Told.Unknown<>(answer);
    }

    /**
     * Deletes all records in one call.
     *
     * @return why they may still be there; empty if the vault says that they are deleted
     * @throws InterruptedException if interrupted while waiting; records may be deleted
     */
    public Optional<Answer> deleteAll() throws InterruptedException {
        return switch (caller.call(HttpCaller::delete, table, ALL, MAX_ANSWER_BYTES)) {
            case Called.Answered answered ->
                AnswerReader.isSuccess(answered.response()) ? Optional.empty() : Optional.of(failure(answered));
            case Called.Failed failed -> Optional.of(failed.answer());
        };
    }

    private Answer failure(Called.Answered answered) {
        Answer answer = answers.failure(answered.call(), answered.response(), List.of(), clock.instant());
        return answer instanceof Answer.Rejected rejected
                ? new Answer.Refused(rejected.call(), rejected.problem())
                : answer;
    }

    /** Breaks off what is in flight. */
    @Override
    public void close() {
        caller.close();
    }
}
