package com.skyflow.loader.cli.instance;

import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.instance.InstanceWriter;
import com.skyflow.loader.common.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells others again and again what this process does, on a thread of its own that nobody waits for. */
public final class InstanceReporter implements AutoCloseable {
    /** A stop must not wait for a cluster that does not answer. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    private InstanceReporter(KafkaClients clients, Supplier<List<InstanceReport>> reports) {
        this.thread = Thread.ofPlatform().name("instances").daemon().unstarted(() -> run(clients, reports));
    }

    /**
     * Begins.
     *
     * @param reports asked for what this process does now
     */
    public static InstanceReporter start(KafkaClients clients, Supplier<List<InstanceReport>> reports) {
        InstanceReporter reporter = new InstanceReporter(clients, reports);
        reporter.thread.start();
        return reporter;
    }

    private void run(KafkaClients clients, Supplier<List<InstanceReport>> reports) {
        try (InstanceWriter writer = new InstanceWriter(clients)) {
            do {
                writer.write(reports.get());
            } while (!end.await(InstanceReport.INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that this process has ended as it should. */
    @Override
    public void close() {
        end.countDown();
        try {
            thread.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
