package com.skyflow.loader.testing;

import com.skyflow.loader.testing.kafka.TestBroker;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real broker for tests: {@code @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka()}. The first class
 * that has it starts one broker for all classes of the JVM; it ends with the last test. Tests stay apart by their prefixes.
 */
public final class EmbeddedKafka implements BeforeAllCallback {
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private @Nullable TestBroker shared;

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(EmbeddedKafka.class))
                .getOrComputeIfAbsent(TestBroker.class, key -> TestBroker.start(), TestBroker.class);
    }

    public String bootstrapServers() {
        return shared().openServers();
    }

    /** A prefix for topics, groups and ids that no other test has. */
    public String freshPrefix() {
        return "test-" + PREFIXES.incrementAndGet();
    }

    /** A client for administration, shared: tests do not close it. */
    public Admin admin() {
        return shared().admin();
    }

    private TestBroker shared() {
        return Objects.requireNonNull(shared, "the extension is static, or the broker is not there yet");
    }
}
