package com.skyflow.loader.monitor.lag;

import static com.skyflow.loader.monitor.Fixture.SSN;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.monitor.Fixture;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LagReaderIT {
    private static final String OWNER = "uploader-of-a-test";

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    @Test
    void aVaultThatWasNeverLoadedHasNoPartitions() {
        Fixture fixture = Fixture.of(KAFKA);
        LagReader reader = new LagReader(
                new KafkaClients(fixture.clients().settings().withTopics(new Topics(KAFKA.freshPrefix()))),
                Clock.systemUTC());
        assertThat(reader.read(SSN)).isEqualTo(new VaultLag(SSN, 0, List.of()));
    }

    @Test
    void showsTheOffsetsThatKafkasOwnCommandPrints() throws Exception {
        Fixture fixture = Fixture.of(KAFKA);
        for (int transaction = 0; transaction < 3; transaction++) {
            fixture.write(rows(fixture, 30));
        }
        Topics topics = fixture.clients().settings().topics();
        try (Consumer<byte[], byte[]> owner = fixture.clients().groupConsumer(topics.uploaderGroup(SSN), OWNER, 10)) {
            owner.subscribe(List.of(topics.rows(SSN)));
            Wait.until("three partitions", Duration.ofSeconds(60), () -> {
                owner.poll(Duration.ofMillis(50));
                return owner.assignment().size() == 3;
            });
            owner.commitSync(Map.of(
                    partition(topics, 0), new OffsetAndMetadata(12),
                    partition(topics, 1), new OffsetAndMetadata(33),
                    partition(topics, 2), new OffsetAndMetadata(0)));
            Instant later = Instant.now().plusSeconds(90);

            VaultLag lag = new LagReader(fixture.clients(), Clock.fixed(later, ZoneOffset.UTC)).read(SSN);

            assertThat(lag.rows()).as("30 rows and 3 marks in each partition").isEqualTo(30 - 11 + 0 + 30);
            assertThat(lag.partitions())
                    .extracting(one -> one.partition() + " " + one.committed() + " " + one.end() + " " + one.offsets()
                            + " " + one.owner().orElse("-"))
                    .isEqualTo(described(topics.uploaderGroup(SSN), topics.rows(SSN)));
            assertThat(lag.partitions())
                    .extracting(PartitionLag::age)
                    .satisfies(ages -> assertThat(ages.get(0).orElseThrow()).isGreaterThan(Duration.ofSeconds(89)))
                    .element(1)
                    .isEqualTo(Optional.empty());
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> rows(Fixture fixture, int count) {
        List<ProducerRecord<byte[], byte[]>> rows = new ArrayList<>();
        for (long row = 1; row <= count; row++) {
            rows.add(fixture.row("r1", row));
        }
        return rows;
    }

    private static TopicPartition partition(Topics topics, int partition) {
        return new TopicPartition(topics.rows(SSN), partition);
    }

    /** Partition, committed offset, end, lag and client id, as {@code kafka-consumer-groups --describe} prints them. */
    private static List<String> described(String group, String topic) {
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            ConsumerGroupCommand.main(
                    new String[] {"--bootstrap-server", KAFKA.bootstrapServers(), "--describe", "--group", group});
        } finally {
            System.setOut(out);
        }
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length == 9 && fields[1].equals(topic))
                .map(fields -> String.join(" ", fields[2], fields[3], fields[4], fields[5], fields[8]))
                .sorted()
                .toList();
    }
}
