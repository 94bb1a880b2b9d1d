package com.skyflow.loader.monitor.ledger;

import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaSettings;
import com.skyflow.loader.common.topic.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Keeps the ledger of a prefix until it is killed. */
final class LedgerProcess {
    private LedgerProcess() {}

    public static void main(String[] args) throws InterruptedException {
        KafkaClients clients = new KafkaClients(
                new KafkaSettings(args[0], new Topics(args[1]), 3, 0, GroupProtocol.CONSUMER, Map.of()));
        try (LedgerStreams ledger = new LedgerStreams(clients, Path.of(args[2]))) {
            ledger.start();
            new CountDownLatch(1).await();
        }
    }
}
