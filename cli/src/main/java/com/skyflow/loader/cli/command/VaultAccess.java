package com.skyflow.loader.cli.command;

import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.ConnectionConfig;
import com.skyflow.loader.common.config.ProxyConfig;
import com.skyflow.loader.common.config.VaultApiConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.vault.client.VaultClientSettings;
import com.skyflow.loader.vault.credential.Credential;
import com.skyflow.loader.vault.http.HttpProxy;
import com.skyflow.loader.vault.http.HttpSettings;
import com.skyflow.loader.vault.http.TlsFiles;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** How the vaults are called: by which connections, and with which credential. Closed, it gives the credential back. */
record VaultAccess(Credential credential, VaultClientSettings client) implements AutoCloseable {
    /**
     * Finds and reads what it needs. The caller closes it.
     *
     * @throws LoaderException if a file of the connection is wrong, or the credential is
     */
    static VaultAccess open(Config config, ParseResult parsed, Map<String, String> environment) {
        VaultApiConfig api = config.vaultApi();
        HttpSettings http = http(api, config.upload().maxConcurrency(), environment);
        Credential credential = Credentials.open(config, http, parsed, environment);
        return new VaultAccess(credential, new VaultClientSettings(credential, api.upsert(), http));
    }

    private static HttpSettings http(VaultApiConfig api, int connections, Map<String, String> environment) {
        ConnectionConfig connection = api.connection()
                .orElse(
                        secret("SKYFLOW_CLIENT_KEY_PASSPHRASE", environment),
                        secret("SKYFLOW_PROXY_PASSWORD", environment));
        return new HttpSettings(
                connections,
                api.connectTimeout(),
                api.requestTimeout(),
                connection.life(),
                connection.gzip() ? HttpSettings.Coding.GZIP : HttpSettings.Coding.PLAIN,
                TlsFiles.read(connection),
                connection.proxy().map(VaultAccess::proxy));
    }

    private static HttpProxy proxy(ProxyConfig proxy) {
        return new HttpProxy(
                proxy.host(),
                proxy.port(),
                proxy.user()
                        .map(
                                user -> new HttpProxy.Login(
                                        user,
                                        proxy.password()
                                                .orElseThrow(
                                                        () -> new LoaderException(
                                                                ExitCode.USAGE,
                                                                "connection.proxy_password: missing (expected: the password of connection.proxy_user, there or in SKYFLOW_PROXY_PASSWORD)")))));
    }

    private static Optional<Secret> secret(String variable, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isBlank())
                .map(Secret::new);
    }

    @Override
    public void close() {
        credential.close();
    }
}
