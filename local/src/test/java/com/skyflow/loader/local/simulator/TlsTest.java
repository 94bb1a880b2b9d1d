package com.skyflow.loader.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.settings.Tls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS and HTTP/2, with the client of the JDK, whose calls share one connection by HTTP/2. */
@ParameterizedClass
@EnumSource(Tls.Protocols.class)
class TlsTest {
    private final Tls.Protocols protocols;
    private final VaultSimulator simulator;
    private final SimulatorClient client;

    TlsTest(Tls.Protocols protocols) throws Exception {
        this.protocols = protocols;
        this.simulator = VaultSimulator.start(SimulatorSettings.defaults()
                .withTls(Tls.DEFAULT.with(protocols))
                .withTables(TableSettings.unique("vault1", "name", "name")));
        this.client = SimulatorClient.tls(simulator);
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void tellsTheProtocolOfEachCallAndTheConnections() throws Exception {
        assertThat(client.load("mary=t1").http().version())
                .isEqualTo(
                        protocols == Tls.Protocols.ONLY_HTTP_1
                                ? HttpClient.Version.HTTP_1_1
                                : HttpClient.Version.HTTP_2);
        client.load("john=t2");
        String name = protocols == Tls.Protocols.ONLY_HTTP_1 ? "HTTP/1.1" : "HTTP/2.0";
        JsonNode counts = client.send("GET", "/_simulator/counts", "").json();
        assertThat(counts.path("byProtocol").toString()).isEqualTo("{\"" + name + "\":2}");
        assertThat(counts.path("connections").asInt()).isEqualTo(1);
        assertThat(simulator.journal().calls())
                .allSatisfy(call -> assertThat(call.protocol()).isEqualTo(name));
    }

    @Test
    void callsByHttp2ShareAConnection() throws Exception {
        client.load("first=t0");
        List<CompletableFuture<Integer>> answers = Stream.of("a=t1", "b=t2", "c=t3", "d=t4")
                .map(pair -> client.sendLater("POST", "/v1/vaults/vault1/name", SimulatorClient.loadBody(pair))
                        .thenApply(answer -> answer.statusCode()))
                .toList();
        assertThat(answers).allSatisfy(status -> assertThat(status.join()).isEqualTo(200));
        assertThat(simulator.journal().counts().connections())
                .isBetween(1L, protocols == Tls.Protocols.ONLY_HTTP_1 ? 4L : 1L);
    }

    @Test
    void breaksConnectionsOff() throws Exception {
        for (Fault fault : List.of(new Fault.Reset(Moment.AFTER_STORING), new Fault.HalfBody())) {
            InjectedFault injected = simulator.inject(fault, Trigger.next(1));
            assertThatThrownBy(() -> client.load("mary=t1")).isInstanceOf(IOException.class);
            assertThat(injected.happened()).isEqualTo(1);
            assertThat(client.load("mary=t1").status()).isEqualTo(200);
        }
        assertThat(simulator.counts("vault1", "name").repeated()).isEqualTo(3);
    }

    @RepeatedTest(5)
    void leavesNoCallerWaitingWhenItsPortCloses() throws Exception {
        assertThat(client.send("POST", "/_simulator/refuse", "{\"millis\":1}").status())
                .isEqualTo(200);
        client.awaitAnswerAfterRefusal(simulator);
    }
}
