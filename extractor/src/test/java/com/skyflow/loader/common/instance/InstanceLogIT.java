package com.skyflow.loader.common.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaSettings;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InstanceLogIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Instant AT = Instant.parse("2026-11-21T03:00:00Z");

    private final KafkaClients clients = new KafkaClients(new KafkaSettings(
            kafka.bootstrapServers(), new Topics(kafka.freshPrefix()), 3, 0, GroupProtocol.CONSUMER, Map.of()));

    @Test
    void theLatestReportOfEachInstanceIsReadUntilItEnds() throws Exception {
        try (InstanceLog log = new InstanceLog(clients)) {
            assertThat(log.read()).isEmpty();
            try (InstanceWriter writer = new InstanceWriter(clients)) {
                writer.write(List.of(report("a", Role.EXTRACTOR, 0), report("a", Role.UPLOADER, 0)));
                writeForeign("uploader/b/ssn", "{\"instance\":");
                Wait.until("one report is there", Duration.ofMinutes(2), () -> {
                    // Again and again, as loaders do: one that Kafka does not take at once is given up.
                    writer.write(List.of(report("a", Role.UPLOADER, 2)));
                    return log.read().equals(List.of(report("a", Role.UPLOADER, 2)));
                });

                try (InstanceLog later = new InstanceLog(clients)) {
                    assertThat(later.read()).containsExactly(report("a", Role.UPLOADER, 2));
                }
            }
            assertThat(log.read()).isEmpty();
        }
    }

    private void writeForeign(String key, String value) throws Exception {
        // Not that of loaders, which waits for two seconds alone.
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            clients.settings().topics().instances(), key.getBytes(UTF_8), value.getBytes(UTF_8)))
                    .get();
        }
    }

    private static InstanceReport report(String instance, Role role, int seconds) {
        return new InstanceReport(
                instance,
                role,
                new VaultName("ssn"),
                InstanceState.UPLOADING,
                null,
                List.of(),
                null,
                null,
                new ProcessFigures(instance, 1, "1", AT, Duration.ZERO, 1, 0, 0, null, 1, null),
                AT.plusSeconds(seconds));
    }
}
