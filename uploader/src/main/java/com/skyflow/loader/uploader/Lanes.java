package com.skyflow.loader.uploader;

import com.skyflow.loader.uploader.batch.Batch;
import com.skyflow.loader.uploader.health.Lease;
import com.skyflow.loader.uploader.send.BatchLimit;
import com.skyflow.loader.uploader.send.BatchResult;
import com.skyflow.loader.uploader.send.BatchSender;
import com.skyflow.loader.uploader.send.InFlight;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of all partitions that are owned now. Owned by the poll thread; results come in through {@link Results}. */
final class Lanes {
    private static final Logger log = LoggerFactory.getLogger(Lanes.class);
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration BREAK_OFF_BOUND = Duration.ofSeconds(5);

    private final BatchSender sender;
    private final Results results;
    private final BatchLimit limit;
    private final Duration linger;
    private final Lease lease;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, PartitionLane> lanes = new HashMap<>();

    Lanes(BatchSender sender, Results results, BatchLimit limit, Duration linger, Lease lease, LongSupplier nanoTime) {
        this.sender = sender;
        this.results = results;
        this.limit = limit;
        this.linger = linger;
        this.lease = lease;
        this.nanoTime = nanoTime;
    }

    /** Begins with partitions that have become ours. */
    void open(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> lanes.put(partition, new PartitionLane(partition, linger)));
    }

    Set<TopicPartition> partitions() {
        return Set.copyOf(lanes.keySet());
    }

    /** Takes the next records of a partition, all of one run, and sends the batches that are complete with them. */
    void receive(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> rows, String run) {
        PartitionLane lane = lanes.get(partition);
        if (lane == null) {
            return;
        }
        long now = nanoTime.getAsLong();
        for (ConsumerRecord<byte[], byte[]> row : rows) {
            for (Batch batch : lane.cutter().add(row, run, limit.records(), now)) {
                send(lane, batch);
            }
        }
    }

    /** Sends the batches that have waited long enough. */
    void sendExpired() {
        long now = nanoTime.getAsLong();
        lanes.values().forEach(lane -> lane.cutter().expired(now).ifPresent(batch -> send(lane, batch)));
    }

    private void send(PartitionLane lane, Batch batch) {
        lane.progress().add(batch.span());
        lane.begin(batch.span(), sender.send(batch, results::add));
    }

    /** Takes in the results that are there, waiting for the first; a result of a lane that was dropped is passed over. */
    int takeResults(Duration patience) {
        int taken = 0;
        for (BatchResult result = results.take(patience); result != null; result = results.take(Duration.ZERO)) {
            PartitionLane lane = lanes.get(result.batch().partition());
            if (lane != null) {
                lane.end(result);
            }
            taken++;
        }
        return taken;
    }

    /** Begins no further batch of some partitions, and waits for those that have rows in the vault; after the bound it breaks them off. */
    void settle(Collection<TopicPartition> partitions, Duration bound) {
        awaitEnd(partitions, bound);
        List<InFlight> unanswered = sendings(partitions);
        if (!unanswered.isEmpty() && bound.isPositive()) {
            log.atWarn()
                    .addKeyValue("topic", partitions.iterator().next().topic())
                    .addKeyValue("batches", unanswered.size())
                    .addKeyValue("drain_timeout_ms", bound.toMillis())
                    .log(
                            "The vault did not answer in time for these batches to be finished: their rows are sent again");
        }
        unanswered.forEach(InFlight::breakOff);
        awaitEnd(partitions, BREAK_OFF_BOUND);
    }

    private void awaitEnd(Collection<TopicPartition> partitions, Duration bound) {
        long deadline = nanoTime.getAsLong() + bound.toNanos();
        lanes(partitions).forEach(PartitionLane::windDown);
        while (!sendings(partitions).isEmpty() && nanoTime.getAsLong() < deadline) {
            lease.renew();
            takeResults(STEP);
            lanes(partitions).forEach(PartitionLane::windDown);
        }
    }

    /** Forgets partitions, with everything that is not committed. */
    void drop(Collection<TopicPartition> partitions) {
        partitions.forEach(lanes::remove);
    }

    /** What may be committed: for each partition the finished prefix, where there is one. */
    Map<TopicPartition, List<BatchResult>> finished(Predicate<BatchResult> committable) {
        Map<TopicPartition, List<BatchResult>> finished = new HashMap<>();
        lanes.forEach((partition, lane) -> {
            List<BatchResult> prefix = lane.progress().finishedPrefix(committable);
            if (!prefix.isEmpty()) {
                finished.put(partition, prefix);
            }
        });
        return finished;
    }

    /** Forgets what has been committed. */
    void committed(Map<TopicPartition, List<BatchResult>> finished) {
        finished.forEach((partition, prefix) -> {
            PartitionLane lane = lanes.get(partition);
            if (lane != null) {
                lane.progress().committed(prefix);
            }
        });
    }

    /** Records of what may be committed. */
    int finishedRecords(Predicate<BatchResult> committable) {
        return lanes.values().stream()
                .flatMap(lane -> lane.progress().finishedPrefix(committable).stream())
                .mapToInt(BatchResult::finished)
                .sum();
    }

    /** Whether any batch is on its way. */
    boolean isSending() {
        return lanes.values().stream().anyMatch(lane -> !lane.sendings().isEmpty());
    }

    /** Whether every record taken from the topic is part of a batch. */
    boolean isCut() {
        return lanes.values().stream().allMatch(lane -> lane.cutter().waiting() == 0);
    }

    /** Records taken from the topic and not committed. */
    int records() {
        return lanes.values().stream().mapToInt(PartitionLane::records).sum();
    }

    /** Bytes of the records in batches that are not committed. */
    long bytes() {
        return lanes.values().stream()
                .mapToLong(lane -> lane.progress().bytes())
                .sum();
    }

    /** What is held of each partition, in order. */
    SortedMap<TopicPartition, PartitionLane> byPartition() {
        SortedMap<TopicPartition, PartitionLane> sorted =
                new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        sorted.putAll(lanes);
        return sorted;
    }

    private List<InFlight> sendings(Collection<TopicPartition> partitions) {
        return lanes(partitions).flatMap(lane -> lane.sendings().stream()).toList();
    }

    private Stream<PartitionLane> lanes(Collection<TopicPartition> partitions) {
        return partitions.stream().flatMap(partition -> Stream.ofNullable(lanes.get(partition)));
    }
}
