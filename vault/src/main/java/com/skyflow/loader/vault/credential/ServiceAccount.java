package com.skyflow.loader.vault.credential;

import com.skyflow.loader.common.config.ServiceAccountKey;
import com.skyflow.loader.vault.credential.HeldToken.Origin;
import com.skyflow.loader.vault.http.HttpCaller;
import com.skyflow.loader.vault.http.HttpSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service account, which mints tokens that expire. However many calls need one, one of them mints it.
 *
 * <ol>
 *   <li>A token that is soon to be renewed goes on being used while one caller renews it, also when that fails for now.
 *   <li>A token that must not be used any more is waited for by everybody.
 *   <li>A token that the vault answered 401 to is replaced once, if no other caller has replaced it yet; if nobody's call was taken
 *       with the new one and it is refused too, there is none.
 *   <li>While none is issued, a token that has expired by the wall clock alone goes on being used: the clock was set forward, or the
 *       vault will answer 401.
 *   <li>After a failure nothing is asked for during a pause, which doubles from one second to half a minute.
 * </ol>
 */
public final class ServiceAccount implements Credential {
    private static final Logger log = LoggerFactory.getLogger(ServiceAccount.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Mint mint;
    private final Runnable closing;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final ReentrantLock minting = new ReentrantLock(true);
    private volatile @Nullable HeldToken held;
    // Guarded by minting.
    private Origin nextOrigin = Origin.DUE;
    private int failures;
    /** By a clock that cannot be set, for a wall clock that is set back would stretch a pause. */
    private @Nullable Long asksAgainAt;

    private String lastProblem = "";

    ServiceAccount(Mint mint, Runnable closing, Clock clock, LongSupplier nanoTime, RandomGenerator random) {
        this.mint = mint;
        this.closing = closing;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** Nothing is asked for yet. */
    public static ServiceAccount open(ServiceAccountKey key, HttpSettings settings, Clock clock) {
        HttpCaller http = new HttpCaller(settings);
        return new ServiceAccount(
                new TokenExchange(key, http),
                http::close,
                clock,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong());
    }

    @Override
    public Grant grant() throws InterruptedException {
        HeldToken seen = held;
        Instant now = clock.instant();
        if (seen == null || !seen.isUsable(now)) {
            minting.lockInterruptibly();
            try {
                return heldOrMinted();
            } finally {
                minting.unlock();
            }
        }
        if (seen.isFresh(now) || !minting.tryLock()) {
            return seen.token();
        }
        try {
            return heldOrMinted();
        } finally {
            minting.unlock();
        }
    }

    @Override
    public void taken(Grant.Token token) {
        HeldToken seen = held;
        if (seen != null && seen.token().equals(token)) {
            seen.taken();
        }
    }

    @Override
    public Optional<Grant> replace(Grant.Token refused) throws InterruptedException {
        minting.lockInterruptibly();
        try {
            HeldToken seen = held;
            if (seen != null && seen.token().equals(refused)) {
                if (seen.isRefusedAnew()) {
                    return Optional.empty();
                }
                held = null;
                nextOrigin = Origin.AFTER_REFUSAL;
                log.atInfo().log("The vault no longer takes the bearer token; another one is asked for");
            }
            return Optional.of(heldOrMinted());
        } finally {
            minting.unlock();
        }
    }

    private Grant heldOrMinted() throws InterruptedException {
        HeldToken seen = held;
        Instant now = clock.instant();
        if (seen != null && seen.isFresh(now)) {
            return seen.token();
        }
        Duration pause = pauseLeft();
        Grant granted = pause.isPositive() ? new Grant.Delayed(lastProblem, pause) : minted(now);
        boolean goesOn = seen != null && (seen.isUsable(clock.instant()) || seen.isYoung(nanoTime.getAsLong()));
        return seen != null && goesOn && !(granted instanceof Grant.Token) ? seen.token() : granted;
    }

    private Duration pauseLeft() {
        return asksAgainAt == null ? Duration.ZERO : Duration.ofNanos(asksAgainAt - nanoTime.getAsLong());
    }

    private Grant minted(Instant now) throws InterruptedException {
        long askedNanos = nanoTime.getAsLong();
        return switch (mint.mint(now)) {
            case Minted.Issued issued -> {
                HeldToken token = HeldToken.of(issued, now, askedNanos, nextOrigin, random);
                held = token;
                nextOrigin = Origin.DUE;
                failures = 0;
                asksAgainAt = null;
                log.atDebug().log("A bearer token was issued");
                yield token.token();
            }
            case Minted.Failed failed -> {
                rest(failed.problem(), failed.retryAfter());
                log.atWarn().addKeyValue("problem", lastProblem).log("No bearer token was issued; it is tried again");
                yield new Grant.Delayed(lastProblem, pauseLeft());
            }
            case Minted.Refused refused -> {
                if (held != null) {
                    // It may go on being used, and not every call is to ask again.
                    rest(refused.problem(), Optional.empty());
                }
                yield new Grant.Refused(refused.problem());
            }
        };
    }

    /** Asks for nothing for a while. */
    private void rest(String problem, Optional<Duration> wait) {
        failures++;
        lastProblem = problem;
        asksAgainAt = nanoTime.getAsLong() + wait.orElseGet(this::pause).toNanos();
    }

    /** From half of it to all of it by chance. */
    private Duration pause() {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        long nanos = (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toNanos();
        return Duration.ofNanos(nanos / 2 + random.nextLong(nanos / 2 + 1));
    }

    @Override
    public void close() {
        closing.run();
    }
}
