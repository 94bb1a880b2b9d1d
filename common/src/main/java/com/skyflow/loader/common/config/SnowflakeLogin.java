package com.skyflow.loader.common.config;

import com.skyflow.loader.common.secret.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who logs in to Snowflake, where and how.
 *
 * @param jdbcUrl URL of the driver, without credentials; empty for that of the account
 * @param authenticator as it was set
 * @param password the password; for {@code programmatic_access_token} also the token
 * @param token programmatic access token or OAuth token
 * @param privateKeyFile PEM file of the private key, plain or encrypted
 * @param privateKeyBase64 the same PEM text in Base64
 * @param privateKeyPassphrase what the private key is encrypted with
 */
public record SnowflakeLogin(
        Optional<String> jdbcUrl,
        Optional<String> account,
        Optional<String> user,
        String authenticator,
        Optional<Secret> password,
        Optional<Secret> token,
        Optional<Path> privateKeyFile,
        Optional<Secret> privateKeyBase64,
        Optional<Secret> privateKeyPassphrase) {
    /** The same with another password. */
    public SnowflakeLogin withPassword(Optional<Secret> other) {
        return new SnowflakeLogin(
                jdbcUrl,
                account,
                user,
                authenticator,
                other,
                token,
                privateKeyFile,
                privateKeyBase64,
                privateKeyPassphrase);
    }
}
