package com.skyflow.loader.local.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.store.HeldRecord;
import com.skyflow.loader.local.simulator.store.PairTable;
import com.skyflow.loader.local.simulator.store.Uniqueness;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls that change nothing: get, query, detokenize. */
final class Reads {
    private static final int MAX_RECORDS = 25;
    private static final Pattern COUNT = Pattern.compile(
            "\\s*select\\s+count\\s*\\(\\s*\\*\\s*\\)\\s+from\\s+[\"`]?([\\w-]+)[\"`]?\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);

    private final Vaults vaults;
    private final Conditions conditions;

    Reads(Vaults vaults, Conditions conditions) {
        this.vaults = vaults;
        this.conditions = conditions;
    }

    Answer get(Exchange exchange) {
        PairTable table = table(exchange.route().vaultId(), exchange.route().table(), "Get");
        Parameters parameters = Parameters.of(exchange.incoming().query());
        List<HeldRecord> found = find(table, parameters);
        if (found.isEmpty() && conditions.rules().emptyTableStatus() == 404) {
            throw new Refusal(404, "No Records Found.");
        }
        boolean asTokens = parameters.first("tokenization", "false").equals("true");
        ObjectNode body = Json.object();
        ArrayNode records = body.putArray("records");
        for (HeldRecord record : found) {
            ObjectNode shown = records.addObject();
            ObjectNode fields = Json.object().put("skyflow_id", record.id());
            fields.put(table.column(), asTokens ? record.token() : record.value());
            shown.set("fields", asTokens ? null : fields);
            shown.set("tokens", asTokens ? fields : null);
        }
        return Json.ok(body);
    }

    Answer query(Exchange exchange) {
        vaults.tables(exchange.route().vaultId());
        Matcher count =
                COUNT.matcher(Json.read(exchange.incoming()).path("query").asText());
        if (!count.matches()) {
            throw new Refusal(400, "Query failed. The simulator understands only: select count(*) from <table>.");
        }
        PairTable table = table(exchange.route().vaultId(), count.group(1), "Query");
        ObjectNode body = Json.object();
        ObjectNode record = body.putArray("records").addObject();
        record.putObject("fields").put("count(*)", table.counts().records());
        record.putNull("tokens");
        return Json.ok(body);
    }

    Answer detokenize(Exchange exchange) {
        vaults.tables(exchange.route().vaultId());
        JsonNode request = Json.read(exchange.incoming());
        JsonNode parameters = request.path("detokenizationParameters");
        ObjectNode body = Json.object();
        ArrayNode records = body.putArray("records");
        int missing = 0;
        for (JsonNode parameter : parameters) {
            String token = parameter.path("token").asText();
            Optional<HeldRecord> held = byToken(exchange.route().vaultId(), token);
            missing += held.isEmpty() ? 1 : 0;
            records.add(detokenized(token, held));
        }
        exchange.records(parameters.size());
        boolean goesOn = request.path("continueOnError").asBoolean();
        if (missing > 0 && (!goesOn || missing == parameters.size())) {
            throw new Refusal(404, "Token not found for " + missing + " of " + parameters.size() + " tokens.");
        }
        return Json.ok(body);
    }

    private static ObjectNode detokenized(String token, Optional<HeldRecord> held) {
        ObjectNode record = Json.object().put("token", token).put("valueType", held.isPresent() ? "STRING" : "NONE");
        record.put("value", held.map(HeldRecord::value).orElse(null));
        return record.put("error", held.isPresent() ? null : "Token not found");
    }

    private Optional<HeldRecord> byToken(String vaultId, String token) {
        return vaults.tables(vaultId).stream()
                .flatMap(table -> table.byToken(token).stream())
                .findFirst();
    }

    private List<HeldRecord> find(PairTable table, Parameters parameters) {
        int limit = (int) number(parameters, "limit", MAX_RECORDS);
        List<String> ids = parameters.all("skyflow_ids");
        List<String> values = parameters.all("column_values");
        if (limit > MAX_RECORDS || ids.size() > MAX_RECORDS || values.size() > MAX_RECORDS) {
            throw new Refusal(400, "Get failed. At most " + MAX_RECORDS + " records can be got at once.");
        }
        if (!ids.isEmpty()) {
            return byIds(table, ids);
        }
        String column = parameters.first("column_name", "");
        if (!column.isEmpty()) {
            return byValues(table, column, values);
        }
        boolean descending = parameters.first("order_by", "ASCENDING").equals("DESCENDING");
        return table.list(
                descending ? PairTable.Order.DESCENDING : PairTable.Order.ASCENDING,
                number(parameters, "offset", 0),
                limit);
    }

    private static List<HeldRecord> byIds(PairTable table, List<String> ids) {
        List<HeldRecord> found =
                ids.stream().flatMap(id -> table.byId(id).stream()).toList();
        if (found.isEmpty()) {
            throw new Refusal(404, "No Records Found.");
        }
        return found;
    }

    private static List<HeldRecord> byValues(PairTable table, String column, List<String> values) {
        if (!column.equals(table.column()) || table.uniqueness() != Uniqueness.UNIQUE) {
            throw new Refusal(400, "Get failed. Column " + column + " is not a unique column.");
        }
        return values.stream().flatMap(value -> table.byValue(value).stream()).toList();
    }

    private static long number(Parameters parameters, String name, long absent) {
        try {
            return Long.parseLong(parameters.first(name, Long.toString(absent)));
        } catch (NumberFormatException e) {
            throw new Refusal(400, "Get failed. Parameter " + name + " is not a number.");
        }
    }

    private PairTable table(String vaultId, String name, String verb) {
        vaults.tables(vaultId);
        return vaults.table(vaultId, name)
                .orElseThrow(() -> new Refusal(
                        conditions.rules().unknownTableStatus(),
                        verb + " failed. Table name " + name + " is invalid."));
    }
}
