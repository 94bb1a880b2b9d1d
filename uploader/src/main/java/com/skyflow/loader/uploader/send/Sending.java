package com.skyflow.loader.uploader.send;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.Provenance;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.uploader.batch.Batch;
import com.skyflow.loader.uploader.health.Stop;
import com.skyflow.loader.uploader.health.StoppedException;
import com.skyflow.loader.uploader.health.VaultHealth.Diagnosis;
import com.skyflow.loader.uploader.health.VaultHealth.Reply;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.answer.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One batch on its way to the vault: attempts, waits and halves in a straight line on a virtual thread of its own. Rows are sent
 * from the first to the last, so that a batch that is broken off has finished its first rows and nothing is sent twice for them.
 */
final class Sending implements InFlight {
    private final Sender sender;
    private final Consumer<BatchResult> completed;
    private final BatchRows rows;
    private final Tally tally = new Tally();
    private final Thread thread;
    private final Object callLock = new Object();
    private boolean closing;
    private boolean inCall;
    private boolean hasLoaded;
    private int probes = 1;
    private long calledAt;
    /** Written by the thread that sends, read by the poll thread. */
    private volatile Standing standing;

    Sending(Batch batch, Sender sender, Consumer<BatchResult> completed) {
        this.sender = sender;
        this.completed = completed;
        this.rows = new BatchRows(batch);
        this.standing = new Standing(batch.span().first(), 0, Phase.PREPARING, Optional.empty());
        this.thread = Thread.ofVirtual().name("send-" + batch.partition()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public boolean withdraw() {
        synchronized (callLock) {
            closing = true;
            if (!inCall) {
                thread.interrupt();
            }
            return !inCall && !hasLoaded;
        }
    }

    @Override
    public void breakOff() {
        synchronized (callLock) {
            closing = true;
        }
        thread.interrupt();
    }

    @Override
    public Standing standing() {
        return standing;
    }

    void enter(Phase phase) {
        Standing before = standing;
        standing = new Standing(before.row(), before.attempts(), phase, before.problem());
    }

    void enterCall() throws InterruptedException {
        enter(Phase.CALLING);
        synchronized (callLock) {
            if (closing) {
                throw new InterruptedException("closing");
            }
            inCall = true;
        }
        calledAt = sender.nanoTime();
    }

    void answered(Answer answer) {
        synchronized (callLock) {
            hasLoaded |= answer instanceof Answer.Loaded;
        }
    }

    void leaveCall() {
        enter(Phase.HELD_UP);
        synchronized (callLock) {
            inCall = false;
        }
    }

    private void run() {
        sender.meter().workBegins();
        try {
            if (sender.isAbandoned(rows.batch().run())) {
                rows.discardAll();
            } else {
                long startedAt = System.nanoTime();
                Instant now = sender.clock().instant();
                rows.decode(now);
                sender.meter().spent(Phase.PREPARING, startedAt);
                send(0, rows.size(), 0);
            }
        } catch (InterruptedException | StoppedException e) {
            // Broken off: the result says how far it came.
        } catch (RuntimeException | Error e) {
            sender.health()
                    .stop(new Stop.NeedsPerson(
                            "The uploader failed in an unforeseen way (%s). Report it; start again to continue."
                                    .formatted(e.getClass().getName())));
        } finally {
            sender.meter().workEnds();
            BatchResult result = rows.result(tally);
            sender.meter().ended(result.calls());
            completed.accept(result);
        }
    }

    /** @param before attempts that were made for these rows, together with others */
    private void send(int from, int to, int before) throws InterruptedException, StoppedException {
        int attempts = before;
        int failures = 0;
        long since = sender.nanoTime();
        while (true) {
            if (sender.isAbandoned(rows.batch().run())) {
                rows.discard(from, to);
            }
            List<Pair> open = rows.open(from, to);
            if (open.isEmpty()) {
                return;
            }
            ensureNotClosing();
            standing = new Standing(rows.firstOpen(from), attempts, standing.phase(), standing.problem());
            Answer answer = sender.call(open, this);
            if (answer.wasCalled()) {
                tally.call(answer.call());
                attempts += answer instanceof Answer.Throttled ? 0 : 1;
            }
            switch (answer) {
                case Answer.Loaded loaded -> {
                    rows.loaded(from, to);
                    sender.meter().loaded(open.size());
                    return;
                }
                case Answer.Throttled throttled -> tally.throttled();
                case Answer.Rejected rejected -> {
                    isolate(from, to, attempts, new Fault(Reason.REJECTED, rejected.problem(), rejected.call()));
                    return;
                }
                case Answer.Transient failed -> {
                    failures++;
                    standing = new Standing(standing.row(), attempts, Phase.HELD_UP, Optional.of(failed.problem()));
                    if (failures < sender.settings().attempts()) {
                        tally.retried();
                        sender.meter().retried();
                        backOff(failures);
                    } else if (diagnose(from, to, open.size() == 1 ? calledAt : since) == Diagnosis.ALIVE) {
                        isolate(from, to, attempts, new Fault(Reason.EXHAUSTED, failed.problem(), failed.call()));
                        return;
                    } else {
                        failures = 0;
                        since = sender.nanoTime();
                        // If it was these rows that kept the vault from being seen as alive, they are not asked first
                        // again.
                        probes = 0;
                    }
                }
                case Answer.TokenDelayed delayed -> rest(delayed.pause());
                case Answer.NeedsPerson needs -> sender.health().awaitOpen();
            }
        }
    }

    /** Why rows cannot be loaded together: the last answer for them. */
    private record Fault(Reason reason, String problem, Call call) {}

    /** Halves the rows until the bad ones stand alone; what stands alone is given up. */
    private void isolate(int from, int to, int attempts, Fault fault) throws InterruptedException, StoppedException {
        if (rows.open(from, to).size() > 1) {
            int middle = (from + to) >>> 1;
            send(from, middle, attempts);
            send(middle, to, attempts);
            return;
        }
        // That a row is rejected which was a dead letter before says nothing new of the settings.
        if (fault.reason() == Reason.REJECTED && !rows.isReplayed(from, to)) {
            sender.rejectedAlone(fault.problem());
        }
        rows.giveUp(from, to, provenance -> letter(fault, attempts, provenance));
        sender.meter().givenUp();
    }

    private DeadLetter letter(Fault fault, int attempts, Provenance row) {
        return new DeadLetter(
                fault.reason(),
                fault.problem(),
                fault.call().status(),
                fault.call().requestId(),
                attempts,
                tally.firstAt(fault.call().at()),
                fault.call().at(),
                row.origin(),
                row.replays());
    }

    /** A single row is given up only if another succeeded after its last attempt: an outage may have begun after the first. */
    private Diagnosis diagnose(int from, int to, long since) throws InterruptedException, StoppedException {
        return sender.health().diagnose(since, () -> probe(from, to));
    }

    private Reply probe(int from, int to) throws InterruptedException, StoppedException {
        Pair harmless = sender.harmlessRow();
        int other = rows.probe(from, to, probes++, harmless != null);
        Pair row = other < 0 ? harmless : rows.pair(other);
        if (row == null) {
            return Reply.NO_ROW;
        }
        ensureNotClosing();
        Answer answer = sender.probe(List.of(row), this);
        if (answer.wasCalled()) {
            tally.call(answer.call());
        }
        if (answer instanceof Answer.Loaded && other >= 0) {
            rows.loaded(other, other + 1);
            sender.meter().loaded(1);
        }
        return switch (answer) {
            case Answer.Loaded loaded -> Reply.TAKEN;
            case Answer.Rejected rejected -> Reply.REJECTED;
            case Answer.Throttled throttled -> Reply.NOT_TAKEN;
            case Answer.Transient failed -> Reply.NOT_TAKEN;
            case Answer.TokenDelayed delayed -> Reply.NOT_TAKEN;
            case Answer.NeedsPerson needs -> Reply.NOT_TAKEN;
        };
    }

    private void backOff(int failures) throws InterruptedException {
        rest(sender.settings().backoff().after(failures, ThreadLocalRandom.current()));
    }

    private void rest(Duration wait) throws InterruptedException {
        enter(Phase.BACKING_OFF);
        long startedAt = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        sender.meter().spent(Phase.BACKING_OFF, startedAt);
    }

    private void ensureNotClosing() throws InterruptedException {
        synchronized (callLock) {
            if (closing) {
                throw new InterruptedException("closing");
            }
        }
    }

    /** The batch. */
    public Batch batch() {
        return rows.batch();
    }

    @Override
    public String toString() {
        return "Sending[" + rows.batch() + "]";
    }
}
