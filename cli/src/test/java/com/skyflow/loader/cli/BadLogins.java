package com.skyflow.loader.cli;

import com.skyflow.loader.local.simulator.tls.Authority;
import com.skyflow.loader.testing.kafka.GuardedKafka;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** Clusters that do not let this client in, or do not let it do what it has to. */
final class BadLogins {
    static final String PASSWORD = "k9Vw2Rz8Qt5LxHb";

    private static final String USER = "somebody";

    /** What run needs (docs/cluster.md), each of the topics for itself, and what it may have besides. */
    private static final List<Right> RIGHTS = List.of(
            new Right(ResourceType.TOPIC, ".", AclOperation.READ),
            new Right(ResourceType.TOPIC, ".", AclOperation.DESCRIBE_CONFIGS),
            new Right(ResourceType.TOPIC, ".", AclOperation.CREATE),
            new Right(ResourceType.TOPIC, ".", AclOperation.DELETE),
            new Right(ResourceType.TOPIC, ".name", AclOperation.WRITE),
            new Right(ResourceType.TOPIC, ".runs", AclOperation.WRITE),
            new Right(ResourceType.TOPIC, ".outcomes", AclOperation.WRITE),
            new Right(ResourceType.TOPIC, ".instances", AclOperation.WRITE),
            new Right(ResourceType.TRANSACTIONAL_ID, "-extractor-", AclOperation.WRITE),
            new Right(ResourceType.TRANSACTIONAL_ID, "-uploader-", AclOperation.WRITE),
            new Right(ResourceType.GROUP, "-uploader-", AclOperation.READ));

    /** An operation on what is called as the prefix and this. */
    private record Right(ResourceType type, String behindPrefix, AclOperation operation) {}

    private BadLogins() {}

    private static BadInput login(String name, Consumer<BadInputWorld> change, int status, String message) {
        return BadInput.refused(
                name,
                world -> {
                    logIn(world, PASSWORD);
                    change.accept(world);
                },
                BadKafka.EXTRACT,
                status,
                message);
    }

    static List<BadInput> inputs() {
        return Stream.of(logins(), rights()).flatMap(List::stream).toList();
    }

    private static List<BadInput> logins() {
        return List.of(
                login(
                        "a wrong password",
                        world -> logIn(world, "another"),
                        1,
                        "Kafka at {servers} does not accept the login (Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-256). Correct sasl.mechanism and sasl.jaas.config in kafka.properties."),
                login(
                        "a wrong PLAIN password",
                        world -> {
                            world.section("kafka")
                                    .put("bootstrap_servers", world.guarded().plainServers());
                            world.guarded().plainProperties(PASSWORD).forEach(BadKafka.properties(world)::put);
                        },
                        1,
                        "Kafka at {servers} does not accept the login (Authentication failed: Invalid username or password). Correct sasl.mechanism and sasl.jaas.config in kafka.properties."),
                login(
                        "a login that the listener does not offer",
                        world -> BadKafka.properties(world)
                                .put("sasl.mechanism", "PLAIN")
                                .put(
                                        "sasl.jaas.config",
                                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"x\" password=\""
                                                + PASSWORD + "\";"),
                        1,
                        "Kafka at {servers} does not accept the login (Client SASL mechanism 'PLAIN' not enabled in the server, enabled mechanisms are [SCRAM-SHA-256]). Correct sasl.mechanism and sasl.jaas.config in kafka.properties."),
                login(
                        "a login that cannot be read",
                        world -> BadKafka.properties(world).put("sasl.jaas.config", "password=\"" + PASSWORD),
                        1,
                        "Kafka at {servers} cannot be used: Login module control flag is not available in the JAAS config. Correct kafka.bootstrap_servers or kafka.properties."),
                login(
                        "a certificate that is not trusted",
                        world -> BadKafka.properties(world)
                                .put("ssl.truststore.certificates", new Authority("nobody's").pem()),
                        1,
                        "Kafka at {servers} and this client do not agree on TLS (unable to find valid certification path to requested target). Correct the ssl properties in kafka.properties: ssl.truststore says whose certificates are trusted, ssl.keystore who this client is."),
                login(
                        "plain text to a listener for TLS",
                        world -> {
                            BadKafka.properties(world).removeAll();
                            BadKafka.waitBriefly(world);
                        },
                        4,
                        "Kafka at {servers} takes connections but does not answer a client with security.protocol=PLAINTEXT within 1 s. Correct security.protocol in kafka.properties if its listener has another, and start again."),
                login(
                        "TLS to a listener for plain text",
                        world -> {
                            world.section("kafka")
                                    .put("bootstrap_servers", world.kafka().bootstrapServers());
                            BadKafka.waitBriefly(world);
                        },
                        4,
                        "Kafka at {servers} takes connections but does not answer a client with security.protocol=SASL_SSL within 1 s. Correct security.protocol in kafka.properties if its listener has another, and start again."),
                login(
                        "no ACL for creating topics",
                        world -> allow(world, AclOperation.DESCRIBE),
                        1,
                        missing("Create on topic {prefix}.name")),
                login("no ACL at all", world -> {}, 1, missing("Describe on topic {prefix}.name")));
    }

