package com.skyflow.loader.extractor.publish;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds rows back while a disk of a broker is nearly full: a broker whose disk is full stops, and with it everything that would empty
 * the disk. Belongs to the thread that publishes.
 */
final class DiskSpace {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);
    /** What is published within it has to find room in the least free space that is set. */
    private static final long LOOK_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long REMIND_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long STOP_MILLIS = 100;
    private static final long MEGABYTE = 1 << 20;

    private final String vault;
    private final long leastFree;
    private final Supplier<Optional<Tightest>> look;
    private final LongSupplier nanos;
    private Optional<Tightest> found = Optional.empty();
    private long lookedAt;
    private boolean looked;

    /**
     * The disk with the least space of all brokers.
     *
     * @param broker its broker
     * @param free bytes
     */
    record Tightest(int broker, long free) {}

    /**
     * @param leastFree bytes that are to stay free on every disk; 0 to look at none
     * @param look asks the brokers; empty if they do not tell
     * @param nanos a clock like {@link System#nanoTime()}
     */
    DiskSpace(String vault, long leastFree, Supplier<Optional<Tightest>> look, LongSupplier nanos) {
        this.vault = vault;
        this.leastFree = leastFree;
        this.look = look;
        this.nanos = nanos;
    }

    static DiskSpace of(Admin admin, String vault, long leastFree) {
        return new DiskSpace(vault, leastFree, () -> tightest(admin), System::nanoTime);
    }

    /**
     * Returns when there is room.
     *
     * @return false if there is none and it was told to stop
     */
    boolean await(BooleanSupplier stopping) throws InterruptedException {
        long reminded = nanos.getAsLong() - REMIND_NANOS;
        while (isLow()) {
            if (stopping.getAsBoolean()) {
                return false;
            }
            if (nanos.getAsLong() - reminded >= REMIND_NANOS) {
                reminded = nanos.getAsLong();
                remind();
            }
            Thread.sleep(STOP_MILLIS);
        }
        return true;
    }

    private void remind() {
        found.ifPresent(tightest -> LOG.warn(
                "The extraction of vault {} waits: a disk of Kafka's broker {} has {} MB free, less than the {} MB of"
                        + " performance.min_free_disk_mb. It goes on when uploaded rows were deleted or space was freed.",
                vault,
                tightest.broker(),
                tightest.free() / MEGABYTE,
                leastFree / MEGABYTE));
    }

    private boolean isLow() {
        if (leastFree > 0 && (!looked || nanos.getAsLong() - lookedAt >= LOOK_NANOS)) {
            found = look.get();
            lookedAt = nanos.getAsLong();
            looked = true;
        }
        return found.filter(tightest -> tightest.free() < leastFree).isPresent();
    }

    /** Where the cluster does not let this client ask, or is too old to know, nothing is held back. */
    private static Optional<Tightest> tightest(Admin admin) {
        try {
            List<Integer> brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            return admin.describeLogDirs(brokers).allDescriptions().get().entrySet().stream()
                    .flatMap(broker -> broker.getValue().values().stream()
                            .map(LogDirDescription::usableBytes)
                            .filter(free -> free.isPresent())
                            .map(free -> new Tightest(broker.getKey(), free.getAsLong())))
                    .min(Comparator.comparingLong(Tightest::free));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException
                    || e.getCause() instanceof UnsupportedVersionException)) {
                LOG.info(
                        "Kafka does not tell how much of its disks is free problem=\"{}\"",
                        String.valueOf(e.getCause()));
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
