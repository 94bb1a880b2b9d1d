package com.skyflow.loader.vault.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.skyflow.loader.common.row.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The body of an insert into one table: {@code
 * {"records":[{"fields":{c:v},"tokens":{c:t}},…],"tokenization":false,"upsert":c,"byot":"ENABLE_STRICT"}} (Skyflow, "Insert
 * records"). Strict, because with {@code ENABLE} a missing token would silently be made up by the vault. Thread-safe.
 */
final class InsertBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final SerializedString FIELDS = new SerializedString("fields");
    private static final SerializedString TOKENS = new SerializedString("tokens");

    private final SerializedString column;
    private final boolean upsert;

    InsertBody(String column, boolean upsert) {
        this.column = new SerializedString(column);
        this.upsert = upsert;
    }

    byte[] of(List<Pair> pairs) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(JSON._getBufferRecycler(), 160 * pairs.size());
                JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("records");
            for (Pair pair : pairs) {
                json.writeStartObject();
                write(json, FIELDS, pair.value());
                write(json, TOKENS, pair.token());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("tokenization", false);
            if (upsert) {
                json.writeStringField("upsert", column.getValue());
            }
            json.writeStringField("byot", "ENABLE_STRICT");
            json.writeEndObject();
            json.flush();
            return bytes.getClearAndRelease();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(JsonGenerator json, SerializedString part, String text) throws IOException {
        json.writeFieldName(part);
        json.writeStartObject();
        json.writeFieldName(column);
        json.writeString(text);
        json.writeEndObject();
    }
}
