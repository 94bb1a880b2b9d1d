package com.skyflow.loader.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.testing.EmbeddedKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Clients of a broker, and what tests do with them. */
record TestClients(KafkaClients clients) {
    static TestClients of(EmbeddedKafka kafka, String prefix, int partitions, int replication) {
        return new TestClients(new KafkaClients(new KafkaSettings(
                kafka.bootstrapServers(),
                new Topics(prefix),
                partitions,
                replication,
                GroupProtocol.CONSUMER,
                Map.of())));
    }

    static ProducerRecord<byte[], byte[]> record(String topic, String text) {
        return new ProducerRecord<>(topic, 0, bytes("key"), bytes(text));
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static List<String> readToEnd(TopicReader reader) {
        List<String> texts = new ArrayList<>();
        reader.readToEnd(record -> texts.add(new String(record.value(), UTF_8)));
        return texts;
    }

    TopicReader reader(String topic) {
        return TopicReader.fromBeginning(clients, List.of(new TopicPartition(topic, 0)));
    }

    List<String> committed(String topic) {
        try (TopicReader reader = reader(topic)) {
            return readToEnd(reader);
        }
    }
}
