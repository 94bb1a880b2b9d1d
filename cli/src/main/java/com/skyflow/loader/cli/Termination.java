package com.skyflow.loader.cli;

import com.skyflow.loader.common.failure.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of this process by a signal: what has to be told of it, and the status to end with. Thread-safe.
 *
 * <p>A command that is told to end still ends as itself: it drains, says how far it came, and gives its own status, where the JVM
 * would give 128 and the signal's number.
 */
public final class Termination {
    private static final List<Runnable> LISTENERS = new CopyOnWriteArrayList<>();
    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private static volatile boolean requested;
    /** Of a command that does not come to its end in time: what it began can be continued. */
    private static volatile int status = ExitCode.UNFINISHED.code();

    private static volatile Duration bound = Duration.ofSeconds(28);

    private Termination() {}

    /** Begins to listen for signals. */
    static void start() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("termination").unstarted(Termination::end));
    }

    private static void end() {
        if (ENDED.getCount() == 0) {
            return;
        }
        requested = true;
        // On a thread of its own: what one of them waits for does not hold up the end.
        Thread.ofPlatform().name("termination-listeners").daemon().start(() -> LISTENERS.forEach(Runnable::run));
        try {
            boolean ignored = ENDED.await(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }

    /** How long a command may go on after it was told to end; then the process ends all the same. */
    public static void bound(Duration longest) {
        bound = longest;
    }

    /** Says why the command cannot come to its end, and lets the process end without it. Called by a listener. */
    public static void giveUp(String sentence) {
        System.err.println(sentence);
        ended(ExitCode.UNFINISHED.code());
    }

    /** Says that the command has come to its end. */
    static void ended(int exitStatus) {
        status = exitStatus;
        ENDED.countDown();
    }

    /** Calls back, on another thread, when the process is told to end; at once if it has been told already. */
    public static Registration onRequest(Runnable listener) {
        LISTENERS.add(listener);
        if (requested) {
            listener.run();
        }
        return () -> LISTENERS.remove(listener);
    }

    /** Whether the process was told to end. */
    public static boolean isRequested() {
        return requested;
    }

    /** A listener that can be taken back. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
