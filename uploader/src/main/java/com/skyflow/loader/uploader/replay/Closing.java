package com.skyflow.loader.uploader.replay;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.OpenDeadLetters;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.FencedException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaRefusal;
import com.skyflow.loader.common.kafka.TopicSetup;
import com.skyflow.loader.common.kafka.TransactionalWriter;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Closes open dead letters of one vault: replays, parks or purges them.
 *
 * <p>What is done to a dead letter and its tombstone are one transaction, so that whatever is repeated after a kill finds it either
 * as it was or closed. Before it looks which are open, it fences every earlier one for the vault, and ends its open transaction:
 * otherwise both could find the same one open. What becomes a dead letter later is left for the next.
 *
 * @param decision what becomes of each
 * @param filter which are meant
 * @param max how many are closed at most
 */
public record Closing(
        KafkaClients clients,
        VaultName vault,
        Decision decision,
        Predicate<ConsumerRecord<byte[], byte[]>> filter,
        long max) {
    /** Says what would become of them, and changes nothing. */
    public ClosingReport rehearse() {
        ClosingReport report = new ClosingReport();
        decide(report, (record, letter, fate) -> {});
        return report;
    }

    /**
     * Closes them.
     *
     * @param progress is told after each transaction
     * @throws LoaderException if a later one took over, or Kafka does not take it; what was told of is done, the rest is not
     */
    public ClosingReport carryOut(Clock clock, Consumer<ClosingReport> progress) {
        new TopicSetup(clients).ensureParked(vault);
        try (TransactionalWriter writer =
                new TransactionalWriter(clients, clients.settings().topics().deadLettersTransactionalId(vault))) {
            return close(writer, clock, progress);
        } catch (FencedException e) {
            throw new LoaderException(
                    ExitCode.UNFINISHED,
                    "Another command that replays, parks or purges dead letters of vault %s has taken over. What this one closed stays closed; call it again for the rest."
                            .formatted(vault),
                    e);
        } catch (KafkaException e) {
            throw KafkaRefusal.end(
                    clients.settings(),
                    AclOperation.WRITE,
                    e,
                    "Kafka failed while dead letters of vault %s were closed: %s. What was closed stays closed; call it again for the rest."
                            .formatted(vault, e.getMessage()));
        }
    }

    private ClosingReport close(TransactionalWriter writer, Clock clock, Consumer<ClosingReport> progress) {
        ClosingReport report = new ClosingReport();
        Chunk chunk = new Chunk(clients.settings().topics(), vault);
        decide(report, (record, letter, fate) -> {
            if (fate.isClosed()) {
                chunk.add(record, decision.row(record), letter, fate);
            }
            if (chunk.isFull()) {
                writer.write(chunk.take(clock.instant()));
                progress.accept(report);
            }
        });
        if (!chunk.isEmpty()) {
            writer.write(chunk.take(clock.instant()));
            progress.accept(report);
        }
        return report;
    }

    private void decide(ClosingReport report, Step step) {
        OpenDeadLetters.find(clients, clients.settings().topics().deadLetters(vault), filter)
                .forEach(record -> {
                    if (report.closed() < max) {
                        DeadLetter letter = DeadLetters.parse(record);
                        Fate fate = decision.of(record, letter);
                        report.add(fate, letter);
                        step.take(record, letter, fate);
                    }
                });
    }

    /** What is done with a dead letter whose fate is decided. */
    @FunctionalInterface
    private interface Step {
        void take(ConsumerRecord<byte[], byte[]> record, DeadLetter letter, Fate fate);
    }
}
