package com.skyflow.loader.local.simulator.auth;

/**
 * What came of the token exchange since the start.
 *
 * @param issued tokens that were issued
 * @param refused assertions that were refused
 */
public record TokenCounts(long issued, long refused) {}
