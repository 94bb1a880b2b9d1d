package com.skyflow.loader.vault.client;

import com.skyflow.loader.vault.credential.Credential;
import com.skyflow.loader.vault.http.HttpSettings;

/**
 * How to call a vault.
 *
 * @param credential what calls are authorized with; it is shared with other clients, and not closed by them
 * @param upsert whether a row whose value is in the vault already updates that record
 * @param http how calls are made
 */
public record VaultClientSettings(Credential credential, boolean upsert, HttpSettings http) {}
