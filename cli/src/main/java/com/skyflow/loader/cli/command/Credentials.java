package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Terminal;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.CredentialConfig;
import com.skyflow.loader.common.config.CredentialVariables;
import com.skyflow.loader.common.config.CredentialsFile;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.vault.credential.Credential;
import com.skyflow.loader.vault.credential.FixedCredential;
import com.skyflow.loader.vault.credential.ServiceAccount;
import com.skyflow.loader.vault.http.HttpSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** The credential of the vault API: from a flag, the configuration, the environment, or a prompt that does not echo. */
final class Credentials {
    private Credentials() {}

    /**
     * Finds it. The caller closes it.
     *
     * @param http how tokens are asked for, where they have to be minted
     * @throws LoaderException if it is wrong, or nowhere and there is no terminal to ask on
     */
    static Credential open(Config config, HttpSettings http, ParseResult parsed, Map<String, String> environment) {
        for (String flag : List.of("-token", "-api-key")) {
            if (parsed.matchedOption(flag) != null) {
                System.err.println(flag + ": others on this machine can see it in the process list; better set "
                        + (flag.equals("-token") ? "SKYFLOW_BEARER_TOKEN" : "SKYFLOW_API_KEY")
                        + ", or give none and be asked.");
            }
        }
        CredentialConfig found = config.vaultApi()
                .credential()
                .or(() -> CredentialVariables.read(environment, Path.of("").toAbsolutePath()))
                .orElseGet(Credentials::ask);
        return switch (found) {
            case CredentialConfig.Bearer bearer -> new FixedCredential(bearer.secret());
            case CredentialConfig.File file -> serviceAccount(new CredentialsFile(file), http);
        };
    }

    private static Credential serviceAccount(CredentialsFile file, HttpSettings http) {
        Credential account = ServiceAccount.open(file.read(), http.withConnections(1), Clock.systemUTC());
        file.notice().ifPresent(System.err::println);
        return account;
    }

    private static CredentialConfig ask() {
        String typed = Terminal.askSecret("Skyflow bearer token or API key: ").orElse("");
        if (typed.isBlank()) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "No credential: set SKYFLOW_BEARER_TOKEN, SKYFLOW_API_KEY or SKYFLOW_CREDENTIALS_FILE, or give --credentials with the file of a service account, or start on a terminal to be asked.");
        }
        return new CredentialConfig.Bearer(new Secret(typed));
    }
}
