package com.skyflow.loader.extractor.snowflake;

import com.skyflow.loader.common.config.CsvFiles;
import com.skyflow.loader.common.config.QueryMode;
import com.skyflow.loader.common.config.SnowflakeConfig;
import com.skyflow.loader.common.config.SnowflakeLogin;
import com.skyflow.loader.common.config.SnowflakeTables;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.config.VaultQuery;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.testing.snowflake.SnowflakeServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of tests. */
public final class Given {
    public static final String USER = "loader";
    public static final String PASSWORD = "pa55-of-the-loader";

    private Given() {}

    static SnowflakeLogin login(String authenticator) {
        return new SnowflakeLogin(
                Optional.empty(),
                Optional.of(SnowflakeServer.ACCOUNT),
                Optional.of(USER),
                authenticator,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static SnowflakeLogin at(SnowflakeServer server, SnowflakeLogin login) {
        return at(server.jdbcUrl(), login);
    }

    static SnowflakeLogin at(String jdbcUrl, SnowflakeLogin login) {
        return new SnowflakeLogin(
                Optional.of(jdbcUrl),
                login.account(),
                login.user(),
                login.authenticator(),
                login.password(),
                login.token(),
                login.privateKeyFile(),
                login.privateKeyBase64(),
                login.privateKeyPassphrase());
    }

    public static SnowflakeLogin withPassword(String password) {
        SnowflakeLogin login = login("snowflake");
        return new SnowflakeLogin(
                login.jdbcUrl(),
                login.account(),
                login.user(),
                login.authenticator(),
                Optional.of(new Secret(password)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SnowflakeLogin withToken(String authenticator, String token) {
        SnowflakeLogin login = login(authenticator);
        return new SnowflakeLogin(
                login.jdbcUrl(),
                login.account(),
                login.user(),
                authenticator,
                Optional.empty(),
                Optional.of(new Secret(token)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SnowflakeLogin withKey(Optional<Path> file, Optional<Secret> base64, Optional<Secret> passphrase) {
        SnowflakeLogin login = login("SNOWFLAKE_JWT");
        return new SnowflakeLogin(
                login.jdbcUrl(),
                login.account(),
                login.user(),
                login.authenticator(),
                Optional.empty(),
                Optional.empty(),
                file,
                base64,
                passphrase);
    }

    public static SnowflakeConfig config(SnowflakeLogin login, QueryMode mode) {
        return new SnowflakeConfig(
                login,
                Optional.of("WH"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("LOADING"),
                100_000,
                mode,
                new SnowflakeTables("PATIENTS", "CLM", "MBR", Optional.of("T01.UDFS")),
                Duration.ofSeconds(20),
                Duration.ofMinutes(2),
                1);
    }

    public static VaultConfig vault(String name, VaultQuery query) {
        String column = name.equals("name") ? "full_name" : name;
        return new VaultConfig(
                new VaultName(name),
                new Destination("https://vault.example", "id-" + name, "persons", name),
                column,
                column + "_token",
                new CsvFiles.StandardInput(),
                query);
    }

    public static VaultQuery query(String sql) {
        return new VaultQuery(Optional.of(sql), List.of(), List.of(), Optional.empty());
    }
}
