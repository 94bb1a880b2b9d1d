package com.skyflow.loader.local.broker;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a fault for which Kafka would end the process without a word: while the broker starts, the start fails;
 * later, the process ends with our sentence. Thread-safe.
 */
final class BrokerFaults implements FaultHandlerFactory {
    private static final Logger log = LoggerFactory.getLogger(BrokerFaults.class);

    private final Path folder;
    private final Consumer<String> lastWords;
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    /**
     * @param folder where the broker keeps its data
     * @param lastWords ends the process with a sentence
     */
    BrokerFaults(Path folder, Consumer<String> lastWords) {
        this.folder = folder;
        this.lastWords = lastWords;
    }

    /** Completed when the broker is up, or with the fault that kept it from that. */
    CompletableFuture<Void> started() {
        return started;
    }

    /** Makes this the one that hears of Kafka's wish to end the process. */
    void listen() {
        Exit.setHaltProcedure((status, message) -> fail("Kafka halted with status " + status, null));
        Exit.setExitProcedure((status, message) -> fail("Kafka exited with status " + status, null));
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        if (!fatal) {
            return new LoggingFaultHandler(name, action);
        }
        return (message, cause) -> {
            action.run();
            fail(name + ": " + message, cause);
            return new IllegalStateException(message, cause);
        };
    }

    private void fail(String message, @org.jspecify.annotations.Nullable Throwable cause) {
        log.atError().setCause(cause).addKeyValue("folder", folder).log("Embedded broker failed: {}", message);
        if (!started.completeExceptionally(new IllegalStateException(message, cause))
                && !started.isCompletedExceptionally()) {
            lastWords.accept("The embedded broker stopped because its disk is full or failed (" + folder
                    + "): free space and start again; nothing is lost.");
        }
    }
}
