package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Terminal;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.secret.Secret;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** The bearer token: from the flag, the configuration, the environment, or a prompt that does not echo. */
final class BearerToken {
    private static final String VARIABLE = "SKYFLOW_BEARER_TOKEN";

    private BearerToken() {}

    /**
     * Finds it.
     *
     * @throws LoaderException if it is nowhere and there is no terminal to ask on
     */
    static Secret find(Config config, ParseResult parsed, Map<String, String> environment) {
        if (parsed.matchedOption("-token") != null) {
            System.err.println("-token: others on this machine can see the token in the process list; better set "
                    + VARIABLE + ", or give none and be asked.");
        }
        return config.vaultApi().bearerToken().orElseGet(() -> {
            String text = environment.getOrDefault(VARIABLE, "");
            return text.isBlank() ? ask() : new Secret(text);
        });
    }

    private static Secret ask() {
        String typed = Terminal.find()
                .map(console -> console.readPassword("Skyflow bearer token: "))
                .map(String::new)
                .orElse("");
        if (typed.isBlank()) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "No bearer token: set %s, or skyflow.bearer_token in the configuration, or start on a terminal to be asked."
                            .formatted(VARIABLE));
        }
        return new Secret(typed);
    }
}