    private static List<BadInput> rights() {
        int all = BadInputWorld.PAIRS.count();
        return List.of(
                without(
                        "no ACL for the extractor's transactional id",
                        new Right(ResourceType.TRANSACTIONAL_ID, "-extractor-", AclOperation.WRITE),
                        "Write on transactional ids {prefix}-*",
                        0),
                without(
                        "no ACL for the uploader's transactional id",
                        new Right(ResourceType.TRANSACTIONAL_ID, "-uploader-", AclOperation.WRITE),
                        "Write on transactional ids {prefix}-*",
                        all),
                without(
                        "no ACL for the uploaders' group",
                        new Right(ResourceType.GROUP, "-uploader-", AclOperation.READ),
                        "Read on group {prefix}-uploader-name",
                        all),
                without(
                        "no ACL for writing checkpoints",
                        new Right(ResourceType.TOPIC, ".runs", AclOperation.WRITE),
                        "Write on topic {prefix}.runs",
                        0),
                without(
                        "no ACL for writing rows",
                        new Right(ResourceType.TOPIC, ".name", AclOperation.WRITE),
                        "Write on topic {prefix}.name",
                        0),
                without(
                        "no ACL for writing outcomes",
                        new Right(ResourceType.TOPIC, ".outcomes", AclOperation.WRITE),
                        "Write on topic {prefix}.outcomes",
                        all));
    }

    /** A load that lacks one of its rights. */
    private static BadInput without(String name, Right right, String missing, int published) {
        return BadInput.barred(
                name,
                world -> {
                    logIn(world, PASSWORD);
                    allow(world, RIGHTS.stream().filter(other -> !other.equals(right)));
                },
                missing(missing),
                published,
                world -> allow(world, Stream.of(right)));
    }

    private static String missing(String right) {
        return "Kafka at {servers} does not grant this client: " + right
                + ". Grant it (docs/cluster.md lists what each command needs) and start again.";
    }

    static void logIn(BadInputWorld world, String password) {
        world.guarded().addUser(USER, PASSWORD);
        world.section("kafka").put("bootstrap_servers", world.guarded().bootstrapServers());
        world.guarded().properties(USER, password).forEach(BadKafka.properties(world)::put);
    }

    /** Grants whoever logs in an operation on all topics of this world. */
    static void allow(BadInputWorld world, AclOperation operation) {
        allow(world, Stream.of(new Right(ResourceType.TOPIC, ".", operation)));
    }

    private static void allow(BadInputWorld world, Stream<Right> rights) {
        world.guarded()
                .allow(rights.map(right -> GuardedKafka.acl(
                                USER, right.type(), world.prefix() + right.behindPrefix(), right.operation()))
                        .toList());
    }
}
