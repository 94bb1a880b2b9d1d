package com.skyflow.loader.common.config;

import java.util.OptionalInt;

/**
 * Where a service answers how it is.
 *
 * @param port empty if it does not; 0 for one that the system picks
 * @param host the address it listens on
 */
public record HealthConfig(OptionalInt port, String host) {}
