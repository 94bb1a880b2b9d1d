package com.skyflow.loader.common.instance;

import org.jspecify.annotations.Nullable;

/**
 * A partition that an uploader owns.
 *
 * @param rows rows taken from it and not committed
 * @param oldest the first of them; null if there is none
 */
public record OwnedPartition(
        int partition, int rows, @Nullable OldestRow oldest) {}
