package com.skyflow.loader.uploader.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LeaseTest {
    private long nanos;
    private Instant time = Instant.EPOCH;
    private final Lease lease = new Lease(() -> nanos, () -> time);

    @Test
    void isHeldForEightSecondsFromEachRenewal() {
        pass(Duration.ofSeconds(8));
        assertThat(lease.isHeld()).isTrue();
        lease.renew();
        pass(Duration.ofSeconds(8));
        assertThat(lease.isHeld()).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void isInDoubtForThreeSecondsAfterItRanOut() {
        pass(Duration.ofSeconds(9));
        lease.renew();
        assertThat(lease.isHeld()).isFalse();
        pass(Duration.ofSeconds(2));
        lease.renew();
        assertThat(lease.isHeld()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void hasRunOutAfterASleepInWhichTheMonotonicClockStoodStill() {
        time = time.plusSeconds(9);
        assertThat(lease.isHeld()).isFalse();
        lease.renew();
        assertThat(lease.isHeld()).as("in doubt").isFalse();
        pass(Duration.ofSeconds(3));
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void doesNotLastLongerWhereTheClockIsSetBack() {
        time = time.minusSeconds(3_600);
        assertThat(lease.isHeld()).isTrue();
        pass(Duration.ofSeconds(9));
        assertThat(lease.isHeld()).isFalse();
    }

    private void pass(Duration elapsed) {
        nanos += elapsed.toNanos();
        time = time.plus(elapsed);
    }
}
