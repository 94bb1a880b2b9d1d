package com.skyflow.loader.local.simulator.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.skyflow.loader.local.simulator.settings.Limits;
import com.skyflow.loader.local.simulator.store.Rows;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a single-table insert, read in one pass: its rows in the form in which they are stored. Keys that the API
 * does not know are passed over, as the Go loader sends some.
 */
final class InsertBody {
    private static final JsonFactory JSON = new JsonFactory();

    private final Rows rows = new Rows();
    private final Limits limits;
    private @Nullable String column;
    private @Nullable String upsert;
    private Byot byot = Byot.DISABLE;
    private boolean returnsTokens;

    private InsertBody(@Nullable String column, Limits limits) {
        this.column = column;
        this.limits = limits;
    }

    /** @param column the table's column, or null if any will do: then that of the first record */
    static InsertBody parse(Incoming incoming, @Nullable String column, Limits limits) {
        InsertBody body = new InsertBody(column, limits);
        try (JsonParser json = JSON.createParser(incoming.body(), 0, incoming.length())) {
            body.readRequest(json);
        } catch (IOException e) {
            throw malformed();
        }
        return body;
    }

    static Refusal malformed() {
        return new Refusal(400, "Invalid request. The request body is not valid JSON.");
    }

    static Refusal invalidColumn(String column) {
        return new Refusal(400, "Insert failed. Column " + column + " is invalid. Specify a valid column.");
    }

    static void checkLength(int characters, Limits limits) {
        if (characters == 0) {
            throw new Refusal(400, "Insert failed. A value or token is empty.");
        }
        if (characters > limits.maxCharacters()) {
            throw new Refusal(
                    400, "Token insertion error. A value or token exceeds " + limits.maxCharacters() + " characters.");
        }
    }

    Rows rows() {
        return rows;
    }

    @Nullable String column() {
        return column;
    }

    @Nullable String upsert() {
        return upsert;
    }

    Byot byot() {
        return byot;
    }

    boolean returnsTokens() {
        return returnsTokens;
    }

    private void readRequest(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw malformed();
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "records" -> readRecords(json, token);
                case "upsert" -> upsert = token == JsonToken.VALUE_STRING ? json.getText() : null;
                case "byot" -> byot = Byot.of(json.getText());
                case "tokenization" -> returnsTokens = token == JsonToken.VALUE_TRUE;
                default -> json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
            throw malformed();
        }
    }

    private void readRecords(JsonParser json, JsonToken array) throws IOException {
        if (array != JsonToken.START_ARRAY) {
            throw malformed();
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            rows.begin();
            readRecord(json);
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw malformed();
        }
    }

    private void readRecord(JsonParser json) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "fields" -> readFields(json, token);
                case "tokens" -> readTokens(json, token);
                default -> json.skipChildren();
            }
        }
    }

    private void readFields(JsonParser json, JsonToken object) throws IOException {
        requireObject(object);
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            requireText(json, name);
            rows.value(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        }
    }

    private void readTokens(JsonParser json, JsonToken object) throws IOException {
        if (object == JsonToken.VALUE_NULL) {
            return;
        }
        requireObject(object);
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            requireText(json, name);
            rows.token(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        }
    }

    private void requireText(JsonParser json, String name) throws IOException {
        if (column == null) {
            column = name;
        }
        if (!name.equals(column)) {
            throw invalidColumn(name);
        }
        JsonToken token = json.nextToken();
        if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            throw new Refusal(400, "Insert failed. The value of column " + name + " is invalid.");
        }
        checkLength(json.getTextLength(), limits);
    }

    private static void requireObject(JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw malformed();
        }
    }
}
