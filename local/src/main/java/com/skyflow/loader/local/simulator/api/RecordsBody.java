package com.skyflow.loader.local.simulator.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.skyflow.loader.local.simulator.store.PairTable;
import com.skyflow.loader.local.simulator.store.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The body that answers an insert: the id of each record, and its tokens if they were asked for. */
final class RecordsBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final SerializableString ID = new SerializedString("skyflow_id");
    private static final SerializableString TOKENS = new SerializedString("tokens");

    private RecordsBody() {}

    static byte[] withoutTokens(PairTable table, int[] numbers) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(64 + numbers.length * 72);
                JsonGenerator json = begin(bytes)) {
            for (int number : numbers) {
                beginRecord(json, table, number);
                json.writeNull();
                json.writeEndObject();
            }
            return end(json, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] withTokens(PairTable table, int[] numbers, Rows rows) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(64 + numbers.length * 128);
                JsonGenerator json = begin(bytes)) {
            for (int row = 0; row < numbers.length; row++) {
                beginRecord(json, table, numbers[row]);
                json.writeStartObject();
                json.writeStringField(table.column(), token(table, numbers[row], rows, row));
                json.writeEndObject();
                json.writeEndObject();
            }
            return end(json, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token(PairTable table, int number, Rows rows, int row) {
        if (rows.hasToken(row)) {
            return rows.token(row);
        }
        String id = new String(table.id(number), StandardCharsets.US_ASCII);
        return table.byId(id).orElseThrow().token();
    }

    private static JsonGenerator begin(ByteArrayBuilder bytes) throws IOException {
        JsonGenerator json = JSON.createGenerator(bytes);
        json.writeStartObject();
        json.writeArrayFieldStart("records");
        return json;
    }

    private static void beginRecord(JsonGenerator json, PairTable table, int number) throws IOException {
        byte[] id = table.id(number);
        json.writeStartObject();
        json.writeFieldName(ID);
        json.writeRawUTF8String(id, 0, id.length);
        json.writeFieldName(TOKENS);
    }

    private static byte[] end(JsonGenerator json, ByteArrayBuilder bytes) throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
        return bytes.toByteArray();
    }
}
