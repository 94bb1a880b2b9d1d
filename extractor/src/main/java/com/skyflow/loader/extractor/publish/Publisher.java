package com.skyflow.loader.extractor.publish;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.ExtractorSettings;
import com.skyflow.loader.extractor.publish.Chunk.Next;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.Start;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the rows of one vault, each chunk in one transaction with the checkpoint that counts it. {@link #publish} runs on one
 * thread; the rest may be called from any.
 */
public final class Publisher implements AutoCloseable {
    private final Topics topics;
    private final CheckpointedWriter writer;
    private final ExtractorSettings settings;
    private final Clock clock;
    private final DiskSpace disk;
    private volatile boolean stopping;
    private volatile @Nullable ChunkReader reader;

    /**
     * Fences every other extractor of a vault.
     *
     * @param extractor a name that no other has, the same for all vaults of this one
     * @throws LoaderException if another one is just doing the same, or Kafka fails
     */
    public static Publisher open(
            KafkaClients clients, VaultName vault, UUID extractor, ExtractorSettings settings, Clock clock) {
        return new Publisher(
                clients.settings().topics(),
                new CheckpointedWriter(clients, vault, extractor),
                settings,
                clock,
                DiskSpace.of(clients.admin(), vault.text(), settings.leastFreeDisk()));
    }

    private Publisher(
            Topics topics, CheckpointedWriter writer, ExtractorSettings settings, Clock clock, DiskSpace disk) {
        this.topics = topics;
        this.writer = writer;
        this.settings = settings;
        this.clock = clock;
        this.disk = disk;
    }

    /**
     * Publishes checkpoints alone: those of runs that begin or are given up, together with other vaults' where they have to be.
     *
     * @throws TakenOverException if another extractor has taken over
     * @throws LoaderException if Kafka fails
     */
    public void publish(List<Checkpoint> checkpoints) {
        writer.write(
                checkpoints.getLast(),
                () -> checkpoints.stream().map(writer::record).iterator());
    }

    /**
     * Publishes the rows of a source behind a checkpoint, to its end or until {@link #stop}.
     *
     * @param progress is told each checkpoint when it is committed
     * @return the last checkpoint
     * @throws LoaderException if the source is malformed or has changed, another extractor has taken over, or Kafka fails; what was
     *     published before stays, with its checkpoint
     */
    public Checkpoint publish(Checkpoint start, Source source, java.util.function.Consumer<Checkpoint> progress) {
        RowRecords rows = new RowRecords(
                topics, start.vault(), start.run(), writer.partitions(topics.rows(start.vault())), clock);
        Checkpoint last = start;
        try (ChunkReader chunks = new ChunkReader(
                () -> source.open(Start.behind(start)),
                rows,
                settings,
                start.vault().text())) {
            reader = chunks;
            Next next = Next.MORE_ROWS;
            while (next == Next.MORE_ROWS && disk.await(() -> stopping)) {
                if (stopping) {
                    chunks.stop();
                }
                Chunk chunk = chunks.take();
                next = chunk.next();
                if (next == Next.END_OF_SOURCE || !chunk.isEmpty()) {
                    chunks.ensureUnchanged(start.source());
                    last = publish(last, chunk, rows);
                    progress.accept(last);
                }
            }
            rethrow(chunks.failure());
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return last;
        }
    }

    private Checkpoint publish(Checkpoint last, Chunk chunk, RowRecords rows) {
        Checkpoint checkpoint = last.advance(
                chunk.published(),
                chunk.rejected(),
                chunk.cursor(),
                chunk.next() == Next.END_OF_SOURCE ? State.EXTRACTED : State.EXTRACTING,
                clock.instant());
        // The checkpoint last, so that the topic of all runs has an open transaction but for a moment.
        writer.write(
                checkpoint,
                () -> Stream.concat(chunk.records(rows), Stream.of(writer.record(checkpoint)))
                        .iterator());
        return checkpoint;
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** Ends {@link #publish} after the chunk that is being read. */
    public void stop() {
        stopping = true;
        ChunkReader current = reader;
        if (current != null) {
            current.stop();
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
