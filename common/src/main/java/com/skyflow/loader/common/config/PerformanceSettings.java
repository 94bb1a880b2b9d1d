package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.FREQUENT;
import static com.skyflow.loader.common.config.Tier.RARE;

import java.time.Duration;
import java.util.OptionalLong;

/** The section {@code performance}: sizes, times and limits. */
final class PerformanceSettings {
    static final Section SECTION = new Section("performance");

    static final Setting<Integer> BATCH_SIZE = SECTION.optional(
            "batch_size", FREQUENT, Type.count(1, 1_000, "records"), "300", "Records in one call to a vault.");
    static final Setting<Integer> MAX_CONCURRENCY = SECTION.optional(
            "max_concurrency",
            FREQUENT,
            Type.count(1, 512, "calls"),
            "32",
            "Most calls in flight per vault; how many there are follows what the vault takes.");
    static final Setting<Long> MAX_RECORDS = SECTION.open(
            "max_records",
            FREQUENT,
            Type.number(0, Long.MAX_VALUE, "rows"),
            "`100000` from CSV, `100` from Snowflake",
            "Rows to read per vault at most; `0` reads all.");
    static final Setting<Boolean> APPEND_SUFFIX = SECTION.open(
            "append_suffix",
            RARE,
            Type.flag(),
            "ignored",
            "Accepted and ignored: suffixes change real data, so that only the flag `-append-suffix` adds them.");
    static final Setting<Duration> BASE_DELAY = SECTION.optional(
            "base_delay_ms", FREQUENT, Type.millis(0, 60_000), "0", "Pause before each call to a vault.");
    static final Setting<Integer> ATTEMPTS = SECTION.optional(
            "attempts",
            FREQUENT,
            Type.count(1, 20, "calls"),
            "5",
            "Calls for one batch at most, the first included, before it is split.");
    static final Setting<Duration> BACKOFF = SECTION.optional(
            "backoff_ms",
            RARE,
            Type.millis(1, 60_000),
            "500",
            "Upper bound of the random wait before the second attempt; it doubles with each.");
    static final Setting<Duration> MAX_BACKOFF = SECTION.optional(
            "max_backoff_ms",
            RARE,
            Type.millis(1, 600_000),
            "30000",
            "Upper bound of the wait before any attempt; at least `backoff_ms`.");
    static final Setting<Integer> MAX_REPLAYS = SECTION.optional(
            "max_replays",
            RARE,
            Type.count(1, 1_000, "replays"),
            "3",
            "Times that a dead letter is replayed at most: after that a replay parks it.");
    static final Setting<Duration> REQUEST_TIMEOUT = SECTION.optional(
            "request_timeout_ms",
            FREQUENT,
            Type.millis(100, 600_000),
            "30000",
            "Longest wait for the answer to one call.");
    static final Setting<Duration> CONNECT_TIMEOUT = SECTION.optional(
            "connect_timeout_ms",
            RARE,
            Type.millis(100, 600_000),
            "10000",
            "Longest wait for a connection to the vault API.");
    static final Setting<Duration> LINGER = SECTION.optional(
            "linger_ms",
            RARE,
            Type.millis(0, 60_000),
            "500",
            "Time after which a batch is sent although it is not full.");
    static final Setting<Integer> WINDOW_RECORDS = SECTION.optional(
            "window_records",
            RARE,
            Type.count(0, 1_000_000, "records"),
            "0",
            "Records per vault that are fetched from Kafka and not yet finished; at least `batch_size`. `0` means four times"
                    + " `max_concurrency` times `batch_size`.");
    static final Setting<Long> WINDOW_BYTES = SECTION.optional(
            "window_bytes",
            RARE,
            Type.number(1 << 20, 1 << 30, "bytes"),
            "33554432",
            "Bytes per vault that are fetched from Kafka and not yet finished.");
    static final Setting<Duration> DRAIN_TIMEOUT = SECTION.optional(
            "drain_timeout_ms",
            RARE,
            Type.millis(0, 600_000),
            "20000",
            "Longest wait for calls in flight when an uploader stops or loses partitions. A process that is told to end is over ten"
                    + " seconds later: 30 s in all, which is what containers are usually given.");
    static final Setting<Integer> CHUNK_ROWS = SECTION.optional(
            "chunk_rows",
            RARE,
            Type.count(1, 1_000_000, "rows"),
            "50000",
            "Rows that the extractor publishes in one transaction at most.");
    static final Setting<Duration> CHUNK_TIME = SECTION.optional(
            "chunk_ms",
            RARE,
            Type.millis(10, 5_000),
            "1000",
            "Time after which the extractor ends a transaction although it is not full.");
    static final Setting<Integer> LEAST_FREE_DISK = SECTION.optional(
            "min_free_disk_mb",
            RARE,
            Type.count(0, 1 << 20, "MB"),
            "256",
            "Free space on the disk of every Kafka broker below which the extractor waits. `0` publishes until the disk is full.");
    static final Setting<Duration> OUTAGE_GIVE_UP = SECTION.optional(
            "outage_give_up_ms",
            RARE,
            Type.millis(1_000, 86_400_000),
            "300000",
            "Length of an outage after which `run` ends with exit code 4; `upload` waits on.");
    static final Setting<Duration> FIRST_ANSWER_GIVE_UP = SECTION.optional(
            "first_answer_give_up_ms",
            RARE,
            Type.millis(1_000, 86_400_000),
            "30000",
            "The same for a vault that has never answered.");
    static final Setting<Integer> MISCONFIGURED_AFTER = SECTION.optional(
            "misconfigured_after",
            RARE,
            Type.count(1, 100_000, "rows"),
            "1000",
            "Latest rows over which rejections are counted to tell a wrong configuration from bad rows.");
    static final Setting<Double> MISCONFIGURED_SHARE = SECTION.optional(
            "misconfigured_share",
            RARE,
            Type.share(),
            "0.5",
            "Share of these rows above which the vault is stopped instead of making dead letters.");

