package com.skyflow.loader.uploader.send;

import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Latency;
import com.skyflow.loader.vault.answer.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of one batch. Owned by the thread that sends it. */
final class Tally {
    private final List<Duration> durations = new ArrayList<>(1);
    private long retries;
    private long throttles;
    private long bytes;
    private @Nullable Instant firstAt;

    void call(Call call) {
        durations.add(call.duration());
        bytes += call.bytes();
        firstAt = firstAt == null ? call.at() : firstAt;
    }

    void retried() {
        retries++;
    }

    void throttled() {
        throttles++;
    }

    /** When the first call was made; the given time if there was none. */
    Instant firstAt(Instant otherwise) {
        return firstAt == null ? otherwise : firstAt;
    }

    /** The sums, for a batch that ended so. */
    Calls sum(int givenUp, boolean whole) {
        boolean atOnce = durations.size() == 1 && givenUp == 0;
        return new Calls(
                durations.size(),
                retries,
                throttles,
                bytes,
                whole && atOnce ? 1 : 0,
                whole && !atOnce && givenUp == 0 && !durations.isEmpty() ? 1 : 0,
                whole && givenUp > 0 ? 1 : 0,
                Latency.of(durations));
    }
}
