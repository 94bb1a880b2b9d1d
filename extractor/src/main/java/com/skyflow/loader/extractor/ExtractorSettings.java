package com.skyflow.loader.extractor;

import java.time.Duration;

/**
 * How rows are published.
 *
 * @param chunkRows rows of one transaction at most
 * @param chunkTime how long a transaction's first row waits for more
 * @param leastFreeDisk bytes of every broker's disks that rows are not published into; 0 for none
 */
public record ExtractorSettings(int chunkRows, Duration chunkTime, long leastFreeDisk) {}
