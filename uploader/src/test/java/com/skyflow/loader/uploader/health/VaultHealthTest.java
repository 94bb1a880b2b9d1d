package com.skyflow.loader.uploader.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.uploader.health.VaultHealth.Diagnosis;
import com.skyflow.loader.uploader.health.VaultHealth.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class VaultHealthTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final VaultHealth health = new VaultHealth(now::get);

    @Test
    void isOpenAtFirst() throws Exception {
        assertThat(health.awaitOpen()).isFalse();
        assertThat(health.isOpen(false)).isTrue();
        assertThat(health.hasAnswered()).isFalse();
        assertThat(health.failing()).isZero();
        assertThat(health.pause()).isZero();
    }

    @Test
    void waitsAsLongAsAskedAndNoShorterForALaterWish() {
        health.throttled(Optional.of(Duration.ofSeconds(7)));
        health.throttled(Optional.of(Duration.ofSeconds(2)));
        assertThat(health.pause()).isEqualTo(Duration.ofSeconds(7));
        assertThat(health.isOpen(false)).isFalse();
        pass(Duration.ofSeconds(7));
        assertThat(health.isOpen(false)).isTrue();
    }

    @Test
    void waitsTwiceAsLongEachTimeWhereNothingWasAsked() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            health.throttled(Optional.empty());
            health.throttled(Optional.empty());
            assertThat(health.pause()).isEqualTo(Duration.ofSeconds(seconds));
            pass(Duration.ofSeconds(seconds));
        }
        health.succeeded();
        health.throttled(Optional.empty());
        assertThat(health.pause()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void waitsALittleWhereNoTimeAtAllWasAsked() {
        health.throttled(Optional.of(Duration.ZERO));
        assertThat(health.pause()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aSuccessBetweenTwoThrottlesOfOnePauseIsHarmless() {
        health.throttled(Optional.empty());
        health.succeeded();
        health.throttled(Optional.empty());
        assertThat(health.pause()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void failsSinceTheFirstFailureAfterTheLastSuccess() {
        long before = now.get();
        pass(Duration.ofSeconds(1));
        health.succeeded();
        health.failed(before, "status 500");
        assertThat(health.failing()).isZero();
        pass(Duration.ofSeconds(1));
        long start = now.get();
        pass(Duration.ofSeconds(3));
        health.failed(start + 1_000_000_000L, "status 500");
        health.failed(start, "status 500");
        assertThat(health.failing()).isEqualTo(Duration.ofSeconds(3));
        health.succeeded();
        assertThat(health.failing()).isZero();
    }

    @Test
    void aSuccessSinceShowsThatItIsAlive() throws Exception {
        long since = now.get();
        pass(Duration.ofSeconds(1));
        health.succeeded();
        assertThat(health.diagnose(since, () -> {
                    throw new AssertionError("no probe is needed");
                }))
                .isEqualTo(Diagnosis.ALIVE);
    }

    @Test
    void aProbeThatIsTakenShowsThatItIsAlive() throws Exception {
        assertThat(health.diagnose(now.get(), () -> Reply.TAKEN)).isEqualTo(Diagnosis.ALIVE);
        assertThat(health.isOutage()).isFalse();
    }

    @Test
    void aProbeThatIsNotTakenIsAnOutageUntilOneIs() throws Exception {
        AtomicInteger probes = new AtomicInteger();
        Diagnosis diagnosis = health.diagnose(now.get(), () -> {
            assertThat(health.isOutage()).isEqualTo(probes.get() > 0);
            if (probes.incrementAndGet() < 2) {
                return Reply.NOT_TAKEN;
            }
            pass(Duration.ofSeconds(1));
            health.succeeded();
            return Reply.TAKEN;
        });
        assertThat(diagnosis).isEqualTo(Diagnosis.RECOVERED);
        assertThat(probes).hasValue(2);
        assertThat(health.isOpen(false)).isTrue();
    }

    @Test
    void withoutARowToProbeWithTheBatchItselfHasToTry() throws Exception {
        assertThat(health.diagnose(now.get(), () -> Reply.NO_ROW)).isEqualTo(Diagnosis.RECOVERED);
        assertThat(health.isOutage()).isFalse();
    }

    @Test
    void anOutageHoldsCallersBackUntilASuccess() throws Exception {
        outage();
        CompletableFuture<Boolean> inOutage = callerThatWaits();
        pass(Duration.ofSeconds(1));
        health.succeeded();
        assertThat(inOutage.join()).isFalse();
    }

    @Test
    void inAnOutageOneCallerIsLetThroughNowAndThen() throws Exception {
        outage();
        pass(Duration.ofSeconds(5));
        assertThat(health.awaitOpen()).isTrue();
        assertThat(health.isOpen(true)).isTrue();
        assertThat(health.isOpen(false)).isFalse();
        CompletableFuture<Boolean> next = callerThatWaits();
        health.succeeded();
        assertThat(next.join()).isFalse();
    }

    @Test
    void aRejectedProbeIsNoOutageAndNoProofThatTheVaultTakesRows() throws Exception {
        AtomicInteger probes = new AtomicInteger();
        Diagnosis diagnosis = health.diagnose(now.get(), () -> {
            assertThat(health.isOutage()).isFalse();
            if (probes.incrementAndGet() < 2) {
                return Reply.REJECTED;
            }
            pass(Duration.ofSeconds(1));
            health.succeeded();
            return Reply.TAKEN;
        });
        assertThat(diagnosis).isEqualTo(Diagnosis.RECOVERED);
        assertThat(probes).hasValue(2);
    }

    @Test
    void aVaultThatOnlyAsksToWaitFailsAndTheLongestWaitIsGrantedToIt() {
        health.throttled(Optional.of(Duration.ofSeconds(60)));
        pass(Duration.ofSeconds(60));
        health.throttled(Optional.of(Duration.ofSeconds(7)));
        pass(Duration.ofSeconds(5));
        assertThat(health.failing()).isEqualTo(Duration.ofSeconds(65));
        assertThat(health.hasFailedFor(Duration.ofSeconds(5))).isFalse();
        assertThat(health.hasFailedFor(Duration.ofSeconds(4))).isTrue();
        health.succeeded();
        assertThat(health.hasFailedFor(Duration.ZERO)).isFalse();
    }

    @Test
    void aStopEndsEveryWait() throws Exception {
        outage();
        health.stop(new Stop.Unfinished("first"));
        health.stop(new Stop.NeedsPerson("second"));
        assertThat(health.stopped()).contains(new Stop.Unfinished("first"));
        assertThatThrownBy(health::awaitOpen).isInstanceOf(StoppedException.class);
        assertThatThrownBy(() -> health.diagnose(now.get(), () -> Reply.NOT_TAKEN))
                .isInstanceOf(StoppedException.class);
    }

    /** What {@link VaultHealth#awaitOpen} will say to a caller that waits now. */
    private CompletableFuture<Boolean> callerThatWaits() {
        CompletableFuture<Boolean> inOutage = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                inOutage.complete(health.awaitOpen());
            } catch (InterruptedException | StoppedException e) {
                inOutage.completeExceptionally(e);
            }
        });
        Wait.until("the caller to wait", BOUND, () -> caller.getState() == Thread.State.TIMED_WAITING);
        return inOutage;
    }

    private void outage() throws InterruptedException {
        CompletableFuture<Void> probed = new CompletableFuture<>();
        Thread prober = Thread.ofVirtual().start(() -> {
            try {
                health.diagnose(now.get(), () -> {
                    probed.complete(null);
                    return Reply.NOT_TAKEN;
                });
            } catch (InterruptedException | StoppedException e) {
                probed.completeExceptionally(e);
            }
        });
        probed.join();
        Wait.until("the outage", BOUND, health::isOutage);
        prober.interrupt();
        prober.join();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
