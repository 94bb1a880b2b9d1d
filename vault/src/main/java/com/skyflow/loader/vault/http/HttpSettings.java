package com.skyflow.loader.vault.http;

import java.time.Duration;

/**
 * How calls are made.
 *
 * @param connections connections kept open at most, and so calls at one time
 * @param connectTimeout how long a connection may take to open
 * @param requestTimeout how long a call may take as a whole
 */
public record HttpSettings(int connections, Duration connectTimeout, Duration requestTimeout) {}
