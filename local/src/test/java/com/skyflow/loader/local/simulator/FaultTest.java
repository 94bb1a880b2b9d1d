package com.skyflow.loader.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.local.simulator.SimulatorClient.Reply;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Target;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.journal.Call;
import com.skyflow.loader.local.simulator.journal.CallCounts;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.settings.RateLimit;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    private final VaultSimulator simulator = VaultSimulator.start(SimulatorSettings.defaults()
            .withTables(
                    TableSettings.unique("vault1", "name", "name"), TableSettings.unique("vault2", "name", "name")));
    private final SimulatorClient client = new SimulatorClient(simulator.url());

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 408, 500, 502, 503})
    void forcesAStatusForTheNextCalls(int status) throws Exception {
        InjectedFault fault = simulator.inject(Fault.Status.of(status), Trigger.next(2));
        assertThat(client.load("a=1").status()).isEqualTo(status);
        assertThat(client.load("a=1").status()).isEqualTo(status);
        assertThat(held()).isZero();
        assertThat(client.load("a=1").status()).isEqualTo(200);
        assertThat(fault.happened()).isEqualTo(2);
        assertThat(simulator.journal().counts().withStatus(status)).isEqualTo(2);
    }

    @Test
    void tellsWhenToComeBackInSecondsOrAsADate() throws Exception {
        simulator.inject(Fault.Status.of(503, RetryAfter.seconds(7)), Trigger.next(1));
        assertThat(client.load("a=1").header("Retry-After")).isEqualTo("7");
        simulator.inject(Fault.Status.of(503, RetryAfter.date(Duration.ofSeconds(7))), Trigger.next(1));
        Instant before = Instant.now();
        String date = client.load("a=1").header("Retry-After");
        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isBetween(before.plusSeconds(7), Instant.now().plusSeconds(8));
        simulator.inject(Fault.Status.of(503), Trigger.next(1));
        assertThat(client.load("a=1").header("Retry-After")).isEmpty();
    }

    @Test
    void strikesAShareOfTheCalls() throws Exception {
        InjectedFault fault = simulator.inject(Fault.Status.of(500), Trigger.fraction(0.5));
        int failures = 0;
        for (int i = 0; i < 200; i++) {
            failures += client.load("a=1").status() == 500 ? 1 : 0;
        }
        assertThat(failures).isBetween(60, 140);
        assertThat(fault.happened()).isEqualTo(failures);
    }

    @Test
    void strikesOnlyWhatItAimsAt() throws Exception {
        InjectedFault fault = simulator.inject(
                Fault.Status.of(500),
                Trigger.always().on(Target.LOADS.of("vault2")).after(1));
        assertThat(client.load("a=1").status()).isEqualTo(200);
        String body = SimulatorClient.loadBody("a=1");
        assertThat(client.post("/v1/vaults/vault2/name", body).status()).isEqualTo(200);
        assertThat(client.post("/v1/vaults/vault2/name", body).status()).isEqualTo(500);
        assertThat(client.post("/v1/vaults/vault2/query", "{\"query\":\"select count(*) from name\"}")
                        .status())
                .isEqualTo(200);
        assertThat(fault.happened()).isEqualTo(1);
    }

    @Test
    void strikesOnlyInItsSpanOfTime() throws Exception {
        Instant now = Instant.now();
        simulator.inject(Fault.Status.of(503), Trigger.between(now.minusSeconds(20), now.minusSeconds(10)));
        simulator.inject(Fault.Status.of(502), Trigger.between(now.minusSeconds(10), now.plusSeconds(600)));
        assertThat(client.load("a=1").status()).isEqualTo(502);
    }

    @Test
    void theFirstOfSeveralFaultsWins() throws Exception {
        simulator.inject(Fault.Status.of(500), Trigger.next(1));
        simulator.inject(Fault.Status.of(502), Trigger.next(1));
        assertThat(client.load("a=1").status()).isEqualTo(500);
        assertThat(client.load("a=1").status()).isEqualTo(502);
    }

    @Test
    void losesTheAnswerAfterStoring() throws Exception {
        InjectedFault fault = simulator.inject(new Fault.Reset(Moment.AFTER_STORING), Trigger.next(1));
        assertThatThrownBy(() -> client.load("a=1")).isInstanceOf(IOException.class);
        assertThat(held()).isEqualTo(1);
        assertThat(fault.happened()).isEqualTo(1);
        assertThat(client.load("a=1").status()).isEqualTo(200);
        assertThat(simulator.counts("vault1", "name").repeated()).isEqualTo(1);
        assertThat(simulator.journal().counts().withStatus(Call.NO_ANSWER)).isEqualTo(1);
    }

    @Test
    void doesNotLoseTheAnswerOfACallThatFailed() throws Exception {
        InjectedFault fault = simulator.inject(new Fault.Reset(Moment.AFTER_STORING), Trigger.next(1));
        assertThat(client.post("/v1/vaults/vault1/none", "{}").status()).isEqualTo(400);
        assertThat(fault.happened()).isZero();
    }

    @Test
    void resetsBeforeStoring() {
        simulator.inject(new Fault.Reset(Moment.BEFORE_STORING), Trigger.next(1));
        assertThatThrownBy(() -> client.load("a=1")).isInstanceOf(IOException.class);
        assertThat(held()).isZero();
    }

    @Test
    void answersHalfABody() {
        InjectedFault fault = simulator.inject(new Fault.HalfBody(), Trigger.next(1));
        assertThatThrownBy(() -> client.load("a=1"))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("received");
        assertThat(held()).isEqualTo(1);
        assertThat(fault.happened()).isEqualTo(1);
    }

    @Test
    void hangsUntilReleased() throws Exception {
        InjectedFault fault = simulator.inject(new Fault.Hang(Moment.BEFORE_STORING), Trigger.next(1));
        CompletableFuture<HttpResponse<String>> answer =
                client.sendLater("POST", "/v1/vaults/vault1/name", SimulatorClient.loadBody("a=1"));
        awaitHanging(1);
        assertThat(held()).isZero();
        assertThat(answer).isNotDone();
        simulator.releaseHanging();
        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(held()).isEqualTo(1);
        assertThat(fault.happened()).isEqualTo(1);
    }

    @Test
    void stopsHangingWhenTheCallerGoesAway() {
        simulator.inject(new Fault.Hang(Moment.AFTER_STORING), Trigger.next(1));
        try (SimulatorClient leaving = new SimulatorClient(simulator.url())) {
            CompletableFuture<HttpResponse<String>> answer =
                    leaving.sendLater("POST", "/v1/vaults/vault1/name", SimulatorClient.loadBody("a=1"));
            awaitHanging(1);
            answer.cancel(true);
        }
        awaitHanging(0);
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void answersAnErrorInsideA200() throws Exception {
        simulator.inject(new Fault.ErrorInside200(), Trigger.next(1));
        Reply reply = client.load("a=1");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/error/http_code").asInt()).isEqualTo(500);
        assertThat(held()).isZero();
    }

    @Test
    void answersAndStoresFewerRecords() throws Exception {
        InjectedFault fault = simulator.inject(new Fault.FewerRecords(1), Trigger.next(1));
        assertThat(client.load("a=1", "b=2").json().path("records")).hasSize(1);
        assertThat(held()).isEqualTo(1);
        assertThat(fault.happened()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 502})
    void answersAPageForPeople(int status) throws Exception {
        simulator.inject(new Fault.Html(status, Moment.BEFORE_STORING), Trigger.next(1));
        Reply reply = client.load("a=1");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(reply.text()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void redirects() throws Exception {
        simulator.inject(new Fault.Redirect("https://elsewhere.example/"), Trigger.next(1));
        Reply reply = client.load("a=1");
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).isEqualTo("https://elsewhere.example/");
    }

    @Test
    void answersWithoutABody() throws Exception {
        simulator.inject(new Fault.EmptyBody(200, Moment.AFTER_STORING), Trigger.next(1));
        Reply reply = client.load("a=1");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEmpty();
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void refusesACallWithPoison() throws Exception {
        InjectedFault fault = simulator.inject(
                new Fault.Poison(new PoisonValues.Listed(Set.of("bad")), 400, Fault.Poison.Message.QUOTES_VALUE),
                Trigger.always());
        Reply reply = client.load("a=1", "bad=2");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).isEqualTo("Insert failed. Value 'bad' is invalid.");
        assertThat(held()).isZero();
        assertThat(client.load("a=1").status()).isEqualTo(200);
        assertThat(fault.happened()).isEqualTo(1);
        assertThat(fault.fault().toString()).doesNotContain("bad");
    }

    @Test
    void aBatchRefusesOnlyThePoison() throws Exception {
        simulator.inject(
                new Fault.Poison(new PoisonValues.Listed(Set.of("bad")), 500, Fault.Poison.Message.PLAIN),
                Trigger.always());
        Reply reply = client.post(
                "/v1/vaults/vault1",
                "{\"continueOnError\":true,\"records\":[{\"fields\":{\"name\":\"bad\"},\"tableName\":\"name\"},"
                        + "{\"fields\":{\"name\":\"good\"},\"tableName\":\"name\"}]}");
        assertThat(reply.json().at("/responses/0/Status").asInt()).isEqualTo(500);
        assertThat(reply.json().at("/responses/0/Body/error").asText()).isEqualTo("Insert failed. Value is invalid.");
        assertThat(reply.json().at("/responses/1/Status").asInt()).isEqualTo(200);
    }

    @Test
    void choosesTheSamePoisonAsItSays() throws Exception {
        PoisonValues poison = new PoisonValues.Hashed(0.2, 5);
        simulator.inject(new Fault.Poison(poison, 400, Fault.Poison.Message.PLAIN), Trigger.always());
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            boolean isRefused = client.load("value é " + i + "=" + i).status() == 400;
            assertThat(isRefused).isEqualTo(poison.contains("value é " + i));
            refused += isRefused ? 1 : 0;
        }
        assertThat(refused).isBetween(5, 40);
    }

    @Test
    void throttlesEachVaultForItself() throws Exception {
        simulator.rateLimit(new RateLimit(0.01, 2, RetryAfter.Form.SECONDS));
        assertThat(client.load("a=1").status()).isEqualTo(200);
        assertThat(client.load("a=1").status()).isEqualTo(200);
        Reply throttled = client.load("a=1");
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(Integer.parseInt(throttled.header("Retry-After"))).isBetween(60, 100);
        assertThat(client.post("/v1/vaults/vault2/name", SimulatorClient.loadBody("a=1"))
                        .status())
                .isEqualTo(200);
        simulator.noRateLimit();
        assertThat(client.load("a=1").status()).isEqualTo(200);
        assertThat(simulator.journal().counts().withStatus(429)).isEqualTo(1);
    }

    @Test
    void takesItsTime() throws Exception {
        simulator.latency(Latency.of(Duration.ofMillis(50)));
        client.load("a=1");
        assertThat(simulator.journal().calls().getLast().took()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void refusesConnectionsUntilItAcceptsThemAgain() throws Exception {
        client.load("a=1");
        simulator.refuseConnections();
        assertThatThrownBy(() -> client.load("b=2")).isInstanceOf(IOException.class);
        simulator.acceptConnections();
        assertThat(client.load("b=2").status()).isEqualTo(200);
        assertThat(held()).isEqualTo(2);
        assertThat(simulator.refusals()).isEqualTo(1);
    }

    @Test
    void remembersWhatWasCalledAndWhen() throws Exception {
        Instant start = Instant.now();
        Reply reply = client.load("a=1", "b=2");
        client.post("/v1/vaults/vault1/none", "{}");
        Call first = simulator.journal().callsSince(start).getFirst();
        assertThat(first.method()).isEqualTo("POST");
        assertThat(first.template()).isEqualTo("/v1/vaults/{vault}/{table}");
        assertThat(first.vaultId()).isEqualTo("vault1");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.records()).isEqualTo(2);
        assertThat(first.requestId()).isEqualTo(reply.header("x-request-id"));
        assertThat(first.remotePort()).isPositive();
        CallCounts counts = simulator.journal().counts();
        assertThat(counts.calls()).isEqualTo(2);
        assertThat(counts.records()).isEqualTo(2);
        assertThat(counts.byStatus()).hasToString("{200=1, 400=1}");
        assertThat(counts.maxInFlight()).isEqualTo(1);
        assertThat(counts.inFlight()).isZero();
        assertThat(counts.connections()).isEqualTo(1);
        assertThat(simulator.journal().wasCalledAfter(start)).isTrue();
        assertThat(simulator.journal().wasCalledAfter(Instant.now())).isFalse();
    }

    private long held() {
        return simulator.counts("vault1", "name").records();
    }

    private void awaitHanging(int calls) {
        while (simulator.hanging() != calls) {
            Thread.onSpinWait();
        }
    }
}
