package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.FREQUENT;
import static com.skyflow.loader.common.config.Tier.RARE;

import com.skyflow.loader.common.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The section {@code connection}: how connections to the vault API and the token exchange are made. */
final class ConnectionSettings {
    static final Section SECTION = new Section("connection");

    private static final String PROXY_FORM = "http://<host>:<port>";

    static final Setting<String> CA_FILE = SECTION.open(
            "ca_file",
            FREQUENT,
            Type.text("a PEM file"),
            "the authorities of the JVM",
            "Certificates of the authorities to trust, instead of those of the JVM.");
    static final Setting<URI> PROXY = SECTION.open(
            "proxy",
            FREQUENT,
            Type.texts('`' + PROXY_FORM + '`', ConnectionSettings::proxy),
            "none",
            "HTTP proxy that every connection goes through, those of the token exchange too. What is encrypted stays so"
                    + " on its way through it.");
    static final Setting<String> PROXY_USER =
            SECTION.open("proxy_user", RARE, Type.text(""), "none", "User at the proxy.");
    static final Setting<Secret> PROXY_PASSWORD = SECTION.open(
            "proxy_password", RARE, Type.secret(), "`SKYFLOW_PROXY_PASSWORD`", "Password of the user at the proxy.");
    static final Setting<String> CERTIFICATE_FILE = SECTION.open(
            "certificate_file",
            RARE,
            Type.text("a PEM file"),
            "none",
            "Client certificate, for a vault that asks for one, followed by what leads from it to its authority.");
    static final Setting<String> KEY_FILE = SECTION.open(
            "key_file",
            RARE,
            Type.text("a PEM file"),
            "`certificate_file`",
            "Private key of the client certificate (PKCS#8), plain or encrypted.");
    static final Setting<Secret> KEY_PASSPHRASE = SECTION.open(
            "key_passphrase",
            RARE,
            Type.secret(),
            "`SKYFLOW_CLIENT_KEY_PASSPHRASE`",
            "What the private key is encrypted with.");
    static final Setting<Boolean> GZIP = SECTION.optional(
            "gzip",
            RARE,
            Type.flag(),
            "false",
            "Whether bodies of requests are compressed, where the vault takes that: it is not documented that it does.");
    static final Setting<Duration> LIFE = SECTION.optional(
            "life_ms",
            RARE,
            Type.millis(1_000, 86_400_000),
            "300000",
            "Age at which a connection is replaced by a new one, for which the name is resolved anew.");

    private ConnectionSettings() {}

    private static URI proxy(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean isBare = uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && String.valueOf(uri.getRawPath()).matches("/?");
            if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0 && isBare) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below without a quote: it may hold a password.
        }
        throw Type.wrong("another form", PROXY_FORM + "; user and password in settings of their own");
    }

    static void check(Values values, Problems problems) {
        needs(PROXY_USER, PROXY, values, problems);
        needs(PROXY_PASSWORD, PROXY_USER, values, problems);
        needs(KEY_FILE, CERTIFICATE_FILE, values, problems);
        needs(KEY_PASSPHRASE, CERTIFICATE_FILE, values, problems);
    }

    private static void needs(Setting<?> setting, Setting<?> other, Values values, Problems problems) {
        if (values.isGiven(setting) && !values.isGiven(other)) {
            problems.add(values.label(setting), "of no use without " + other.path() + " (expected: both or neither)");
        }
    }

    /** @param folder where relative paths start */
    static ConnectionConfig connection(Values values, Path folder) {
        return new ConnectionConfig(
                values.find(CA_FILE).map(folder::resolve),
                values.find(CERTIFICATE_FILE).map(folder::resolve),
                values.find(KEY_FILE).map(folder::resolve),
                values.find(KEY_PASSPHRASE),
                values.find(PROXY).map(uri -> proxy(uri, values)),
                values.get(GZIP),
                values.get(LIFE));
    }

    private static ProxyConfig proxy(URI uri, Values values) {
        return new ProxyConfig(
                Optional.ofNullable(uri.getHost()).orElseThrow(),
                uri.getPort(),
                values.find(PROXY_USER),
                values.find(PROXY_PASSWORD));
    }
}
