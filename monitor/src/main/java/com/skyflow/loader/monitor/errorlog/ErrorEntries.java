package com.skyflow.loader.monitor.errorlog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetter.FromSource;
import com.skyflow.loader.common.deadletter.DeadLetter.FromTopic;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.row.RowKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The entries of an error log, one a row. */
final class ErrorEntries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonGenerator json;
    private final Values values;
    private long written;

    ErrorEntries(JsonGenerator json, Values values) {
        this.json = json;
        this.values = values;
    }

    void write(ConsumerRecord<byte[], byte[]> record) {
        try {
            write(record, DeadLetters.parse(record));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) throws IOException {
        json.writeStartObject();
        json.writeNumberField("batch_number", written++);
        json.writeArrayFieldStart("records");
        writeRow(record.value());
        json.writeEndArray();
        json.writeStringField("error", letter.message());
        if (letter.status() != null) {
            json.writeNumberField("status_code", letter.status());
        }
        json.writeStringField("timestamp", letter.lastAt().toString());
        json.writeStringField("reason", letter.reason().text());
        if (letter.requestId() != null) {
            json.writeStringField("request_id", letter.requestId());
        }
        json.writeNumberField("attempts", letter.attempts());
        json.writeNumberField("row", RowKey.parse(record.key()).map(RowKey::row).orElse(0L));
        json.writeObjectFieldStart("origin");
        switch (letter.origin()) {
            case FromTopic from -> {
                json.writeStringField("topic", from.topic());
                json.writeNumberField("partition", from.partition());
                json.writeNumberField("offset", from.offset());
            }
            case FromSource from -> {
                json.writeStringField("source", from.source());
                json.writeNumberField("row", from.row());
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeRow(byte[] body) throws IOException {
        json.writeStartObject();
        switch (values) {
            case MASKED -> {
                json.writeStringField("Value", "***");
                json.writeStringField("Token", "***");
            }
            case SHOWN -> {
                JsonNode row = parse(body);
                if (row.isObject()) {
                    writeSide("Value", row, "value");
                    writeSide("Token", row, "token");
                } else {
                    json.writeStringField("Record", new String(body, StandardCharsets.UTF_8));
                }
            }
        }
        json.writeEndObject();
    }

    private static JsonNode parse(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** A side that is no text stands under another name, so that nobody takes its Base64 for a value. */
    private void writeSide(String name, JsonNode row, String field) throws IOException {
        if (row.hasNonNull(field)) {
            json.writeStringField(name, row.get(field).asText());
        } else if (row.hasNonNull(field + "Base64")) {
            json.writeStringField(name + "Base64", row.get(field + "Base64").asText());
        }
    }
}
