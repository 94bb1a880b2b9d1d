package com.skyflow.loader.uploader.health;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the vault is: whether it may be called, how long it has been failing, whether it has stopped for good. All batches of the
 * vault see every attempt through it. Thread-safe.
 *
 * <p>Times are those of {@link System#nanoTime()}.
 */
public final class VaultHealth {
    /** How a batch that failed in all its attempts goes on. */
    public enum Diagnosis {
        /** The vault takes other rows: it is this batch. */
        ALIVE,
        /** The vault took nothing for a while, and does again: the attempts of that time say nothing about the batch. */
        RECOVERED
    }

    /** What came of a probe. */
    public enum Reply {
        /** The vault took the row. */
        TAKEN,
        /** The vault rejected that row, which says neither that it takes others nor that it does not. */
        REJECTED,
        /** It did not take it. */
        NOT_TAKEN,
        /** There is no other row to ask with: only the batch itself can tell whether the vault is back. */
        NO_ROW
    }

    /** One call with another row, past all pauses. */
    @FunctionalInterface
    public interface Probe {
        Reply ask() throws InterruptedException, StoppedException;
    }

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration LONGEST_PROBE_PAUSE = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ReentrantLock probing = new ReentrantLock(true);
    private long pausedUntil;
    private int throttlesInARow;
    private Duration longestWait = Duration.ZERO;
    private boolean outage;
    private long turnAt;
    private boolean answered;
    private @Nullable String obstacle;
    private @Nullable String lastProblem;
    private @Nullable Long lastSuccess;
    private @Nullable Long failingSince;
    private @Nullable Stop stop;

    public VaultHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.pausedUntil = nanoTime.getAsLong();
    }

    /**
     * Waits until the vault may be called. In an outage one of those who wait is let through now and then, because the batches that probe
     * may have none but bad rows, or be taken away.
     *
     * @return whether the vault may be called although there is an outage
     * @throws StoppedException if it may not be called any more
     */
    public boolean awaitOpen() throws InterruptedException, StoppedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                ensureRunning();
                long now = nanoTime.getAsLong();
                long pause = pausedUntil - now;
                long wait = outage ? Math.max(pause, turnAt - now) : pause;
                if (wait <= 0) {
                    turnAt = now + LONGEST_PROBE_PAUSE.toNanos();
                    return outage;
                }
                boolean ignored = changed.await(wait, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the vault may be called now.
     *
     * @param inOutage whether it may be in an outage
     */
    public boolean isOpen(boolean inOutage) {
        return locked(() -> stop == null && (inOutage || !outage) && pausedUntil - nanoTime.getAsLong() <= 0);
    }

    /** The vault took rows. */
    public void succeeded() {
        change(() -> {
            lastSuccess = nanoTime.getAsLong();
            failingSince = null;
            throttlesInARow = 0;
            longestWait = Duration.ZERO;
            answered = true;
            obstacle = null;
            outage = false;
        });
    }

    /** The vault answered, whatever it said. */
    public void answered() {
        change(() -> {
            answered = true;
            obstacle = null;
        });
    }

    /** An attempt that began then failed, and may succeed another time. */
    public void failed(long startedAt, String problem) {
        change(() -> {
            lastProblem = problem;
            boolean sinceSuccess = lastSuccess == null || startedAt - lastSuccess > 0;
            if (sinceSuccess && (failingSince == null || startedAt - failingSince < 0)) {
                failingSince = startedAt;
            }
        });
    }

    /** An attempt that began then could not even be made, and may be another time. */
    public void hindered(long startedAt, String problem) {
        failed(startedAt, problem);
        change(() -> obstacle = problem);
    }

    /** What has kept the last attempts from being made; empty if nothing has. */
    public Optional<String> obstacle() {
        return locked(() -> Optional.ofNullable(obstacle));
    }

    /** Why the last attempt failed that did; empty if none has. */
    public Optional<String> lastProblem() {
        return locked(() -> Optional.ofNullable(lastProblem));
    }

    /** The vault asked to wait; where it did not say how long, twice as long after each wait in a row, up to a minute. */
    public void throttled(Optional<Duration> wait) {
        change(() -> {
            long now = nanoTime.getAsLong();
            // Calls that were in flight together are throttled together: that is one time and not many.
            throttlesInARow = pausedUntil - now > 0 ? Math.max(1, throttlesInARow) : throttlesInARow + 1;
            // A wait of nothing would be no wait: the vault's clock may differ from ours.
            Duration asked = wait.filter(Duration::isPositive).orElseGet(() -> doubled(throttlesInARow));
            long until = now + asked.toNanos();
            pausedUntil = until - pausedUntil > 0 ? until : pausedUntil;
            longestWait = asked.compareTo(longestWait) > 0 ? asked : longestWait;
            failingSince = failingSince == null ? now : failingSince;
            lastProblem = "it asks to wait";
            answered = true;
        });
    }

    private static Duration doubled(int times) {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(times - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /**
     * Finds out whether a batch that failed in all its attempts is to blame, or the vault. If it is the vault, waits here, probing,
     * until it is back; the batches take turns, so that a probe with a bad row does not keep the vault closed.
     *
     * @param since a success after this time shows that the vault is alive
     */
    public Diagnosis diagnose(long since, Probe probe) throws InterruptedException, StoppedException {
        Diagnosis alive = Diagnosis.ALIVE;
        for (int failures = 1; !succeededAfter(since); failures++) {
            Reply reply;
            probing.lockInterruptibly();
            try {
                alive = isOutage() ? Diagnosis.RECOVERED : alive;
                reply = succeededAfter(since) ? Reply.TAKEN : probe.ask();
                if (reply == Reply.NOT_TAKEN) {
                    change(this::begin);
                    // Meanwhile no other probes: however many find the vault to be away, it is called no more often.
                    awaitSuccess(since, pauseAfter(failures));
                }
            } finally {
                probing.unlock();
            }
            if (reply == Reply.TAKEN) {
                return alive;
            }
            if (reply != Reply.NOT_TAKEN) {
                awaitSuccess(since, pauseAfter(failures));
            }
            if (reply == Reply.NO_ROW) {
                return succeededAfter(since) ? alive : Diagnosis.RECOVERED;
            }
            alive = Diagnosis.RECOVERED;
        }
        return alive;
    }

    private void begin() {
        turnAt = outage ? turnAt : nanoTime.getAsLong() + LONGEST_PROBE_PAUSE.toNanos();
        outage = true;
    }

    private static Duration pauseAfter(int failures) {
        return Duration.ofMillis(Math.min(250L << Math.min(failures, 6), LONGEST_PROBE_PAUSE.toMillis()));
    }

    private void awaitSuccess(long since, Duration patience) throws InterruptedException, StoppedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (!succeededAfter(since) && left > 0) {
                ensureRunning();
                left = changed.awaitNanos(left);
            }
            ensureRunning();
        } finally {
            lock.unlock();
        }
    }

    /** Stops calling the vault, for the first reason that is given. */
    public void stop(Stop reason) {
        change(() -> stop = stop == null ? reason : stop);
    }

    /** Why the vault is not called any more. */
    public Optional<Stop> stopped() {
        return locked(() -> Optional.ofNullable(stop));
    }

    /** Whether the vault takes nothing, and is only probed. */
    public boolean isOutage() {
        return locked(() -> outage);
    }

    /** How much longer the vault has asked to wait; zero if it has not. */
    public Duration pause() {
        return locked(() -> Duration.ofNanos(Math.max(0, pausedUntil - nanoTime.getAsLong())));
    }

    /** Whether every attempt has failed for longer than a limit, and the longest time that the vault asked to wait has passed besides. */
    public boolean hasFailedFor(Duration limit) {
        return locked(() -> failing().compareTo(limit.plus(longestWait)) > 0);
    }

    /** For how long every attempt has failed; zero if the last one did not. */
    public Duration failing() {
        return locked(
                () -> failingSince == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - failingSince));
    }

    /** Whether the vault has ever answered. */
    public boolean hasAnswered() {
        return locked(() -> answered);
    }

    private boolean succeededAfter(long time) {
        return locked(() -> lastSuccess != null && lastSuccess - time > 0);
    }

    /**
     * Does nothing while the vault may be called at all.
     *
     * @throws StoppedException if it may not be called any more
     */
    public void ensureRunning() throws StoppedException {
        if (stopped().isPresent()) {
            throw new StoppedException();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(java.util.function.Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }
}
