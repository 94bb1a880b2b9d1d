package com.skyflow.loader.uploader;

import com.skyflow.loader.uploader.batch.Batch;
import com.skyflow.loader.uploader.health.Lease;
import com.skyflow.loader.uploader.send.BatchLimit;
import com.skyflow.loader.uploader.send.BatchResult;
import com.skyflow.loader.uploader.send.Sender;
import com.skyflow.loader.uploader.send.Sending;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The lanes of all partitions that are owned now. Owned by the poll thread; results come in through a queue. */
final class Lanes {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration BREAK_OFF_BOUND = Duration.ofSeconds(5);

    private final Sender sender;
    private final BatchLimit limit;
    private final Duration linger;
    private final Lease lease;
    private final Map<TopicPartition, PartitionLane> lanes = new HashMap<>();
    private final BlockingQueue<BatchResult> results = new LinkedBlockingQueue<>();

    Lanes(Sender sender, BatchLimit limit, Duration linger, Lease lease) {
        this.sender = sender;
        this.limit = limit;
        this.linger = linger;
        this.lease = lease;
    }

    /** Begins with partitions that have become ours. */
    void open(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> lanes.put(partition, new PartitionLane(partition, linger)));
    }

    Set<TopicPartition> partitions() {
        return Set.copyOf(lanes.keySet());
    }

    /** Takes the next record of a partition, and sends the batches that are complete with it. */
    void receive(ConsumerRecord<byte[], byte[]> row, String run) {
        PartitionLane lane = lanes.get(new TopicPartition(row.topic(), row.partition()));
        if (lane != null) {
            lane.cutter().add(row, run, limit.records(), System.nanoTime()).forEach(batch -> send(lane, batch));
        }
    }

    /** Sends the batches that have waited long enough. */
    void sendExpired() {
        long now = System.nanoTime();
        lanes.values().forEach(lane -> lane.cutter().expired(now).ifPresent(batch -> send(lane, batch)));
    }

    private void send(PartitionLane lane, Batch batch) {
        lane.progress().add(batch);
        lane.begin(batch, sender.send(batch, results::add));
    }

    /** Takes in the results that are there, waiting for the first; a result of a lane that was dropped is passed over. */
    int takeResults(Duration patience) {
        int taken = 0;
        for (BatchResult result = first(patience); result != null; result = results.poll()) {
            PartitionLane lane = lanes.get(result.batch().partition());
            if (lane != null) {
                lane.end(result);
            }
            taken++;
        }
        return taken;
    }

    private @Nullable BatchResult first(Duration patience) {
        try {
            return patience.isZero() ? results.poll() : results.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return results.poll();
        }
    }

    /** Begins no further batch of some partitions, and waits for those that have rows in the vault; after the bound it breaks them off. */
    void settle(Collection<TopicPartition> partitions, Duration bound) {
        awaitEnd(partitions, bound);
        sendings(partitions).forEach(Sending::breakOff);
        awaitEnd(partitions, BREAK_OFF_BOUND);
    }

    private void awaitEnd(Collection<TopicPartition> partitions, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        lanes(partitions).forEach(PartitionLane::windDown);
        while (!sendings(partitions).isEmpty() && System.nanoTime() < deadline) {
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

    private List<Sending> sendings(Collection<TopicPartition> partitions) {
        return lanes(partitions).flatMap(lane -> lane.sendings().stream()).toList();
    }

    private Stream<PartitionLane> lanes(Collection<TopicPartition> partitions) {
        return partitions.stream().flatMap(partition -> Stream.ofNullable(lanes.get(partition)));
    }
}
