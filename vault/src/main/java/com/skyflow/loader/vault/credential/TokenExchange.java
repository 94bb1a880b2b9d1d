package com.skyflow.loader.vault.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.skyflow.loader.common.config.ServiceAccountKey;
import com.skyflow.loader.common.redaction.Redactor;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.vault.answer.AnswerReader;
import com.skyflow.loader.vault.answer.Response;
import com.skyflow.loader.vault.http.HttpCaller;
import com.skyflow.loader.vault.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Exchanges an assertion that the account's key has signed for a bearer token (Skyflow, "API authentication"): {@code
 * {"grant_type":…,"assertion":…}} for {@code {"accessToken":…,"tokenType":"Bearer"}}. Thread-safe.
 */
final class TokenExchange implements Mint {
    private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What can stand in a header (RFC 6750, 2.1, and a margin for other forms). */
    private static final Pattern BEARER = Pattern.compile("[\\x21-\\x7e]+");

    private final ServiceAccountKey key;
    private final HttpCaller http;
    private final AnswerReader answers = new AnswerReader(Redactor.of(List.of("https://docs.skyflow.com/")));

    TokenExchange(ServiceAccountKey key, HttpCaller http) {
        this.key = key;
        this.http = http;
    }

    @Override
    public Minted mint(Instant now) throws InterruptedException {
        String assertion = Assertion.sign(key, now);
        byte[] body = JSON.createObjectNode()
                .put("grant_type", GRANT_TYPE)
                .put("assertion", assertion)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return switch (http.post(key.tokenUri(), Optional.empty(), body, MAX_ANSWER_BYTES)) {
            case Reply.Answered answered -> read(answered.response(), assertion, now);
            case Reply.Unanswered unanswered -> new Minted.Failed(unanswered.problem(), Optional.empty());
            case Reply.Barred barred -> new Minted.Refused(barred.problem());
        };
    }

    private Minted read(Response response, String assertion, Instant now) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            return issued(response, now);
        }
        String problem = answers.problem(response, List.of(assertion, key.clientId(), key.keyId()));
        return status == 408 || status == 429 || status >= 500
                ? new Minted.Failed(problem, response.waitAskedFor(now).filter(Duration::isPositive))
                : new Minted.Refused(problem);
    }

    private static Minted issued(Response response, Instant now) {
        String token = accessToken(response).strip();
        if (!BEARER.matcher(token).matches()) {
            return new Minted.Refused("status " + response.status() + " without an accessToken");
        }
        return new Minted.Issued(new Secret(token), life(token, now));
    }

    private static String accessToken(Response response) {
        try {
            return JSON.readTree(response.body()).path("accessToken").asText("");
        } catch (IOException e) {
            // Without the cause: its message quotes the body.
            return "";
        }
    }

    /**
     * How long a token is valid. From its own times, where it has both, so that it does not matter whether our clock goes right;
     * empty if it is no JWT with an expiry, or has expired by our clock.
     */
    private static Optional<Duration> life(String token, Instant now) {
        JsonNode claims = Claims.of(token);
        double nowSeconds = now.toEpochMilli() / 1e3;
        double from = claims.path("iat").isNumber() ? claims.path("iat").asDouble() : nowSeconds;
        double life = claims.path("exp").asDouble(0) - from;
        return life > 0 && life < Duration.ofDays(3_650).toSeconds()
                ? Optional.of(Duration.ofMillis((long) (life * 1e3)))
                : Optional.empty();
    }
}
