package com.skyflow.loader.extractor.snowflake;

import com.skyflow.loader.common.config.SnowflakeConfig;
import com.skyflow.loader.common.config.SnowflakeLogin;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.secret.Secret;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * The settings of a session in the words of the driver. What the driver does beside its work is off: it asks no cloud for an
 * identity, sends no telemetry, and unpacks no native library.
 */
final class LoginProperties {
    /** How long a call may say nothing: twice what Snowflake lets a client wait before it says that a query goes on. */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    private final SnowflakeConfig config;
    private final SnowflakeLogin login;
    private final Properties properties = new Properties();

    private LoginProperties(SnowflakeConfig config) {
        this.config = config;
        this.login = config.login();
    }

    /**
     * The properties, credentials included: they are never printed.
     *
     * @param tag what the queries are tagged with in Snowflake's history
     * @throws LoaderException if something is missing, or a private key cannot be read
     */
    static Properties of(SnowflakeConfig config, String tag) {
        LoginProperties login = new LoginProperties(config);
        login.addPlace();
        login.addCredential();
        login.addSession(tag);
        return login.properties;
    }

    /** The driver's URL. */
    static String url(SnowflakeLogin login) {
        return login.jdbcUrl()
                .orElseGet(() -> "jdbc:snowflake://"
                        + login.account().orElseThrow(() -> missing("account", "the account's name"))
                        + ".snowflakecomputing.com/");
    }

    private void addPlace() {
        login.account().ifPresent(account -> put("account", account));
        config.warehouse().ifPresent(warehouse -> put("warehouse", warehouse));
        config.database().ifPresent(database -> put("db", database));
        config.schema().ifPresent(schema -> put("schema", schema));
        config.role().ifPresent(role -> put("role", role));
    }

    private void addCredential() {
        String authenticator = login.authenticator().toLowerCase(Locale.ROOT);
        boolean hasKey =
                login.privateKeyFile().isPresent() || login.privateKeyBase64().isPresent();
        switch (authenticator) {
            case "snowflake" -> {
                put("user", user());
                if (hasKey) {
                    addPrivateKey();
                } else {
                    put("password", login.password(), "password", "SNOWFLAKE_PASSWORD");
                }
            }
            case "programmatic_access_token" -> {
                put("user", user());
                put("authenticator", authenticator);
                // The driver sends a token only from there, where the Go loader has it in the password.
                put("token", login.token().or(login::password), "token", "SNOWFLAKE_TOKEN");
            }
            case "snowflake_jwt" -> {
                put("user", user());
                if (!hasKey) {
                    throw missing("private_key_file", "a PEM file, or private_key_base64");
                }
                addPrivateKey();
            }
            case "externalbrowser" -> {
                put("user", user());
                put("authenticator", authenticator);
            }
            case "oauth" -> {
                login.user().ifPresent(user -> put("user", user));
                put("authenticator", authenticator);
                put("token", login.token(), "token", "SNOWFLAKE_TOKEN");
            }
            default ->
                throw new LoaderException(
                        ExitCode.USAGE,
                        "snowflake.authenticator: '%s' (expected: snowflake, programmatic_access_token, SNOWFLAKE_JWT, externalbrowser or oauth)"
                                .formatted(login.authenticator()));
        }
    }

    private void addPrivateKey() {
        PrivateKeyText key = PrivateKeyText.of(login);
        put("authenticator", "snowflake_jwt");
        login.privateKeyFile()
                .ifPresentOrElse(
                        file -> put("private_key_file", file.toString()),
                        () -> put("private_key_base64", key.base64()));
        login.privateKeyPassphrase().ifPresent(passphrase -> put("private_key_pwd", passphrase.reveal()));
    }

    private void addSession(String tag) {
        put("disablePlatformDetection", "true");
        put("CLIENT_TELEMETRY_ENABLED", "false");
        put("CLIENT_SESSION_KEEP_ALIVE", "true");
        put("CLIENT_PREFETCH_THREADS", Integer.toString(config.prefetchThreads()));
        put(
                "HTTP_CLIENT_CONNECTION_TIMEOUT",
                Long.toString(config.connectTimeout().toMillis()));
        put("HTTP_CLIENT_SOCKET_TIMEOUT", Long.toString(SILENCE.toMillis()));
        put("loginTimeout", Long.toString(config.connectTimeout().toSeconds()));
        put("STATEMENT_TIMEOUT_IN_SECONDS", Long.toString(config.queryTimeout().toSeconds()));
        // A query goes on though its extractor is killed.
        put("ABORT_DETACHED_QUERY", "false");
        put("QUERY_TAG", tag);
    }

    private String user() {
        return login.user().orElseThrow(() -> missing("user", "the user's name"));
    }

    private void put(String key, Optional<Secret> secret, String setting, String variable) {
        put(
                key,
                secret.orElseThrow(() -> missing(setting, "that, or the variable " + variable))
                        .reveal());
    }

    private void put(String key, String text) {
        properties.setProperty(key, text);
    }

    private static LoaderException missing(String key, String expected) {
        return new LoaderException(ExitCode.USAGE, "snowflake.%s: missing (expected: %s)".formatted(key, expected));
    }
}
