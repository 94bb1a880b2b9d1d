package com.skyflow.loader.common.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The wire format of a pair: {@code {"value":"…","token":"…"}} in UTF-8. Thread-safe. */
public final class PairCodec {
    private static final JsonFactory JSON = new JsonFactory();

    private PairCodec() {}

    /** The bytes of a record's value. */
    public static byte[] encode(Pair pair) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(JSON._getBufferRecycler(), 256);
                JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("value", pair.value());
            json.writeStringField("token", pair.token());
            json.writeEndObject();
            json.flush();
            return bytes.getClearAndRelease();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pair in a record's value; empty if the bytes are no pair of two strings that are not empty. */
    public static Optional<Pair> decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        String value = null;
        String token = null;
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                String text = json.nextTextValue();
                if (text == null || text.isEmpty()) {
                    return Optional.empty();
                }
                if (name.equals("value") && value == null) {
                    value = text;
                } else if (name.equals("token") && token == null) {
                    token = text;
                } else {
                    return Optional.empty();
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return value == null || token == null ? Optional.empty() : Optional.of(new Pair(value, token));
    }
}
