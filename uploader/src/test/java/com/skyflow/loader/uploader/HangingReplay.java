package com.skyflow.loader.uploader;

import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.OpenDeadLetters;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaSettings;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.uploader.replay.Closing;
import com.skyflow.loader.uploader.replay.ReplayDecision;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.Producer;

/** A replay that comes to the middle of its second transaction and stays there until it is killed. */
final class HangingReplay {
    private HangingReplay() {}

    public static void main(String[] args) {
        KafkaClients clients = new KafkaClients(new KafkaSettings(
                args[0], new Topics(args[1]), Scenario.PARTITIONS, 1, GroupProtocol.CONSUMER, Map.of()));
        ReplayDecision decision = new ReplayDecision(
                clients,
                Scenario.VAULT,
                new Destination(args[2], "vault1", "people", "name"),
                3,
                key -> Optional.empty());
        new Closing(clients, Scenario.VAULT, decision, DeadLetterFilter.ALL, Long.MAX_VALUE)
                .carryOut(Clock.systemUTC(), report -> hangInATransaction(clients));
    }

    /** Writes the copies and tombstones of what is open still, without an end. */
    @SuppressWarnings("FutureReturnValueIgnored") // The flush waits for all of them.
    private static void hangInATransaction(KafkaClients clients) {
        Topics topics = clients.settings().topics();
        Producer<byte[], byte[]> producer =
                clients.transactionalProducer(topics.deadLettersTransactionalId(Scenario.VAULT));
        producer.initTransactions();
        producer.beginTransaction();
        OpenDeadLetters.find(clients, topics.deadLetters(Scenario.VAULT), DeadLetterFilter.ALL)
                .forEach(record -> {
                    producer.send(
                            DeadLetters.replay(
                                    topics.rows(Scenario.VAULT), record, record.value(), DeadLetters.parse(record)),
                            (sent, failure) -> {});
                    producer.send(DeadLetters.tombstone(record), (sent, failure) -> {});
                });
        producer.flush();
        System.out.println("hanging in the middle of a transaction");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
