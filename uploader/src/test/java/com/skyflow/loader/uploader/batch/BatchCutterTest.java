package com.skyflow.loader.uploader.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class BatchCutterTest {
    private static final Duration LINGER = Duration.ofNanos(100);

    private final BatchCutter cutter = new BatchCutter(Records.PARTITION, LINGER);

    @Test
    void cutsWhenFull() {
        assertThat(cutter.add(Records.record("a", 0), "a", 2, 0)).isEmpty();
        assertThat(cutter.waiting()).isEqualTo(1);
        List<Batch> complete = cutter.add(Records.record("a", 1), "a", 2, 0);
        assertThat(complete).singleElement().asString().isEqualTo("Batch[byot.name-3, run a, 2 records from offset 0]");
        assertThat(cutter.waiting()).isZero();
    }

    @Test
    void cutsWhenTheOldestRecordHasLingered() {
        cutter.add(Records.record("a", 0), "a", 10, 1_000);
        cutter.add(Records.record("a", 1), "a", 10, 1_099);
        assertThat(cutter.expired(1_099)).isEmpty();
        assertThat(cutter.expired(1_100)).get().extracting(Batch::size).isEqualTo(2);
        assertThat(cutter.expired(9_999)).isEmpty();
    }

    @Test
    void cutsBetweenRuns() {
        cutter.add(Records.record("a", 0), "a", 10, 0);
        List<Batch> complete = cutter.add(Records.record("b", 1), "b", 10, 50);
        assertThat(complete).extracting(Batch::run).containsExactly("a");
        assertThat(cutter.expired(100)).isEmpty();
        assertThat(cutter.expired(150)).get().extracting(Batch::run).isEqualTo("b");
    }

    @Test
    void cutsTwiceWhereAnotherRunIsFullAtOnce() {
        cutter.add(Records.record("a", 0), "a", 10, 0);
        assertThat(cutter.add(Records.record("b", 1), "b", 1, 0))
                .extracting(Batch::run)
                .containsExactly("a", "b");
    }

    @Property
    void givesEveryRecordBackInOrder(
            @ForAll @Size(max = 60) List<@IntRange(max = 2) Integer> runs,
            @ForAll @IntRange(min = 1, max = 7) int size,
            @ForAll @IntRange(max = 40) int step) {
        BatchCutter own = new BatchCutter(Records.PARTITION, LINGER);
        List<ConsumerRecord<byte[], byte[]>> in = new ArrayList<>();
        List<Batch> out = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < runs.size(); i++) {
            String run = "run" + runs.get(i);
            ConsumerRecord<byte[], byte[]> row = Records.record(run, i);
            in.add(row);
            out.addAll(own.add(row, run, size, now));
            assertThat(own.waiting()).isLessThan(size);
            now += step;
            own.expired(now).ifPresent(out::add);
        }
        own.expired(now + LINGER.toNanos()).ifPresent(out::add);
        assertThat(out.stream().flatMap(batch -> batch.records().stream())).containsExactlyElementsOf(in);
        assertThat(out).allSatisfy(batch -> {
            assertThat(batch.size()).isBetween(1, size);
            assertThat(batch.records())
                    .allMatch(row -> new String(row.key(), java.nio.charset.StandardCharsets.UTF_8)
                            .startsWith(batch.run() + "/"));
        });
    }
}
