package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.ESSENTIAL;
import static com.skyflow.loader.common.config.Tier.FREQUENT;
import static com.skyflow.loader.common.config.Tier.RARE;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.config.Values.Origin;
import com.skyflow.loader.common.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The section {@code skyflow}: the vault API and the vaults. */
final class SkyflowSettings {
    static final Section SECTION = new Section("skyflow");

    static final Setting<URI> VAULT_URL =
            SECTION.required("vault_url", ESSENTIAL, VaultUrl.type(), "Base URL of the vault API.");
    static final Setting<Secret> BEARER_TOKEN = SECTION.open(
            "bearer_token",
            ESSENTIAL,
            Type.secret(),
            "`SKYFLOW_BEARER_TOKEN`, or a prompt",
            "Bearer token of the vault API. Keep it out of the file where others can read it. At most one of the three"
                    + " credentials may be given.");
    static final Setting<Secret> API_KEY = SECTION.open(
            "api_key",
            ESSENTIAL,
            Type.texts("`sky-…-…`", ApiKey::parse),
            "`SKYFLOW_API_KEY`",
            "API key of the vault API, instead of a bearer token.");
    static final Setting<String> CREDENTIALS_FILE = SECTION.open(
            "credentials_file",
            ESSENTIAL,
            Type.text("a file"),
            "`SKYFLOW_CREDENTIALS_FILE`",
            "The `credentials.json` of a service account, instead of a bearer token: tokens are minted from it, and"
                    + " renewed before they expire. Relative paths start at the folder in which the command is called.");
    static final Setting<JsonNode> VAULTS = SECTION.required(
            "vaults", ESSENTIAL, Type.json(JsonShape.ARRAY), "The vaults to load, one object each, at least one.");
    static final Setting<Boolean> UPSERT = SECTION.optional(
            "upsert",
            FREQUENT,
            Type.flag(),
            "true",
            "Whether a row whose value is in the vault already updates that record, which needs a unique column."
                    + " Without it a repeated call stores the row again.");
    static final Setting<Boolean> ALLOW_HTTP = SECTION.optional(
            "allow_http",
            RARE,
            Type.flag(),
            "false",
            "Whether `vault_url` may be plain http on another host than this one. Values and tokens then travel"
                    + " readable.");

    /** What is wrong where one place gives two credentials. */
    static final String MORE_THAN_ONE = "more than one credential (expected: one of them)";

    private static final List<Setting<?>> CREDENTIALS = List.of(BEARER_TOKEN, API_KEY, CREDENTIALS_FILE);

    private SkyflowSettings() {}

    static void check(Values values, Problems problems) {
        credentialOrigin(values).ifPresent(origin -> {
            List<String> given = CREDENTIALS.stream()
                    .filter(setting -> values.isGivenBy(origin, setting))
                    .map(values::label)
                    .toList();
            if (given.size() > 1) {
                problems.add(String.join(" and ", given), MORE_THAN_ONE);
            }
        });
        values.find(VAULT_URL)
                .filter(url -> !VaultUrl.isProtected(url))
                .filter(url -> !values.find(ALLOW_HTTP).orElse(false))
                .ifPresent(url -> problems.add(
                        values.label(VAULT_URL),
                        "plain http to " + url.getHost()
                                + " (expected: https; http only to this machine, or with skyflow.allow_http)"));
    }

    /** Where the credential comes from: a flag goes before the file, whichever credential it is. */
    private static Optional<Origin> credentialOrigin(Values values) {
        return Stream.of(Origin.FLAG, Origin.FILE)
                .filter(origin -> CREDENTIALS.stream().anyMatch(setting -> values.isGivenBy(origin, setting)))
                .findFirst();
    }

    private static Optional<CredentialConfig> credential(Values values, Path folder) {
        return credentialOrigin(values).map(origin -> {
            if (values.isGivenBy(origin, CREDENTIALS_FILE)) {
                String file = values.get(CREDENTIALS_FILE);
                return new CredentialConfig.File(folder.resolve(file), file);
            }
            return new CredentialConfig.Bearer(values.get(values.isGivenBy(origin, API_KEY) ? API_KEY : BEARER_TOKEN));
        });
    }

    /** @param folder where relative paths start */
    static VaultApiConfig vaultApi(Values values, Values performance, Values connection, Path folder) {
        return new VaultApiConfig(
                VaultUrl.text(values.get(VAULT_URL)),
                credential(values, folder),
                values.get(UPSERT),
                performance.get(PerformanceSettings.CONNECT_TIMEOUT),
                performance.get(PerformanceSettings.REQUEST_TIMEOUT),
                ConnectionSettings.connection(connection, folder));
    }
}
