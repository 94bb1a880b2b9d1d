package com.skyflow.loader.testing;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.local.broker.LocalBroker;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A process that works with the broker of its working folder: it sends 0, 1, 2, … to a topic until a file {@code leave-<name>}
 * appears, and leaves. It writes each acknowledged number to the file {@code acknowledged-<name>}. A signalled one hands over. Arguments: name, which is also the topic; bytes a record.
 */
final class SteadyProducer {
    private SteadyProducer() {}

    public static void main(String[] arguments) throws Exception {
        Path leave = Path.of("leave-" + arguments[0]);
        byte[] padding = new byte[Integer.parseInt(arguments[1])];
        long start = System.nanoTime();
        try (LocalBroker broker = LocalBroker.open(Path.of(""))) {
            System.out.printf("up %s after %.2f s%n", broker.bootstrapServers(), (System.nanoTime() - start) / 1e9);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::handOver));
            send(broker, arguments[0], padding, leave);
            System.out.println("leaving");
        } catch (LoaderException e) {
            System.err.println(e.sentence());
            Runtime.getRuntime().halt(e.exitCode().code());
        }
        System.out.println("left");
        Runtime.getRuntime().halt(0);
    }

    private static void send(LocalBroker broker, String name, byte[] padding, Path leave) throws Exception {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (DataOutputStream acknowledged = new DataOutputStream(new FileOutputStream("acknowledged-" + name));
                Producer<byte[], byte[]> producer = producer(broker)) {
            for (long number = 0; !Files.exists(leave); number++) {
                long sent = number;
                var unused = producer.send(new ProducerRecord<>(name, key(number), padding), (metadata, e) -> {
                    try {
                        if (e == null) {
                            acknowledged.writeLong(sent);
                        } else {
                            failure.set(e);
                        }
                    } catch (IOException unwritten) {
                        failure.set(unwritten);
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
    }

    private static Producer<byte[], byte[]> producer(LocalBroker broker) {
        Map<String, Object> properties = broker.clientProperties();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
