package com.skyflow.loader.vault.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.config.CredentialConfig;
import com.skyflow.loader.common.config.CredentialsFile;
import com.skyflow.loader.common.config.ServiceAccountKey;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.auth.TokenCounts;
import com.skyflow.loader.vault.credential.Grant;
import com.skyflow.loader.vault.credential.ServiceAccount;
import com.skyflow.loader.vault.http.HttpSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthorizedCallerTest {
    private static final HttpSettings HTTP = new HttpSettings(4, Duration.ofMinutes(1), Duration.ofMinutes(1));

    private volatile Duration ahead = Duration.ZERO;

    /** A call is on its way with one token while another is minted, and both are taken back. */
    @Test
    void aCallIsRepeatedWithAThirdTokenIfTheOneThatOthersWereGivenIsRefusedToo(@TempDir Path folder) throws Exception {
        try (VaultSimulator simulator =
                        VaultSimulator.start(SimulatorSettings.defaults().withAcceptedTokens());
                ServiceAccount account = ServiceAccount.open(key(simulator, folder), HTTP, clock());
                AuthorizedCaller caller = new AuthorizedCaller(new VaultClientSettings(account, true, HTTP), clock())) {
            simulator.serviceAccount().tokenLife(Duration.ofMinutes(5));
            AtomicBoolean isFirst = new AtomicBoolean(true);
            Called called = caller.call(
                    (http, uri, bearer, json, most) -> {
                        if (isFirst.getAndSet(false)) {
                            ahead = Duration.ofMinutes(4).plusSeconds(30);
                            assertThat(account.grant()).isInstanceOf(Grant.Token.class);
                            simulator.serviceAccount().revokeTokens();
                        }
                        return http.post(uri, bearer, json, most);
                    },
                    URI.create(simulator.url() + "/v1/vaults/vault1/people"),
                    "{}".getBytes(StandardCharsets.UTF_8),
                    10_000);

            assertThat(called)
                    .isInstanceOfSatisfying(
                            Called.Answered.class,
                            answered -> assertThat(answered.response().status()).isNotEqualTo(401));
            assertThat(simulator.journal().counts().withStatus(401)).isEqualTo(2);
            assertThat(simulator.serviceAccount().counts()).isEqualTo(new TokenCounts(3, 0));
        }
    }

    private static ServiceAccountKey key(VaultSimulator simulator, Path folder) throws Exception {
        Path file = folder.resolve("credentials.json");
        Files.writeString(file, simulator.serviceAccount().credentials());
        return new CredentialsFile(new CredentialConfig.File(file, "credentials.json")).read();
    }

    private Clock clock() {
        InstantSource source = () -> Instant.now().plus(ahead);
        return source.withZone(ZoneOffset.UTC);
    }
}
