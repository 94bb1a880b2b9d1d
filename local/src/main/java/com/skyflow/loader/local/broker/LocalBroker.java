package com.skyflow.loader.local.broker;

import com.skyflow.loader.common.failure.LoaderException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The embedded Kafka broker of a folder, as one of its users sees it. Whoever comes first runs it in its own process, the
 * others attach to it. The owner stays until the last has left; if it is killed or hands over, an attached process goes on
 * with the broker on the same port, and clients reconnect. Within one process any number may open the same folder.
 * Thread-safe.
 */
public final class LocalBroker implements AutoCloseable {
    /** Each folder once in a process, because the operating system keeps file locks for processes. */
    private static final ConcurrentMap<Path, Membership> MEMBERSHIPS = new ConcurrentHashMap<>();

    private final Membership membership;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalBroker(Membership membership) {
        this.membership = membership;
    }

    /**
     * Starts the broker of a folder, or attaches to it. If the same process is just leaving this folder, waits until it has.
     *
     * @param folder the working folder; the broker lives in its {@code .skyflow-loader}
     * @throws LoaderException if the folder cannot be written or locked, if the broker does not start, or if the one that
     *     another process runs does not answer
     */
    public static LocalBroker open(Path folder) {
        return open(folder, LastWords::end);
    }

    static LocalBroker open(Path folder, Consumer<String> lastWords) {
        StateFolder state = StateFolder.in(folder);
        return new LocalBroker(MEMBERSHIPS.compute(
                state.root(),
                (root, present) -> present != null && present.enter() ? present : Membership.join(state, lastWords)));
    }

    /** The address for Kafka clients. It changes only if the port was taken while no process ran the broker. */
    public String bootstrapServers() {
        return membership.address();
    }

    /** The properties by which a Kafka client proves that it may enter: the secret of the folder. Not for logs. */
    public Map<String, String> access() {
        return membership.access().properties();
    }

    /**
     * What a Kafka client needs: the address, and the secret of the folder, without which the broker speaks with nobody. Not for logs.
     */
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>(membership.access().properties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return properties;
    }

    /** Leaves the broker; the last of the owning process waits until all other processes have left, and stops it. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            membership.leave();
        }
    }

    /**
     * Leaves at once with all that this process has opened in the folder: for a process that was told to end. A broker that
     * it runs is stopped cleanly, and an attached process goes on with it. Also ends a wait in {@link #close()}.
     */
    public void handOver() {
        closed.set(true);
        membership.handOver();
    }
}
