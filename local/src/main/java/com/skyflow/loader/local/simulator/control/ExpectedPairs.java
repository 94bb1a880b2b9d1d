package com.skyflow.loader.local.simulator.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.local.simulator.store.LoadCheck;
import com.skyflow.loader.local.simulator.store.Rows;
import java.io.IOException;
import java.io.InputStream;

/** Pairs that a table should hold, one {@code {"value":"…","token":"…"}} a line, read as they come. */
final class ExpectedPairs {
    private static final int ROWS = 1_000;

    private static final JsonFactory JSON = new JsonFactory();

    private ExpectedPairs() {}

    static CheckResult compare(InputStream lines, LoadCheck check) throws IOException {
        Rows rows = new Rows();
        long number = 1;
        try (JsonParser json = JSON.createParser(lines)) {
            for (; json.nextToken() != null; number++) {
                rows.begin();
                readPair(json, rows, number);
                if (rows.count() == ROWS) {
                    check.expect(rows);
                    rows = new Rows();
                }
            }
        } catch (JsonProcessingException e) {
            throw noPair(number);
        }
        check.expect(rows);
        return check.result();
    }

    private static void readPair(JsonParser json, Rows rows, long number) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw noPair(number);
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw noPair(number);
            }
            switch (name) {
                case "value" -> rows.value(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
                case "token" -> rows.token(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
                default -> throw noPair(number);
            }
        }
        if (!rows.hasValue(rows.count() - 1) || !rows.hasToken(rows.count() - 1)) {
            throw noPair(number);
        }
    }

    private static IllegalArgumentException noPair(long number) {
        return new IllegalArgumentException("pair " + number + " (expected: {\"value\":\"…\",\"token\":\"…\"})");
    }
}
