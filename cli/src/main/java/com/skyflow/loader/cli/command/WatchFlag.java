package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Termination;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import picocli.CommandLine.Option;

/** The flag that says whether something is shown once or again and again. */
final class WatchFlag {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @Option(
            names = {"-watch", "--watch"},
            description = "Show it again every two seconds, until told to end.")
    private boolean watching;

    /** Shows it, and gives the status of the last time. */
    int show(IntSupplier once) {
        int status = once.getAsInt();
        while (watching && pause(INTERVAL)) {
            System.out.println();
            status = once.getAsInt();
        }
        return status;
    }

    /** Waits; false if the process was told to end meanwhile. */
    boolean pause(Duration time) {
        CountDownLatch end = new CountDownLatch(1);
        try (Termination.Registration ignored = Termination.onRequest(end::countDown)) {
            return !end.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
