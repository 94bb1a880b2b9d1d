package com.skyflow.loader.vault.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.Operation;
import com.skyflow.loader.local.simulator.fault.Target;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
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

final class TableClientTest {
    private static final Secret TOKEN = new Secret("secret-token");

    private final VaultSimulator simulator = VaultSimulator.start(SimulatorSettings.defaults()
            .withTables(
                    TableSettings.unique("vault1", "people", "name"), TableSettings.unique("vault1", "other", "name")));

    @BeforeEach
    void load() throws Exception {
        for (String table : List.of("people", "other")) {
            try (VaultClient vault = new VaultClient(destination(table), settings(), Clock.systemUTC())) {
                assertThat(vault.insert(List.of(new Pair("ANN", "t1"), new Pair("BOB", "t2"), new Pair("CLEO", "t3"))))
                        .isInstanceOf(Answer.Loaded.class);
            }
        }
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void countsAndDeletesTheRecordsOfItsTableAlone() throws Exception {
        try (TableClient client = client("people")) {
            assertThat(client.count()).isEqualTo(new Told.Known<>(3L));
            assertThat(client.deleteAll()).isEmpty();
            assertThat(client.count()).isEqualTo(new Told.Known<>(0L));
        }
        assertThat(simulator.counts("vault1", "people").records()).isZero();
        assertThat(simulator.counts("vault1", "other").records()).isEqualTo(3);
    }

    @Test
    void aTableThatIsNotThereIsRefused() throws Exception {
        try (TableClient client = client("persons")) {
            assertThat(client.count())
                    .isInstanceOfSatisfying(
                            Told.Unknown.class,
                            unknown -> assertThat(unknown.answer())
                                    .isEqualTo(new Answer.Refused(
                                            unknown.answer().call(),
                                            "status 400: Query failed. Table name persons is invalid.")));
            Answer deletion = client.deleteAll().orElseThrow();
            assertThat(deletion)
                    .isEqualTo(new Answer.Refused(
                            deletion.call(), "status 400: Delete failed. Table name persons is invalid."));
        }
    }

    @Test
    void onlyAUniqueColumnThatIsThereCanBeSearched() throws Exception {
        try (TableClient client = client("people")) {
            assertThat(client.obstacleToSearch()).isEqualTo(new Told.Known<>(Optional.empty()));
        }
        Destination other = new Destination(simulator.url(), "vault1", "people", "nickname");
        try (TableClient client = new TableClient(other, settings(), Clock.systemUTC())) {
            assertThat(client.obstacleToSearch())
                    .isEqualTo(new Told.Known<>(
                            Optional.of("status 400: Get failed. Column nickname is not a unique column.")));
        }
        simulator.acceptTokens(new Secret("another"));
        try (TableClient client = client("people")) {
            assertThat(client.obstacleToSearch())
                    .isInstanceOfSatisfying(
                            Told.Unknown.class,
                            unknown -> assertThat(unknown.answer()).isInstanceOf(Answer.Unauthorized.class));
        }
    }

    @Test
    void anAnswerWithoutANumberIsRefused() throws Exception {
        InjectedFault fault = simulator.inject(new Fault.Html(200, Moment.BEFORE_STORING), next(Operation.QUERY));
        try (TableClient client = client("people")) {
            assertThat(client.count())
                    .isInstanceOfSatisfying(
                            Told.Unknown.class,
                            unknown -> assertThat(unknown.answer())
                                    .isEqualTo(new Answer.Refused(
                                            unknown.answer().call(), "status 200 without a number of records")));
        }
        assertThat(fault.happened()).isEqualTo(1);
    }

    @Test
    void aVaultThatAsksToWaitIsNoFailure() throws Exception {
        InjectedFault fault = simulator.inject(Fault.Status.of(429, RetryAfter.seconds(7)), next(Operation.DELETE));
        try (TableClient client = client("people")) {
            Answer answer = client.deleteAll().orElseThrow();
            assertThat(answer).isEqualTo(new Answer.Throttled(answer.call(), Optional.of(Duration.ofSeconds(7))));
        }
        assertThat(fault.happened()).isEqualTo(1);
        assertThat(simulator.counts("vault1", "people").records()).isEqualTo(3);
    }

    @Test
    void aDeletionWhoseAnswerIsLostMayHaveHappened() throws Exception {
        InjectedFault fault = simulator.inject(new Fault.Reset(Moment.AFTER_STORING), next(Operation.DELETE));
        try (TableClient client = client("people")) {
            Answer answer = client.deleteAll().orElseThrow();
            assertThat(answer)
                    .isEqualTo(new Answer.Transient(
                            answer.call(), "the connection broke off before the answer was whole"));
            assertThat(client.count()).isEqualTo(new Told.Known<>(0L));
        }
        assertThat(fault.happened()).isEqualTo(1);
    }

    @Test
    void anExpiredCredentialIsTold() throws Exception {
        simulator.acceptTokens(new Secret("another"));
        try (TableClient client = client("people")) {
            assertThat(client.deleteAll()).containsInstanceOf(Answer.Unauthorized.class);
        }
        assertThat(simulator.counts("vault1", "people").records()).isEqualTo(3);
    }

    private static Trigger next(Operation operation) {
        return Trigger.next(1).on(new Target(Set.of(), Set.of(operation)));
    }

    private TableClient client(String table) {
        return new TableClient(destination(table), settings(), Clock.systemUTC());
    }

    private Destination destination(String table) {
        return new Destination(simulator.url(), "vault1", table, "name");
    }

    private static VaultClientSettings settings() {
        return new VaultClientSettings(
                new FixedCredential(TOKEN), true, new HttpSettings(1, Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }
}
