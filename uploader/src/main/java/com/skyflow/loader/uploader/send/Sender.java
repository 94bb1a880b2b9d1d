package com.skyflow.loader.uploader.send;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.uploader.batch.Batch;
import com.skyflow.loader.uploader.health.Lease;
import com.skyflow.loader.uploader.health.RejectionJudge;
import com.skyflow.loader.uploader.health.Stop;
import com.skyflow.loader.uploader.health.StoppedException;
import com.skyflow.loader.uploader.health.VaultHealth;
import com.skyflow.loader.uploader.limit.CallLimit;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.client.VaultClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends the batches of one vault, each on a virtual thread of its own, with no more calls than the vault bears. Thread-safe.
 */
public final class Sender implements BatchSender {
    /** Longer than it takes to find out that a row is bad, and than a load is patient with a vault that takes nothing. */
    private static final Duration HARMLESS = Duration.ofMinutes(15);

    private final VaultClient vault;
    private final SendSettings settings;
    private final VaultHealth health;
    private final RejectionJudge judge;
    private final Lease lease;
    private final CallLimit limit;
    private final Predicate<String> isAbandoned;
    private final UploadMeter meter;
    private final BatchLimit batchLimit;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private volatile @Nullable Taken lastTaken;

    /** A row that the vault took, and when, in nanoseconds. */
    private record Taken(Pair row, long at) {
        @Override
        public String toString() {
            return "Taken";
        }
    }

    /** @param isAbandoned whether the rows of a run are to be discarded */
    public Sender(
            VaultClient vault,
            SendSettings settings,
            CallLimit limit,
            VaultHealth health,
            RejectionJudge judge,
            Lease lease,
            Predicate<String> isAbandoned,
            BatchLimit batchLimit,
            UploadMeter meter,
            Clock clock,
            LongSupplier nanoTime) {
        this.vault = vault;
        this.settings = settings;
        this.health = health;
        this.judge = judge;
        this.lease = lease;
        this.limit = limit;
        this.isAbandoned = isAbandoned;
        this.batchLimit = batchLimit;
        this.meter = meter;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public InFlight send(Batch batch, Consumer<BatchResult> completed) {
        Sending sending = new Sending(batch, this, completed);
        sending.start();
        return sending;
    }

    /** One call, when the vault may be called and a slot is free. */
    Answer call(List<Pair> rows, Sending sending) throws InterruptedException, StoppedException {
        while (true) {
            sending.enter(Phase.HELD_UP);
            long since = System.nanoTime();
            boolean inOutage = health.awaitOpen();
            // Before the lease is looked at, and without a slot: a token may take its time.
            Answer unauthorized = authorize();
            if (unauthorized != null) {
                return unauthorized;
            }
            lease.await();
            since = meter.spent(Phase.HELD_UP, since);
            sending.enter(Phase.QUEUEING);
            limit.acquire();
            meter.spent(Phase.QUEUEING, since);
            try {
                delay();
                if (health.isOpen(inOutage) && lease.isHeld()) {
                    return insert(rows, sending);
                }
            } finally {
                limit.release();
            }
        }
    }

    /** One call to find out whether the vault is back, past the pause of an outage but not past one that the vault asked for. */
    Answer probe(List<Pair> rows, Sending sending) throws InterruptedException, StoppedException {
        TimeUnit.NANOSECONDS.sleep(health.pause().toNanos());
        health.ensureRunning();
        Answer unauthorized = authorize();
        if (unauthorized != null) {
            return unauthorized;
        }
        limit.acquire();
        try {
            delay();
            lease.await();
            return insert(rows, sending);
        } finally {
            limit.release();
        }
    }

    /** Why no call can be made for now or for good; null if one can. */
    private @Nullable Answer authorize() throws InterruptedException {
        long startedAt = nanoTime.getAsLong();
        Optional<Answer> unauthorized = vault.authorize();
        unauthorized.ifPresent(answer -> observe(answer, List.of(), startedAt));
        return unauthorized.orElse(null);
    }

    private void delay() throws InterruptedException {
        long since = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(settings.baseDelay().toNanos());
        meter.spent(Phase.DELAYED, since);
    }

    private Answer insert(List<Pair> rows, Sending sending) throws InterruptedException, StoppedException {
        sending.enterCall();
        long since = System.nanoTime();
        meter.callBegins();
        long startedAt = nanoTime.getAsLong();
        Answer answer;
        try {
            answer = vault.insert(rows);
            sending.answered(answer);
        } finally {
            meter.callEnds();
            meter.spent(Phase.CALLING, since);
            sending.leaveCall();
        }
        if (answer.wasCalled()) {
            meter.answered(answer);
        }
        observe(answer, rows, startedAt);
        return answer;
    }

    private void observe(Answer answer, List<Pair> rows, long startedAt) {
        if (answer.call().status() != null) {
            health.answered();
        }
        switch (answer) {
            case Answer.Loaded loaded -> {
                lastTaken = new Taken(rows.getLast(), nanoTime.getAsLong());
                judge.accepted(rows.size());
                limit.bore();
                health.succeeded();
            }
            case Answer.Throttled throttled -> {
                limit.throttled(startedAt);
                health.throttled(throttled.retryAfter());
            }
            case Answer.Transient failed -> {
                if (failed.isOfLoad()) {
                    limit.timedOut(startedAt);
                }
                health.failed(startedAt, failed.problem());
            }
            case Answer.Rejected rejected -> {
                limit.bore();
                if (rejected.isTooLarge() && rows.size() > 1) {
                    batchLimit.lowerTo(rows.size() / 2);
                }
            }
            case Answer.TokenDelayed delayed -> health.hindered(startedAt, "no bearer token: " + delayed.problem());
            case Answer.NeedsPerson needs ->
                health.stop(new Stop.NeedsPerson(needs.advice() + ": it continues where it stands."));
        }
    }

    /** Counts a row that was rejected alone, and stops the vault when it is not the rows that are wrong. */
    void rejectedAlone(String problem) {
        judge.rejected();
        if (judge.verdict() == RejectionJudge.Verdict.SETTINGS) {
            health.stop(new Stop.Misconfigured(
                    "The vault rejected %s (%s). Check the vault's table and column; no further row is given up for it. Start again when it is mended: it continues where it stands."
                            .formatted(judge.evidence(), problem)));
        }
    }

    /**
     * A row that the vault has taken, to be sent again as a probe. Null where that would make a second record, and where it was so long
     * ago that somebody may have deleted or changed the record since.
     */
    @Nullable Pair harmlessRow() {
        Taken taken = lastTaken;
        return settings.upsert() && taken != null && nanoTime.getAsLong() - taken.at() < HARMLESS.toNanos()
                ? taken.row()
                : null;
    }

    boolean isAbandoned(String run) {
        return isAbandoned.test(run);
    }

    SendSettings settings() {
        return settings;
    }

    VaultHealth health() {
        return health;
    }

    UploadMeter meter() {
        return meter;
    }

    Clock clock() {
        return clock;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }
}
