package com.skyflow.loader.uploader.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.uploader.batch.Batch;
import com.skyflow.loader.uploader.batch.BatchSpan;
import com.skyflow.loader.uploader.batch.Records;
import com.skyflow.loader.uploader.send.BatchResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class PartitionProgressTest {
    private final PartitionProgress progress = new PartitionProgress();

    @Test
    void aBatchThatWasBrokenOffEndsThePrefixForGood() {
        List<Batch> batches = add(3);
        progress.finish(result(batches.get(0), 10));
        progress.finish(result(batches.get(1), 4));
        progress.finish(result(batches.get(2), 10));
        List<BatchResult> prefix = progress.finishedPrefix(any -> true);
        assertThat(prefix).extracting(BatchResult::nextOffset).containsExactly(10L, 14L);
        progress.committed(prefix);
        assertThat(progress.finishedPrefix(any -> true)).isEmpty();
        assertThat(progress.records()).isEqualTo(20);
    }

    @Test
    void aBatchOfWhichNothingIsFinishedIsNoPartOfThePrefix() {
        List<Batch> batches = add(2);
        progress.finish(result(batches.get(0), 0));
        progress.finish(result(batches.get(1), 10));
        assertThat(progress.finishedPrefix(any -> true)).isEmpty();
    }

    @Test
    void whatMayNotBeCommittedHoldsBackWhatIsBehind() {
        List<Batch> batches = add(3);
        batches.forEach(batch -> progress.finish(result(batch, 10)));
        assertThat(progress.finishedPrefix(
                        result -> result.batch() != batches.get(1).span()))
                .extracting(BatchResult::batch)
                .containsExactly(batches.get(0).span());
    }

    @Test
    void aResultOfAnEqualBatchOfAnotherAssignmentIsPassedOver() {
        add(1);
        progress.finish(result(Records.batch(0, 10), 10));
        assertThat(progress.finishedPrefix(any -> true)).isEmpty();
    }

    @Test
    void theTailBehindTheLastFinishedRowIsToldFromItsEnd() {
        List<Batch> batches = add(4);
        assertThat(progress.unfinishedTail()).containsExactlyElementsOf(spans(batches.reversed()));
        progress.finish(result(batches.get(1), 1));
        progress.finish(result(batches.get(3), 0));
        assertThat(progress.unfinishedTail())
                .containsExactly(batches.get(3).span(), batches.get(2).span());
    }

    @Property
    void commitsOnlyTheFinishedPrefixInWhateverOrderResultsCome(
            @ForAll @IntRange(min = 1, max = 12) int count, @ForAll Random random) {
        PartitionProgress own = new PartitionProgress();
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(Records.batch(10L * i, 10));
            own.add(batches.get(i).span());
        }
        List<Batch> order = new ArrayList<>(batches);
        Collections.shuffle(order, random);
        boolean[] finished = new boolean[count];
        long committed = 0;
        boolean brokenOff = false;
        for (Batch batch : order) {
            int rows = random.nextInt(6) == 0 ? random.nextInt(10) : 10;
            own.finish(result(batch, rows));
            finished[batches.indexOf(batch)] = rows == 10;
            if (random.nextBoolean()) {
                List<BatchResult> prefix = own.finishedPrefix(any -> true);
                own.committed(prefix);
                long before = committed;
                committed = prefix.isEmpty() ? committed : prefix.getLast().nextOffset();
                assertThat(committed).isGreaterThanOrEqualTo(before);
                assertThat(brokenOff && committed > before).isFalse();
                brokenOff |= prefix.stream().anyMatch(result -> !result.isWhole());
                for (int i = 0; i < committed / 10; i++) {
                    assertThat(finished[i]).isTrue();
                }
            }
        }
        assertThat(own.bytes()).isGreaterThanOrEqualTo(0);
        assertThat(own.records()).isEqualTo(10 * count - (int) (committed / 10) * 10);
    }

    private List<Batch> add(int count) {
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Batch batch = Records.batch(10L * i, 10);
            batches.add(batch);
            progress.add(batch.span());
        }
        return batches;
    }

    private static List<BatchSpan> spans(List<Batch> batches) {
        return batches.stream().map(Batch::span).toList();
    }

    private static BatchResult result(Batch batch, int finished) {
        return BatchResult.of(batch, finished, finished, 0, List.of(), Calls.NONE);
    }
}
