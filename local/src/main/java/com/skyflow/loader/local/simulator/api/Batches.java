package com.skyflow.loader.local.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.settings.Limits;
import com.skyflow.loader.local.simulator.store.PairTable;
import com.skyflow.loader.local.simulator.store.Rows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/vaults/{vault}}: inserts, each for itself with {@code continueOnError}, or else all in one transaction.
 * The simulator takes only inserts, and in a transaction only one table and upsert column.
 */
final class Batches {
    private final Inserts inserts;
    private final Conditions conditions;

    Batches(Inserts inserts, Conditions conditions) {
        this.inserts = inserts;
        this.conditions = conditions;
    }

    Answer batch(Exchange exchange) {
        JsonNode body = Json.read(exchange.incoming());
        List<JsonNode> records = new ArrayList<>();
        body.path("records").forEach(records::add);
        exchange.records(records.size());
        inserts.checkCount(records.size());
        List<JsonNode> kept = records.subList(0, Math.max(0, records.size() - exchange.dropped()));
        Byot byot = Byot.of(body.path("byot").asText("DISABLE"));
        ObjectNode answer = Json.object().put("vaultID", exchange.route().vaultId());
        ArrayNode responses = answer.putArray("responses");
        if (body.path("continueOnError").asBoolean()) {
            kept.forEach(record -> responses.add(storeAlone(exchange.route(), record, byot)));
        } else if (!kept.isEmpty()) {
            responses.addAll(storeTogether(exchange.route(), kept, byot));
        }
        return Json.ok(answer);
    }

    private ObjectNode storeAlone(Route route, JsonNode record, Byot byot) {
        ObjectNode response = Json.object();
        try {
            response.set("Body", storeTogether(route, List.of(record), byot).getFirst());
            return response.put("Status", 200);
        } catch (Refusal refusal) {
            response.putObject("Body").put("error", refusal.text());
            return response.put("Status", refusal.status());
        }
    }

    private List<ObjectNode> storeTogether(Route route, List<JsonNode> records, Byot byot) {
        JsonNode first = records.getFirst();
        String name = first.path("tableName").asText();
        String upsert = first.path("upsert").asText();
        Optional<PairTable> known = inserts.find(route.vaultId(), name);
        String column = known.map(PairTable::column)
                .orElseGet(() -> first.path("fields").properties().stream()
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(null));
        Rows rows = new Rows();
        for (JsonNode record : records) {
            checkRecord(record, name, upsert);
            rows.begin();
            read(record, column, rows, conditions.limits());
        }
        PairTable table = known.orElseGet(() -> inserts.create(route.vaultId(), name, column));
        int[] numbers = inserts.store(route, table, rows, byot, upsert);
        List<ObjectNode> bodies = new ArrayList<>();
        for (int row = 0; row < numbers.length; row++) {
            bodies.add(body(table, numbers[row], records.get(row)));
        }
        return bodies;
    }

    private static void checkRecord(JsonNode record, String table, String upsert) {
        String method = record.path("method").asText("POST");
        if (!method.equals("POST")) {
            throw new Refusal(400, "Batch failed. The simulator takes only POST in a batch, not " + method + ".");
        }
        if (!record.path("tableName").asText().equals(table)
                || !record.path("upsert").asText().equals(upsert)) {
            throw new Refusal(
                    400,
                    "Batch failed. Without continueOnError the simulator takes one table and upsert column in a batch.");
        }
    }

    private static void read(JsonNode record, @Nullable String column, Rows rows, Limits limits) {
        record.path("fields").properties().forEach(field -> {
            char[] text = text(field, column, limits);
            rows.value(text, 0, text.length);
        });
        record.path("tokens").properties().forEach(field -> {
            char[] text = text(field, column, limits);
            rows.token(text, 0, text.length);
        });
    }

    private static char[] text(Map.Entry<String, JsonNode> field, @Nullable String column, Limits limits) {
        if (!field.getKey().equals(column)) {
            throw InsertBody.invalidColumn(field.getKey());
        }
        if (!field.getValue().isValueNode() || field.getValue().isNull()) {
            throw new Refusal(400, "Insert failed. The value of column " + field.getKey() + " is invalid.");
        }
        String text = field.getValue().asText();
        InsertBody.checkLength(text.length(), limits);
        return text.toCharArray();
    }

    private static ObjectNode body(PairTable table, int number, JsonNode request) {
        String id = new String(table.id(number), StandardCharsets.US_ASCII);
        ObjectNode body = Json.object();
        ObjectNode record = body.putArray("records").addObject().put("skyflow_id", id);
        if (request.path("tokenization").asBoolean()) {
            table.byId(id).ifPresent(held -> record.putObject("tokens").put(table.column(), held.token()));
        } else {
            record.putNull("tokens");
        }
        return body;
    }
}
