package com.skyflow.loader.uploader;

import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.Outcome;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.send.BatchResult;
import com.skyflow.loader.uploader.send.GivenUp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What one transaction says of some finished batches: their dead letters, an outcome for each run, and the offsets behind them.
 *
 * @param finished the finished prefix of each partition
 */
record Commit(Map<TopicPartition, List<BatchResult>> finished) {
    boolean isEmpty() {
        return finished.isEmpty();
    }

    Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        finished.forEach((partition, results) ->
                offsets.put(partition, new OffsetAndMetadata(results.getLast().nextOffset())));
        return offsets;
    }

    /** The dead letters, and behind them the outcomes: these last, so that their topic has an open transaction but for a moment. */
    List<ProducerRecord<byte[], byte[]>> records(Topics topics, VaultName vault, String instance, Instant now) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        finished.values().stream()
                .flatMap(Collection::stream)
                .flatMap(result -> result.givenUp().stream())
                .forEach(row -> records.add(deadLetter(topics.deadLetters(vault), row)));
        byRun().forEach((run, results) ->
                records.add(Events.record(topics.outcomes(), outcome(run, vault, results, instance, now))));
        return records;
    }

    private static ProducerRecord<byte[], byte[]> deadLetter(String topic, GivenUp row) {
        return DeadLetters.record(
                topic, key(row.row()), DeadLetters.body(row.row().value()), row.letter());
    }

    /** The row's own key; where it has none, one that is its alone in the partition, because a compacted topic refuses none. */
    private static byte[] key(ConsumerRecord<byte[], byte[]> row) {
        return row.key() != null ? row.key() : new RowKey(RowKey.UNKNOWN_RUN, row.offset() + 1).toBytes();
    }

    private Map<String, List<BatchResult>> byRun() {
        return finished.values().stream()
                .flatMap(Collection::stream)
                .collect(
                        Collectors.groupingBy(result -> result.batch().run(), LinkedHashMap::new, Collectors.toList()));
    }

    private static Outcome outcome(
            String run, VaultName vault, List<BatchResult> results, String instance, Instant now) {
        Map<Reason, Long> reasons = results.stream()
                .flatMap(result -> result.givenUp().stream())
                .collect(Collectors.groupingBy(row -> row.letter().reason(), Collectors.counting()));
        return new Outcome(
                run,
                vault,
                results.stream().mapToLong(BatchResult::loaded).sum(),
                reasons,
                results.stream().mapToLong(BatchResult::discarded).sum(),
                0,
                0,
                0,
                results.stream().map(BatchResult::calls).reduce(Calls.NONE, Calls::plus),
                instance,
                now);
    }
}
