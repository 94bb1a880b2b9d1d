package com.skyflow.loader.local.simulator.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a query string, each with its values in order. */
public record Parameters(Map<String, List<String>> values) {
    /**
     * Reads a query string.
     *
     * @param query the query as sent, or null
     */
    public static Parameters of(@Nullable String query) {
        Map<String, List<String>> values = new HashMap<>();
        if (query != null) {
            for (String part : query.split("&", -1)) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                values.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
            }
        }
        return new Parameters(values);
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The first value of a parameter, or what it is if it is not sent. */
    public String first(String name, String absent) {
        List<String> all = all(name);
        return all.isEmpty() ? absent : all.getFirst();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "Invalid request. The query is not URL-encoded.");
        }
    }
}
