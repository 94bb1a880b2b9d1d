package com.skyflow.loader.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.testing.kafka.TestCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class BrokersIT {
    private static final Duration BOUND = Duration.ofMinutes(3);

    @Test
    void itTakesRecordsThoughItsControllerIsKilledAndComesBackAndLinesAreCut() throws Exception {
        try (TestCluster cluster = TestCluster.start();
                Producer<byte[], byte[]> producer = producer(cluster)) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic("topic", 1, (short) 3)))
                    .all()
                    .get();
            produce(producer);

            int killed = cluster.controller();
            cluster.kill(killed);
            Wait.until("another controller", BOUND, () -> cluster.controller() != killed);
            produce(producer);
            cluster.restart(killed);
            produce(producer);

            TcpProxy line = cluster.clientLines().get(cluster.leader("topic", 0) - 1);
            line.cut();
            var answer = producer.send(new ProducerRecord<>("topic", new byte[1]));
            Wait.until("a refused connection", BOUND, () -> line.counts().refused() > 0);
            assertThat(answer.isDone()).isFalse();
            line.heal();
            answer.get();
        }
    }

    private static void produce(Producer<byte[], byte[]> producer) throws Exception {
        producer.send(new ProducerRecord<>("topic", new byte[1])).get();
    }

    private static Producer<byte[], byte[]> producer(TestCluster cluster) {
        Map<String, Object> properties = new HashMap<>(TestCluster.properties(TestCluster.LOADER));
        properties.put("bootstrap.servers", cluster.bootstrapServers());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
