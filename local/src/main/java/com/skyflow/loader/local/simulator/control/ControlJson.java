package com.skyflow.loader.local.simulator.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Operation;
import com.skyflow.loader.local.simulator.fault.Target;
import com.skyflow.loader.local.simulator.fault.Trigger;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The JSON of the control API: records as they are, durations in milliseconds, instants in ISO 8601. */
final class ControlJson {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .registerModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Duration.class, new MillisWriter())
                    .addDeserializer(Duration.class, new MillisReader()));

    /** What a fault is where a request leaves it open. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "status", "{\"moment\":\"BEFORE_STORING\",\"retryAfter\":{\"form\":\"NONE\",\"delay\":0}}",
            "hang", "{\"moment\":\"BEFORE_STORING\"}",
            "reset", "{\"moment\":\"AFTER_STORING\"}",
            "html", "{\"moment\":\"BEFORE_STORING\",\"status\":502}",
            "empty-body", "{\"moment\":\"BEFORE_STORING\",\"status\":200}",
            "fewer-records", "{\"missing\":1}",
            "poison", "{\"status\":400,\"message\":\"PLAIN\"}");

    private ControlJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static byte[] bytes(JsonNode body) throws IOException {
        return MAPPER.writeValueAsBytes(body);
    }

    static JsonNode read(InputStream body) throws IOException {
        return MAPPER.readTree(body);
    }

    static <T> T as(JsonNode node, Class<T> type) throws IOException {
        return MAPPER.treeToValue(node, type);
    }

    static Fault fault(JsonNode request) throws IOException {
        ObjectNode fault = object();
        fault.setAll((ObjectNode)
                MAPPER.readTree(DEFAULTS.getOrDefault(request.path("fault").asText(), "{}")));
        request.properties().stream()
                .filter(field -> !field.getKey().equals("trigger"))
                .forEach(field -> fault.set(field.getKey(), field.getValue()));
        return as(fault, Fault.class);
    }

    /** The trigger in a request; what it leaves open is as in {@link Trigger#always()}. */
    static Trigger trigger(JsonNode request) {
        Set<Operation> operations = new HashSet<>();
        request.path("operations").forEach(name -> operations.add(Operation.valueOf(name.asText())));
        Set<String> vaults = new HashSet<>();
        request.path("vaults").forEach(id -> vaults.add(id.asText()));
        Trigger always = Trigger.always();
        return new Trigger(
                new Target(vaults, operations.isEmpty() ? Target.LOADS.operations() : operations),
                request.path("fraction").asDouble(1),
                request.path("skip").asLong(0),
                request.path("count").asLong(always.count()),
                request.has("from") ? Instant.parse(request.path("from").asText()) : always.from(),
                request.has("until") ? Instant.parse(request.path("until").asText()) : always.until());
    }

    static ObjectNode injected(InjectedFault injected) {
        ObjectNode shown = object().put("id", injected.id()).put("happened", injected.happened());
        shown.setAll((ObjectNode) tree(injected.fault()));
        shown.set("trigger", tree(injected.trigger()));
        return shown;
    }

    private static final class MillisWriter extends StdScalarSerializer<Duration> {
        MillisWriter() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration duration, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(duration.toNanos() / 1e6);
        }
    }

    private static final class MillisReader extends StdScalarDeserializer<Duration> {
        MillisReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Duration.ofNanos((long) (json.getDoubleValue() * 1e6));
        }
    }
}
