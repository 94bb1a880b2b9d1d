package com.skyflow.loader.vault.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Base64;

/** What a JWT says of itself (RFC 7519). */
final class Claims {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Claims() {}

    /** Its claims; a missing node for a token that is none. */
    static JsonNode of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IOException | IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }
}
