package com.skyflow.loader.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.settings.Tls;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Credentials that are missing, are none, or get no token. */
final class BadCredentials {
    private static final String NO_TOKEN =
            "The service account gets no bearer token (%s). Check its credentials file, that"
                    + " the account and its key are enabled, and this machine's clock, and start again: it continues where it"
                    + " stands.";

    private BadCredentials() {}

    static List<BadInput> inputs() {
        return Stream.of(choices(), files(), exchanges()).flatMap(List::stream).toList();
    }

    private static List<BadInput> choices() {
        return List.of(
                BadInput.refused(
                        "no credential without a terminal",
                        world -> world.section("skyflow").remove("bearer_token"),
                        "No credential: set SKYFLOW_BEARER_TOKEN, SKYFLOW_API_KEY or SKYFLOW_CREDENTIALS_FILE, or give --credentials with the file of a service account, or start on a terminal to be asked."),
                BadInput.refused(
                        "two credentials in one place",
                        world -> {},
                        "-config {config} --token " + Canary.CREDENTIAL + " --credentials {folder}/none.json",
                        "-token and -credentials: more than one credential (expected: one of them)"),
                BadInput.refused(
                        "no file of credentials",
                        world -> {},
                        "-config {config} --credentials {folder}/none.json",
                        "there is no file {folder}/none.json (expected: the credentials.json of a Skyflow service account)"));
    }

    private static BadInput file(String name, UnaryOperator<String> change, String problem) {
        return BadInput.refused(
                name,
                world -> world.useCredentials(
                        change.apply(world.vault().serviceAccount().credentials())),
                "{folder}/sa.json" + problem);
    }

    private static UnaryOperator<String> key(String key) {
        return file ->
                ((ObjectNode) WorkFolder.json(file)).put("privateKey", key).toString();
    }

    private static List<BadInput> files() {
        return List.of(
                file("a credentials file that is no JSON", file -> Canary.CREDENTIAL, " is not JSON: line 1, column 1"),
                file(
                        "a credentials file that lacks a field",
                        file -> ((ObjectNode) WorkFolder.json(file))
                                .without("privateKey")
                                .toString(),
                        ": privateKey: missing"),
                file(
                        "a credentials file whose key is cut off",
                        key("-----BEGIN PRIVATE KEY-----\nMIIE"),
                        ": privateKey: cut off (expected: a PKCS#8 key, -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----)"),
                file(
                        "a credentials file whose key is broken",
                        key("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----"),
                        ": privateKey: no RSA key, or one that was changed (expected: an RSA key as Skyflow gave it out)"));
    }

    private static List<BadInput> exchanges() {
        return List.of(
                BadInput.stopped(
                        "the key of another account",
                        SimulatorSettings.defaults(),
                        BadCredentials::mixAccounts,
                        3,
                        NO_TOKEN.formatted(
                                "status 401: Authentication failed. The assertion is not valid for this account."),
                        BadInputWorld::useServiceAccount),
                clock("a clock an hour behind", Duration.ofMinutes(61)),
                clock("a clock an hour ahead", Duration.ofMinutes(-61)),
                BadInput.stopped(
                        "an exchange with an expired certificate",
                        SimulatorSettings.defaults().withTls(Tls.DEFAULT.with(Tls.Certificate.EXPIRED)),
                        BadInputWorld::useServiceAccount,
                        3,
                        NO_TOKEN.formatted(BadVaults.EXPIRED),
                        world -> {
                            world.replaceVault(BadVaults.WITH_TLS);
                            world.useServiceAccount();
                        }));
    }

    /** This machine's clock, when that of the service account goes so much ahead. */
    private static BadInput clock(String name, Duration ahead) {
        return BadInput.stopped(
                name,
                BadVaults.WITH_TLS,
                world -> {
                    world.useServiceAccount();
                    world.vault().serviceAccount().clockAhead(ahead);
                },
                3,
                NO_TOKEN.formatted("status 400: The assertion has expired or is valid for too long."),
                world -> world.vault().serviceAccount().clockAhead(Duration.ZERO));
    }

    private static void mixAccounts(BadInputWorld world) {
        try (VaultSimulator other = WorkFolder.simulator()) {
            String key = WorkFolder.json(other.serviceAccount().credentials())
                    .path("privateKey")
                    .asText();
            world.useCredentials(key(key).apply(world.vault().serviceAccount().credentials()));
        }
    }
}
