package com.skyflow.loader.common.instance;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaRefusal;
import com.skyflow.loader.common.kafka.TopicSetup;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what instances of this process report. It never fails: whoever cannot write says so once, and the load goes on unseen. Owned by
 * one thread.
 */
public final class InstanceWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(InstanceWriter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final String topic;
    private final Set<InstanceKey> written = new HashSet<>();
    private final AtomicBoolean said = new AtomicBoolean();
    private @Nullable Producer<byte[], byte[]> producer;

    public InstanceWriter(KafkaClients clients) {
        this.clients = clients;
        this.topic = clients.settings().topics().instances();
    }

    /** Writes some reports, and a tombstone for each instance that reported before and does not any more. */
    public void write(Collection<InstanceReport> reports) {
        Set<InstanceKey> ended = new HashSet<>(written);
        try {
            for (InstanceReport report : reports) {
                ended.remove(report.key());
                send(report.record(topic));
                written.add(report.key());
            }
            for (InstanceKey key : ended) {
                send(key.tombstone(topic));
                written.remove(key);
            }
        } catch (LoaderException e) {
            say(e.sentence());
        } catch (KafkaException e) {
            failed(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer().send(record, (metadata, failure) -> {
            if (failure != null) {
                failed(failure);
            }
        });
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            new TopicSetup(clients).ensureInstances();
            producer = clients.plainProducer();
        }
        return producer;
    }

    /** Only a refusal is said; that Kafka does not answer is said elsewhere. */
    private void failed(Exception failure) {
        KafkaRefusal.sentence(clients.settings(), AclOperation.WRITE, failure)
                .ifPresentOrElse(
                        this::say,
                        () -> log.atDebug().setCause(failure).log("What this process does was not reported"));
    }

    private void say(String sentence) {
        if (!said.getAndSet(true)) {
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("reason", sentence)
                    .log("What this process does is not reported to others; the load goes on");
        }
    }

    /** Says that all instances of this process have ended as they should. */
    @Override
    public void close() {
        write(Set.of());
        if (producer != null) {
            producer.close(PATIENCE);
        }
    }
}
