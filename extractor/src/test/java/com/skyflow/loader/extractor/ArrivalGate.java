package com.skyflow.loader.extractor;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Does something once when so many records have arrived in Kafka, on the thread of the producer that speaks with it, which says and hears
 * nothing more meanwhile. Kafka's clients make it, consumers too, since all have the same properties.
 */
public final class ArrivalGate implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {
    static final Map<String, String> PROPERTIES =
            Map.of(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, ArrivalGate.class.getName());

    private static final AtomicLong missing = new AtomicLong();
    private static volatile Runnable action = () -> {};

    /** Sets what is done after the next so many records. */
    static void after(long records, Runnable what) {
        action = what;
        missing.set(records);
    }

    @Override
    public void onAcknowledgement(RecordMetadata place, Exception failure) {
        if (failure == null && missing.decrementAndGet() == 0) {
            action.run();
        }
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
        return sent;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void configure(Map<String, ?> properties) {}

    @Override
    public void close() {}
}
