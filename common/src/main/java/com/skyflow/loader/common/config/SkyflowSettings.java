package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.ESSENTIAL;
import static com.skyflow.loader.common.config.Tier.FREQUENT;
import static com.skyflow.loader.common.config.Tier.RARE;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.secret.Secret;
import java.net.URI;

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
            "Bearer token or API key of the vault API. Keep it out of the file where others can read it.");
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

    private SkyflowSettings() {}

    static void check(Values values, Problems problems) {
        values.find(VAULT_URL)
                .filter(url -> !VaultUrl.isProtected(url))
                .filter(url -> !values.find(ALLOW_HTTP).orElse(false))
                .ifPresent(url -> problems.add(
                        values.label(VAULT_URL),
                        "plain http to " + url.getHost()
                                + " (expected: https; http only to this machine, or with skyflow.allow_http)"));
    }

    static VaultApiConfig vaultApi(Values values, Values performance) {
        return new VaultApiConfig(
                VaultUrl.text(values.get(VAULT_URL)),
                values.find(BEARER_TOKEN),
                values.get(UPSERT),
                performance.get(PerformanceSettings.CONNECT_TIMEOUT),
                performance.get(PerformanceSettings.REQUEST_TIMEOUT));
    }
}
