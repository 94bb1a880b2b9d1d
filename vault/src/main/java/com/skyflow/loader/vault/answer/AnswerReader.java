package com.skyflow.loader.vault.answer;

import com.skyflow.loader.common.redaction.Redactor;
import com.skyflow.loader.common.row.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The one place that decides what an answer of the vault means. Thread-safe. */
public final class AnswerReader {
    private final Redactor redactor;

    /** @param redactor takes out of the vault's sentences whatever they may quote */
    public AnswerReader(Redactor redactor) {
        this.redactor = redactor;
    }

    /**
     * What an answer to an insert means.
     *
     * @param sent the rows that were sent
     * @param now the time that a {@code Retry-After} date is compared with where the answer has no date of its own
     */
    public Answer read(Call call, Response response, List<Pair> sent, Instant now) {
        return isSuccess(response)
                ? success(call, response, sent.size())
                : failure(call, response, sensitive(sent), now);
    }

    /** Whether the vault has done what it was asked for, if its body says so too. */
    public static boolean isSuccess(Response response) {
        return response.status() >= 200 && response.status() < 300;
    }

    /**
     * What an answer means that is no success, whatever was asked for.
     *
     * @param sensitive what the vault's sentence may quote
     * @param now the time that a {@code Retry-After} date is compared with where the answer has no date of its own
     */
    public Answer failure(Call call, Response response, Iterable<String> sensitive, Instant now) {
        int status = response.status();
        Optional<Duration> retryAfter = response.waitAskedFor(now);
        if (status == 429 || (status == 503 && retryAfter.isPresent())) {
            return new Answer.Throttled(call, retryAfter);
        }
        String problem = problem(response, sensitive);
        return switch (status) {
            case 400, 409, 413, 422 -> new Answer.Rejected(call, problem);
            case 401 -> new Answer.Unauthorized(call, problem);
            case 408 -> new Answer.Transient(call, problem);
            default -> status >= 500 ? new Answer.Transient(call, problem) : new Answer.Refused(call, problem);
        };
    }

    private static Answer success(Call call, Response response, int sent) {
        if (!response.complete()) {
            return new Answer.Refused(
                    call,
                    "status %d with a body of more than %d bytes".formatted(response.status(), response.body().length));
        }
        return switch (InsertedRecords.count(response.body())) {
            case InsertedRecords.Unreadable unreadable ->
                new Answer.Refused(
                        call,
                        "status %d with %s (expected: the JSON of %d inserted records)"
                                .formatted(response.status(), Bodies.describe(response, unreadable), sent));
            case InsertedRecords.Counted counted -> counted(call, response.status(), counted.records(), sent);
        };
    }

    private static Answer counted(Call call, int status, int records, int sent) {
        if (records == sent) {
            return new Answer.Loaded(call);
        }
        String problem = "status %d with %d records (expected: %d)".formatted(status, records, sent);
        return records < sent ? new Answer.Transient(call, problem) : new Answer.Refused(call, problem);
    }

    /**
     * What an answer complains about: its status and its own sentence, redacted.
     *
     * @param sensitive what the sentence may quote
     */
    public String problem(Response response, Iterable<String> sensitive) {
        String sentence = Bodies.errorMessage(response)
                .map(message -> redactor.redact(message, sensitive))
                .filter(message -> !message.isBlank())
                .orElseGet(() -> "with " + Bodies.describe(response));
        return "status " + response.status() + (sentence.startsWith("with ") ? " " : ": ") + sentence;
    }

    private static Iterable<String> sensitive(List<Pair> sent) {
        return sent.stream()
                .flatMap(pair -> Stream.of(pair.value(), pair.token()))
                .toList();
    }
}
