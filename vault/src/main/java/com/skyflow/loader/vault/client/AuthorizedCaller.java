package com.skyflow.loader.vault.client;

import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.answer.Call;
import com.skyflow.loader.vault.answer.Response;
import com.skyflow.loader.vault.credential.Credential;
import com.skyflow.loader.vault.credential.Grant;
import com.skyflow.loader.vault.http.HttpCaller;
import com.skyflow.loader.vault.http.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls to one vault with the credential. A call that is answered 401 is repeated with another token, if one can be had;
 * nothing else is repeated here. Thread-safe; meant for virtual threads.
 */
final class AuthorizedCaller implements AutoCloseable {
    private static final int UNAUTHORIZED = 401;
    /** One for the token of the call, one for that which others have been given meanwhile: both may have been taken back. */
    private static final int MOST_REPEATS = 2;

    private final HttpCaller http;
    private final Credential credential;
    private final Clock clock;

    /** One call by a method of HTTP. */
    @FunctionalInterface
    interface Sending {
        Reply send(HttpCaller http, URI uri, Optional<Secret> bearer, byte[] json, int maxAnswerBytes)
                throws InterruptedException;
    }

    AuthorizedCaller(VaultClientSettings settings, Clock clock) {
        this.credential = settings.credential();
        this.clock = clock;
        this.http = new HttpCaller(settings.http());
    }

    /**
     * Makes sure that the next call is authorized, and waits for a token where one has to be minted.
     *
     * @return why there is none; empty if there is
     */
    Optional<Answer> authorize() throws InterruptedException {
        Instant at = clock.instant();
        long start = System.nanoTime();
        return switch (credential.grant()) {
            case Grant.Token token -> Optional.empty();
            case Grant.Delayed delayed -> Optional.of(answer(delayed, uncalled(at, start)));
            case Grant.Refused refused -> Optional.of(answer(refused, uncalled(at, start)));
        };
    }

    /** Makes one call, and waits for the answer. */
    Called call(Sending sending, URI uri, byte[] json, int maxAnswerBytes) throws InterruptedException {
        Called called = call(credential.grant(), sending, uri, json, maxAnswerBytes);
        for (int repeats = 0;
                repeats < MOST_REPEATS
                        && called instanceof Called.Answered answered
                        && answered.response().status() == UNAUTHORIZED;
                repeats++) {
            Optional<Grant> other = credential.replace(answered.token());
            if (other.isEmpty()) {
                return called;
            }
            called = call(other.get(), sending, uri, json, maxAnswerBytes);
        }
        return called;
    }

    private Called call(Grant grant, Sending sending, URI uri, byte[] json, int maxAnswerBytes)
            throws InterruptedException {
        Instant at = clock.instant();
        long start = System.nanoTime();
        return switch (grant) {
            case Grant.Token token ->
                switch (sending.send(http, uri, Optional.of(token.bearer()), json, maxAnswerBytes)) {
                    case Reply.Answered answered ->
                        new Called.Answered(
                                call(at, start, json.length, answered.response()), answered.response(), token);
                    case Reply.Unanswered unanswered ->
                        new Called.Failed(
                                new Answer.Transient(call(at, start, json.length, null), unanswered.problem()));
                    case Reply.Barred barred ->
                        new Called.Failed(new Answer.Barred(call(at, start, json.length, null), barred.problem()));
                };
            case Grant.Delayed delayed -> new Called.Failed(answer(delayed, uncalled(at, start)));
            case Grant.Refused refused -> new Called.Failed(answer(refused, uncalled(at, start)));
        };
    }

    /** The vault has done what it was asked for. */
    void taken(Called.Answered answered) {
        credential.taken(answered.token());
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
                response == null ? 0 : response.body().length,
                response == null ? null : response.status(),
                response == null ? null : response.requestId());
    }

    private static Call uncalled(Instant at, long start) {
        return call(at, start, 0, null);
    }

    /** Connections that are open. */
    int connections() {
        return http.connections();
    }

    /** Breaks off what is in flight. */
    @Override
    public void close() {
        http.close();
    }
}
