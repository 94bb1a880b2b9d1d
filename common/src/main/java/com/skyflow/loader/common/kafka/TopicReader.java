package com.skyflow.loader.common.kafka;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Reads what stands in some partitions, from given offsets up to the end, and later what has come since. Owned by one thread.
 *
 * <p>The end is taken without regard to open transactions, and then waited for: the last stable offset may lie before a record
 * that was committed long ago, while another producer's transaction is open in front of it.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaClients clients;
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicReader(KafkaClients clients, List<TopicPartition> partitions) {
        this.clients = clients;
        this.consumer = clients.reader();
        this.partitions = partitions;
        consumer.assign(partitions);
    }

    /** Reads some partitions from their beginning. */
    public static TopicReader fromBeginning(KafkaClients clients, List<TopicPartition> partitions) {
        TopicReader reader = new TopicReader(clients, partitions);
        reader.consumer.seekToBeginning(partitions);
        return reader;
    }

    /** Reads some partitions, each from an offset. */
    public static TopicReader from(KafkaClients clients, Map<TopicPartition, Long> offsets) {
        TopicReader reader = new TopicReader(clients, List.copyOf(offsets.keySet()));
        offsets.forEach(reader.consumer::seek);
        return reader;
    }

    /**
     * Hands over every committed record that was there when this was called and has not been handed over before.
     *
     * @throws LoaderException if the cluster does not answer, or a transaction stays open, for a minute
     */
    public void readToEnd(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        Map<TopicPartition, Long> missing = ends();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReached(missing)) {
            var records = poll(Duration.ofMillis(100));
            records.forEach(sink);
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new LoaderException(
                        ExitCode.UNFINISHED,
                        "Topic %s cannot be read to its end: a transaction has been open in it for %d s. Start again to continue."
                                .formatted(missing.keySet().iterator().next().topic(), PATIENCE.toSeconds()));
            }
        }
    }

    /** Forgets the ends that have been reached, and says whether all have. */
    private boolean isReached(Map<TopicPartition, Long> missing) {
        missing.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        return missing.isEmpty();
    }

    /** Hands over what has come since, without waiting for the end. */
    public void readOn(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        poll(Duration.ZERO).forEach(sink);
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        try {
            return consumer.poll(patience);
        } catch (AuthorizationException | AuthenticationException e) {
            throw KafkaRefusal.end(clients.settings(), AclOperation.READ, e, String.valueOf(e.getMessage()));
        }
    }

    private Map<TopicPartition, Long> ends() {
        return ends(clients, partitions);
    }

    /**
     * Where a partition ends, without regard to open transactions.
     *
     * @throws LoaderException if the cluster does not tell
     */
    public static long end(KafkaClients clients, TopicPartition partition) {
        return ends(clients, List.of(partition)).values().iterator().next();
    }

    private static Map<TopicPartition, Long> ends(KafkaClients clients, List<TopicPartition> partitions) {
        var latest = partitions.stream().collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            clients.admin()
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw KafkaRefusal.end(
                    clients.settings(),
                    AclOperation.DESCRIBE,
                    e,
                    "Kafka did not say where topic %s ends: %s Start again to continue."
                            .formatted(partitions.getFirst().topic(), String.valueOf(e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    @Override
    public void close() {
        // There is no group to leave, and closing the fetch sessions politely was seen to take all of the 30 s it may.
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
