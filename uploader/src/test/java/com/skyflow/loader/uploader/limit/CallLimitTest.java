package com.skyflow.loader.uploader.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.skyflow.loader.testing.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CallLimitTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int CALLS = 6;
    private static final int MOST = 32;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final CallLimit limit = new CallLimit(1, System::nanoTime);
    private final List<Integer> begun = new CopyOnWriteArrayList<>();

    private long now;
    private final CallLimit adapting = new CallLimit(MOST, () -> now);
    private int inFlight;

    @Test
    void whoHasWaitedLongestIsLetInFirst() throws Exception {
        limit.acquire();
        List<Thread> waiting = IntStream.range(0, CALLS).mapToObj(this::waiting).toList();
        for (int call = 0; call < CALLS; call++) {
            int sofar = call + 1;
            limit.release();
            Wait.until("call " + call + " has begun", BOUND, () -> begun.size() == sofar);
            waiting.stream().skip(sofar).forEach(CallLimitTest::awaitItsWaiting);
        }
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(begun).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aVaultThatAsksToWaitIsCalledLessAtOnceAndLessOften() throws Exception {
        bear(100);
        assertThat(adapting.concurrency()).isEqualTo(MOST);
        assertThat(adapting.perSecond()).isInfinite();

        adapting.throttled(now);

        assertThat(adapting.concurrency()).isEqualTo(16);
        assertThat(adapting.perSecond()).isEqualTo(85.0, within(1e-9));
    }

    @Test
    void callsThatAreThrottledTogetherAreOneThrottle() throws Exception {
        bear(100);
        long began = now;
        now += SECOND;
        adapting.throttled(began);
        double pace = adapting.perSecond();

        adapting.throttled(began);

        assertThat(adapting.concurrency()).isEqualTo(16);
        assertThat(adapting.perSecond()).isEqualTo(pace);
    }

    @Test
    void aVaultThatDoesNotAnswerInTimeIsCalledLessAtOnceAndAsOften() throws Exception {
        bear(100);

        adapting.timedOut(now);

        assertThat(adapting.concurrency()).isEqualTo(16);
        assertThat(adapting.perSecond()).isInfinite();
    }

    @Test
    void callsThatAreTakenLetMoreInAgain() throws Exception {
        bear(100);
        adapting.throttled(now);
        double pace = adapting.perSecond();

        // Slower than the pace, which would else have calls wait for a time that is not that of the test.
        bear(10);

        assertThat(adapting.concurrency()).isGreaterThan(16);
        assertThat(adapting.perSecond()).isGreaterThan(pace);
    }

    /** A hundred calls that the vault takes, so many of them a second, while as many are in flight as may be. */
    private void bear(int perSecond) throws InterruptedException {
        for (int call = 0; call < 100; call++) {
            now += SECOND / perSecond;
            for (; inFlight < adapting.concurrency(); inFlight++) {
                adapting.acquire();
            }
            adapting.bore();
            adapting.release();
            inFlight--;
        }
    }

    /** A call that waits behind those before it. */
    private Thread waiting(int call) {
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                limit.acquire();
                begun.add(call);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        awaitItsWaiting(thread);
        return thread;
    }

    private static void awaitItsWaiting(Thread thread) {
        Wait.until(
                "a thread that waits or has gone",
                BOUND,
                () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TERMINATED);
    }
}
