package com.skyflow.loader.local.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.store.PairTable;
import java.util.ArrayList;
import java.util.List;

/** Deleting of one record, of several, or of all. */
final class Deletes {
    private final Vaults vaults;
    private final Conditions conditions;

    Deletes(Vaults vaults, Conditions conditions) {
        this.vaults = vaults;
        this.conditions = conditions;
    }

    Answer delete(Exchange exchange) {
        PairTable table = table(exchange.route());
        List<String> ids = new ArrayList<>();
        JsonNode request = Json.read(exchange.incoming());
        request.path("skyflow_ids").forEach(id -> ids.add(id.asText()));
        exchange.records(ids.size());
        if (ids.isEmpty()) {
            throw new Refusal(400, "Delete failed. Specify skyflow_ids.");
        }
        if (ids.equals(List.of("*"))) {
            table.deleteAll();
        } else {
            deleteAll(table, ids);
        }
        ObjectNode body = Json.object();
        ArrayNode deleted = body.putArray("RecordIDResponse");
        ids.forEach(deleted::add);
        return Json.ok(body);
    }

    Answer deleteOne(Exchange exchange) {
        String id = exchange.route().recordId();
        exchange.records(1);
        if (!table(exchange.route()).delete(id)) {
            throw notFound();
        }
        return Json.ok(Json.object().put("skyflow_id", id).put("deleted", true));
    }

    private static void deleteAll(PairTable table, List<String> ids) {
        if (!ids.stream().allMatch(id -> table.byId(id).isPresent())) {
            throw notFound();
        }
        ids.forEach(table::delete);
    }

    private static Refusal notFound() {
        return new Refusal(404, "Delete failed. No Records Found.");
    }

    private PairTable table(Route route) {
        vaults.tables(route.vaultId());
        return vaults.table(route.vaultId(), route.table())
                .orElseThrow(() -> new Refusal(
                        conditions.rules().unknownTableStatus(),
                        "Delete failed. Table name " + route.table() + " is invalid."));
    }
}
