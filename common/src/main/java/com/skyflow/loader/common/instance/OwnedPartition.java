package com.skyflow.loader.common.instance;

import org.jspecify.annotations.Nullable;

/**
 * A partition that an uploader owns.
 *
 * @param rows rows taken from it and not committed
 * @param behind offsets from the first of them, or from the next that it takes, to the end as its consumer knows it: about as many rows; null
 *     until it knows
 * @param oldest the first of them; null if there is none
 */
public record OwnedPartition(
        int partition,
        int rows,
        @Nullable Long behind,
        @Nullable OldestRow oldest) {}
