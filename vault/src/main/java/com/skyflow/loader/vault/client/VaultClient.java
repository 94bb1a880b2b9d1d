package com.skyflow.loader.vault.client;

import com.skyflow.loader.common.redaction.Redactor;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.answer.AnswerReader;
import com.skyflow.loader.vault.http.HttpCaller;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Inserts rows into one table of one vault. A call that is answered 401 is repeated once, if another token can be had; nothing else
 * is repeated here. Thread-safe; meant for virtual threads.
 */
public final class VaultClient implements AutoCloseable {
    /** An answer holds an id of 36 characters for each row, and some more where tokens come back. */
    private static final int MAX_ANSWER_BYTES_PER_ROW = 16 * 1024;

    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final AuthorizedCaller caller;
    private final URI uri;
    private final InsertBody body;
    private final AnswerReader answers;
    private final Clock clock;

    public VaultClient(Destination destination, VaultClientSettings settings, Clock clock) {
        this.uri = Paths.table(destination);
        this.body = new InsertBody(destination.column(), settings.upsert());
        this.answers = new AnswerReader(
                Redactor.of(List.of(destination.vaultId(), destination.table(), destination.column())));
        this.clock = clock;
        this.caller = new AuthorizedCaller(settings, clock);
    }

    /**
     * Makes sure that the next call is authorized, and waits for a token where one has to be minted.
     *
     * @return why there is none; empty if there is
     * @throws InterruptedException if interrupted while waiting
     */
    public Optional<Answer> authorize() throws InterruptedException {
        return caller.authorize();
    }

    /**
     * Inserts rows in one call, and waits for the answer.
     *
     * @param rows at least one row
     * @throws InterruptedException if interrupted while waiting; the call is broken off, and the rows may be in the vault
     */
    public Answer insert(List<Pair> rows) throws InterruptedException {
        byte[] bytes = body.of(rows);
        int maxAnswerBytes = MAX_ANSWER_BYTES + rows.size() * MAX_ANSWER_BYTES_PER_ROW;
        return switch (caller.call(HttpCaller::post, uri, bytes, maxAnswerBytes)) {
            case Called.Answered answered -> {
                Answer answer = answers.read(answered.call(), answered.response(), rows, clock.instant());
                if (answer instanceof Answer.Loaded) {
                    caller.taken(answered);
                }
                yield answer;
            }
            case Called.Failed failed -> failed.answer();
        };
    }

    /** Connections to the vault that are open. */
    public int connections() {
        return caller.connections();
    }

    /** Breaks off what is in flight. */
    @Override
    public void close() {
        caller.close();
    }
}
