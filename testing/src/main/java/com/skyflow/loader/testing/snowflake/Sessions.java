package com.skyflow.loader.testing.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Logins, and the tokens of the sessions that they began. Thread-safe. */
final class Sessions {
    final Users users = new Users();

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Session> masters = new ConcurrentHashMap<>();
    private final List<Login> logins = new CopyOnWriteArrayList<>();

    List<Login> logins() {
        return List.copyOf(logins);
    }

    Optional<Session> find(String token) {
        return Optional.ofNullable(sessions.get(token));
    }

    /** From now on the token has to be renewed. */
    void expire(String token) {
        sessions.remove(token);
    }

    Optional<Session> end(String token) {
        return Optional.ofNullable(sessions.remove(token));
    }

    ObjectNode login(JsonNode data, Map<String, String> query) {
        Login login = Login.of(data, query);
        logins.add(login);
        Optional<Users.Refusal> refusal = users.refusal(data);
        if (refusal.isPresent()) {
            return Wire.failure(refusal.get().code(), "08001", refusal.get().message());
        }
        Session session = new Session(
                UUID.randomUUID(),
                Users.fold(login.user()),
                Optional.ofNullable(query.get("warehouse")),
                Optional.ofNullable(query.get("databaseName"))
                        .map(database -> database + '.' + query.getOrDefault("schemaName", "PUBLIC")),
                login.parameters().getOrDefault("QUERY_TAG", ""));
        ObjectNode answer = Wire.success();
        ObjectNode body = answer.putObject("data");
        putTokens(session, body);
        body.put("validityInSeconds", 3600)
                .put("masterValidityInSeconds", 14_400)
                .put("serverVersion", "9.30.0")
                .put("sessionId", logins.size())
                .put("healthCheckInterval", 45);
        putParameters(login.parameters(), body.putArray("parameters"));
        body.putObject("sessionInfo")
                .put("databaseName", query.get("databaseName"))
                .put("schemaName", query.get("schemaName"))
                .put("warehouseName", query.get("warehouse"))
                .put("roleName", query.get("roleName"));
        return answer;
    }

    /** What the driver acts on: not on its own properties, but on what is answered to them. */
    private static void putParameters(Map<String, String> asked, ArrayNode answered) {
        answered.addObject().put("name", "AUTOCOMMIT").put("value", true);
        answered.addObject().put("name", "CLIENT_RESULT_CHUNK_SIZE").put("value", 16);
        answered.addObject()
                .put("name", "CLIENT_PREFETCH_THREADS")
                .put("value", Integer.parseInt(asked.getOrDefault("CLIENT_PREFETCH_THREADS", "4")));
        answered.addObject()
                .put("name", "CLIENT_TELEMETRY_ENABLED")
                .put(
                        "value",
                        !asked.getOrDefault("CLIENT_TELEMETRY_ENABLED", "true").equals("false"));
    }

    private void putTokens(Session session, ObjectNode body) {
        String token = UUID.randomUUID().toString();
        String master = UUID.randomUUID().toString();
        sessions.put(token, session);
        masters.put(master, session);
        body.put("token", token).put("sessionToken", token).put("masterToken", master);
    }

    ObjectNode renew(String master) {
        Session session = masters.remove(master);
        if (session == null) {
            return Wire.failure("390114", "08001", "Authentication token has expired.");
        }
        ObjectNode answer = Wire.success();
        putTokens(session, answer.putObject("data"));
        return answer;
    }
}
