package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.ESSENTIAL;
import static com.skyflow.loader.common.config.Tier.FREQUENT;
import static com.skyflow.loader.common.config.Tier.RARE;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.topic.Topics;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The section {@code kafka}: which cluster is used and how. */
final class KafkaSettings {
    static final Section SECTION = new Section("kafka");

    private static final String SERVERS = "<host>:<port>, several with commas between them";
    private static final Pattern SERVERS_FORM = Pattern.compile("[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*");
    private static final String OURS = "(expected: left out, the loader decides it)";

    /** Client settings on which the loader's promises rest, each with what to do instead. */
    private static final Map<String, String> OWNED = Map.ofEntries(
            Map.entry("acks", OURS),
            Map.entry("auto.offset.reset", OURS),
            Map.entry("bootstrap.servers", "(expected: kafka.bootstrap_servers instead)"),
            Map.entry("enable.auto.commit", OURS),
            Map.entry("enable.idempotence", OURS),
            Map.entry("group.id", "(expected: left out, groups are named after kafka.prefix)"),
            Map.entry("group.protocol", "(expected: kafka.group_protocol instead)"),
            Map.entry("isolation.level", OURS),
            Map.entry("key.deserializer", OURS),
            Map.entry("key.serializer", OURS),
            Map.entry("transactional.id", "(expected: left out, transactional ids are named after kafka.prefix)"),
            Map.entry("value.deserializer", OURS),
            Map.entry("value.serializer", OURS));

    static final Setting<String> BOOTSTRAP_SERVERS = SECTION.open(
            "bootstrap_servers",
            ESSENTIAL,
            Type.texts("`<host>:<port>`, several with commas between them", KafkaSettings::servers),
            "the embedded broker",
            "The Kafka cluster.");
    static final Setting<Topics> PREFIX = SECTION.optional(
            "prefix",
            FREQUENT,
            Type.texts("1 to 64 letters, digits, `_` and `-`", text -> new Topics(text.strip())),
            "byot",
            "First part of the name of every topic, group and transactional id.");
    static final Setting<Integer> PARTITIONS = SECTION.optional(
            "partitions",
            FREQUENT,
            Type.count(1, 1_000, "partitions"),
            "12",
            "Partitions of a topic with rows when it is created: as many processes can upload to one vault.");
    static final Setting<Integer> REPLICATION = SECTION.optional(
            "replication",
            RARE,
            Type.count(0, 100, "replicas"),
            "0",
            "Replicas of a topic when it is created. `0` means three where there are three brokers, else one.");
    static final Setting<GroupProtocol> GROUP_PROTOCOL = SECTION.optional(
            "group_protocol",
            RARE,
            Type.choice(GroupProtocol.class),
            "consumer",
            "Protocol by which uploaders share partitions. `classic` is for clusters older than Kafka 4.");
    static final Setting<JsonNode> PROPERTIES = SECTION.open(
            "properties",
            RARE,
            Type.json(JsonShape.OBJECT),
            "none",
            "Settings passed on to every Kafka client, such as TLS and SASL, as texts. Refused are those that the loader"
                    + " decides.");

    private KafkaSettings() {}

    private static String servers(String text) {
        if (!SERVERS_FORM.matcher(text.strip()).matches()) {
            throw Type.wrong('\'' + text + '\'', SERVERS);
        }
        return text.strip();
    }

    static void check(Values values, Problems problems) {
        values.find(PROPERTIES)
                .ifPresent(properties -> properties.properties().forEach(property -> {
                    String path = values.label(PROPERTIES) + '.' + property.getKey();
                    String hint = OWNED.get(property.getKey());
                    if (hint != null) {
                        problems.add(path, "cannot be set " + hint);
                    } else if (!property.getValue().isTextual()) {
                        problems.add(path, Type.kind(property.getValue()) + " (expected: a text)");
                    }
                }));
    }

    static KafkaConfig kafka(Values values) {
        Map<String, String> properties = new TreeMap<>();
        values.find(PROPERTIES)
                .ifPresent(object -> object.properties()
                        .forEach(property -> properties.put(
                                property.getKey(), property.getValue().textValue())));
        int replication = values.get(REPLICATION);
        return new KafkaConfig(
                values.find(BOOTSTRAP_SERVERS),
                values.get(PREFIX),
                values.get(PARTITIONS),
                replication == 0 ? OptionalInt.empty() : OptionalInt.of(replication),
                values.get(GROUP_PROTOCOL),
                properties);
    }
}
