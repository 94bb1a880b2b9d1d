package com.skyflow.loader.common.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a monitor shows what it knows.
 *
 * @param port empty where none was chosen; 0 for one that the system picks
 * @param host the address it listens on
 * @param tokenFile the file with the token that it asks for; empty if it is not in one
 */
public record MonitorConfig(OptionalInt port, String host, Optional<Path> tokenFile) {}
