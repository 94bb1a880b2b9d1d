package com.skyflow.loader.common.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What processes tell each other, as JSON: moments as ISO 8601, durations in seconds; what a later version adds is passed over.
 * Thread-safe.
 */
public final class EventJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EventJson() {}

    public static byte[] encode(Object event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that JSON cannot hold", e);
        }
    }

    /** The same as a tree, to be added to. */
    public static JsonNode tree(Object event) {
        return JSON.valueToTree(event);
    }

    /**
     * The event that some bytes hold.
     *
     * @throws IOException if they hold none of this type
     */
    public static <T> T decode(byte @Nullable [] bytes, Class<T> type) throws IOException {
        try {
            T event = JSON.readValue(bytes, type);
            if (event == null) {
                throw new IOException("null");
            }
            return event;
        } catch (IllegalArgumentException e) {
            throw new IOException("no event", e);
        }
    }
}
