package com.skyflow.loader.common.config;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How rows are read and published.
 *
 * @param maxRecords rows of each vault to read at most, 0 for all; empty where the default of the source holds
 * @param chunkRows rows after which a chunk, one transaction, ends
 * @param chunkTime time after which a chunk ends
 * @param leastFreeDisk bytes that are to stay free on the brokers' disks; 0 for none
 */
public record ExtractConfig(OptionalLong maxRecords, int chunkRows, Duration chunkTime, long leastFreeDisk) {}
