package com.skyflow.loader.common.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A JSON text as a tree. Duplicate keys are problems; what is no JSON, or goes on after the first value, is refused with line
 * and column and without its content, which may hold a secret.
 */
final class StrictJson {
    private static final ObjectReader SCALARS = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private final JsonParser parser;
    private final Problems problems;

    private StrictJson(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** @param name what the text is called in messages */
    static JsonNode parse(String name, String text, Problems problems) {
        try (JsonParser parser = SCALARS.createParser(text)) {
            if (parser.nextToken() == null) {
                throw refused(name + " is empty (expected: a JSON object)");
            }
            JsonNode tree = new StrictJson(parser, problems).value("");
            if (parser.nextToken() != null) {
                throw refused(
                        name + " goes on after the end of its JSON object: " + place(parser.currentTokenLocation()));
            }
            return tree;
        } catch (JsonProcessingException e) {
            // Without the cause: its message quotes the text.
            throw refused(name + " is not JSON: " + place(e.getLocation()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode value(String path) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            default -> SCALARS.readTree(parser);
        };
    }

    private ObjectNode object(String path) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String keyPath = path.isEmpty() ? key : path + '.' + key;
            parser.nextToken();
            if (object.has(key)) {
                problems.add(keyPath, "stands there twice");
            }
            object.set(key, value(keyPath));
        }
        return object;
    }

    private ArrayNode array(String path) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(path + '[' + array.size() + ']'));
        }
        return array;
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static LoaderException refused(String sentence) {
        return new LoaderException(ExitCode.USAGE, sentence);
    }
}
