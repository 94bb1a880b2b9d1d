package com.skyflow.loader.vault.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.config.CredentialConfig;
import com.skyflow.loader.common.config.CredentialsFile;
import com.skyflow.loader.common.config.ServiceAccountKey;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.auth.TokenCounts;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.Operation;
import com.skyflow.loader.local.simulator.fault.Target;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.client.VaultClient;
import com.skyflow.loader.vault.client.VaultClientSettings;
import com.skyflow.loader.vault.http.HttpCaller;
import com.skyflow.loader.vault.http.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exchange and the calls that depend on it, over real HTTP. */
final class TokenExchangeTest {
    private static final Duration BOUND = Duration.ofMinutes(1);
    private static final HttpSettings HTTP = new HttpSettings(4, BOUND, BOUND);
    private static final Trigger EXCHANGES = Trigger.always().on(new Target(Set.of(), Set.of(Operation.TOKEN)));
    private static final List<Pair> ROWS = List.of(new Pair("MARY JONES", "tok-1"));

    @TempDir
    private Path folder;

    private final VaultSimulator simulator = VaultSimulator.start(SimulatorSettings.defaults()
            .withAcceptedTokens()
            .withTables(TableSettings.unique("vault1", "people", "name")));
    private final HttpCaller http = new HttpCaller(HTTP);
    private ServiceAccountKey key;

    @BeforeEach
    void readTheKey() throws IOException {
        key = key(simulator);
    }

    @AfterEach
    void stop() {
        http.close();
        simulator.close();
    }

    @Test
    void aSignedAssertionIsExchangedForATokenThatTheVaultTakes() throws Exception {
        try (ServiceAccount account = ServiceAccount.open(key, HTTP, Clock.systemUTC());
                VaultClient client = client(account)) {
            assertThat(client.authorize()).isEmpty();
            assertThat(client.insert(ROWS)).isInstanceOf(Answer.Loaded.class);
        }
        assertThat(simulator.serviceAccount().counts()).isEqualTo(new TokenCounts(1, 0));
    }

    @Test
    void theLifeOfATokenIsReadFromIt() throws Exception {
        simulator.serviceAccount().tokenLife(Duration.ofSeconds(90));
        Minted.Issued issued = (Minted.Issued) mint();
        assertThat(issued.life().orElseThrow()).isBetween(Duration.ofSeconds(89), Duration.ofSeconds(91));
    }

    @Test
    void theLifeOfATokenDoesNotDependOnOurClock() throws Exception {
        Minted.Issued issued =
                (Minted.Issued) new TokenExchange(key, http).mint(Instant.now().plus(Duration.ofMinutes(9)));
        assertThat(issued.life().orElseThrow()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }

    @Test
    void aTokenThatWasTakenBackIsReplacedOnceForACall() throws Exception {
        try (ServiceAccount account = ServiceAccount.open(key, HTTP, Clock.systemUTC());
                VaultClient client = client(account)) {
            client.insert(ROWS);
            simulator.serviceAccount().revokeTokens();
            assertThat(client.insert(ROWS)).isInstanceOf(Answer.Loaded.class);
            assertThat(simulator.journal().counts().withStatus(401)).isEqualTo(1);
            assertThat(simulator.serviceAccount().counts()).isEqualTo(new TokenCounts(2, 0));
        }
    }

    @Test
    void aVaultThatTakesNoTokenIsAskedTwiceAndNotForEver() throws Exception {
        simulator.inject(Fault.Status.of(401), Trigger.always());
        try (ServiceAccount account = ServiceAccount.open(key, HTTP, Clock.systemUTC());
                VaultClient client = client(account)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.insert(ROWS)).isInstanceOf(Answer.Unauthorized.class);
            }
            assertThat(simulator.serviceAccount().counts()).isEqualTo(new TokenCounts(2, 0));
        }
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        try (VaultSimulator other = VaultSimulator.start(SimulatorSettings.defaults())) {
            ServiceAccountKey wrong = new ServiceAccountKey(
                    key.clientId(), key.keyId(), key.tokenUri(), key(other).privateKey());
            assertThat(new TokenExchange(wrong, http).mint(Instant.now()))
                    .isEqualTo(new Minted.Refused(
                            "status 401: Authentication failed. The assertion is not valid for this account."));
        }
        assertThat(simulator.serviceAccount().counts()).isEqualTo(new TokenCounts(0, 1));
    }

    @Test
    void aDisabledAccountIsRefused() throws Exception {
        simulator.serviceAccount().disable();
        assertThat(mint())
                .isEqualTo(new Minted.Refused("status 401: Authentication failed. The service account is disabled."));
    }

    @Test
    void aClockThatGoesWrongIsRefused() throws Exception {
        assertThat(new TokenExchange(key, http).mint(Instant.now().minus(Duration.ofHours(2))))
                .isEqualTo(new Minted.Refused("status 400: The assertion has expired or is valid for too long."));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(Fault.Status.of(503), "status 503: The simulator was told to answer this.", null),
                arguments(
                        Fault.Status.of(429, RetryAfter.seconds(7)),
                        "status 429: The simulator was told to answer this.",
                        Duration.ofSeconds(7)),
                arguments(new Fault.Html(502, Moment.BEFORE_STORING), "status 502 with an HTML page", null),
                arguments(
                        new Fault.Reset(Moment.BEFORE_STORING),
                        "the connection broke off before the answer was whole",
                        null));
    }

    private static Arguments arguments(Fault fault, String problem, @Nullable Duration retryAfter) {
        return Arguments.of(fault, problem, Optional.ofNullable(retryAfter));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatMayWorkNextTimeIsAFailureAndNoRefusal(Fault fault, String problem, Optional<Duration> retryAfter)
            throws Exception {
        simulator.inject(fault, EXCHANGES);
        assertThat(mint()).isEqualTo(new Minted.Failed(problem, retryAfter));
    }

    @Test
    void anExchangeThatHangsIsAFailure() throws Exception {
        simulator.inject(new Fault.Hang(Moment.BEFORE_STORING), EXCHANGES);
        try (HttpCaller impatient = new HttpCaller(new HttpSettings(1, BOUND, Duration.ofSeconds(1)))) {
            assertThat(new TokenExchange(key, impatient).mint(Instant.now()))
                    .isEqualTo(new Minted.Failed("no answer within 1000 ms", Optional.empty()));
        }
    }

    @Test
    void anAnswerWithoutATokenIsARefusal() throws Exception {
        simulator.inject(new Fault.Html(200, Moment.BEFORE_STORING), EXCHANGES);
        assertThat(mint()).isEqualTo(new Minted.Refused("status 200 without an accessToken"));
    }

    @Test
    void anExchangeThatCannotBeReachedIsAFailure() throws Exception {
        simulator.refuseConnections();
        assertThat(mint())
                .isEqualTo(new Minted.Failed("no connection to 127.0.0.1 port " + simulator.port(), Optional.empty()));
    }

    private Minted mint() throws InterruptedException {
        return new TokenExchange(key, http).mint(Instant.now());
    }

    private VaultClient client(Credential credential) {
        return new VaultClient(
                new Destination(simulator.url(), "vault1", "people", "name"),
                new VaultClientSettings(credential, true, HTTP),
                Clock.systemUTC());
    }

    private ServiceAccountKey key(VaultSimulator of) throws IOException {
        Path file = folder.resolve("credentials.json");
        Files.writeString(file, of.serviceAccount().credentials());
        return new CredentialsFile(new CredentialConfig.File(file, "credentials.json")).read();
    }
}
