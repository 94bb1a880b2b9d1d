package com.skyflow.loader.local.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.api.Answer;
import com.skyflow.loader.local.simulator.api.Conditions;
import com.skyflow.loader.local.simulator.api.Gate;
import com.skyflow.loader.local.simulator.api.Parameters;
import com.skyflow.loader.local.simulator.api.Vaults;
import com.skyflow.loader.local.simulator.auth.ServiceAccount;
import com.skyflow.loader.local.simulator.fault.Faults;
import com.skyflow.loader.local.simulator.journal.Call;
import com.skyflow.loader.local.simulator.journal.Journal;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.settings.Limits;
import com.skyflow.loader.local.simulator.settings.RateLimit;
import com.skyflow.loader.local.simulator.settings.Rules;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.local.simulator.store.PairTable;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls under {@code /_simulator}. None of their answers holds a value, a token or a secret.
 *
 * <ul>
 *   <li>{@code GET tables}, {@code PUT tables}, {@code DELETE tables/{vault}/{table}} (empties it), {@code POST
 *       tables/{vault}/{table}/check} with the expected pairs as NDJSON
 *   <li>{@code GET calls?since=…}, {@code GET counts}
 *   <li>{@code GET faults}, {@code POST faults}, {@code DELETE faults}, {@code DELETE faults/{id}}, {@code POST release}
 *   <li>{@code PUT latency}, {@code PUT rate-limit}, {@code DELETE rate-limit}, {@code PUT tokens}, {@code DELETE tokens}
 *       (accepts any), {@code PUT rules}, {@code PUT limits}
 *   <li>{@code GET service-account}, {@code DELETE service-account} (takes back its tokens)
 *   <li>{@code POST refuse} with {@code {"millis":…}}: the port is closed for so long
 * </ul>
 */
public final class ControlApi {
    private final Vaults vaults;
    private final Conditions conditions;
    private final Faults faults;
    private final Journal journal;
    private final Gate gate;
    private final Supplier<Optional<ServiceAccount>> account;

    public ControlApi(
            Vaults vaults,
            Conditions conditions,
            Faults faults,
            Journal journal,
            Gate gate,
            Supplier<Optional<ServiceAccount>> account) {
        this.account = account;
        this.vaults = vaults;
        this.conditions = conditions;
        this.faults = faults;
        this.journal = journal;
        this.gate = gate;
    }

    /**
     * An answer, and what is to happen once it was delivered.
     *
     * @param closedFor how long the port is closed then
     */
    public record Reply(Answer answer, Duration closedFor) {
        static Reply of(Answer answer) {
            return new Reply(answer, Duration.ZERO);
        }
    }

    /**
     * Deals with a call.
     *
     * @param path what follows {@code /_simulator}
     */
    public Reply handle(String method, String path, @Nullable String query, InputStream body) throws IOException {
        List<String> parts = List.of(path.split("/", -1));
        String what = method + ' ' + (parts.size() > 1 ? parts.get(1) : "");
        try {
            if (what.equals("POST refuse")) {
                long millis = ControlJson.read(body).path("millis").asLong();
                return new Reply(done(), Duration.ofMillis(millis));
            }
            return Reply.of(
                    parts.size() > 2 ? handleOne(what, parts, body) : handleAll(what, Parameters.of(query), body));
        } catch (JsonProcessingException e) {
            return Reply.of(error(400, "the body is not what this call expects"));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Reply.of(error(400, String.valueOf(e.getMessage())));
        }
    }

    private Answer handleOne(String what, List<String> parts, InputStream body) throws IOException {
        if (what.equals("DELETE faults")) {
            return faults.remove(Long.parseLong(parts.get(2))) ? done() : error(404, "no such fault");
        }
        Optional<PairTable> table = parts.size() > 3 ? vaults.table(parts.get(2), parts.get(3)) : Optional.empty();
        if (table.isEmpty()) {
            return error(404, "no such table");
        }
        if (what.equals("DELETE tables")) {
            table.get().deleteAll();
            return done();
        }
        if (what.equals("POST tables") && parts.getLast().equals("check")) {
            CheckResult result = ExpectedPairs.compare(body, table.get().check());
            return ok(ControlJson.tree(result));
        }
        return error(404, "no such call");
    }

