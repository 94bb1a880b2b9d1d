package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.SnowflakeLogin;
import com.skyflow.loader.common.secret.Secret;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The credentials of Snowflake: from the flag, the configuration, or the environment. */
final class SnowflakeSecrets {
    private static final String PASSWORD = "SNOWFLAKE_PASSWORD";

    private SnowflakeSecrets() {}

    /** The configuration with the credentials of the environment, where it has none of its own. */
    static Config complete(Config config, RowsFrom rowsFrom, ParseResult parsed, Map<String, String> environment) {
        if (rowsFrom == RowsFrom.CSV) {
            return config;
        }
        if (parsed.matchedOption("-sf-password") != null) {
            System.err.println(
                    "-sf-password: others on this machine can see the password in the process list; better set "
                            + PASSWORD + '.');
        }
        SnowflakeLogin login = config.snowflake().login();
        return config.with(new SnowflakeLogin(
                login.jdbcUrl(),
                login.account(),
                login.user(),
                login.authenticator(),
                login.password().or(() -> find(PASSWORD, environment)),
                login.token().or(() -> find("SNOWFLAKE_TOKEN", environment)),
                login.privateKeyFile(),
                login.privateKeyBase64().or(() -> find("SNOWFLAKE_PRIVATE_KEY_BASE64", environment)),
                login.privateKeyPassphrase().or(() -> find("SNOWFLAKE_PRIVATE_KEY_PASSPHRASE", environment))));
    }

    private static Optional<Secret> find(String variable, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isBlank())
                .map(Secret::new);
    }
}
