package com.skyflow.loader.common.config;

import com.fasterxml.jackson.databind.JsonNode;

/** A JSON type that holds others. */
enum JsonShape {
    OBJECT("an object"),
    ARRAY("an array");

    private final String words;

    JsonShape(String words) {
        this.words = words;
    }

    boolean fits(JsonNode node) {
        return switch (this) {
            case OBJECT -> node.isObject();
            case ARRAY -> node.isArray();
        };
    }

    String words() {
        return words;
    }
}
