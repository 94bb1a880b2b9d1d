package com.skyflow.loader.common.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Writes records, and offsets with them, so that all of them are there or none. Owned by one thread.
 *
 * <p>What goes wrong inside a transaction is undone and tried again, because two harmless things look alike here: a cluster that
 * aborted a transaction which was open too long, and a newer producer of the same id, both fail a send with {@link
 * InvalidProducerEpochException}. The abort tells them apart. Where the commit or its offsets come across an aborted transaction,
 * nothing does ({@link InvalidTxnStateException} from Kafka 4.0 to 4.3, {@link ProducerFencedException} from others), and a writer that
 * may have been replaced does not go on: a {@link FencedException}, whose reason only what stands in the topics tells. A commit that
 * timed out may have happened: it is asked for again and never aborted, and a writer that gets no answer writes nothing more. An abort
 * that timed out is asked for again before anything else is written.
 */
public final class TransactionalWriter implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final int COMMIT_ATTEMPTS = 10;

    private final String transactionalId;
    private final Producer<byte[], byte[]> producer;
    private @Nullable UnansweredCommitException unanswered;
    /** Why the transaction that is still to be aborted failed. */
    private @Nullable KafkaException unaborted;

    private @Nullable Future<RecordMetadata> last;

    /**
     * Fences every earlier writer of the same id and ends its open transaction.
     *
     * @throws FencedException if a newer one came in between
     */
    public TransactionalWriter(KafkaClients clients, String transactionalId) {
        this(transactionalId, clients.transactionalProducer(transactionalId));
    }

    TransactionalWriter(String transactionalId, Producer<byte[], byte[]> producer) {
        this.transactionalId = transactionalId;
        this.producer = producer;
        try {
            fence();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void fence() {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.initTransactions();
                return;
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                throw new FencedException(transactionalId, e);
            } catch (TimeoutException e) {
                if (attempt == 2) {
                    throw e;
                }
            }
        }
    }

    /** How many partitions a topic has. */
    public int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    /**
     * Writes the records in one transaction.
     *
     * @param records gone through again for each attempt
     * @return the offset of the last one; -1 if there is none, or the cluster does not tell
     * @throws FencedException if a newer process uses the id, or may; nothing was written, unless that is in doubt
     * @throws UnansweredCommitException if they may have been written
     * @throws KafkaException if the cluster did not take them; nothing was written
     */
    public long write(Iterable<ProducerRecord<byte[], byte[]>> records) {
        transact(() -> send(records));
        return last == null ? -1 : last.resultNow().offset();
    }

    /**
     * Writes the records and commits a group's offsets in one transaction.
     *
     * @param group the consumer's group metadata, asked again for each attempt
     * @throws FencedException if a newer process uses the id, or may; nothing was written, unless that is in doubt
     * @throws CommitFailedException if the consumer no longer owns the partitions; nothing was
     *     written
     * @throws KafkaException if the cluster did not take them; nothing was written
     */
    public void write(
            Iterable<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Supplier<ConsumerGroupMetadata> group) {
        transact(() -> {
            send(records);
            producer.sendOffsetsToTransaction(offsets, group.get());
        });
    }

    private void transact(Runnable content) {
        if (unanswered != null) {
            throw unanswered;
        }
        if (unaborted != null) {
            abort(unaborted);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                producer.beginTransaction();
                content.run();
                commit();
                return;
            } catch (ProducerFencedException | InvalidTxnStateException e) {
                throw new FencedException(transactionalId, e);
            } catch (UnansweredCommitException e) {
                unanswered = e;
                throw e;
            } catch (KafkaException e) {
                abort(e);
                if (attempt == ATTEMPTS || KafkaRefusal.is(e) || e instanceof CommitFailedException) {
                    throw e;
                }
            }
        }
    }

    /** A record that is not taken fails the commit, so nobody waits for its own answer. */
    private void send(Iterable<ProducerRecord<byte[], byte[]>> records) {
        last = null;
        for (ProducerRecord<byte[], byte[]> record : records) {
            last = producer.send(record);
        }
    }

    private void commit() {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (attempt == COMMIT_ATTEMPTS) {
                    throw new UnansweredCommitException(e);
                }
            }
        }
    }

    private void abort(KafkaException reason) {
        try {
            producer.abortTransaction();
            unaborted = null;
        } catch (ProducerFencedException | InvalidTxnStateException e) {
            throw new FencedException(transactionalId, e);
        } catch (TimeoutException e) {
            reason.addSuppressed(e);
            unaborted = reason;
            throw reason;
        } catch (KafkaException e) {
            if (KafkaRefusal.is(reason)) {
                throw reason;
            }
            // Beyond repair: so ends a commit that arrives while a newer writer is let in or the cluster aborts,
            // because a broker of 4.3.1 answers it with an unexpected server error.
            throw new FencedException(transactionalId, reason);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
