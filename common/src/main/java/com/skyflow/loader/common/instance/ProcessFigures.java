package com.skyflow.loader.common.instance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The process that an instance runs in; instances of several vaults in one process have the same.
 *
 * @param host name of its machine
 * @param version of the loader
 * @param startedAt when the process was started
 * @param cpu what all its threads have used of a core
 * @param cores cores that it may use
 * @param heapUsed bytes of the Java heap, garbage included
 * @param heapMax bytes that this may become
 * @param resident bytes of memory in all; null where the system does not say
 * @param threads platform threads
 * @param freeDisk bytes that it may still write in its folder; null where the system does not say
 */
public record ProcessFigures(
        String host,
        long pid,
        String version,
        Instant startedAt,
        Duration cpu,
        int cores,
        long heapUsed,
        long heapMax,
        @Nullable Long resident,
        int threads,
        @Nullable Long freeDisk) {}
