package com.skyflow.loader.generator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While open, a SIGTERM or Ctrl-C interrupts the thread that opened it, and the process waits until that thread has cleaned
 * up behind it.
 */
final class StopOnShutdown implements AutoCloseable {
    /** Removing files is quick; a process that is told to stop must not hang on a slow disk. */
    private static final long MAX_WAIT_SECONDS = 10;

    private final Thread owner = Thread.currentThread();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "generate-stop");

    StopOnShutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        owner.interrupt();
        try {
            closed.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is shutting down: the hook runs, and has nothing left to wait for.
        }
    }
}
