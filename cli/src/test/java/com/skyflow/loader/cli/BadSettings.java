package com.skyflow.loader.cli;

import com.skyflow.loader.local.simulator.tls.Authority;
import java.util.List;

/** Settings in {@code config.json} that cannot be meant, but for those of Kafka. */
final class BadSettings {
    private BadSettings() {}

    static List<BadInput> inputs() {
        return List.of(
                BadInput.refused(
                        "an unknown key",
                        world -> world.section("performance").put("batchsize", 100),
                        "performance.batchsize: unknown key (did you mean batch_size?)"),
                BadInput.refused(
                        "a value out of range",
                        world -> world.section("performance").put("batch_size", 0),
                        "performance.batch_size: 0 (expected: 1..1000)"),
                BadInput.refused(
                        "several problems at once",
                        world -> {
                            world.section("skyflow").put("vault_url", "ftp://vault");
                            world.section("performance")
                                    .put("max_concurrency", "many")
                                    .put("append_sufix", true);
                            world.config().put("kafkaa", 1);
                        },
                        "kafkaa: unknown key (did you mean kafka?)\nskyflow.vault_url: neither https nor http (expected: https://<host>[:<port>][/<path>])\nperformance.append_sufix: unknown key (did you mean append_suffix?)\nperformance.max_concurrency: a text (expected: a whole number, 1..512)"),
                BadInput.refused(
                        "a vault that needs a column",
                        world -> world.config()
                                .withArray("/skyflow/vaults")
                                .addObject()
                                .put("name", "email")
                                .put("id", "e"),
                        "skyflow.vaults[1].column: missing"),
                BadInput.refused(
                        "a proxy of another form",
                        world -> world.section("connection").put("proxy", "https://me:" + Canary.CREDENTIAL + "@p:1"),
                        "connection.proxy: another form (expected: http://<host>:<port>; user and password in settings of their own)"),
                BadInput.refused(
                        "halves of pairs",
                        world -> world.section("connection")
                                .put("proxy_user", "loader")
                                .put("key_file", "key.pem"),
                        "connection.proxy_user: of no use without connection.proxy (expected: both or neither)\nconnection.key_file: of no use without connection.certificate_file (expected: both or neither)"),
                BadInput.refused(
                        "a proxy's user without a password",
                        world -> world.section("connection")
                                .put("proxy", "http://127.0.0.1:1")
                                .put("proxy_user", "loader"),
                        "connection.proxy_password: missing (expected: the password of connection.proxy_user, there or in SKYFLOW_PROXY_PASSWORD)"),
                BadInput.refused(
                        "no file of authorities",
                        world -> world.section("connection")
                                .put("ca_file", world.path("ca.pem").toString()),
                        "connection.ca_file: there is no file {folder}/ca.pem (expected: certificates in PEM, -----BEGIN CERTIFICATE-----)"),
                BadInput.refused(
                        "a client certificate without a key",
                        world -> {
                            world.write(
                                    "own.pem",
                                    new Authority("CA").issue("own", List.of()).certificatePem());
                            world.section("connection")
                                    .put(
                                            "certificate_file",
                                            world.path("own.pem").toString());
                        },
                        "connection.key_file: {folder}/own.pem holds no private key of this form (expected: a private key in PEM, -----BEGIN PRIVATE KEY----- or -----BEGIN ENCRYPTED PRIVATE KEY-----; openssl pkcs8 -topk8 makes one of others)"));
    }
}
