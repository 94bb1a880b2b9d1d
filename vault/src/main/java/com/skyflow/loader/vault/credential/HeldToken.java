package com.skyflow.loader.vault.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A minted token and its times. Renewed ahead of its expiry by a margin of five minutes, or of a fifth of its life if that is less,
 * and up to half of that more by chance, so that many processes do not come together. Immutable but for {@link #taken()}; thread-safe.
 *
 * <p>The times are those of the wall clock, which goes on while a machine sleeps.
 */
final class HeldToken {
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);

    private final Grant.Token token;
    private final Instant renewAt;
    private final Instant lastUse;
    private final Origin origin;
    private volatile boolean taken;

    /** Why it was minted. */
    enum Origin {
        /** There was none, or its time had come. */
        DUE,
        /** The vault answered 401 to the one before. */
        AFTER_REFUSAL
    }

    private HeldToken(Grant.Token token, Instant renewAt, Instant lastUse, Origin origin) {
        this.token = token;
        this.renewAt = renewAt;
        this.lastUse = lastUse;
        this.origin = origin;
    }

    /** @param askedAt when it was asked for, from which its life is counted */
    static HeldToken of(Minted.Issued issued, Instant askedAt, Origin origin, RandomGenerator random) {
        Grant.Token token = new Grant.Token(issued.bearer());
        if (issued.life().isEmpty()) {
            return new HeldToken(token, Instant.MAX, Instant.MAX, origin);
        }
        Duration life = issued.life().get();
        Duration fifth = life.dividedBy(5);
        Duration margin = fifth.compareTo(LONGEST_MARGIN) < 0 ? fifth : LONGEST_MARGIN;
        Instant end = askedAt.plus(life);
        Duration jitter = Duration.ofNanos(random.nextLong(margin.toNanos() / 2 + 1));
        return new HeldToken(token, end.minus(margin).minus(jitter), end.minus(margin.dividedBy(2)), origin);
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

    /** The vault has taken a call with it. */
    void taken() {
        taken = true;
    }

    /** Whether it came in place of a refused one, and no vault has taken it either: a third would be refused as well. */
    boolean isRefusedAnew() {
        return origin == Origin.AFTER_REFUSAL && !taken;
    }
}
