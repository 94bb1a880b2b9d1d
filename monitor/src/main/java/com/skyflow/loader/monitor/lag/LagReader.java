package com.skyflow.loader.monitor.lag;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.instance.InstanceLog;
import com.skyflow.loader.common.instance.InstanceReport;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaRefusal;
import com.skyflow.loader.common.kafka.TopicPartitions;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.ledger.LedgerFinder;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * Reads how far uploaders of some vaults are behind, as often as it is asked. Offsets say no number of rows, because transactions leave
 * marks between them: the rows of a vault are those of the ledger. What happens in a second is known from the second look on. Owned by
 * one thread.
 */
public final class LagReader implements AutoCloseable {
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final KafkaClients clients;
    private final List<VaultName> vaults;
    private final Clock clock;
    private final GroupOffsets offsets;
    private final InstanceLog instances;
    private final LedgerFinder ledger;
    private final Map<VaultName, Pace> rows = new HashMap<>();
    private final Map<TopicPartition, Pace> partitions = new HashMap<>();
    private @Nullable FirstRows firstRows;

    public LagReader(KafkaClients clients, Collection<VaultName> vaults, Clock clock) {
        this.clients = clients;
        this.vaults = List.copyOf(vaults);
        this.clock = clock;
        this.offsets = new GroupOffsets(clients);
        this.instances = new InstanceLog(clients);
        this.ledger = new LedgerFinder(clients);
    }

    /**
     * How far each of them is behind now; without partitions if there never was a load of it.
     *
     * @throws LoaderException if Kafka does not answer
     */
    public List<VaultLag> read() {
        Optional<Ledger> accounts = ledger.find().map(LedgerLog::read);
        List<InstanceReport> reports = instances.read();
        return vaults.stream()
                .map(vault -> read(vault, accounts, Uploaders.of(vault, reports, clock.instant())))
                .toList();
    }

    private VaultLag read(VaultName vault, Optional<Ledger> accounts, Uploaders uploaders) {
        Topics topics = clients.settings().topics();
        List<TopicPartition> found = TopicPartitions.find(clients, List.of(topics.rows(vault)));
        Backlog backlog = Backlog.of(vault, accounts);
        if (found.isEmpty()) {
            return new VaultLag(vault, 0, Optional.empty(), List.of(), Bound.of(backlog, uploaders, List.of()));
        }
        GroupOffsets.Seen seen = seen(vault, found);
        long now = System.nanoTime();
        Pace pace = rows.computeIfAbsent(vault, any -> new Pace(WINDOW));
        pace.add(backlog.done(), now);
        Map<TopicPartition, Instant> first = firstRows().find(seen);
        List<PartitionLag> lags = found.stream()
                .map(partition -> lag(partition, seen, first, uploaders, now))
                .toList();
        return new VaultLag(vault, backlog.outstanding(), rate(pace), lags, Bound.of(backlog, uploaders, lags));
    }

    private PartitionLag lag(
            TopicPartition partition,
            GroupOffsets.Seen seen,
            Map<TopicPartition, Instant> first,
            Uploaders uploaders,
            long now) {
        long committed = seen.committed(partition);
        Pace pace = partitions.computeIfAbsent(partition, any -> new Pace(WINDOW));
        pace.add(committed, now);
        return new PartitionLag(
                partition.partition(),
                committed,
                seen.end(partition),
                Optional.ofNullable(first.get(partition)).map(this::since),
                rate(pace),
                Optional.ofNullable(seen.owners().get(partition)),
                uploaders.oldest(partition.partition()),
                clock.instant());
    }

    private static Optional<Double> rate(Pace pace) {
        return pace.isKnown() ? Optional.of(pace.perSecond()) : Optional.empty();
    }

    private GroupOffsets.Seen seen(VaultName vault, List<TopicPartition> partitions) {
        try {
            return offsets.read(clients.settings().topics().uploaderGroup(vault), partitions);
        } catch (ExecutionException e) {
            throw KafkaRefusal.end(
                    clients.settings(),
                    AclOperation.DESCRIBE,
                    e,
                    "Kafka did not say how far vault %s is: %s".formatted(vault, String.valueOf(e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoaderException(ExitCode.UNFINISHED, "Interrupted while the lag was read.", e);
        }
    }

    private FirstRows firstRows() {
        if (firstRows == null) {
            firstRows = new FirstRows(clients);
        }
        return firstRows;
    }

    /** Never negative: the clocks of the machines may differ. */
    private Duration since(Instant at) {
        Duration since = Duration.between(at, clock.instant());
        return since.isNegative() ? Duration.ZERO : since;
    }

    @Override
    public void close() {
        instances.close();
        ledger.close();
        if (firstRows != null) {
            firstRows.close();
        }
    }
}
