package com.skyflow.loader.testing.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** What stands in the calls of the driver, and the form of the answers: a refusal is an answer with status 200 too. */
final class Wire {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("Snowflake Token=\"(.*)\"");

    private Wire() {}

    static String token(HttpExchange exchange) {
        Matcher token =
                TOKEN.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        return token.matches() ? token.group(1) : "";
    }

    static Map<String, String> parameters(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .filter(pair -> pair.length == 2)
                        .collect(Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                                (first, second) -> second));
    }

    static JsonNode body(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream raw = exchange.getRequestBody();
                InputStream in = zipped ? new GZIPInputStream(raw) : raw) {
            return JSON.readTree(in);
        }
    }

    static ObjectNode success() {
        return JSON.createObjectNode().put("success", true).putNull("code").putNull("message");
    }

    static ObjectNode failure(String code, String sqlState, String message) {
        ObjectNode answer =
                JSON.createObjectNode().put("success", false).put("code", code).put("message", message);
        answer.putObject("data").put("errorCode", code).put("sqlState", sqlState);
        return answer;
    }

    static void send(HttpExchange exchange, ObjectNode answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
