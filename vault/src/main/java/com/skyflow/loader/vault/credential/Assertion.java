package com.skyflow.loader.vault.credential;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.skyflow.loader.common.config.ServiceAccountKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * What a service account says of itself, signed with its key: a JWT with {@code RS256} (RFC 7515, 3) and the claims that Skyflow's
 * own clients send.
 */
final class Assertion {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encoded("{\"alg\":\"RS256\"}");

    private Assertion() {}

    static String sign(ServiceAccountKey key, Instant now) {
        String claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", key.clientId())
                .put("key", key.keyId())
                .put("aud", key.tokenUri().toString())
                .put("sub", key.clientId())
                .put("exp", now.plus(LIFE).getEpochSecond())
                .toString();
        String signed = HEADER + '.' + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.privateKey());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            // Every JRE has the algorithm, and the key was checked when it was read.
            throw new IllegalStateException("the key cannot sign", e);
        }
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
