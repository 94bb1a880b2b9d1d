package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Terminal;
import com.skyflow.loader.cli.load.RowsFrom;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.SnowflakeLogin;
import com.skyflow.loader.common.secret.Secret;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The credentials of Snowflake: from the flag, the configuration, the environment, or a prompt that does not echo. */
final class SnowflakeSecrets {
    private static final String PASSWORD = "SNOWFLAKE_PASSWORD";

    private SnowflakeSecrets() {}

    /** The configuration with the credentials of the environment or the terminal, where it has none of its own. */
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
        SnowflakeLogin complete = new SnowflakeLogin(
                login.jdbcUrl(),
                login.account(),
                login.user(),
                login.authenticator(),
                login.password().or(() -> find(PASSWORD, environment)),
                login.token().or(() -> find("SNOWFLAKE_TOKEN", environment)),
                login.privateKeyFile(),
                login.privateKeyBase64().or(() -> find("SNOWFLAKE_PRIVATE_KEY_BASE64", environment)),
                login.privateKeyPassphrase().or(() -> find("SNOWFLAKE_PRIVATE_KEY_PASSPHRASE", environment)));
        return config.with(isToBeAsked(complete) ? complete.withPassword(ask()) : complete);
    }

    /** Whether the user has to be known by a password or token, and neither is there. */
    private static boolean isToBeAsked(SnowflakeLogin login) {
        boolean byPassword = switch (login.authenticator().toLowerCase(Locale.ROOT)) {
            case "snowflake" ->
                login.privateKeyFile().isEmpty() && login.privateKeyBase64().isEmpty();
            case "programmatic_access_token" -> login.token().isEmpty();
            default -> false;
        };
        return byPassword && login.password().isEmpty();
    }

    private static Optional<Secret> ask() {
        return Terminal.askSecret("Snowflake password or programmatic access token: ")
                .filter(text -> !text.isBlank())
                .map(Secret::new);
    }

    private static Optional<Secret> find(String variable, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isBlank())
                .map(Secret::new);
    }
}
