package com.skyflow.loader.vault.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Operation;
import com.skyflow.loader.local.simulator.fault.Target;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.credential.FixedCredential;
import com.skyflow.loader.vault.http.HttpSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TokenClientTest {
    private final VaultSimulator simulator = VaultSimulator.start(
            SimulatorSettings.defaults().withTables(TableSettings.unique("vault1", "people", "name")));

    @BeforeEach
    void load() throws Exception {
        try (VaultClient vault = new VaultClient(destination(), settings(), Clock.systemUTC())) {
            assertThat(vault.insert(List.of(new Pair("ÄNN \"A\"", "t\"1"), new Pair("BOB", "t2"))))
                    .isInstanceOf(Answer.Loaded.class);
        }
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void givesTheValueOfEachTokenInOrder() throws Exception {
        try (TokenClient client = client()) {
            assertThat(client.values(List.of("t2", "none", "t\"1")))
                    .isEqualTo(
                            new Told.Known<>(List.of(Optional.of("BOB"), Optional.empty(), Optional.of("ÄNN \"A\""))));
        }
    }

    @Test
    void aVaultThatKnowsNoneOfTheTokensSaysSo() throws Exception {
        try (TokenClient client = client()) {
            assertThat(client.values(List.of("none", "neither")))
                    .isEqualTo(new Told.Known<>(List.of(Optional.empty(), Optional.empty())));
        }
    }

    @Test
    void anAnswerOfAnotherFormIsRefused() throws Exception {
        InjectedFault fault = simulator.inject(
                new Fault.ErrorInside200(), Trigger.next(1).on(new Target(Set.of(), Set.of(Operation.DETOKENIZE))));
        try (TokenClient client = client()) {
            assertThat(client.values(List.of("t2")))
                    .isInstanceOfSatisfying(
                            Told.Unknown.class,
                            unknown -> assertThat(unknown.answer())
                                    .isEqualTo(new Answer.Refused(
                                            unknown.answer().call(),
                                            "status 200 without a value for each of 1 tokens")));
        }
        assertThat(fault.happened()).isEqualTo(1);
    }

    @Test
    void aCredentialWithoutThatRightIsRefused() throws Exception {
        InjectedFault fault = simulator.inject(
                Fault.Status.of(403), Trigger.next(1).on(new Target(Set.of(), Set.of(Operation.DETOKENIZE))));
        try (TokenClient client = client()) {
            assertThat(client.values(List.of("t2")))
                    .isInstanceOfSatisfying(
                            Told.Unknown.class,
                            unknown -> assertThat(unknown.answer()).isInstanceOf(Answer.Refused.class));
        }
        assertThat(fault.happened()).isEqualTo(1);
    }

    @Test
    void whatItWasToldIsNotPrinted() throws Exception {
        try (TokenClient client = client()) {
            assertThat(client.values(List.of("t2"))).hasToString("Known[***]");
        }
    }

    private TokenClient client() {
        return new TokenClient(destination(), settings(), Clock.systemUTC());
    }

    private Destination destination() {
        return new Destination(simulator.url(), "vault1", "people", "name");
    }

    private static VaultClientSettings settings() {
        return new VaultClientSettings(
                new FixedCredential(new Secret("secret-token")),
                true,
                new HttpSettings(1, Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }
}
