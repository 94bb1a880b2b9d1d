package com.skyflow.loader.common.kafka;

import static com.skyflow.loader.common.kafka.TestClients.bytes;
import static com.skyflow.loader.common.kafka.TestClients.readToEnd;
import static com.skyflow.loader.common.kafka.TestClients.record;
import static com.skyflow.loader.testing.Answers.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.TestTopics;
import com.skyflow.loader.testing.Wait;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link TransactionalWriter} and {@link TopicReader} on a real broker. */
class TransactionsIT {
    private static final Duration BOUND = Duration.ofMinutes(2);

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    private TestClients kafka;
    private String topic;

    @BeforeEach
    void createTopic() throws Exception {
        String prefix = KAFKA.freshPrefix();
        kafka = TestClients.of(KAFKA, prefix, 1, 1);
        topic = prefix + ".topic";
        TestTopics.create(KAFKA.admin(), List.of(new NewTopic(topic, 2, (short) 1)));
    }

    @Test
    void aNewerWriterFencesAnOlderOne() {
        try (TransactionalWriter older = writer();
                TransactionalWriter newer = writer()) {
            assertThatThrownBy(() -> older.write(List.of(record(topic, "old"))))
                    .isInstanceOf(FencedException.class)
                    .hasMessage("a newer process uses " + id() + ", or the cluster ended its transaction");
            newer.write(List.of(record(topic, "new")));
        }
        assertThat(kafka.committed(topic)).containsExactly("new");
    }

    @Test
    void aWriterEndsTheOpenTransactionOfAnotherOne() throws Exception {
        try (Producer<byte[], byte[]> killed = open(id(), "lost");
                TransactionalWriter writer = writer()) {
            writer.write(List.of(record(topic, "kept")));
            assertThat(kafka.committed(topic)).containsExactly("kept");
            assertThat(killed).isNotNull();
        }
    }

    @Test
    void aTransactionThatTheClusterTimedOutIsWrittenAgain() {
        List<TransactionState> seen = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> records = new AbstractList<>() {
            @Override
            public ProducerRecord<byte[], byte[]> get(int index) {
                if (index == 1 && seen.isEmpty()) {
                    // As on a laptop that sleeps with a transaction open.
                    Wait.until("an open transaction", BOUND, () -> state() == TransactionState.ONGOING);
                    Wait.until("its timeout", BOUND, () -> state() == TransactionState.COMPLETE_ABORT);
                    seen.add(state());
                }
                return record(topic, "row " + index);
            }

            @Override
            public int size() {
                return 2;
            }
        };
        try (TransactionalWriter writer = writer()) {
            writer.write(records);
        }
        assertThat(seen).containsExactly(TransactionState.COMPLETE_ABORT);
        assertThat(kafka.committed(topic)).containsExactly("row 0", "row 1");
    }

    @Test
    void offsetsAreCommittedWithTheRecords() throws Exception {
        try (TransactionalWriter writer = writer()) {
            writer.write(List.of(record(topic, "row")), Map.of(place(), new OffsetAndMetadata(5)), () -> group(-1, ""));
        }
        assertThat(kafka.committed(topic)).containsExactly("row");
        assertThat(committedOffsets()).containsEntry(place(), new OffsetAndMetadata(5));
    }

    @Test
    void staleGroupMetadataCommitsNothing() throws Exception {
        try (TransactionalWriter writer = writer()) {
            assertThatThrownBy(() -> writer.write(
                            List.of(record(topic, "row")),
                            Map.of(place(), new OffsetAndMetadata(5)),
                            () -> group(7, "gone")))
                    .isInstanceOf(CommitFailedException.class);
            assertThat(kafka.committed(topic)).isEmpty();
            assertThat(committedOffsets()).isEmpty();

            writer.write(List.of(record(topic, "after")));
        }
        assertThat(kafka.committed(topic)).containsExactly("after");
    }

