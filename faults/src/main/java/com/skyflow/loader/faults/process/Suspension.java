package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * An uploader that was stopped by SIGSTOP for so long that another one has all its partitions.
 *
 * @param suspended the one that is stopped
 * @param other the one that uploads
 */
record Suspension(Load load, ChildProcess suspended, ChildProcess other) {
    static final String FIRST = "-0";

    /** @param states what its transaction is when it is stopped */
    static Suspension begin(Stage stage, Set<TransactionState> states) {
        Load load = stage.load();
        load.config().withObject("/kafka").withObject("/properties").put("max.poll.interval.ms", "10000");
        load.publish();
        load.rowsPerSecond(5_000);
        // So that its calls can be told from those of the other.
        load.config().withObject("/connection").put("gzip", true);
        ChildProcess suspended = load.start("upload");
        load.awaitUploaded(stage.percent(10, 20));
        load.fault(() -> load.suspend(suspended, FIRST, states));
        // What there is has to last until both have had partitions.
        load.rowsPerSecond(800);
        load.mayRepeat(Load.WINDOW);
        load.config().withObject("/connection").put("gzip", false);
        ChildProcess other = load.start("upload");
        Wait.until("another to have all partitions", Load.LONG, () -> {
            List<String> busy = load.busyUploaders();
            return busy.size() == 1 && !busy.getFirst().endsWith(FIRST);
        });
        load.prove("the group gave its partitions to another", suspended.isAlive());
        long held = load.held();
        Wait.until("rows of the other", Load.LONG, () -> load.held() > held + Load.WINDOW);
        return new Suspension(load, suspended, other);
    }

    /** A time in which the suspended one went on and had no partitions. */
    record Bereft(Instant from, Instant until) {}

    /** Lets it go on until it has partitions again, or has ended, and stops the other. */
    Bereft end() {
        Instant goesOn = Instant.now();
        suspended.sigcont();
        load.healed();
        List<Instant> without = new ArrayList<>(List.of(goesOn));
        load.awaitResumed("the uploader to have partitions again, or to end", () -> {
            Instant asked = Instant.now();
            boolean over = !suspended.isAlive() || load.busyUploaders().size() == 2;
            if (!over) {
                without.add(asked);
            }
            return over;
        });
        other.sigterm();
        load.awaitEnd(other, 4);
        return new Bereft(goesOn, without.getLast());
    }

    /**
     * Proves, when all calls have ended, that it made none in that time, but for those that were about to be sent when it was stopped: the
     * vault had not got them yet, and nobody could hold them back any more.
     */
    void proveSilent(Bereft time) {
        load.prove(
                "calls were told from those of the other",
                load.vault().journal().counts().compressed());
        long calls = load.vault().journal().callsSince(time.from()).stream()
                .filter(call -> call.compressed() && call.at().isBefore(time.until()))
                .count();
        long begun = Load.CONCURRENCY - load.callsWhenSuspended();
        load.prove(
                "without partitions it made %d calls in %d ms (at most: %d)"
                        .formatted(
                                calls,
                                Duration.between(time.from(), time.until()).toMillis(),
                                begun),
                calls <= begun);
    }
}
