package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.ESSENTIAL;
import static com.skyflow.loader.common.config.Tier.FREQUENT;
import static com.skyflow.loader.common.config.Tier.RARE;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.topic.Topics;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The section {@code kafka}: which cluster is used and how. */
final class KafkaSettings {
    static final Section SECTION = new Section("kafka");

    private static final String SERVERS = "<host>:<port>, several with commas between them";
    private static final Pattern INSTANCE_FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern SERVERS_FORM = Pattern.compile("[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*");
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
            "Protocol by which uploaders share partitions. Where the cluster does not offer `consumer`, `classic` is used"
                    + " instead, with a warning.");
    static final Setting<JsonNode> PROPERTIES = SECTION.open(
            "properties",
            RARE,
            Type.json(JsonShape.OBJECT),
            "none",
            "Settings passed on to every Kafka client, such as TLS and SASL, as texts. `${env:NAME}` and `${file:PATH}` in them"
                    + " stand for a variable of the environment and the text of a file. Refused are those that the loader"
                    + " decides.");
    static final Setting<String> INSTANCE = SECTION.open(
            "instance",
            RARE,
            Type.texts("1 to 64 letters, digits, `_` and `-`", KafkaSettings::instance),
            "host and folder",
            "Name of this process among the uploaders: no other living one may have it, and it stays the same after a restart.");

    private KafkaSettings() {}

    private static String servers(String text) {
        if (!SERVERS_FORM.matcher(text.strip()).matches()) {
            throw Type.wrong('\'' + text + '\'', SERVERS);
        }
        return text.strip();
    }

    private static String instance(String text) {
        if (!INSTANCE_FORM.matcher(text.strip()).matches()) {
            throw Type.wrong('\'' + text + '\'', "1 to 64 letters, digits, _ and -");
        }
        return text.strip();
    }

    static void check(Values values, Problems problems) {
        values.find(PROPERTIES)
                .ifPresent(properties -> ClientProperties.check(
                        values.label(PROPERTIES), properties, values.find(GROUP_PROTOCOL), problems));
    }

    static KafkaConfig kafka(Values values) {
        int replication = values.get(REPLICATION);
        return new KafkaConfig(
                values.find(BOOTSTRAP_SERVERS),
                values.get(PREFIX),
                values.get(PARTITIONS),
                replication == 0 ? OptionalInt.empty() : OptionalInt.of(replication),
                values.get(GROUP_PROTOCOL),
                values.find(INSTANCE),
                values.find(PROPERTIES).map(ClientProperties::read).orElse(Map.of()));
    }
}
