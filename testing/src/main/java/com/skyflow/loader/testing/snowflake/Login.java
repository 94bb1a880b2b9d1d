package com.skyflow.loader.testing.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A login as it arrived, without its secrets.
 *
 * @param authenticator as the driver sent it; empty for a password
 * @param parameters the session parameters that are plain texts, numbers or truth values
 * @param query parameters of the call: database, schema, warehouse, role
 */
public record Login(
        String user, String account, String authenticator, Map<String, String> parameters, Map<String, String> query) {
    static Login of(JsonNode data, Map<String, String> query) {
        return new Login(
                data.path("LOGIN_NAME").asText(),
                data.path("ACCOUNT_NAME").asText(),
                data.path("AUTHENTICATOR").asText(),
                data.path("SESSION_PARAMETERS").properties().stream()
                        .filter(entry -> entry.getValue().isValueNode())
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> entry.getValue().asText())),
                query);
    }
}
