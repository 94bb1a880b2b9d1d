package com.skyflow.loader.cli;

import com.skyflow.loader.local.simulator.tls.Authority;
import com.skyflow.loader.testing.kafka.GuardedKafka;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** Clusters that do not let this client in, or do not let it do what it has to. */
final class BadLogins {
    static final String PASSWORD = "k9Vw2Rz8Qt5LxHb";

    private static final String USER = "somebody";

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
                        "Kafka at {servers} does not grant this client: Create on topic {prefix}.name. Grant it (docs/cluster.md lists what each command needs) and start again."),
                login(
                        "no ACL at all",
                        world -> {},
                        1,
                        "Kafka at {servers} does not grant this client: Describe on topic {prefix}.name. Grant it (docs/cluster.md lists what each command needs) and start again."));
    }

    static void logIn(BadInputWorld world, String password) {
        world.guarded().addUser(USER, PASSWORD);
        world.section("kafka").put("bootstrap_servers", world.guarded().bootstrapServers());
        world.guarded().properties(USER, password).forEach(BadKafka.properties(world)::put);
    }

    /** Grants whoever logs in an operation on all topics of this world. */
    static void allow(BadInputWorld world, AclOperation operation) {
        world.guarded().allow(List.of(GuardedKafka.acl(USER, ResourceType.TOPIC, world.prefix(), operation)));
    }
}
