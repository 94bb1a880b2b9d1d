package com.skyflow.loader.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.generated.rest.ApiClient;
import com.skyflow.generated.rest.ApiClientBuilder;
import com.skyflow.generated.rest.core.ApiClientApiException;
import com.skyflow.generated.rest.resources.records.requests.RecordServiceBulkDeleteRecordBody;
import com.skyflow.generated.rest.resources.records.requests.RecordServiceInsertRecordBody;
import com.skyflow.generated.rest.resources.tokens.requests.V1DetokenizePayload;
import com.skyflow.generated.rest.types.V1Byot;
import com.skyflow.generated.rest.types.V1DetokenizeRecordRequest;
import com.skyflow.generated.rest.types.V1DetokenizeRecordResponse;
import com.skyflow.generated.rest.types.V1FieldRecords;
import com.skyflow.generated.rest.types.V1RecordMetaProperties;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.store.TableCounts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OfficialSdkTest {
    private final VaultSimulator simulator = VaultSimulator.start(
            SimulatorSettings.defaults().withTables(TableSettings.unique("vault1", "name", "name")));
    private final ApiClient sdk = new ApiClientBuilder()
            .url(simulator.url())
            .token("token")
            .maxRetries(0)
            .build();

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void insertsDetokenizesAndDeletes() {
        List<V1RecordMetaProperties> inserted = insert("MARY O'NEIL é <&>", "tok_1");
        assertThat(inserted.getFirst().getTokens().orElseThrow()).isEqualTo(Map.of("name", "tok_1"));
        assertThat(insert("MARY O'NEIL é <&>", "tok_1").getFirst().getSkyflowId())
                .isEqualTo(inserted.getFirst().getSkyflowId());

        List<V1DetokenizeRecordResponse> detokenized = sdk.tokens()
                .recordServiceDetokenize(
                        "vault1",
                        V1DetokenizePayload.builder()
                                .detokenizationParameters(List.of(V1DetokenizeRecordRequest.builder()
                                        .token("tok_1")
                                        .build()))
                                .continueOnError(true)
                                .build())
                .getRecords()
                .orElseThrow();
        assertThat(detokenized.getFirst().getValue()).contains("MARY O'NEIL é <&>");

        String id = inserted.getFirst().getSkyflowId().orElseThrow();
        assertThat(sdk.records()
                        .recordServiceBulkDeleteRecord(
                                "vault1",
                                "name",
                                RecordServiceBulkDeleteRecordBody.builder()
                                        .skyflowIds(List.of(id))
                                        .build())
                        .getRecordIdResponse())
                .contains(List.of(id));
        assertThat(simulator.counts("vault1", "name")).isEqualTo(new TableCounts(0, 0, 1, 1, 0, 1));
    }

    @Test
    void readsAnError() {
        RecordServiceInsertRecordBody body = body("a", "t");
        assertThatThrownBy(() -> sdk.records().recordServiceInsertRecord("vault1", "none", body))
                .isInstanceOfSatisfying(ApiClientApiException.class, error -> {
                    assertThat(error.statusCode()).isEqualTo(400);
                    assertThat(error.headers()).containsKeys("x-request-id", "error-from-client");
                });
    }

    private List<V1RecordMetaProperties> insert(String value, String token) {
        return sdk.records()
                .recordServiceInsertRecord("vault1", "name", body(value, token))
                .getRecords()
                .orElseThrow();
    }

    private static RecordServiceInsertRecordBody body(String value, String token) {
        return RecordServiceInsertRecordBody.builder()
                .records(List.of(V1FieldRecords.builder()
                        .fields(Map.of("name", value))
                        .tokens(Map.of("name", token))
                        .build()))
                .tokenization(true)
                .upsert("name")
                .byot(V1Byot.ENABLE_STRICT)
                .build();
    }
}
