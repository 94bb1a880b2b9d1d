package com.skyflow.loader.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.SimulatorClient.Reply;
import com.skyflow.loader.local.simulator.settings.Catalog;
import com.skyflow.loader.local.simulator.settings.Limits;
import com.skyflow.loader.local.simulator.settings.Rules;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.store.TableCounts;
import com.skyflow.loader.local.simulator.store.Uniqueness;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultApiTest {
    private static final String TABLE = "/v1/vaults/vault1/name";

    private final VaultSimulator simulator = VaultSimulator.start(SimulatorSettings.defaults()
            .withTables(
                    TableSettings.unique("vault1", "name", "name"),
                    new TableSettings("vault1", "dob", "dob", Uniqueness.REPEATABLE)));
    private final SimulatorClient client = new SimulatorClient(simulator.url());

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void answersAnInsertWithAnIdForEachRecord() throws Exception {
        Reply reply = client.load("a=1", "b=2");
        assertThat(reply.status()).isEqualTo(200);
        JsonNode records = reply.json().path("records");
        assertThat(records).hasSize(2);
        assertThat(records.get(0).path("tokens").isNull()).isTrue();
        assertThat(records.get(0).path("skyflow_id").asText())
                .hasSize(36)
                .isNotEqualTo(records.get(1).path("skyflow_id").asText());
        assertThat(reply.header("x-request-id")).hasSize(36);
    }

    @Test
    void returnsTokensWhenAskedFor() throws Exception {
        Reply reply = client.post(
                TABLE,
                "{\"records\":[" + SimulatorClient.records("a=t\\\"1")
                        + ",{\"fields\":{\"name\":\"b\"}}],\"tokenization\":true,\"byot\":\"ENABLE\"}");
        assertThat(reply.json().at("/records/0/tokens/name").asText()).isEqualTo("t\"1");
        assertThat(reply.json().at("/records/1/tokens/name").asText()).hasSize(36);
    }

    @Test
    void repeatsChangeNothing() throws Exception {
        String id = client.load("a=1").json().at("/records/0/skyflow_id").asText();
        assertThat(client.load("a=1").json().at("/records/0/skyflow_id").asText())
                .isEqualTo(id);
        assertThat(simulator.counts("vault1", "name")).isEqualTo(new TableCounts(1, 1, 1, 1, 0, 0));
    }

    @Test
    void anotherTokenTakesThePlaceOfTheFirst() throws Exception {
        String id = client.load("a=1").json().at("/records/0/skyflow_id").asText();
        assertThat(client.load("a=2").json().at("/records/0/skyflow_id").asText())
                .isEqualTo(id);
        assertThat(simulator.counts("vault1", "name")).isEqualTo(new TableCounts(1, 1, 1, 0, 1, 0));
    }

    @Test
    void refusesAnotherTokenWhenToldTo() throws Exception {
        simulator.rules(Rules.DEFAULT.withSecondToken(Rules.SecondToken.REFUSED));
        client.load("a=1");
        refused(client.load("b=3", "a=2"), 400, "Insert failed. A value of column name has another token.");
        assertThat(simulator.counts("vault1", "name").records()).isEqualTo(1);
    }

    @Test
    void refusesATokenOfAnotherValue() throws Exception {
        client.load("a=1");
        refused(client.load("b=1"), 400, "Insert failed. A token of column name stands for another value.");
    }

    @Test
    void refusesARepeatedValueWithoutUpsert() throws Exception {
        String body = "{\"records\":[" + SimulatorClient.records("a=1") + "],\"byot\":\"ENABLE\"}";
        assertThat(client.post(TABLE, body).status()).isEqualTo(200);
        refused(client.post(TABLE, body), 400, "Insert failed. A value of unique column name exists.");
    }

    @Test
    void takesARepeatedValueInARepeatableColumn() throws Exception {
        String body = "{\"records\":[{\"fields\":{\"dob\":\"x\"}},{\"fields\":{\"dob\":\"x\"}}]}";
        assertThat(client.post("/v1/vaults/vault1/dob", body).status()).isEqualTo(200);
        assertThat(simulator.counts("vault1", "dob")).isEqualTo(new TableCounts(2, 1, 2, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"records":[{"fields":{"name":"a"},"tokens":{"name":"1"}}]} | Insert failed. Tokens are not allowed when BYOT is DISABLE.
            {"byot":"ENABLE_STRICT","records":[{"fields":{"name":"a"}}]} | Insert failed. Tokens are required for all fields when BYOT is ENABLE_STRICT.
            {"byot":"SOME","records":[{"fields":{"name":"a"}}]} | Insert failed. BYOT mode is invalid. Specify DISABLE, ENABLE or ENABLE_STRICT.
            {"records":[{"fields":{"nam":"a"}}]} | Insert failed. Column nam is invalid. Specify a valid column.
            {"records":[{"fields":{"name":""}}]} | Insert failed. A value or token is empty.
            {"records":[{"fields":{"name":{}}}]} | Insert failed. The value of column name is invalid.
            {"records":[{"tokens":{"name":"1"}}]} | Insert failed. Record 0 has no fields.
            {"records":[{"fields":{"name":"a"}}],"upsert":"nam"} | Insert failed. Upsert column nam is not a unique column.
            {"records":[]} | Insert failed. The request has 0 records (expected: 1..1000).
            {"records":[{"fields":{"name":"a"}} | Invalid request. The request body is not valid JSON.
            [1] | Invalid request. The request body is not valid JSON.
            """)
    void refusesAWrongInsert(String body, String message) throws Exception {
        refused(client.post(TABLE, body), 400, message);
        assertThat(simulator.counts("vault1", "name").inserts()).isZero();
    }

    @Test
    void passesOverWhatTheGoLoaderSendsBesides() throws Exception {
        Reply reply = client.post(
                TABLE,
                "{\"byot\":\"ENABLE\",\"continueOnError\":true,\"records\":[{\"fields\":{\"name\":\"a\"},"
                        + "\"tokens\":{\"name\":\"1\"},\"upsert\":{\"column\":\"name\"}}],\"tokenization\":true}\n");
        assertThat(reply.json().at("/records/0/tokens/name").asText()).isEqualTo("1");
    }

    @Test
    void takes2500CharactersAndNoMore() throws Exception {
        assertThat(client.load("é".repeat(2_500) + "=1").status()).isEqualTo(200);
        refused(
                client.load("é".repeat(2_501) + "=2"),
                400,
                "Token insertion error. A value or token exceeds 2500 characters.");
    }

    @Test
    void refusesTooManyRecordsAndTooManyBytes() throws Exception {
        simulator.limits(new Limits(1, 300, 2_500));
        refused(client.load("a=1", "b=2"), 400, "Insert failed. The request has 2 records (expected: 1..1).");
        Reply reply = client.load("a=" + "1".repeat(300));
        assertThat(reply.message()).isEqualTo("Request is too large (expected: at most 300 bytes).");
        assertThat(reply.status()).isEqualTo(413);
        assertThat(client.load("a=1").status()).isEqualTo(200);
    }

    @Test
    void refusesWhatIsNotThere() throws Exception {
        String body = SimulatorClient.loadBody("a=1");
        refused(client.post("/v1/vaults/none/name", body), 404, "Vault not found. Specify a valid vault ID.");
        refused(client.post("/v1/vaults/vault1/none", body), 400, "Insert failed. Table name none is invalid.");
        simulator.rules(Rules.DEFAULT.withUnknownTableStatus(404));
        refused(client.post("/v1/vaults/vault1/none", body), 404, "Insert failed. Table name none is invalid.");
        refused(client.send("PUT", "/v2/none", ""), 404, "Not Found");
    }

    @Test
    void takesAnyVaultAndTableInAnOpenCatalog() throws Exception {
        try (VaultSimulator open =
                        VaultSimulator.start(SimulatorSettings.defaults().withCatalog(Catalog.ANY));
                SimulatorClient caller = new SimulatorClient(open.url())) {
            assertThat(caller.load("a=1").status()).isEqualTo(200);
            assertThat(caller.load("a=1").status()).isEqualTo(200);
            assertThat(open.counts("vault1", "name")).isEqualTo(new TableCounts(1, 1, 1, 1, 0, 0));
        }
    }

    @Test
    void refusesATokenThatIsNotAcceptedAnyMore() throws Exception {
        simulator.acceptTokens(new Secret("new"));
        refused(
                client.load("a=1"),
                401,
                "Authentication failed. Bearer token is expired. Use a valid bearer token."
                        + " See https://docs.skyflow.com/api-authentication/");
        assertThat(client.send("POST", TABLE, SimulatorClient.loadBody("a=1"), "new")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersABatchInTheBareForm() throws Exception {
        Reply reply = client.post("/v1/vaults/vault1", "{\"records\":[" + batched("a", "1") + "],\"byot\":\"ENABLE\"}");
        assertThat(reply.json().path("vaultID").asText()).isEqualTo("vault1");
        assertThat(reply.json().at("/responses/0/records/0/tokens/name").asText())
                .isEqualTo("1");
    }

    @Test
    void aBatchWithoutContinueOnErrorIsOneTransaction() throws Exception {
        client.load("z=9");
        refused(
                client.post(
                        "/v1/vaults/vault1",
                        "{\"records\":[" + batched("a", "1") + ',' + batched("b", "9") + "],\"byot\":\"ENABLE\"}"),
                400,
                "Insert failed. A token of column name stands for another value.");
        assertThat(simulator.counts("vault1", "name").records()).isEqualTo(1);
    }

    @Test
    void aBatchWithContinueOnErrorWrapsEachAnswer() throws Exception {
        client.load("z=9");
        Reply reply = client.post(
                "/v1/vaults/vault1",
                "{\"records\":[" + batched("a", "1") + ',' + batched("b", "9") + ',' + batched("c", "3")
                        + "],\"continueOnError\":true,\"byot\":\"ENABLE\"}");
        assertThat(reply.status()).isEqualTo(200);
        JsonNode responses = reply.json().path("responses");
        assertThat(responses.get(0).at("/Body/records/0/tokens/name").asText()).isEqualTo("1");
        assertThat(responses.get(0).path("Status").asInt()).isEqualTo(200);
        assertThat(responses.get(1).at("/Body/error").asText())
                .isEqualTo("Insert failed. A token of column name stands for another value.");
        assertThat(responses.get(1).path("Status").asInt()).isEqualTo(400);
        assertThat(responses.get(2).path("Status").asInt()).isEqualTo(200);
        assertThat(simulator.counts("vault1", "name").records()).isEqualTo(3);
    }

    @Test
    void getsByIdByValueAndInOrder() throws Exception {
        String id = client.load("a=1", "b=2").json().at("/records/1/skyflow_id").asText();
        assertThat(get("?skyflow_ids=" + id).at("/records/0/fields/name").asText())
                .isEqualTo("b");
        assertThat(get("?skyflow_ids=" + id + "&tokenization=true")
                        .at("/records/0/tokens/name")
                        .asText())
                .isEqualTo("2");
        assertThat(get("?column_name=name&column_values=b&column_values=x")
                        .at("/records/0/fields/skyflow_id")
                        .asText())
                .isEqualTo(id);
        assertThat(get("?order_by=DESCENDING&limit=1")
                        .at("/records/0/fields/name")
                        .asText())
                .isEqualTo("b");
        assertThat(get("?offset=2").path("records")).isEmpty();
    }

    @Test
    void getsNoMoreThan25() throws Exception {
        refused(client.send("GET", TABLE + "?limit=26", ""), 400, "Get failed. At most 25 records can be got at once.");
        refused(
                client.send("GET", "/v1/vaults/vault1/dob?column_name=dob&column_values=x", ""),
                400,
                "Get failed. Column dob is not a unique column.");
        simulator.rules(Rules.DEFAULT.withEmptyTableStatus(404));
        refused(client.send("GET", TABLE, ""), 404, "No Records Found.");
    }

    @Test
    void countsByQuery() throws Exception {
        client.load("a=1", "b=2");
        Reply reply = client.post("/v1/vaults/vault1/query", "{\"query\":\"SELECT COUNT(*) FROM name\"}");
        assertThat(reply.json()
                        .path("records")
                        .get(0)
                        .path("fields")
                        .path("count(*)")
                        .asInt())
                .isEqualTo(2);
        refused(
                client.post("/v1/vaults/vault1/query", "{\"query\":\"select name from name\"}"),
                400,
                "Query failed. The simulator understands only: select count(*) from <table>.");
    }

    @Test
    void detokenizesEachTokenOrSaysThatItIsNotThere() throws Exception {
        client.load("a=1");
        JsonNode records = detokenize("1", "none").json().path("records");
        assertThat(records.get(0).toString())
                .isEqualTo("{\"token\":\"1\",\"valueType\":\"STRING\",\"value\":\"a\",\"error\":null}");
        assertThat(records.get(1).toString())
                .isEqualTo("{\"token\":\"none\",\"valueType\":\"NONE\",\"value\":null,\"error\":\"Token not found\"}");
        refused(detokenize("none"), 404, "Token not found for 1 of 1 tokens.");
    }

    @Test
    void deletesOneSeveralAndAll() throws Exception {
        JsonNode records = client.load("a=1", "b=2", "c=3", "d=4").json().path("records");
        List<String> ids =
                records.findValues("skyflow_id").stream().map(JsonNode::asText).toList();
        assertThat(client.send("DELETE", TABLE + '/' + ids.get(0), "").text())
                .isEqualTo("{\"skyflow_id\":\"" + ids.get(0) + "\",\"deleted\":true}");
        refused(client.send("DELETE", TABLE + '/' + ids.get(0), ""), 404, "Delete failed. No Records Found.");
        assertThat(delete(ids.get(1)).text()).isEqualTo("{\"RecordIDResponse\":[\"" + ids.get(1) + "\"]}");
        refused(delete(ids.get(1)), 404, "Delete failed. No Records Found.");
        assertThat(simulator.counts("vault1", "name").records()).isEqualTo(2);
        assertThat(delete("*").text()).isEqualTo("{\"RecordIDResponse\":[\"*\"]}");
        assertThat(simulator.counts("vault1", "name")).isEqualTo(new TableCounts(0, 0, 4, 0, 0, 4));
    }

    private Reply delete(String id) throws Exception {
        return client.send("DELETE", TABLE, "{\"skyflow_ids\":[\"" + id + "\"]}");
    }

    private JsonNode get(String query) throws Exception {
        return client.send("GET", TABLE + query, "").json();
    }

    private Reply detokenize(String... tokens) throws Exception {
        String parameters = String.join("\"},{\"token\":\"", tokens);
        return client.post(
                "/v1/vaults/vault1/detokenize",
                "{\"detokenizationParameters\":[{\"token\":\"" + parameters + "\"}],\"continueOnError\":true}");
    }

    private static String batched(String value, String token) {
        return "{\"fields\":{\"name\":\"" + value
                + "\"},\"tableName\":\"name\",\"method\":\"POST\",\"tokenization\":true,"
                + "\"upsert\":\"name\",\"tokens\":{\"name\":\"" + token + "\"}}";
    }

    private static void refused(Reply reply, int status, String message) throws Exception {
        assertThat(reply.message()).isEqualTo(message);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().at("/error/http_code").asInt()).isEqualTo(status);
        assertThat(reply.header("error-from-client")).isEqualTo("true");
        assertThat(reply.header("x-request-id")).hasSize(36);
    }
}
