package com.skyflow.loader.monitor.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.DeadLetter.FromSource;
import com.skyflow.loader.common.deadletter.DeadLetter.FromTopic;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.errorlog.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A dead letter as a JSON object: all that is known of it. */
public final class LetterJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VaultName vault;
    private final Values values;

    public LetterJson(VaultName vault, Values values) {
        this.vault = vault;
        this.values = values;
    }

    /** One line. */
    public String line(ConsumerRecord<byte[], byte[]> record) {
        return object(record).toString();
    }

    /** Several lines, for people. */
    public String text(ConsumerRecord<byte[], byte[]> record) {
        return object(record).toPrettyString();
    }

    private ObjectNode object(ConsumerRecord<byte[], byte[]> record) {
        DeadLetter letter = DeadLetters.parse(record);
        ObjectNode json = JSON.createObjectNode();
        json.put("vault", vault.text());
        // A key that is none of ours may hold anything.
        RowKey.parse(record.key()).ifPresent(key -> {
            json.put("key", key.toString());
            json.put("run", key.run());
            json.put("row", key.row());
        });
        json.set("record", row(record.value()));
        json.put("reason", letter.reason().text());
        if (letter.status() != null) {
            json.put("status", letter.status());
        }
        json.put("message", letter.message());
        if (letter.requestId() != null) {
            json.put("request_id", letter.requestId());
        }
        json.put("attempts", letter.attempts());
        json.put("first_at", letter.firstAt().toString());
        json.put("last_at", letter.lastAt().toString());
        json.put("replays", letter.replays());
        ObjectNode origin = json.putObject("origin");
        switch (letter.origin()) {
            case FromTopic from ->
                origin.put("topic", from.topic())
                        .put("partition", from.partition())
                        .put("offset", from.offset());
            case FromSource from -> origin.put("source", from.source()).put("row", from.row());
        }
        return json;
    }

    private JsonNode row(byte[] body) {
        return switch (values) {
            case MASKED -> JSON.createObjectNode().put("value", "***").put("token", "***");
            case SHOWN -> {
                JsonNode row = parse(body);
                yield row.isObject()
                        ? row
                        : JSON.createObjectNode().put("text", new String(body, StandardCharsets.UTF_8));
            }
        };
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
