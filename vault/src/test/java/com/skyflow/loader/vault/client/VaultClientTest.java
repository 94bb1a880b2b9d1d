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
import com.skyflow.loader.local.simulator.fault.Target;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.journal.Call;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.testing.Canary;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.credential.FixedCredential;
import com.skyflow.loader.vault.http.HttpSettings;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class VaultClientTest {
    private static final Duration BOUND = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final List<Pair> ROWS =
            List.of(new Pair("CANARY-VALUE-qzkvwx", "CANARY-TOKEN-jhgfds"), new Pair("MARY JONES", "tok-2"));

    private final VaultSimulator simulator = VaultSimulator.start(
            SimulatorSettings.defaults().withTables(TableSettings.unique("vault1", "people", "name")));
    private final Canary canary = Canary.watch(ROWS.getFirst());

    @AfterEach
    void stop() {
        simulator.close();
        canary.close();
        canary.assertSilent();
    }

    @Test
    void keepsItsConnections() throws Exception {
        try (VaultClient client = client(simulator.url(), BOUND)) {
            for (int i = 0; i < 50; i++) {
                assertThat(client.insert(ROWS)).isInstanceOf(Answer.Loaded.class);
            }
        }
        assertThat(simulator.check("vault1", "people", ROWS.stream()).isExact()).isTrue();
        // A call may begin a moment before the connections of those before are back, so there can be as many as it may
        // have.
        assertThat(simulator.journal().counts().connections()).isBetween(1L, 4L);
        assertThat(simulator.journal().calls().stream().map(Call::connection).distinct())
                .hasSizeBetween(1, 4);
    }

    @Test
    void opensNoMoreConnectionsThanItMay() throws Exception {
        InjectedFault fault = simulator.inject(new Fault.Hang(Moment.BEFORE_STORING), Trigger.next(4));
        try (VaultClient client = client(simulator.url(), BOUND)) {
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(inBackground(client));
            }
            // None goes on before so many are in flight together, however slow the machine is.
            Wait.until("as many calls as there may be", BOUND, () -> simulator.hanging() == 4);
            simulator.releaseHanging();
            answers.forEach(answer -> assertThat(answer.join()).isInstanceOf(Answer.Loaded.class));
        }
        assertThat(simulator.journal().counts().connections()).isLessThanOrEqualTo(4);
        assertThat(simulator.journal().counts().maxInFlight()).isEqualTo(4);
        assertThat(fault.happened()).isEqualTo(4);
    }

    @Test
    void sendsWhatTheVaultExpects() throws Exception {
        try (OneAnswer server = new OneAnswer(out -> out.write(answer("200 OK", "{}")));
                VaultClient client = client(server.url(), BOUND)) {
            assertThat(client.insert(ROWS.subList(1, 2))).isInstanceOf(Answer.Refused.class);
            assertThat(server.request())
                    .startsWith("POST /v1/vaults/vault1/people HTTP/1.1\r\n")
                    .contains("\r\nAuthorization: Bearer secret-token\r\n")
                    .contains("\r\nAccept: application/json\r\n")
                    .contains("\r\nContent-Type: application/json")
                    .contains("\r\nUser-Agent: skyflow-loader\r\n")
                    .doesNotContain("Expect:", "Accept-Encoding:", "Cookie:", "Transfer-Encoding:")
                    .endsWith(
                            "\r\n\r\n{\"records\":[{\"fields\":{\"name\":\"MARY JONES\"},\"tokens\":{\"name\":\"tok-2\"}}],"
                                    + "\"tokenization\":false,\"upsert\":\"name\",\"byot\":\"ENABLE_STRICT\"}");
        }
    }

    @Test
    void tellsOfTheCall() throws Exception {
        InjectedFault fault = simulator.inject(Fault.Status.of(429, RetryAfter.seconds(7)), Trigger.next(1));
        try (VaultClient client = client(simulator.url(), BOUND)) {
            Answer answer = client.insert(ROWS);
            String requestId = simulator.journal().calls().getFirst().requestId();
            assertThat(answer).isEqualTo(new Answer.Throttled(answer.call(), Optional.of(Duration.ofSeconds(7))));
            assertThat(answer.call().status()).isEqualTo(429);
            assertThat(answer.call().requestId()).isEqualTo(requestId);
            assertThat(answer.call().bytes()).isEqualTo(new InsertBody("name", true).of(ROWS).length);
        }
        assertThat(fault.happened()).isEqualTo(1);
    }

    @Test
    void givesUpAfterTheTimeoutAndLeaves() throws Exception {
        warmUp();
        InjectedFault fault = simulator.inject(new Fault.Hang(Moment.BEFORE_STORING), Trigger.next(1));
        try (VaultClient client = client(simulator.url(), SHORT)) {
            Answer answer = client.insert(ROWS);
            assertThat(answer).isEqualTo(new Answer.Transient(answer.call(), "no answer within 1000 ms"));
            assertThat(answer.call().status()).isNull();
            Wait.until("the call to end", BOUND, () -> simulator.hanging() == 0);
            assertThat(client.insert(ROWS)).isInstanceOf(Answer.Loaded.class);
        }
        assertThat(fault.happened()).isEqualTo(1);
    }

    /** Whatever a first call loads takes longer than a short timeout on a slow machine. */
    private void warmUp() throws InterruptedException {
        try (VaultClient client = client(simulator.url(), BOUND)) {
            assertThat(client.insert(ROWS)).isInstanceOf(Answer.Loaded.class);
        }
    }

    @Test
    void theTimeoutHoldsForTheWholeAnswer() throws Exception {
        try (OneAnswer server = new OneAnswer(VaultClientTest::dripUntilTheCallerLeaves);
                VaultClient client = client(server.url(), SHORT)) {
            Answer answer = client.insert(ROWS);
            assertThat(answer).isEqualTo(new Answer.Transient(answer.call(), "no answer within 1000 ms"));
        }
    }

    @Test
    void anInterruptBreaksTheCallOff() throws Exception {
        InjectedFault fault = simulator.inject(new Fault.Hang(Moment.BEFORE_STORING), Trigger.next(1));
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        try (VaultClient client = client(simulator.url(), BOUND)) {
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    ended.completeExceptionally(new AssertionError(client.insert(ROWS)));
                } catch (InterruptedException e) {
                    ended.complete(e);
                }
            });
            Wait.until("the call to hang", BOUND, () -> simulator.hanging() == 1);
            caller.interrupt();
            assertThat(ended.join()).isInstanceOf(InterruptedException.class);
            Wait.until("the call to end", BOUND, () -> simulator.hanging() == 0);
        }
        assertThat(fault.happened()).isEqualTo(1);
        assertThat(simulator.counts("vault1", "people").records()).isZero();
    }

    @Test
    void halfABodyMayBeLoaded() throws Exception {
        assertBreaksOff(new Fault.HalfBody());
    }

    @Test
    void aResetAfterStoringMayBeLoaded() throws Exception {
        assertBreaksOff(new Fault.Reset(Moment.AFTER_STORING));
    }

    private void assertBreaksOff(Fault fault) throws InterruptedException {
        InjectedFault injected = simulator.inject(fault, Trigger.next(1));
        try (VaultClient client = client(simulator.url(), BOUND)) {
            Answer answer = client.insert(ROWS);
            assertThat(answer)
                    .isEqualTo(new Answer.Transient(
                            answer.call(), "the connection broke off before the answer was whole"));
            assertThat(client.insert(ROWS)).isInstanceOf(Answer.Loaded.class);
        }
        assertThat(injected.happened()).isEqualTo(1);
        assertThat(simulator.counts("vault1", "people").repeated()).isEqualTo(2);
    }

    @Test
    void aRefusedConnectionMayOpenLater() throws Exception {
        simulator.refuseConnections();
        try (VaultClient client = client(simulator.url(), BOUND)) {
            Answer answer = client.insert(ROWS);
            assertThat(answer)
                    .isEqualTo(
                            new Answer.Transient(answer.call(), "no connection to 127.0.0.1 port " + simulator.port()));
            simulator.acceptConnections();
            assertThat(client.insert(ROWS)).isInstanceOf(Answer.Loaded.class);
        }
        assertThat(simulator.refusals()).isEqualTo(1);
    }

    @Test
    void anUnknownHostMayBeKnownLater() throws Exception {
        try (VaultClient client = client("https://vault.invalid", BOUND)) {
            Answer answer = client.insert(ROWS);
            assertThat(answer).isEqualTo(new Answer.Transient(answer.call(), "host vault.invalid is unknown"));
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        InjectedFault fault =
                simulator.inject(new Fault.Redirect(simulator.url() + "/v1/vaults/vault1/people"), Trigger.next(1));
        try (VaultClient client = client(simulator.url(), BOUND)) {
            Answer answer = client.insert(ROWS);
            assertThat(answer).isEqualTo(new Answer.Refused(answer.call(), "status 302 with an empty body"));
        }
        assertThat(fault.happened()).isEqualTo(1);
        assertThat(simulator.journal().counts().calls()).isEqualTo(1);
    }

    @Test
    void aTableThatIsNotThereIsRejectedInTheVaultsWords() throws Exception {
        Destination destination = new Destination(simulator.url(), "vault1", "persons", "name");
        try (VaultClient client = new VaultClient(destination, settings(BOUND), Clock.systemUTC())) {
            Answer answer = client.insert(ROWS);
            assertThat(answer)
                    .isEqualTo(new Answer.Rejected(
                            answer.call(), "status 400: Insert failed. Table name persons is invalid."));
        }
    }

    @Test
    void anAnswerOf100MegabytesIsReadAndDropped() throws Exception {
        byte[] chunk = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        long before = peakBytesOf(() -> {});
        long peak = peakBytesOf(() -> {
            try (OneAnswer server = new OneAnswer(out -> {
                        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + 100L * chunk.length + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                        for (int i = 0; i < 100; i++) {
                            out.write(chunk);
                        }
                    });
                    VaultClient client = client(server.url(), BOUND)) {
                Answer answer = client.insert(ROWS);
                assertThat(answer)
                        .isEqualTo(new Answer.Refused(
                                answer.call(), "status 200 with a body of more than " + (64 + 32) * 1024 + " bytes"));
            }
        });
        assertThat(peak - before).isLessThan(60L << 20);
    }

    @Test
    void namesAreEncodedInThePath() throws Exception {
        try (OneAnswer server = new OneAnswer(out -> out.write(answer("403 Forbidden", "")));
                VaultClient client = new VaultClient(
                        new Destination(server.url(), "va ult", "peo/ple", "name"),
                        settings(BOUND),
                        Clock.systemUTC())) {
            assertThat(client.insert(ROWS)).isInstanceOf(Answer.Refused.class);
            assertThat(server.request()).startsWith("POST /v1/vaults/va%20ult/peo%2Fple HTTP/1.1\r\n");
        }
    }

    @Test
    void neverPrintsTheCredential() {
        assertThat(settings(BOUND)).asString().doesNotContain("secret-token");
    }

    @Test
    void faultsOfOtherCallsDoNotStrike() throws Exception {
        InjectedFault fault =
                simulator.inject(Fault.Status.of(500), Trigger.always().on(Target.LOADS.of("vault2")));
        try (VaultClient client = client(simulator.url(), BOUND)) {
            assertThat(client.insert(ROWS)).isInstanceOf(Answer.Loaded.class);
        }
        assertThat(fault.happened()).isZero();
    }

    private static CompletableFuture<Answer> inBackground(VaultClient client) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(client.insert(ROWS));
            } catch (InterruptedException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private static void dripUntilTheCallerLeaves(OutputStream out) throws java.io.IOException {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        try {
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] answer(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static long peakBytesOf(Step step) throws Exception {
        System.gc();
        var pools = ManagementFactory.getMemoryPoolMXBeans();
        pools.forEach(pool -> pool.resetPeakUsage());
        step.run();
        return pools.stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static VaultClient client(String url, Duration timeout) {
        return new VaultClient(new Destination(url, "vault1", "people", "name"), settings(timeout), Clock.systemUTC());
    }

    private static VaultClientSettings settings(Duration timeout) {
        return new VaultClientSettings(
                new FixedCredential(new Secret("secret-token")), true, new HttpSettings(4, BOUND, timeout));
    }
}
