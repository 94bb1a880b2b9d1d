package com.skyflow.loader.local.broker;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;

/**
 * A Kafka broker and its controller in this process. It is what {@link KafkaRaftServer} is, with sockets that are bound
 * beforehand and with faults that do not end the process unsaid.
 */
final class EmbeddedBroker {
    private static final Duration START_BOUND = Duration.ofMinutes(4);
    private static final Duration STOP_BOUND = Duration.ofSeconds(10);

    private final BrokerServer broker;
    private final ControllerServer controller;

    private EmbeddedBroker(SharedServer shared, DataFolder.Loaded data) {
        this.broker = new BrokerServer(shared);
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), data.bootstrap());
    }

    /**
     * Starts the broker of a folder and records its port there.
     *
     * @param lastWords ends the process with a sentence, when the running broker cannot go on
     * @throws LoaderException if it does not start
     */
    static EmbeddedBroker start(StateFolder folder, Consumer<String> lastWords) {
        BrokerFaults faults = new BrokerFaults(folder.root(), lastWords);
        faults.listen();
        try {
            return start(folder, Listeners.bind(folder.port()), faults);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notStarted(folder, e);
        } catch (TimeoutException e) {
            throw notStarted(folder, new TimeoutException("not up after " + START_BOUND.toSeconds() + " s"));
        } catch (IOException | ExecutionException | RuntimeException e) {
            throw notStarted(folder, e);
        }
    }

    private static EmbeddedBroker start(StateFolder folder, Listeners listeners, BrokerFaults faults)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try {
            DataFolder.format(folder.data());
            EmbeddedBroker embedded = create(folder, listeners, faults);
            embedded.startup(faults.started());
            folder.recordPort(listeners.clientPort());
            return embedded;
        } catch (Throwable e) {
            listeners.close();
            throw e;
        }
    }

    private static EmbeddedBroker create(StateFolder folder, Listeners listeners, BrokerFaults faults) {
        KafkaConfig config = new KafkaConfig(
                BrokerSettings.of(folder.data(), listeners.clientPort(), listeners.controllerPort(), folder.access()),
                false);
        DataFolder.Loaded data = DataFolder.load(config);
        SharedServer shared = new SharedServer(
                config,
                data.properties(),
                Time.SYSTEM,
                Server.initializeMetrics(config, Time.SYSTEM, data.clusterId()),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                faults,
                listeners);
        return new EmbeddedBroker(shared, data);
    }

    /** Kafka may wait for something that a fault in another thread made impossible: so the wait is for either. */
    private void startup(CompletableFuture<Void> started)
            throws InterruptedException, ExecutionException, TimeoutException {
        Thread.ofPlatform().name("embedded-broker-start").start(() -> {
            try {
                controller.startup();
                broker.startup();
                started.complete(null);
            } catch (Throwable e) {
                started.completeExceptionally(e);
            }
        });
        try {
            started.get(START_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            Thread.ofPlatform().daemon().name("embedded-broker-undo").start(this::stop);
            throw e;
        }
    }

    /** Stops cleanly: the next start has nothing to check. */
    void stop() {
        broker.shutdown(STOP_BOUND);
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }

    private static LoaderException notStarted(StateFolder folder, Throwable cause) {
        return new LoaderException(
                ExitCode.UNFINISHED,
                "The embedded broker in " + folder.root() + " does not start (" + reason(cause)
                        + "): free space or mend the folder and start again, or move it away, which begins every load anew.",
                cause);
    }

    /** The first line of the innermost cause: what follows it is for programmers. */
    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        if (cause != null) {
            return reason(cause);
        }
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
