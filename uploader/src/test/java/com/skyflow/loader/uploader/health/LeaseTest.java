package com.skyflow.loader.uploader.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeaseTest {
    private long nanos;
    private final Lease lease = new Lease(() -> nanos);

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

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
