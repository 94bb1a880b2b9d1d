package com.skyflow.loader.vault.credential;

import com.skyflow.loader.common.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** A mint whose tokens are numbered and valid for an hour, unless it was told otherwise; and the clock that its tests go by. */
final class ScriptedMint implements Mint {
    static final Duration LIFE = Duration.ofHours(1);

    private final AtomicInteger minted = new AtomicInteger();
    private final Deque<Minted> script = new ArrayDeque<>();
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final AtomicLong nanos = new AtomicLong();
    private volatile Duration life = LIFE;
    private volatile CountDownLatch open = new CountDownLatch(0);

    ServiceAccount account() {
        return account(() -> 0);
    }

    ServiceAccount account(RandomGenerator random) {
        return new ServiceAccount(this, () -> {}, clock(), nanos::get, random);
    }

    @Override
    public Minted mint(Instant at) throws InterruptedException {
        int number = minted.incrementAndGet();
        open.await();
        synchronized (script) {
            return script.isEmpty() ? issued(number) : script.removeFirst();
        }
    }

    private Minted.Issued issued(int number) {
        return new Minted.Issued(new Secret("t" + number), Optional.of(life));
    }

    /** Answers this the next time. */
    void next(Minted answer) {
        synchronized (script) {
            script.addLast(answer);
        }
    }

    void life(Duration newLife) {
        life = newLife;
    }

    /** Answers nobody until the latch is opened. */
    CountDownLatch hold() {
        CountDownLatch latch = new CountDownLatch(1);
        open = latch;
        return latch;
    }

    int minted() {
        return minted.get();
    }

    void pass(Duration time) {
        now = now.plus(time);
        nanos.addAndGet(time.toNanos());
    }

    /** Sets the wall clock, and no time passes. */
    void step(Duration ahead) {
        now = now.plus(ahead);
    }

    static Grant.Token token(int number) {
        return new Grant.Token(new Secret("t" + number));
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}
