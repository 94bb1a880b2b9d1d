package com.skyflow.loader.uploader.send;

import com.skyflow.loader.common.deadletter.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A row that will not be sent again, and why. */
public record GivenUp(ConsumerRecord<byte[], byte[]> row, DeadLetter letter) {
    @Override
    public String toString() {
        return "GivenUp[" + letter.reason() + " at " + letter.origin() + "]";
    }
}
