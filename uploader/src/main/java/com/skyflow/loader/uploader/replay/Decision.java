package com.skyflow.loader.uploader.replay;

import com.skyflow.loader.common.deadletter.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says what is to become of a dead letter. */
@FunctionalInterface
public interface Decision {
    /** Puts every one aside. */
    Decision PARK = (record, letter) -> Fate.PARKED;

    /** Deletes every one. */
    Decision PURGE = (record, letter) -> Fate.PURGED;

    Fate of(ConsumerRecord<byte[], byte[]> record, DeadLetter letter);

    /** The row as it is published again. */
    default byte[] row(ConsumerRecord<byte[], byte[]> record) {
        return record.value();
    }
}
