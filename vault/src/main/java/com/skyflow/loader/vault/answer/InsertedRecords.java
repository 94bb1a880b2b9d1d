package com.skyflow.loader.vault.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The body of a successful insert: {@code {"records":[{"skyflow_id":"…",…},…]}} (Skyflow, "Insert records"). */
sealed interface InsertedRecords {
    JsonFactory JSON = new JsonFactory();

    /** So many records, each with its id. */
    record Counted(int records) implements InsertedRecords {}

    /** Something else. */
    enum Unreadable implements InsertedRecords {
        NOT_JSON,
        OTHER_JSON,
        ERROR
    }

    /** Counts the records of a body. */
    static InsertedRecords count(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return json.currentToken() == null ? Unreadable.NOT_JSON : Unreadable.OTHER_JSON;
            }
            InsertedRecords found = Unreadable.OTHER_JSON;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (name.equals("error") && value != JsonToken.VALUE_NULL) {
                    return Unreadable.ERROR;
                } else if (name.equals("records")) {
                    found = records(json);
                } else {
                    json.skipChildren();
                }
            }
            return json.nextToken() == null ? found : Unreadable.NOT_JSON;
        } catch (IOException e) {
            return Unreadable.NOT_JSON;
        }
    }

    private static InsertedRecords records(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return Unreadable.OTHER_JSON;
        }
        InsertedRecords found = null;
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                return Unreadable.NOT_JSON;
            }
            InsertedRecords one = record(json);
            if (one instanceof Unreadable) {
                found = one;
            }
            count++;
        }
        return found == null ? new Counted(count) : found;
    }

    private static InsertedRecords record(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Unreadable.OTHER_JSON;
        }
        InsertedRecords found = Unreadable.OTHER_JSON;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("error") && value != JsonToken.VALUE_NULL) {
                found = Unreadable.ERROR;
            } else if (name.equals("skyflow_id") && value == JsonToken.VALUE_STRING && found != Unreadable.ERROR) {
                found = new Counted(1);
            }
            json.skipChildren();
        }
        return found;
    }
}
