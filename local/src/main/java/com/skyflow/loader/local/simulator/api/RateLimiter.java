package com.skyflow.loader.local.simulator.api;

import com.skyflow.loader.local.simulator.settings.RateLimit;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** A token bucket for each vault. Thread-safe. */
final class RateLimiter {
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final RateLimit limit;
    private final LongSupplier nanoTime;

    RateLimiter(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** Lets a call pass, or says when to come back. */
    Optional<RetryAfter> refuse(String vaultId) {
        long delay = buckets.computeIfAbsent(vaultId, id -> new Bucket()).take();
        return delay == 0 ? Optional.empty() : Optional.of(new RetryAfter(limit.retryAfter(), Duration.ofNanos(delay)));
    }

    private final class Bucket {
        private double level = limit.burst();
        private long filledAt = nanoTime.getAsLong();

        /** Takes one call out of the bucket: 0, or the nanoseconds until there is one. */
        synchronized long take() {
            long now = nanoTime.getAsLong();
            level = Math.min(limit.burst(), level + (now - filledAt) * limit.perSecond() / 1e9);
            filledAt = now;
            if (level < 1) {
                return Math.max(1, (long) ((1 - level) / limit.perSecond() * 1e9));
            }
            level--;
            return 0;
        }
    }
}
