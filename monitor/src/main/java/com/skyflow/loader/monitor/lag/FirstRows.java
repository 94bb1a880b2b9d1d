package com.skyflow.loader.monitor.lag;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * When the first row that is not done with was published, for each partition: that of the record at the committed offset, or of the one
 * behind the marks of transactions there. Reads no more than that. Owned by one thread.
 */
final class FirstRows implements AutoCloseable {
    /** Behind a transaction that is open there is nothing to be seen for now. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final Consumer<byte[], byte[]> consumer;

    FirstRows(KafkaClients clients) {
        this.clients = clients;
        this.consumer = clients.peeker();
    }

    /**
     * Finds them; none for a partition that holds no such row.
     *
     * @param seen what was seen of the partitions to look at
     */
    Map<TopicPartition, Instant> find(GroupOffsets.Seen seen) {
        Map<TopicPartition, Instant> found = new HashMap<>();
        List<TopicPartition> behind = seen.ends().keySet().stream()
                .filter(partition -> seen.from(partition) < seen.end(partition))
                .toList();
        consumer.assign(behind);
        consumer.resume(behind);
        behind.forEach(partition -> consumer.seek(partition, seen.from(partition)));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isOver(behind, found, seen) && System.nanoTime() < deadline) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    found.putIfAbsent(partition, Instant.ofEpochMilli(record.timestamp()));
                    consumer.pause(List.of(partition));
                }
            } catch (OffsetOutOfRangeException e) {
                // More was committed meanwhile, and its rows deleted: the next look finds where it is.
                return found;
            } catch (AuthorizationException | AuthenticationException e) {
                throw KafkaRefusal.end(clients.settings(), AclOperation.READ, e, String.valueOf(e.getMessage()));
            }
        }
        return found;
    }

    private boolean isOver(List<TopicPartition> behind, Map<TopicPartition, Instant> found, GroupOffsets.Seen seen) {
        return behind.stream()
                .allMatch(partition ->
                        found.containsKey(partition) || consumer.position(partition) >= seen.end(partition));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
