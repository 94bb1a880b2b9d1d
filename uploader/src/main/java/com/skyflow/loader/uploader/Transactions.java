package com.skyflow.loader.uploader;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes records and offsets so that all of them are there or none. */
@FunctionalInterface
interface Transactions {
    /**
     * Writes both in one transaction.
     *
     * @param group the consumer's group metadata, asked again for each attempt
     * @throws com.skyflow.loader.common.kafka.FencedException if another process goes by this one's name; nothing was written
     * @throws org.apache.kafka.clients.consumer.CommitFailedException if the partitions are no longer owned; nothing was written
     * @throws org.apache.kafka.common.KafkaException if the cluster did not take it; nothing was written, unless it was the end of the
     *     transaction that was not answered: then every further call throws the same
     */
    void write(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Supplier<ConsumerGroupMetadata> group);
}
