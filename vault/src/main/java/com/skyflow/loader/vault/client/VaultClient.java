package com.skyflow.loader.vault.client;

import com.skyflow.loader.common.redaction.Redactor;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.answer.AnswerReader;
import com.skyflow.loader.vault.answer.Call;
import com.skyflow.loader.vault.answer.Response;
import com.skyflow.loader.vault.credential.Credential;
import com.skyflow.loader.vault.credential.Grant;
import com.skyflow.loader.vault.http.HttpCaller;
import com.skyflow.loader.vault.http.Reply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows into one table of one vault. A call that is answered 401 is repeated once, if another token can be had; nothing else
 * is repeated here. Thread-safe; meant for virtual threads.
 */
public final class VaultClient implements AutoCloseable {
    /** An answer holds an id of 36 characters for each row, and some more where tokens come back. */
    private static final int MAX_ANSWER_BYTES_PER_ROW = 16 * 1024;

    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final HttpCaller http;
    private final URI uri;
    private final Credential credential;
    private final InsertBody body;
    private final AnswerReader answers;
    private final Clock clock;

    public VaultClient(Destination destination, VaultClientSettings settings, Clock clock) {
        this.uri = URI.create("%s/v1/vaults/%s/%s"
                .formatted(destination.url(), segment(destination.vaultId()), segment(destination.table())));
        this.credential = settings.credential();
        this.body = new InsertBody(destination.column(), settings.upsert());
        this.answers = new AnswerReader(
                Redactor.of(List.of(destination.vaultId(), destination.table(), destination.column())));
        this.clock = clock;
        this.http = new HttpCaller(settings.http());
    }

    /**
     * Makes sure that the next call is authorized, and waits for a token where one has to be minted.
     *
     * @return why there is none; empty if there is
     * @throws InterruptedException if interrupted while waiting
     */
    public Optional<Answer> authorize() throws InterruptedException {
        Instant at = clock.instant();
        long start = System.nanoTime();
        return switch (credential.grant()) {
            case Grant.Token token -> Optional.empty();
            case Grant.Delayed delayed -> Optional.of(answer(delayed, uncalled(at, start)));
            case Grant.Refused refused -> Optional.of(answer(refused, uncalled(at, start)));
        };
    }

    /**
     * Inserts rows in one call, and waits for the answer.
     *
     * @param rows at least one row
     * @throws InterruptedException if interrupted while waiting; the call is broken off, and the rows may be in the vault
     */
    public Answer insert(List<Pair> rows) throws InterruptedException {
        byte[] bytes = body.of(rows);
        Grant grant = credential.grant();
        Answer answer = insert(rows, bytes, grant);
        if (answer instanceof Answer.Unauthorized && grant instanceof Grant.Token refused) {
            Optional<Grant> other = credential.replace(refused);
            return other.isPresent() ? insert(rows, bytes, other.get()) : answer;
        }
        return answer;
    }

    private Answer insert(List<Pair> rows, byte[] bytes, Grant grant) throws InterruptedException {
        Instant at = clock.instant();
        long start = System.nanoTime();
        return switch (grant) {
            case Grant.Token token -> {
                Reply reply = http.post(
                        uri,
                        Optional.of(token.bearer()),
                        bytes,
                        MAX_ANSWER_BYTES + rows.size() * MAX_ANSWER_BYTES_PER_ROW);
                Answer answer = answer(reply, rows, at, start, bytes.length);
                if (answer instanceof Answer.Loaded) {
                    credential.taken(token);
                }
                yield answer;
            }
            case Grant.Delayed delayed -> answer(delayed, uncalled(at, start));
            case Grant.Refused refused -> answer(refused, uncalled(at, start));
        };
    }

    private Answer answer(Reply reply, List<Pair> rows, Instant at, long start, int bytes) {
        return switch (reply) {
            case Reply.Answered answered ->
                answers.read(call(at, start, bytes, answered.response()), answered.response(), rows, clock.instant());
            case Reply.Unanswered unanswered ->
                new Answer.Transient(call(at, start, bytes, null), unanswered.problem());
            case Reply.Barred barred -> new Answer.Barred(call(at, start, bytes, null), barred.problem());
        };
    }

    private static Answer answer(Grant.Delayed delayed, Call call) {
        return new Answer.TokenDelayed(call, delayed.problem(), delayed.pause());
    }

    private static Answer answer(Grant.Refused refused, Call call) {
        return new Answer.TokenRefused(call, refused.problem());
    }

    private static Call call(Instant at, long start, int bytes, @Nullable Response response) {
        return new Call(
                at,
                Duration.ofNanos(System.nanoTime() - start),
                bytes,
                response == null ? null : response.status(),
                response == null ? null : response.requestId());
    }

    private static Call uncalled(Instant at, long start) {
        return call(at, start, 0, null);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Breaks off what is in flight. */
    @Override
    public void close() {
        http.close();
    }
}