    private Answer handleAll(String what, Parameters parameters, InputStream body) throws IOException {
        return switch (what) {
            case "GET tables" -> ok(tables());
            case "GET counts" -> ok(ControlJson.tree(journal.counts()));
            case "GET calls" -> ok(calls(parameters));
            case "GET faults" -> ok(injected());
            case "GET service-account" ->
                ok(account.get()
                        .map(ServiceAccount::counts)
                        .map(ControlJson::tree)
                        .orElseGet(ControlJson::object));
            case "POST faults" -> ok(inject(ControlJson.read(body)));
            default -> set(what, body) ? done() : error(404, "no such call");
        };
    }

    private ObjectNode inject(JsonNode request) throws IOException {
        return ControlJson.injected(
                faults.inject(ControlJson.fault(request), ControlJson.trigger(request.path("trigger"))));
    }

    /** Changes something; false if there is nothing of that name. */
    private boolean set(String what, InputStream body) throws IOException {
        switch (what) {
            case "DELETE faults" -> faults.clear();
            case "POST release" -> gate.release();
            case "DELETE rate-limit" -> conditions.noRateLimit();
            case "DELETE service-account" -> account.get().ifPresent(ServiceAccount::revokeTokens);
            case "DELETE tokens" -> conditions.acceptedTokens(Optional.empty());
            case "PUT latency" -> conditions.latency(ControlJson.as(ControlJson.read(body), Latency.class));
            case "PUT rate-limit" -> conditions.rateLimit(ControlJson.as(ControlJson.read(body), RateLimit.class));
            case "PUT rules" -> conditions.rules(ControlJson.as(ControlJson.read(body), Rules.class));
            case "PUT limits" -> conditions.limits(ControlJson.as(ControlJson.read(body), Limits.class));
            case "PUT tokens" -> conditions.acceptedTokens(Optional.of(secrets(ControlJson.read(body))));
            case "PUT tables" -> vaults.add(ControlJson.as(ControlJson.read(body), TableSettings.class));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Set<Secret> secrets(JsonNode request) {
        Set<Secret> secrets = new HashSet<>();
        request.path("accepted").forEach(token -> secrets.add(new Secret(token.asText())));
        return secrets;
    }

    private ObjectNode tables() {
        ObjectNode shown = ControlJson.object();
        ArrayNode list = shown.putArray("tables");
        vaults.all()
                .forEach((vaultId, tables) -> tables.forEach((name, table) -> {
                    ObjectNode entry = list.addObject();
                    entry.put("vaultId", vaultId).put("table", name).put("column", table.column());
                    entry.put("uniqueness", table.uniqueness().name());
                    entry.setAll((ObjectNode) ControlJson.tree(table.counts()));
                }));
        return shown;
    }

    private ObjectNode calls(Parameters parameters) {
        String since = parameters.first("since", "");
        List<Call> calls = since.isEmpty() ? journal.calls() : journal.callsSince(Instant.parse(since));
        ObjectNode shown = ControlJson.object();
        shown.set("calls", ControlJson.tree(calls));
        return shown;
    }

    private ObjectNode injected() {
        ObjectNode shown = ControlJson.object();
        ArrayNode list = shown.putArray("faults");
        faults.injected().forEach(injected -> list.add(ControlJson.injected(injected)));
        return shown;
    }

    private static Answer ok(JsonNode body) throws IOException {
        return Answer.json(200, ControlJson.bytes(body));
    }

    private static Answer done() throws IOException {
        return ok(ControlJson.object());
    }

    private static Answer error(int status, String sentence) throws IOException {
        return Answer.json(status, ControlJson.bytes(ControlJson.object().put("error", sentence)));
    }
}
