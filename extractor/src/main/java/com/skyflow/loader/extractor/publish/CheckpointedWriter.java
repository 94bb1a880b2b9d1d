package com.skyflow.loader.extractor.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
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

    /** Longer than another mostly takes from its claim of a vault to its first checkpoint. Who takes longer is fenced, and ends instead. */
    private static final Duration OTHERS_CLAIM = Duration.ofSeconds(5);

    /** Header of a checkpoint: who has published it. */
    private static final String EXTRACTOR = "byot.extractor";

    private final KafkaClients clients;
    private final VaultName vault;
    private final TopicPartition runs;
    private final byte[] extractor;
    private TransactionalWriter writer;
    /** Offset from which on nothing of this vault stands that is known to be committed. */
    private long next;

    /**
     * Fences every other extractor of a vault.
     *
     * @param extractor a name that no other has, the same for all vaults of this one
     * @throws LoaderException if another one is just doing the same, or Kafka fails
     */
    CheckpointedWriter(KafkaClients clients, VaultName vault, UUID extractor) {
        this.clients = clients;
        this.vault = vault;
        this.extractor = extractor.toString().getBytes(US_ASCII);
        this.runs = new TopicPartition(clients.settings().topics().runs(), 0);
        this.writer = open();
        this.next = end();
    }

    /** Where the topic ends. Whatever an earlier extractor has published of the vault before this one was let in stands before it. */
    private long end() {
        try {
            return TopicReader.end(clients, runs);
        } catch (RuntimeException e) {
            close();
            throw e instanceof KafkaException kafka ? unopened(kafka) : e;
        }
    }

    private TransactionalWriter open() {
        try {
            return new TransactionalWriter(clients, clients.settings().topics().extractorTransactionalId(vault));
        } catch (FencedException e) {
            throw takenOver(e, null);
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

    /** The record of a checkpoint, of any vault. */
    ProducerRecord<byte[], byte[]> record(Checkpoint checkpoint) {
        ProducerRecord<byte[], byte[]> record = Events.record(runs.topic(), checkpoint);
        record.headers().add(EXTRACTOR, extractor);
        return record;
    }

    /**
     * Writes a transaction, by a new writer where the end of it is in doubt and nobody has taken over.
     *
     * @param checkpoint that of its last record; where it is of another vault, the transaction may be written twice
     * @param records gone through again for each attempt
     * @throws TakenOverException if another extractor has taken over
     * @throws LoaderException if Kafka fails
     */
    void write(Checkpoint checkpoint, Iterable<ProducerRecord<byte[], byte[]>> records) {
        int doubts = 0;
        Optional<RuntimeException> doubt = attempt(checkpoint, records);
        while (doubt.isPresent()) {
            doubts++;
            if (doubts > DOUBTS) {
                throw new LoaderException(
                        ExitCode.UNFINISHED,
                        "Kafka does not tell how a transaction of vault %s ended, also when it is written anew. No row is published twice; start again to continue, with a lower performance.chunk_rows if the line to Kafka is slow."
                                .formatted(vault),
                        doubt.get());
            }
            doubt = isCommitted(checkpoint, doubt.get()) ? Optional.empty() : attempt(checkpoint, records);
        }
    }

    /** Writes a transaction; what puts its end in doubt, if anything does. */
    private Optional<RuntimeException> attempt(
            Checkpoint checkpoint, Iterable<ProducerRecord<byte[], byte[]>> records) {
        try {
            long last = writer.write(records);
            // Where Kafka does not say where it stands, it is one more of its own behind the one before.
            next = Math.max(next, last + 1);
            return Optional.empty();
        } catch (FencedException | UnansweredCommitException e) {
            return Optional.of(e);
        } catch (KafkaException e) {
            throw unpublished(checkpoint, e);
        }
    }

    /** Settles how a transaction ended, and opens a new writer. */
    private boolean isCommitted(Checkpoint checkpoint, RuntimeException doubt) {
        log.atWarn()
                .addKeyValue("vault", vault)
                .addKeyValue("answer", answer(doubt))
                .log("Kafka does not tell how a transaction of this extractor ended, so it is looked for");
        writer.close();
        pause();
        find(checkpoint, doubt);
        writer = open();
        Optional<Long> found = find(checkpoint, doubt);
        found.ifPresent(offset -> next = offset + 1);
        log.atWarn()
                .addKeyValue("vault", vault)
                .log(
                        found.isPresent()
                                ? "The transaction was committed: the extraction goes on behind it"
                                : "The transaction was not committed: it is written anew");
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
     * Where the checkpoint stands behind those that are known to be committed; empty if it does not.
     *
     * @throws TakenOverException if there is one of another extractor
     */
    private Optional<Long> find(Checkpoint checkpoint, RuntimeException doubt) {
        List<ConsumerRecord<byte[], byte[]>> behind = new ArrayList<>();
        try (TopicReader reader = TopicReader.from(clients, Map.of(runs, next))) {
            reader.readToEnd(record -> {
                if (Events.checkpoint(record).vault().equals(vault)) {
                    behind.add(record);
                }
            });
        } catch (KafkaException e) {
            throw unpublished(checkpoint, e);
        }
        Optional<Checkpoint> other = behind.stream()
                .filter(record -> !isOwn(record))
                .map(Events::checkpoint)
                .reduce((first, second) -> second);
        if (other.isPresent()) {
            throw takenOver(doubt, other.get());
        }
        byte[] wanted = record(checkpoint).value();
        return behind.stream()
                .filter(record -> Arrays.equals(record.value(), wanted))
                .map(ConsumerRecord::offset)
                .reduce((first, second) -> second);
    }

    /** Its content does not tell: who continues a run publishes its latest checkpoint once more, the same to the last byte. */
    private boolean isOwn(ConsumerRecord<byte[], byte[]> record) {
        Header publisher = record.headers().lastHeader(EXTRACTOR);
        return publisher != null && Arrays.equals(publisher.value(), extractor);
    }

    private LoaderException unopened(KafkaException e) {
        return failed(
                e,
                "Kafka lets no row of vault %s be published: %s. Start again to continue."
                        .formatted(vault, e.getMessage()));
    }

    private LoaderException unpublished(Checkpoint checkpoint, KafkaException e) {
        return failed(
                e,
                "Rows of vault %s could not be published: %s. Start again to continue behind row %d."
                        .formatted(vault, e.getMessage(), checkpoint.position()));
    }

    private LoaderException failed(KafkaException e, String sentence) {
        return KafkaRefusal.end(clients.settings(), AclOperation.WRITE, e, sentence);
    }

    private TakenOverException takenOver(RuntimeException e, @Nullable Checkpoint other) {
        log.atWarn()
                .addKeyValue("vault", vault)
                .addKeyValue("answer", answer(e))
                .log("The cluster lets this extractor publish no more");
        return new TakenOverException(vault, other, e);
    }

    private static String answer(RuntimeException e) {
        return String.valueOf(e.getCause());
    }

    @Override
    public void close() {
        writer.close();
    }
}
