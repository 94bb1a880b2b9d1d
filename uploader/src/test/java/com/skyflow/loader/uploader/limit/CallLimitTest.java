package com.skyflow.loader.uploader.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.testing.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CallLimitTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int CALLS = 6;

    private final CallLimit limit = new CallLimit(1, System::nanoTime);
    private final List<Integer> begun = new CopyOnWriteArrayList<>();

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
