package com.skyflow.loader.extractor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.extractor.publish.DiskSpace.Tightest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class DiskSpaceTest {
    private static final Optional<Tightest> LOW = Optional.of(new Tightest(1, 99));
    private static final Optional<Tightest> ENOUGH = Optional.of(new Tightest(1, 100));

    private long nanos;

    @Test
    void waitsUntilThereIsRoom() throws Exception {
        Queue<Optional<Tightest>> answers = new ArrayDeque<>(List.of(LOW, LOW, ENOUGH));
        assertThat(space(100, answers).await(() -> false)).isTrue();
        assertThat(answers).isEmpty();
    }

    @Test
    void looksAgainOnlyAfterFiveSeconds() throws Exception {
        Queue<Optional<Tightest>> answers = new ArrayDeque<>(List.of(ENOUGH, ENOUGH));
        DiskSpace space = new DiskSpace("name", 100, answers::remove, () -> nanos);
        assertThat(space.await(() -> false)).isTrue();
        nanos += Duration.ofSeconds(5).toNanos() - 1;
        assertThat(space.await(() -> false)).isTrue();
        assertThat(answers).hasSize(1);
        nanos += 1;
        assertThat(space.await(() -> false)).isTrue();
        assertThat(answers).isEmpty();
    }

    @Test
    void stopsWaitingWhenItIsTold() throws Exception {
        assertThat(space(100, new ArrayDeque<>(List.of(LOW))).await(() -> true)).isFalse();
    }

    @Test
    void doesNotWaitForBrokersThatDoNotTell() throws Exception {
        assertThat(space(100, new ArrayDeque<>(List.of(Optional.empty()))).await(() -> false))
                .isTrue();
    }

    @Test
    void doesNotAskWhereNothingIsToStayFree() throws Exception {
        assertThat(space(0, new ArrayDeque<>()).await(() -> false)).isTrue();
    }

    /** With a clock by which each look at it takes five seconds. */
    private DiskSpace space(long leastFree, Queue<Optional<Tightest>> answers) {
        return new DiskSpace(
                "name",
                leastFree,
                answers::remove,
                () -> nanos += Duration.ofSeconds(5).toNanos());
    }
}
