package com.skyflow.loader.common.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Is told of every Kafka client through which rows go, when it is made. */
public interface ClientWatcher {
    void made(Consumer<?, ?> consumer);

    void made(Producer<?, ?> producer);
}
