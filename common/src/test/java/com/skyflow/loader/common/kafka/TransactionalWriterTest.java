package com.skyflow.loader.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What no broker can be brought to at a given moment; {@code TransactionsIT} has the rest. */
class TransactionalWriterTest {
    private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
            Map.of(new TopicPartition("rows", 0), new OffsetAndMetadata(5));

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TransactionalWriter writer = new TransactionalWriter("id", producer);

    @Test
    void anAbortThatTimedOutIsAskedForAgainBeforeTheNextTransaction() {
        producer.sendOffsetsToTransactionException = new CommitFailedException("the group has moved on");
        producer.abortTransactionException = new TimeoutException("no answer");
        assertThatThrownBy(() -> write("first")).isInstanceOf(CommitFailedException.class);
        assertThatThrownBy(() -> write("second"))
                .as("nothing is written while the first may still be open")
                .isInstanceOf(CommitFailedException.class);
        assertThat(producer.transactionAborted()).isFalse();

        producer.sendOffsetsToTransactionException = null;
        producer.abortTransactionException = null;
        write("third");

        assertThat(producer.history())
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly("third");
        assertThat(producer.consumerGroupOffsetsHistory()).containsExactly(Map.of("group", OFFSETS));
    }

    private void write(String value) {
        writer.write(
                List.of(new ProducerRecord<>("outcomes", value.getBytes(UTF_8))),
                OFFSETS,
                TransactionalWriterTest::group);
    }

    @SuppressWarnings("removal")
    private static ConsumerGroupMetadata group() {
        return new ConsumerGroupMetadata("group", 1, "member", Optional.empty());
    }
}
