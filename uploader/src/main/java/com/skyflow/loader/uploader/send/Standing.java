package com.skyflow.loader.uploader.send;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a batch on its way stands, for people to watch: each figure as of about now.
 *
 * @param row its first row that is not finished
 * @param attempts calls made for that row so far
 * @param phase what it spends its time with
 * @param problem why the last attempt failed; empty if none has
 */
public record Standing(ConsumerRecord<byte[], byte[]> row, int attempts, Phase phase, Optional<String> problem) {
    @Override
    public String toString() {
        return "Standing[offset " + row.offset() + ", " + attempts + " attempts, " + phase + "]";
    }
}
