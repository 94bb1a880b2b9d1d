package com.skyflow.loader.uploader.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several loaders find the limit of one vault without talking to each other. Time is simulated. */
final class SharedVaultTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long SETTLED = 60 * SECOND;
    private static final long END = 360 * SECOND;

    @Property(tries = 40)
    void severalLoadersShareTheLimitOfAVault(
            @ForAll @IntRange(min = 1, max = 5) int loaders,
            @ForAll @IntRange(min = 10, max = 400) int callsPerSecond,
            @ForAll @IntRange(min = 5, max = 200) int latencyMillis) {
        Vault vault = new Vault(callsPerSecond, Duration.ofMillis(latencyMillis).toNanos());
        List<Loader> all = new ArrayList<>();
        for (int i = 0; i < loaders; i++) {
            all.add(new Loader());
        }
        // What all of them could send at once, if nothing but their number bounded them.
        double possible = Math.min(callsPerSecond, loaders * Loader.MAX * 1_000.0 / latencyMillis);

        vault.run(all);

        long taken = all.stream().mapToLong(loader -> loader.taken).sum();
        long throttled = all.stream().mapToLong(loader -> loader.throttled).sum();
        double seconds = (double) (END - SETTLED) / SECOND;
        assertThat(taken / seconds).as("calls a second, of %s", possible).isGreaterThan(0.6 * possible);
        assertThat((double) throttled / (taken + throttled))
                .as("share of throttled calls")
                .isLessThan(0.15);
        assertThat(all)
                .allSatisfy(loader ->
                        assertThat(loader.taken).as("a fair share of %s", taken).isGreaterThan(taken / loaders / 3));
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "1, 200", "2, 10", "2, 200", "8, 10", "8, 200"})
    void aLimitOfFiftyCallsIsUsedWithFewRefusals(int loaders, int latencyMillis) {
        Vault vault = new Vault(50, Duration.ofMillis(latencyMillis).toNanos());
        List<Loader> all = Stream.generate(Loader::new).limit(loaders).toList();

        vault.run(all);

        long taken = all.stream().mapToLong(loader -> loader.taken).sum();
        long throttled = all.stream().mapToLong(loader -> loader.throttled).sum();
        assertThat(taken).isGreaterThan(95 * 50 * (END - SETTLED) / SECOND / 100);
        assertThat(throttled).isLessThan((taken + throttled) / 100);
        assertThat(all).allSatisfy(loader -> assertThat(loader.taken * loaders).isBetween(taken / 2, taken * 2));
    }

    /** One loader that has always something to send. */
    private static final class Loader {
        static final int MAX = 32;

        final Concurrency concurrency = new Concurrency(MAX, 0);
        final Pace pace = new Pace(0);
        int inFlight;
        long taken;
        long throttled;

        boolean mayBegin(long now) {
            return inFlight < concurrency.limit() && pace.delay(now) <= 0;
        }
    }

    /** A call that ends. */
    private record End(Loader loader, long startedAt, long at, boolean throttled) {}

    /** A vault with a bucket of calls that fills at a constant rate. Throttled calls are answered at once. */
    private static final class Vault {
        private static final long STEP = Duration.ofMillis(1).toNanos();

        private final double perNano;
        private final double size;
        private final long latency;
        private double tokens;

        Vault(int callsPerSecond, long latency) {
            this.perNano = (double) callsPerSecond / SECOND;
            this.size = callsPerSecond;
            this.tokens = size;
            this.latency = latency;
        }

        void run(List<Loader> loaders) {
            PriorityQueue<End> ends = new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));
            for (long now = 0; now < END; now += STEP) {
                tokens = Math.min(size, tokens + perNano * STEP);
                for (End end = ends.peek(); end != null && end.at() <= now; end = ends.peek()) {
                    ends.poll();
                    end(end, now);
                }
                for (Loader loader : loaders) {
                    while (loader.mayBegin(now)) {
                        ends.add(begin(loader, now));
                    }
                }
            }
        }

        private End begin(Loader loader, long now) {
            loader.inFlight++;
            loader.pace.begin(now);
            boolean throttled = tokens < 1;
            tokens -= throttled ? 0 : 1;
            return new End(loader, now, now + (throttled ? STEP : latency), throttled);
        }

        private static void end(End end, long now) {
            Loader loader = end.loader();
            if (end.throttled()) {
                loader.throttled += now > SETTLED ? 1 : 0;
                if (loader.concurrency.strained(end.startedAt(), now, loader.pace.isThere(now))) {
                    loader.pace.throttled(now);
                }
            } else {
                loader.taken += now > SETTLED ? 1 : 0;
                loader.concurrency.bore(loader.inFlight, now);
                loader.pace.bore(now);
            }
            loader.inFlight--;
        }
    }
}
