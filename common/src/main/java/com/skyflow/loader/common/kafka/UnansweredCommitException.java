package com.skyflow.loader.common.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** The end of a transaction that may or may not be committed: neither goes on from it, only a new writer does. */
public final class UnansweredCommitException extends KafkaException {
    UnansweredCommitException(TimeoutException cause) {
        super("the cluster does not answer the commit of a transaction, which may have happened", cause);
    }
}