    @Test
    void aRecordThatIsTooLargeWritesNothingAndCommitsNoOffset() throws Exception {
        try (TransactionalWriter writer = writer()) {
            // As a dead letter that cannot be sent: its row must not count as done.
            assertThatThrownBy(() -> writer.write(
                            List.of(
                                    record(topic, "row"),
                                    new ProducerRecord<>(topic, 0, bytes("key"), new byte[2 * 1024 * 1024])),
                            Map.of(place(), new OffsetAndMetadata(5)),
                            () -> group(-1, "")))
                    .isInstanceOf(KafkaException.class);
            assertThat(kafka.committed(topic)).isEmpty();
            assertThat(committedOffsets()).isEmpty();

            writer.write(List.of(record(topic, "after")));
        }
        assertThat(kafka.committed(topic)).containsExactly("after");
        assertThat(committedOffsets()).isEmpty();
    }

    @Test
    void knowsHowManyPartitionsATopicHas() {
        try (TransactionalWriter writer = writer()) {
            assertThat(writer.partitions(topic)).isEqualTo(2);
        }
    }

    @Test
    void aReaderWaitsBehindAnOpenTransactionOfAnotherProducer() throws Exception {
        try (Producer<byte[], byte[]> other = open(id() + "-other", "first");
                TransactionalWriter writer = writer();
                TopicReader reader = kafka.reader(topic)) {
            writer.write(List.of(record(topic, "second")));
            CountDownLatch started = new CountDownLatch(1);
            CompletableFuture<List<String>> read = CompletableFuture.supplyAsync(() -> {
                started.countDown();
                return readToEnd(reader);
            });
            assertThat(started.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
            other.commitTransaction();
            assertThat(read.get(BOUND.toSeconds(), TimeUnit.SECONDS)).containsExactly("first", "second");
        }
    }

    @Test
    void aReaderHandsOverEachRecordOnce() {
        try (TransactionalWriter writer = writer();
                TopicReader reader = kafka.reader(topic)) {
            assertThat(readToEnd(reader)).isEmpty();
            writer.write(List.of(record(topic, "1"), record(topic, "2")));
            assertThat(readToEnd(reader)).containsExactly("1", "2");
            assertThat(readToEnd(reader)).isEmpty();
            writer.write(List.of(record(topic, "3")));
            List<String> on = new ArrayList<>();
            Wait.until("the third record", BOUND, () -> {
                reader.readOn(record -> on.add(new String(record.value(), UTF_8)));
                return !on.isEmpty();
            });
            assertThat(on).containsExactly("3");
            assertThat(readToEnd(reader)).isEmpty();
        }
    }

    @Test
    void aReaderBeginsAtAnOffset() {
        try (TransactionalWriter writer = writer()) {
            writer.write(List.of(record(topic, "0"), record(topic, "1"), record(topic, "2")));
        }
        try (TopicReader reader = TopicReader.from(kafka.clients(), Map.of(place(), 1L))) {
            assertThat(readToEnd(reader)).containsExactly("1", "2");
        }
    }

    /** Metadata of a consumer that there is not; a real one could not be made stale at will. */
    @SuppressWarnings("removal")
    private ConsumerGroupMetadata group(int generation, String member) {
        return new ConsumerGroupMetadata(topic, generation, member, Optional.empty());
    }

    private String id() {
        return kafka.clients().settings().topics().prefix() + "-writer";
    }

    private TopicPartition place() {
        return new TopicPartition(topic, 0);
    }

    private TransactionalWriter writer() {
        return new TransactionalWriter(kafka.clients(), id());
    }

    /** A producer that has an open transaction with a record, which the cluster does not time out. */
    private Producer<byte[], byte[]> open(String transactionalId, String text) throws Exception {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.clients()
                        .properties(
                                Map.of(),
                                Map.of(
                                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                        transactionalId,
                                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                        (int) BOUND.toMillis())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(record(topic, text)).get(BOUND.toSeconds(), TimeUnit.SECONDS);
        return producer;
    }

    private TransactionState state() {
        return await(KAFKA.admin().describeTransactions(List.of(id())).description(id()))
                .state();
    }

    private Map<TopicPartition, OffsetAndMetadata> committedOffsets() throws Exception {
        return KAFKA.admin()
                .listConsumerGroupOffsets(topic)
                .partitionsToOffsetAndMetadata()
                .get();
    }
}
