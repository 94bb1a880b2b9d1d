package com.skyflow.loader.vault.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A minted token and its times. Renewed ahead of its expiry by a margin of five minutes, or of a fifth of its life if that is less,
 * and up to half of that more by chance, so that many processes do not come together. Immutable but for {@link #taken()}; thread-safe.
 *
 * <p>The times are those of the wall clock, which goes on while a machine sleeps. Its age by a clock that cannot be set tells a token
 * that expired from a wall clock that was set forward.
 */
final class HeldToken {
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);

    private final Grant.Token token;
    private final Instant renewAt;
    private final Instant lastUse;
    private final Origin origin;
    private final long askedNanos;
    private final Duration usable;
    private volatile boolean taken;

    /** Why it was minted. */
    enum Origin {
        /** There was none, or its time had come. */
        DUE,
        /** The vault answered 401 to the one before. */
        AFTER_REFUSAL
    }

    private HeldToken(
            Grant.Token token, Instant renewAt, Instant lastUse, Origin origin, long askedNanos, Duration usable) {
        this.token = token;
        this.renewAt = renewAt;
        this.lastUse = lastUse;
        this.origin = origin;
        this.askedNanos = askedNanos;
        this.usable = usable;
    }

    /**
     * @param askedAt when it was asked for, from which its life is counted
     * @param askedNanos the same by a clock that cannot be set
     */
    static HeldToken of(Minted.Issued issued, Instant askedAt, long askedNanos, Origin origin, RandomGenerator random) {
        Grant.Token token = new Grant.Token(issued.bearer());
        if (issued.life().isEmpty()) {
            return new HeldToken(token, Instant.MAX, Instant.MAX, origin, askedNanos, Duration.ofNanos(Long.MAX_VALUE));
        }
        Duration life = issued.life().get();
        Duration fifth = life.dividedBy(5);
        Duration margin = fifth.compareTo(LONGEST_MARGIN) < 0 ? fifth : LONGEST_MARGIN;
        Instant end = askedAt.plus(life);
        Duration jitter = Duration.ofNanos(random.nextLong(margin.toNanos() / 2 + 1));
        Duration usable = life.minus(margin.dividedBy(2));
        return new HeldToken(token, end.minus(margin).minus(jitter), askedAt.plus(usable), origin, askedNanos, usable);
    }

    Grant.Token token() {
        return token;
    }

    /** Whether it is too early to renew it. */
    boolean isFresh(Instant now) {
        return now.isBefore(renewAt);
    }

    /** Whether a call may still begin with it. */
    boolean isUsable(Instant now) {
        return now.isBefore(lastUse);
    }

    /** Whether a call might begin with it, were the wall clock set forward since it was asked for. */
    boolean isYoung(long nanos) {
        return nanos - askedNanos < usable.toNanos();
    }

    /** The vault has taken a call with it. */
    void taken() {
        taken = true;
    }

    /** Whether it came in place of a refused one, and no vault has taken it either: a third would be refused as well. */
    boolean isRefusedAnew() {
        return origin == Origin.AFTER_REFUSAL && !taken;
    }
}
