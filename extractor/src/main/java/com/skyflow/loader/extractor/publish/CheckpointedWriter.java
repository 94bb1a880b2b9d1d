package com.skyflow.loader.extractor.publish;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.FencedException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaRefusal;
import com.skyflow.loader.common.kafka.TopicReader;
import com.skyflow.loader.common.kafka.TransactionalWriter;
import com.skyflow.loader.common.kafka.UnansweredCommitException;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.vault.VaultName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes transactions with checkpoints of one vault, and finds out what became of one whose end the cluster does not tell. Owned by one
 * thread.
 *
 * <p>A cluster that ended a transaction by itself, as after a line that hung, answers as one that lets another extractor in. What stands
 * in {@code byot.runs} behind the claim or the last checkpoint of this one tells them apart, because whoever takes over a vault publishes a
 * checkpoint of it before any row. It is looked at twice: before a new writer is opened, which would fence another, and after that, when
 * nothing more can come of the transaction in doubt.
 */
final class CheckpointedWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CheckpointedWriter.class);

    /** Writers that are opened for one transaction before it is given up. */
    private static final int DOUBTS = 3;

    /** Longer than another takes from its claim of a vault to its first checkpoint. Only a claim that takes longer is fenced. */
    private static final Duration OTHERS_CLAIM = Duration.ofSeconds(5);

    private static final long UNKNOWN = -1;

    private final KafkaClients clients;
    private final VaultName vault;
    private final TopicPartition runs;
    private TransactionalWriter writer;
    /** Offset from which on nothing of this vault stands that is known to be committed. */
    private long next;

    /**
     * Fences every other extractor of a vault.
     *
     * @throws LoaderException if another one is just doing the same, or Kafka fails
     */
    CheckpointedWriter(KafkaClients clients, VaultName vault) {
        this.clients = clients;
        this.vault = vault;
        this.runs = new TopicPartition(clients.settings().topics().runs(), 0);
        this.writer = open();
        this.next = end();
    }

    /** Where the topic ends. Once this extractor is let in, whatever an earlier one has published of the vault stands before it. */
    private long end() {
        try {
            return TopicReader.end(clients, runs);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private TransactionalWriter open() {
        try {
            return new TransactionalWriter(clients, clients.settings().topics().extractorTransactionalId(vault));
        } catch (FencedException e) {
            throw takenOver(e);
        } catch (KafkaException e) {
            throw unopened(e);
        }
    }

    /**
     * How many partitions a topic has.
     *
     * @throws LoaderException if Kafka fails
     */
    int partitions(String topic) {
        try {
            return writer.partitions(topic);
        } catch (KafkaException e) {
            throw unopened(e);
        }
    }

    /**
     * Writes a transaction, by a new writer where the end of it is in doubt and nobody has taken over.
     *
     * @param checkpoints those in it, in their order; without one of this vault it may be written twice
     * @param records all of it, a checkpoint last; gone through again for each attempt
     * @throws TakenOverException if another extractor has taken over
     * @throws LoaderException if Kafka fails
     */
    void write(List<Checkpoint> checkpoints, Iterable<ProducerRecord<byte[], byte[]>> records) {
        int doubts = 0;
        Optional<RuntimeException> doubt = attempt(checkpoints, records);
        while (doubt.isPresent()) {
            doubts++;
            if (next == UNKNOWN || doubts > DOUBTS) {
                throw new LoaderException(
                        ExitCode.UNFINISHED,
                        "Kafka does not tell how a transaction with rows of vault %s ended, also when it is written anew. No row is published twice; start again to continue, with a lower performance.chunk_rows if the line to Kafka is slow."
                                .formatted(vault),
                        doubt.get());
            }
            doubt = isCommitted(checkpoints, doubt.get()) ? Optional.empty() : attempt(checkpoints, records);
        }
    }

    /** Writes a transaction; what puts its end in doubt, if anything does. */
    private Optional<RuntimeException> attempt(
            List<Checkpoint> checkpoints, Iterable<ProducerRecord<byte[], byte[]>> records) {
        try {
            long last = writer.write(records);
            next = last < 0 ? UNKNOWN : last + 1;
            return Optional.empty();
        } catch (FencedException e) {
            if (e.isCertain()) {
                throw takenOver(e);
            }
            return Optional.of(e);
        } catch (UnansweredCommitException e) {
            return Optional.of(e);
        } catch (KafkaException e) {
            throw unpublished(checkpoints, e);
        }
    }

    /** Settles how a transaction ended, and opens a new writer. */
    private boolean isCommitted(List<Checkpoint> checkpoints, RuntimeException doubt) {
        log.atWarn()
                .addKeyValue("vault", vault)
                .addKeyValue("answer", answer(doubt))
                .log("Kafka does not tell how a transaction of this extractor ended, so it is looked for");
        writer.close();
        pause();
        find(checkpoints, doubt);
        writer = open();
        Optional<Long> found = find(checkpoints, doubt);
        found.ifPresent(offset -> next = offset + 1);
        log.atWarn()
                .addKeyValue("vault", vault)
                .log(
                        found.isPresent()
                                ? "The transaction was committed: the extraction goes on behind it"
                                : "The transaction was not committed: its rows are published anew");
        return found.isPresent();
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(OTHERS_CLAIM.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Where the last of the checkpoints stands behind those of earlier transactions; empty if nothing of the vault does.
     *
     * @throws TakenOverException if there is one of another extractor
     */
    private Optional<Long> find(List<Checkpoint> checkpoints, RuntimeException doubt) {
        List<ConsumerRecord<byte[], byte[]>> behind = new ArrayList<>();
        try (TopicReader reader = TopicReader.from(clients, Map.of(runs, next))) {
            reader.readToEnd(record -> {
                if (Events.checkpoint(record).vault().equals(vault)) {
                    behind.add(record);
                }
            });
        } catch (KafkaException e) {
            throw unpublished(checkpoints, e);
        }
        if (behind.isEmpty()) {
            return Optional.empty();
        }
        if (!texts(behind.stream().map(ConsumerRecord::value))
                .equals(texts(checkpoints.stream()
                        .filter(own -> own.vault().equals(vault))
                        .map(own -> Events.record(runs.topic(), own).value())))) {
            throw takenOver(doubt);
        }
        return Optional.of(behind.getLast().offset());
    }

    private static List<String> texts(Stream<byte[]> values) {
        return values.map(value -> new String(value, StandardCharsets.UTF_8)).toList();
    }

    private LoaderException unopened(KafkaException e) {
        return failed(
                e,
                "Kafka lets no row of vault %s be published: %s. Start again to continue."
                        .formatted(vault, e.getMessage()));
    }

    private LoaderException unpublished(List<Checkpoint> checkpoints, KafkaException e) {
        return failed(
                e,
                "Rows of vault %s could not be published: %s. Start again to continue behind row %d."
                        .formatted(vault, e.getMessage(), checkpoints.getLast().position()));
    }

    private LoaderException failed(KafkaException e, String sentence) {
        return KafkaRefusal.end(clients.settings(), AclOperation.WRITE, e, sentence);
    }

    private TakenOverException takenOver(RuntimeException e) {
        log.atWarn()
                .addKeyValue("vault", vault)
                .addKeyValue("answer", answer(e))
                .log("The cluster lets this extractor publish no more");
        return new TakenOverException(vault, e);
    }

    private static String answer(RuntimeException e) {
        return String.valueOf(e.getCause());
    }

    @Override
    public void close() {
        writer.close();
    }
}
