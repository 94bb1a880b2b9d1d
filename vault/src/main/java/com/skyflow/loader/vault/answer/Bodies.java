package com.skyflow.loader.vault.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What can be said of an answer's body without quoting it. */
final class Bodies {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Bodies() {}

    /** The vault's own sentence, {@code error.message} or {@code error}; it may quote values. */
    static Optional<String> errorMessage(Response response) {
        try {
            JsonNode error = JSON.readTree(response.body()).path("error");
            JsonNode message = error.isTextual() ? error : error.path("message");
            return Optional.of(message.asText("")).filter(text -> !text.isBlank());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static String describe(Response response) {
        return describe(response, InsertedRecords.Unreadable.NOT_JSON);
    }

    static String describe(Response response, InsertedRecords.Unreadable found) {
        if (response.body().length == 0) {
            return "an empty body";
        }
        return switch (found) {
            case ERROR -> "an error inside";
            case OTHER_JSON -> "JSON of another form";
            case NOT_JSON -> isHtml(response) ? "an HTML page" : "a body that is no JSON";
        };
    }

    private static boolean isHtml(Response response) {
        String start = new String(
                        response.body(), 0, Math.min(200, response.body().length), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html");
    }
}