    private PerformanceSettings() {}

    static void check(Values values, Problems problems) {
        values.find(MAX_BACKOFF)
                .ifPresent(max -> values.find(BACKOFF)
                        .filter(backoff -> max.compareTo(backoff) < 0)
                        .ifPresent(backoff -> problems.add(
                                values.label(MAX_BACKOFF),
                                atLeast(max.toMillis(), values.label(BACKOFF), backoff.toMillis()))));
        values.find(WINDOW_RECORDS)
                .filter(window -> window > 0)
                .ifPresent(window -> values.find(BATCH_SIZE)
                        .filter(batchSize -> window < batchSize)
                        .ifPresent(batchSize -> problems.add(
                                values.label(WINDOW_RECORDS), atLeast(window, values.label(BATCH_SIZE), batchSize))));
    }

    private static String atLeast(long found, String other, long expected) {
        return found + " (expected: at least " + other + ", which is " + expected + ")";
    }

    static ExtractConfig extract(Values values) {
        return new ExtractConfig(
                values.find(MAX_RECORDS).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                values.get(CHUNK_ROWS),
                values.get(CHUNK_TIME),
                (long) values.get(LEAST_FREE_DISK) << 20);
    }

    static UploadConfig upload(Values values) {
        int batchSize = values.get(BATCH_SIZE);
        int concurrency = values.get(MAX_CONCURRENCY);
        int window = values.get(WINDOW_RECORDS);
        return new UploadConfig(
                batchSize,
                concurrency,
                values.get(BASE_DELAY),
                values.get(LINGER),
                window == 0 ? 4 * concurrency * batchSize : window,
                values.get(WINDOW_BYTES),
                values.get(DRAIN_TIMEOUT));
    }

    static RetryConfig retry(Values values) {
        return new RetryConfig(
                values.get(ATTEMPTS), values.get(BACKOFF), values.get(MAX_BACKOFF), values.get(MAX_REPLAYS));
    }

    static StopConfig stop(Values values) {
        return new StopConfig(
                values.get(OUTAGE_GIVE_UP),
                values.get(FIRST_ANSWER_GIVE_UP),
                values.get(MISCONFIGURED_AFTER),
                values.get(MISCONFIGURED_SHARE));
    }
}
