package com.skyflow.loader.uploader;

import com.skyflow.loader.common.instance.OldestRow;
import com.skyflow.loader.common.instance.OwnedPartition;
import com.skyflow.loader.common.instance.WaitsFor;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.uploader.batch.BatchSpan;
import com.skyflow.loader.uploader.health.Stop;
import com.skyflow.loader.uploader.health.VaultHealth;
import com.skyflow.loader.uploader.offsets.PartitionProgress;
import com.skyflow.loader.uploader.send.BatchResult;
import com.skyflow.loader.uploader.send.GivenUp;
import com.skyflow.loader.uploader.send.InFlight;
import com.skyflow.loader.uploader.send.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks at what is held of each partition, for people to watch. Owned by the poll thread; what it saw may be read by any. */
final class HeldRows {
    private final VaultHealth health;
    private final Predicate<BatchResult> committable;
    private final Clock clock;
    private Map<TopicPartition, Seen> oldest = new HashMap<>();
    private volatile View view = new View(List.of(), List.of());

    /** A row that was the oldest of its partition at earlier looks already. */
    private record Seen(long offset, Instant since) {}

    /**
     * What was seen at one look.
     *
     * @param runs the runs of the rows
     */
    record View(List<OwnedPartition> partitions, List<String> runs) {}

    /** @param committable which results may be committed at all */
    HeldRows(VaultHealth health, Predicate<BatchResult> committable, Clock clock) {
        this.health = health;
        this.committable = committable;
        this.clock = clock;
    }

    /** What was seen at the latest look. */
    View view() {
        return view;
    }

    /** @param unread how many offsets of a partition have not been taken yet, as far as that is known */
    void look(Lanes lanes, Function<TopicPartition, OptionalLong> unread) {
        Map<TopicPartition, Seen> seen = new HashMap<>();
        List<OwnedPartition> partitions = new ArrayList<>();
        var all = lanes.byPartition();
        all.forEach((partition, lane) -> {
            Optional<OldestRow> row = oldest(lane).map(found -> dated(found, oldest.get(partition)));
            row.ifPresent(found -> seen.put(partition, new Seen(found.offset(), found.since())));
            OptionalLong left = unread.apply(partition);
            partitions.add(new OwnedPartition(
                    partition.partition(),
                    lane.records(),
                    left.isPresent() ? left.getAsLong() + lane.records() : null,
                    row.orElse(null)));
        });
        oldest = seen;
        view = new View(
                List.copyOf(partitions),
                all.values().stream()
                        .flatMap(lane -> lane.progress().runs())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private OldestRow dated(OldestRow row, @Nullable Seen before) {
        return before == null || before.offset() != row.offset()
                ? row
                : new OldestRow(row.key(), row.offset(), row.attempts(), row.waitsFor(), row.detail(), before.since());
    }

    /** The first that is not finished; where all are, the first that is not committed. */
    private Optional<OldestRow> oldest(PartitionLane lane) {
        PartitionProgress progress = lane.progress();
        return progress.front(committable)
                .or(() -> progress.front(any -> false))
                .map(front -> front.result().map(this::ended).orElseGet(() -> underway(lane, front.batch())))
                .or(() -> lane.cutter().first().map(row -> row(row, 0, WaitsFor.LINGER, Optional.empty())));
    }

    private OldestRow underway(PartitionLane lane, BatchSpan batch) {
        return lane.sending(batch)
                .map(InFlight::standing)
                .map(standing -> row(standing.row(), standing.attempts(), waitsFor(standing), detail(standing)))
                .orElseGet(() -> row(batch.first(), 0, WaitsFor.STOPPED, Optional.empty()));
    }

    private OldestRow ended(BatchResult result) {
        int attempts = (int) result.calls().requests();
        if (!result.isWhole()) {
            return row(result.unfinished().orElseThrow(), attempts, WaitsFor.STOPPED, Optional.empty());
        }
        if (committable.test(result)) {
            return row(result.batch().first(), attempts, WaitsFor.COMMIT, Optional.empty());
        }
        GivenUp first = result.givenUp().getFirst();
        return row(
                first.row(),
                first.letter().attempts(),
                WaitsFor.HELD_BACK,
                Optional.of(first.letter().message()));
    }

    private OldestRow row(
            ConsumerRecord<byte[], byte[]> row, int attempts, WaitsFor waitsFor, Optional<String> detail) {
        Optional<Stop> stop = health.stopped();
        return new OldestRow(
                RowKey.parse(row.key()).map(RowKey::toString).orElse(null),
                row.offset(),
                attempts,
                stop.map(HeldRows::waitsFor).orElse(waitsFor),
                stop.map(Stop::sentence).or(() -> detail).orElse(null),
                clock.instant());
    }

    private static WaitsFor waitsFor(Stop stop) {
        return switch (stop) {
            case Stop.Misconfigured settings -> WaitsFor.MISCONFIGURED;
            case Stop.NeedsPerson person -> WaitsFor.STOPPED;
            case Stop.Unfinished unfinished -> WaitsFor.STOPPED;
        };
    }

    private WaitsFor waitsFor(Standing standing) {
        return switch (standing.phase()) {
            case PREPARING, QUEUEING, DELAYED -> WaitsFor.SLOT;
            case CALLING -> WaitsFor.CALL;
            case BACKING_OFF -> health.obstacle().isPresent() ? WaitsFor.TOKEN : WaitsFor.RETRY;
            case HELD_UP -> {
                if (health.obstacle().isPresent()) {
                    yield WaitsFor.TOKEN;
                }
                if (health.isOutage()) {
                    yield WaitsFor.OUTAGE;
                }
                yield health.pause().isZero() ? WaitsFor.SLOT : WaitsFor.THROTTLED;
            }
        };
    }

    private Optional<String> detail(Standing standing) {
        return health.obstacle()
                .or(standing::problem)
                .or(() -> health.isOutage() ? health.lastProblem() : Optional.empty());
    }
}
