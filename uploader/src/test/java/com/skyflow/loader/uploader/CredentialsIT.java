package com.skyflow.loader.uploader;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.config.CredentialConfig;
import com.skyflow.loader.common.config.CredentialsFile;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.local.simulator.auth.ServiceAccount;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Operation;
import com.skyflow.loader.local.simulator.fault.Target;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.uploader.health.Stop;
import com.skyflow.loader.vault.credential.Credential;
import com.skyflow.loader.vault.http.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Uploads with tokens that are minted, expire, are taken back, or cannot be had. */
final class CredentialsIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Trigger EXCHANGES = Trigger.always().on(new Target(Set.of(), Set.of(Operation.TOKEN)));

    @TempDir
    private Path folder;

    private Scenario scenario;
    private ServiceAccount account;
    private Credential credential;

    @BeforeEach
    void start() throws IOException {
        scenario = new Scenario(kafka, GroupProtocol.CONSUMER);
        scenario.vault.acceptTokens();
        account = scenario.vault.serviceAccount();
        Path file = folder.resolve("credentials.json");
        Files.writeString(file, account.credentials());
        credential = com.skyflow.loader.vault.credential.ServiceAccount.open(
                new CredentialsFile(new CredentialConfig.File(file, "credentials.json")).read(),
                new HttpSettings(1, Scenario.BOUND, Scenario.BOUND),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        scenario.close();
        credential.close();
    }

    @Test
    void everyRowArrivesThoughTheTokenExpiresAgainAndAgain() {
        // Two in a row that expire before they are used would stop the vault, as they should.
        account.tokenLife(Duration.ofSeconds(4));
        scenario.publish(Scenario.RUN, 50, State.EXTRACTING).start(setup());
        Wait.until("three tokens", Scenario.BOUND, () -> {
            scenario.publish(Scenario.RUN, 50, State.EXTRACTING);
            return account.counts().issued() >= 3;
        });
        ensureLoaded(scenario.publish(Scenario.RUN, 50, State.EXTRACTED).awaitFinished());
        assertThat(account.counts().refused()).isZero();
    }

    @Test
    void everyRowArrivesThoughTheTokensAreTakenBackWhileTheyAreUsed() {
        RunningUploader uploader =
                scenario.publish(Scenario.RUN, 50, State.EXTRACTING).start(setup());
        for (int tokens = 1; tokens < 4; tokens++) {
            int next = tokens + 1;
            awaitAllTaken(uploader);
            scenario.publish(Scenario.RUN, 500, State.EXTRACTING);
            account.revokeTokens();
            Wait.until("another token", Scenario.BOUND, () -> {
                scenario.publish(Scenario.RUN, 50, State.EXTRACTING);
                return account.counts().issued() == next;
            });
        }
        awaitAllTaken(uploader);
        ensureLoaded(scenario.publish(Scenario.RUN, 500, State.EXTRACTED).awaitFinished());
        assertThat(scenario.vault.journal().counts().withStatus(401)).isPositive();
        assertThat(account.counts().issued())
                .as("one for each time, and no storm")
                .isEqualTo(4);
    }

    @Test
    void anExchangeThatIsDownIsWaitedForAndMakesNoDeadLetter() {
        InjectedFault down = scenario.vault.inject(Fault.Status.of(503), EXCHANGES);
        scenario.publish(1_000).start(setup().attempts(1));
        Wait.until("four refused exchanges", Scenario.BOUND, () -> down.happened() >= 4);
        assertThat(scenario.counts().records()).isZero();
        scenario.vault.remove(down);
        ensureLoaded(scenario.awaitFinished());
    }

    @Test
    void anExchangeThatIsDownWhenTheTokenEndsMakesNoDeadLetter() {
        RunningUploader uploader =
                scenario.publish(Scenario.RUN, 500, State.EXTRACTING).start(setup().attempts(1));
        awaitAllTaken(uploader);
        InjectedFault down = scenario.vault.inject(Fault.Status.of(503), EXCHANGES);
        account.revokeTokens();
        scenario.publish(1_000);
        Wait.until("three refused exchanges", Scenario.BOUND, () -> down.happened() >= 3);
        scenario.vault.remove(down);
        ensureLoaded(scenario.awaitFinished());
    }

    @Test
    void anExchangeThatStaysDownIsGivenUpWithItsProblem() {
        scenario.vault.inject(Fault.Status.of(503), EXCHANGES);
        scenario.publish(100);
        assertThat(scenario.stopOf(setup().patience(Duration.ofSeconds(2))))
                .isEqualTo(
                        new Stop.Unfinished(
                                "Vault name has not been called (no bearer token: status 503: The simulator was told to answer this.) for 2 s. Nothing is lost: start again to continue."));
        assertThat(scenario.deadLetters()).isEmpty();
    }

    @Test
    void anAccountThatIsDisabledStopsTheVault() {
        account.disable();
        scenario.publish(1_000);
        assertThat(scenario.stopOf(setup()))
                .isEqualTo(
                        new Stop.NeedsPerson(
                                "The service account gets no bearer token (status 401: Authentication failed. The service account is disabled.). Check its credentials file, that the account and its key are enabled, and this machine's clock, and start again: it continues where it stands."));
        ensureUntouched();
    }

    @Test
    void aVaultThatTakesNoTokenOfTheAccountIsStopped() {
        scenario.vault.inject(Fault.Status.of(401), Trigger.always());
        scenario.publish(1_000);
        assertThat(scenario.stopOf(setup()))
                .isEqualTo(
                        new Stop.NeedsPerson(
                                "The vault does not accept the credential (status 401: The simulator was told to answer this.). Get a new one and start again: it continues where it stands."));
        assertThat(account.counts().issued()).isEqualTo(2);
        ensureUntouched();
    }

    /**
     * Waits until the vault has taken all rows and the uploader knows it: to whom the first answer to a new token is still on its way,
     * that is a token that was never taken, and refused it stops the vault.
     */
    private void awaitAllTaken(RunningUploader uploader) {
        Wait.until(
                "all rows in the vault, by " + uploader.status(),
                Scenario.BOUND,
                () -> uploader.status().meter().loaded() >= scenario.rows.size());
    }

    private Setup setup() {
        return new Setup().credential(credential);
    }

    private void ensureLoaded(Account end) {
        assertThat(end.uploaded()).isEqualTo(scenario.rows.size());
        assertThat(end.deadLetters()).isZero();
        assertThat(scenario.deadLetters()).isEmpty();
        scenario.assertHeldBut(List.of());
    }

    private void ensureUntouched() {
        assertThat(scenario.counts().records()).isZero();
        assertThat(scenario.deadLetters()).isEmpty();
        assertThat(scenario.account().uploaded()).isZero();
    }
}
