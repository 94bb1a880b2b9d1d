package com.skyflow.loader.local.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Bodies of the calls that are rare enough to be read into a tree. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static JsonNode read(Incoming incoming) {
        try {
            JsonNode root = MAPPER.readTree(incoming.body(), 0, incoming.length());
            if (root == null || !root.isObject()) {
                throw InsertBody.malformed();
            }
            return root;
        } catch (IOException e) {
            throw InsertBody.malformed();
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Answer ok(ObjectNode body) {
        return Answer.json(200, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
