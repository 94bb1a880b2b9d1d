package com.skyflow.loader.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.local.simulator.SimulatorClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlApiTest {
    private final VaultSimulator simulator = VaultSimulator.start(SimulatorSettings.defaults());
    private final SimulatorClient client = new SimulatorClient(simulator.url());

    ControlApiTest() throws Exception {
        control(
                "PUT",
                "tables",
                "{\"vaultId\":\"vault1\",\"table\":\"name\",\"column\":\"name\",\"uniqueness\":\"UNIQUE\"}");
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void tellsWhatItHolds() throws Exception {
        client.load("secret-value=secret-token", "b=2");
        client.load("b=2");
        Reply reply = control("GET", "tables", "");
        assertThat(reply.text())
                .isEqualTo("{\"tables\":[{\"vaultId\":\"vault1\",\"table\":\"name\",\"column\":\"name\","
                        + "\"uniqueness\":\"UNIQUE\",\"records\":2,\"distinctValues\":2,\"inserts\":2,\"repeated\":1,"
                        + "\"tokenChanges\":0,\"deletes\":0}]}");
        control("DELETE", "tables/vault1/name", "");
        assertThat(simulator.counts("vault1", "name").records()).isZero();
    }

    @Test
    void comparesWithExpectedPairs() throws Exception {
        client.load("a=1", "b=2", "c=3");
        Reply reply = control(
                "POST",
                "tables/vault1/name/check",
                "{\"value\":\"a\",\"token\":\"1\"}\n{\"value\":\"b\",\"token\":\"x\"}\n{\"token\":\"4\",\"value\":\"d\"}\n");
        assertThat(reply.text())
                .isEqualTo("{\"expected\":3,\"missing\":1,\"differentToken\":1,\"unexpected\":2,\"exact\":false}");
    }

    @Test
    void refusesWrongPairsWithoutQuotingThem() throws Exception {
        Reply reply =
                control("POST", "tables/vault1/name/check", "{\"value\":\"a\",\"token\":\"1\"}\n{\"value\":sesame}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").asText())
                .isEqualTo("pair 2 (expected: {\"value\":\"…\",\"token\":\"…\"})");
    }

    @Test
    void injectsListsAndRemovesFaults() throws Exception {
        JsonNode injected = control(
                        "POST",
                        "faults",
                        "{\"fault\":\"status\",\"status\":503,\"retryAfter\":{\"form\":\"SECONDS\","
                                + "\"delay\":2000},\"trigger\":{\"count\":1,\"vaults\":[\"vault1\"]}}")
                .json();
        Reply reply = client.load("a=1");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("2");
        JsonNode listed = control("GET", "faults", "").json().at("/faults/0");
        assertThat(listed.path("happened").asInt()).isEqualTo(1);
        assertThat(listed.path("fault").asText()).isEqualTo("status");
        assertThat(control("DELETE", "faults/" + injected.path("id").asLong(), "")
                        .status())
                .isEqualTo(200);
        assertThat(simulator.faults()).isEmpty();
    }

    @Test
    void neverListsPoison() throws Exception {
        String body = "{\"fault\":\"poison\",\"values\":{\"kind\":\"listed\",\"values\":[\"sesame\"]}}";
        assertThat(control("POST", "faults", body).text()).doesNotContain("sesame");
        assertThat(control("GET", "faults", "").text()).contains("poison").doesNotContain("sesame");
        assertThat(client.load("sesame=1").status()).isEqualTo(400);
    }

    @Test
    void takesEveryKindOfFaultByItsName() throws Exception {
        for (String fault : new String[] {
            "\"hang\"",
            "\"reset\"",
            "\"half-body\"",
            "\"error-inside-200\"",
            "\"fewer-records\"",
            "\"html\"",
            "\"redirect\",\"location\":\"x\"",
            "\"empty-body\"",
            "\"poison\",\"values\":{\"kind\":\"hashed\",\"fraction\":0.5,\"seed\":1}"
        }) {
            assertThat(control("POST", "faults", "{\"fault\":" + fault + "}").status())
                    .isEqualTo(200);
        }
        assertThat(simulator.faults()).hasSize(9);
        control("DELETE", "faults", "");
        assertThat(simulator.faults()).isEmpty();
    }

    @Test
    void changesConditions() throws Exception {
        control("PUT", "tokens", "{\"accepted\":[\"new\"]}");
        assertThat(client.load("a=1").status()).isEqualTo(401);
        control("DELETE", "tokens", "");
        control("PUT", "rate-limit", "{\"perSecond\":0.001,\"burst\":1,\"retryAfter\":\"NONE\"}");
        assertThat(client.load("a=1").status()).isEqualTo(200);
        assertThat(client.load("a=1").status()).isEqualTo(429);
        control("DELETE", "rate-limit", "");
        control("PUT", "latency", "{\"min\":5,\"max\":5}");
        control("PUT", "limits", "{\"maxRecords\":1,\"maxRequestBytes\":1000,\"maxCharacters\":5}");
        assertThat(client.load("b=123456").status()).isEqualTo(400);
        control("PUT", "rules", "{\"secondToken\":\"REFUSED\",\"unknownTableStatus\":404,\"emptyTableStatus\":200}");
        assertThat(client.load("a=2").status()).isEqualTo(400);
    }

    @Test
    void refusesWrongSettings() throws Exception {
        assertThat(control(
                                "PUT",
                                "rules",
                                "{\"secondToken\":\"REFUSED\",\"unknownTableStatus\":402,\"emptyTableStatus\":200}")
                        .status())
                .isEqualTo(400);
        assertThat(control("PUT", "latency", "{\"max\":5}").status()).isEqualTo(400);
        assertThat(control("GET", "none", "").status()).isEqualTo(404);
        assertThat(control("GET", "tables/none/none", "").status()).isEqualTo(404);
    }

    @Test
    void tellsWhatWasCalled() throws Exception {
        client.load("a=1");
        assertThat(control("GET", "counts", "").json().at("/byStatus/200").asInt())
                .isEqualTo(1);
        JsonNode calls =
                control("GET", "calls?since=2020-01-01T00:00:00Z", "").json().path("calls");
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).path("status").asInt()).isEqualTo(200);
        assertThat(control("GET", "calls?since=2999-01-01T00:00:00Z", "").json().path("calls"))
                .isEmpty();
    }

    private Reply control(String method, String path, String body) throws Exception {
        return client.send(method, "/_simulator/" + path, body);
    }
}
