package com.skyflow.loader.common.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.kafka.GroupProtocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The setting {@code kafka.properties}: what Kafka's clients are given as it is, but for what the loader's promises rest on. */
final class ClientProperties {
    private static final String OURS = "(expected: left out, the loader decides it)";

    /** Never to be set, each with what to do instead. */
    private static final Map<String, String> OWNED = Map.ofEntries(
            Map.entry("acks", OURS),
            Map.entry("allow.auto.create.topics", OURS),
            Map.entry("auto.offset.reset", OURS),
            Map.entry("bootstrap.servers", "(expected: kafka.bootstrap_servers instead)"),
            Map.entry("client.id", "(expected: left out, or kafka.instance instead)"),
            Map.entry("enable.auto.commit", OURS),
            Map.entry("enable.idempotence", OURS),
            Map.entry("group.id", "(expected: left out, groups are named after kafka.prefix)"),
            Map.entry("group.protocol", "(expected: kafka.group_protocol instead)"),
            Map.entry("isolation.level", OURS),
            Map.entry("key.deserializer", OURS),
            Map.entry("key.serializer", OURS),
            Map.entry("max.poll.records", "(expected: performance.window_records instead)"),
            Map.entry("transaction.two.phase.commit.enable", OURS),
            Map.entry(
                    "transactional.id",
                    "(expected: left out, transactional ids are named after kafka.prefix and kafka.instance)"),
            Map.entry("value.deserializer", OURS),
            Map.entry("value.serializer", OURS));

    /** Not to be set under {@code group.protocol=consumer}. */
    private static final Map<String, String> OF_CLASSIC = Map.of(
            "group.instance.id",
            "cannot be set with kafka.group_protocol consumer, under which Kafka refuses a static member that comes back (expected: left out, or kafka.group_protocol classic)",
            "heartbeat.interval.ms",
            "cannot be set with kafka.group_protocol consumer (expected: left out, the broker decides it)",
            "partition.assignment.strategy",
            "cannot be set with kafka.group_protocol consumer (expected: left out, the broker decides it)",
            "session.timeout.ms",
            "cannot be set with kafka.group_protocol consumer (expected: left out, the broker decides it)");

    private static final Pattern SECRET = Pattern.compile("jaas\\.config$|password$|secret$|^ssl\\.keystore\\.key$");

    /** An uploader that was suspended calls no vault for eight seconds after its last poll: nobody else may own its rows by then. */
    private static final int SHORTEST_MILLIS = 10_000;

    private ClientProperties() {}

    static void check(String path, JsonNode properties, Optional<GroupProtocol> protocol, Problems problems) {
        properties
                .properties()
                .forEach(property -> problem(property.getKey(), property.getValue(), protocol)
                        .ifPresent(problem -> problems.add(path + '.' + property.getKey(), problem)));
    }

    private static Optional<String> problem(String key, JsonNode value, Optional<GroupProtocol> protocol) {
        String hint = OWNED.get(key);
        if (hint != null) {
            return Optional.of("cannot be set " + hint);
        }
        if (!value.isTextual()) {
            return Optional.of(Type.kind(value) + " (expected: a text)");
        }
        String ofClassic = OF_CLASSIC.get(key);
        if (ofClassic != null && protocol.equals(Optional.of(GroupProtocol.CONSUMER))) {
            return Optional.of(ofClassic);
        }
        return switch (key) {
            case "session.timeout.ms" -> tooShort(value.textValue());
            case "max.poll.interval.ms" ->
                value.textValue().matches("\\d{1,9}")
                        ? tooShort(value.textValue())
                        : Optional.of('\'' + value.textValue() + "' (expected: a whole number of milliseconds)");
            default -> Optional.empty();
        };
    }

    private static Optional<String> tooShort(String text) {
        return text.matches("\\d{1,4}")
                ? Optional.of(
                        text + " (expected: " + SHORTEST_MILLIS
                                + " or more: an uploader that was suspended must have stopped its calls before its partitions are given away)")
                : Optional.empty();
    }

    /** The properties with a secret that stands there itself, and not a reference to it. */
    static List<String> secrets(JsonNode properties) {
        return read(properties).entrySet().stream()
                .filter(property -> SECRET.matcher(property.getKey()).find()
                        && !property.getValue().contains("${"))
                .map(Map.Entry::getKey)
                .toList();
    }

    static Map<String, String> read(JsonNode properties) {
        Map<String, String> texts = new TreeMap<>();
        properties
                .properties()
                .forEach(property ->
                        texts.put(property.getKey(), property.getValue().textValue()));
        return texts;
    }
}
