package com.skyflow.loader.vault.client;

import com.skyflow.loader.common.secret.Secret;
import java.time.Duration;

/**
 * How to call a vault.
 *
 * @param credential bearer token or API key
 * @param upsert whether a row whose value is in the vault already updates that record
 * @param connections connections kept open at most, and so calls at one time
 * @param connectTimeout how long a connection may take to open
 * @param requestTimeout how long a call may take as a whole
 */
public record VaultClientSettings(
        Secret credential, boolean upsert, int connections, Duration connectTimeout, Duration requestTimeout) {}
