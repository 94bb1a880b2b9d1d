package com.skyflow.loader.testing;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.local.broker.LocalBroker;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A process that works with the broker of its working folder: it sends 0, 1, 2, … to a topic until a file {@code leave-<name>}
 * appears, says how many were acknowledged, and leaves. A signalled one hands over. Arguments: name, topic, bytes a record.
 */
final class SteadyProducer {
    private SteadyProducer() {}

    public static void main(String[] arguments) throws Exception {
        Path leave = Path.of("leave-" + arguments[0]);
        byte[] padding = new byte[Integer.parseInt(arguments[2])];
        long start = System.nanoTime();
        try (LocalBroker broker = LocalBroker.open(Path.of(""))) {
            System.out.printf("up %s after %.2f s%n", broker.bootstrapServers(), (System.nanoTime() - start) / 1e9);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::handOver));
            send(broker, arguments[1], padding, leave);
            System.out.println("leaving");
        } catch (LoaderException e) {
            System.err.println(e.sentence());
            Runtime.getRuntime().halt(e.exitCode().code());
        }
        System.out.println("left");
        Runtime.getRuntime().halt(0);
    }

    private static void send(LocalBroker broker, String topic, byte[] padding, Path leave) throws Exception {
        AtomicLong acknowledged = new AtomicLong();
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (long number = 0; !Files.exists(leave); number++) {
                var unused = producer.send(new ProducerRecord<>(topic, key(number), padding), (sent, e) -> {
                    failure.compareAndSet(null, e);
                    long count = e == null ? acknowledged.incrementAndGet() : 0;
                    if (count % 1000 == 1) {
                        System.out.println("acknowledged " + count);
                    }
                });
                if (failure.get() != null) {
                    throw failure.get();
                }
                if (number % 10 == 0) {
                    Thread.sleep(1);
                }
            }
        }
        System.out.println("total " + acknowledged);
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
