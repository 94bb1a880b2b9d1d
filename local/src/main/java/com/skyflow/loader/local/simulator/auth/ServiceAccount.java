package com.skyflow.loader.local.simulator.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The service account of a simulator, with a key pair of its own: it takes assertions that are signed with the key, and issues
 * bearer tokens that expire. Thread-safe.
 */
public final class ServiceAccount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int KEY_BITS = 2_048;
    private static final int KEPT_SECRETS = 1_000;
    /** How much longer than an hour an assertion may be valid, for clocks that differ. */
    private static final Duration LONGEST_ASSERTION = Duration.ofMinutes(70);

    private final String clientId = "c" + UUID.randomUUID().toString().replace("-", "");
    private final String keyId = "k" + UUID.randomUUID().toString().replace("-", "");
    private final KeyPair keys = keys();
    private final String tokenUri;
    private volatile InstantSource clock;
    private final Map<Secret, Instant> expiries = new HashMap<>();
    private final ArrayDeque<Secret> secrets = new ArrayDeque<>();
    private Duration tokenLife;
    private boolean enabled = true;
    private long issued;
    private long refused;

    /**
     * An account that is enabled.
     *
     * @param tokenUri where its assertions are exchanged
     * @param tokenLife how long its tokens are valid
     */
    public ServiceAccount(String tokenUri, Duration tokenLife, InstantSource clock) {
        this.tokenUri = tokenUri;
        this.tokenLife = tokenLife;
        this.clock = clock;
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JRE has RSA", e);
        }
    }

    /** Its {@code credentials.json}, as Skyflow gives it out. */
    public String credentials() {
        String key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded());
        return JsonNodeFactory.instance
                        .objectNode()
                        .put("clientID", clientId)
                        .put("clientName", "simulated")
                        .put("keyID", keyId)
                        .put("tokenURI", tokenUri)
                        .put("privateKey", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n")
                        .toPrettyString()
                + "\n";
    }

    /** Exchanges the assertion of a request for a token. */
    public synchronized Exchanged exchange(JsonNode request) {
        String assertion = request.path("assertion").asText("");
        Exchanged exchanged = judged(request.path("grant_type").asText(""), assertion);
        switch (exchanged) {
            case Exchanged.Issued token -> issued++;
            case Exchanged.Refused refusal -> refused++;
        }
        if (!assertion.isBlank()) {
            keep(new Secret(assertion));
        }
        return exchanged;
    }

    private Exchanged judged(String grantType, String assertion) {
        if (!grantType.equals("urn:ietf:params:oauth:grant-type:jwt-bearer")) {
            return new Exchanged.Refused(400, "Invalid grant_type.");
        }
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3) {
            return new Exchanged.Refused(400, "Invalid assertion.");
        }
        try {
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            if (!header.path("alg").asText().equals("RS256") || !isOurs(claims) || !isSigned(parts)) {
                return new Exchanged.Refused(
                        401, "Authentication failed. The assertion is not valid for this account.");
            }
            Instant now = clock.instant();
            Instant expiry = Instant.ofEpochSecond(claims.path("exp").asLong());
            if (!expiry.isAfter(now) || expiry.isAfter(now.plus(LONGEST_ASSERTION))) {
                return new Exchanged.Refused(400, "The assertion has expired or is valid for too long.");
            }
            return enabled
                    ? new Exchanged.Issued(issue(now))
                    : new Exchanged.Refused(401, "Authentication failed. The service account is disabled.");
        } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
            return new Exchanged.Refused(400, "Invalid assertion.");
        }
    }

    private boolean isOurs(JsonNode claims) {
        return claims.path("iss").asText().equals(clientId)
                && claims.path("sub").asText().equals(clientId)
                && claims.path("key").asText().equals(keyId)
                && claims.path("aud").asText().equals(tokenUri);
    }

    private boolean isSigned(String[] parts) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    /** In the form of a JWT, whose third part is chance: whoever gets it has to take it as it is. */
    private Secret issue(Instant now) {
        Instant expiry = now.plus(tokenLife);
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", "sa-auth@simulator")
                .put("sub", clientId)
                .put("iat", now.toEpochMilli() / 1e3)
                .put("exp", expiry.toEpochMilli() / 1e3)
                .put("jti", UUID.randomUUID().toString());
        Secret token = new Secret(encoded("{\"alg\":\"RS256\"}")
                + '.'
                + encoded(claims.toString())
                + '.'
                + encoded(UUID.randomUUID().toString()));
        expiries.put(token, expiry);
        keep(token);
        return token;
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void keep(Secret secret) {
        secrets.addLast(secret);
        if (secrets.size() > KEPT_SECRETS) {
            secrets.removeFirst();
        }
    }

    /** Whether a bearer token was issued here and has not expired. */
    public synchronized boolean accepts(Secret token) {
        Instant expiry = expiries.get(token);
        return expiry != null && clock.instant().isBefore(expiry);
    }

    /** Whether a bearer token was issued here. */
    public synchronized boolean issued(Secret token) {
        return expiries.containsKey(token);
    }

    /** Its clock goes so much ahead of the system's from now on. */
    public void clockAhead(Duration ahead) {
        clock = () -> Instant.now().plus(ahead);
    }

    /** How long tokens are valid that are issued from now on. */
    public synchronized void tokenLife(Duration life) {
        tokenLife = life;
    }

    /** Takes back every token that was issued: the vault answers 401 to them, whatever they say. */
    public synchronized void revokeTokens() {
        expiries.replaceAll((token, expiry) -> Instant.MIN);
    }

    /** Issues no token from now on. */
    public synchronized void disable() {
        enabled = false;
    }

    /** Issues tokens again. */
    public synchronized void enable() {
        enabled = true;
    }

    public synchronized TokenCounts counts() {
        return new TokenCounts(issued, refused);
    }

    /** The last assertions that came and tokens that were issued, for tests that look for them where they must not be. */
    public synchronized List<Secret> secrets() {
        return List.copyOf(secrets);
    }
}
