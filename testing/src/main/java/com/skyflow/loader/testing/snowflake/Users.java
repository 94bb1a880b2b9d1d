package com.skyflow.loader.testing.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who may log in, and how. Thread-safe. */
final class Users {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    /** Why a login is refused. */
    record Refusal(String code, String message) {}

    void password(String user, String password) {
        passwords.put(fold(user), password);
    }

    void token(String user, String token) {
        tokens.put(fold(user), token);
    }

    void key(String user, PublicKey key) {
        keys.put(fold(user), key);
    }

    static String fold(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    Optional<Refusal> refusal(JsonNode data) {
        String user = fold(data.path("LOGIN_NAME").asText());
        String token = data.path("TOKEN").asText();
        return switch (data.path("AUTHENTICATOR").asText("SNOWFLAKE")) {
            case "PROGRAMMATIC_ACCESS_TOKEN" ->
                token.equals(tokens.get(user))
                        ? Optional.empty()
                        : Optional.of(new Refusal("394400", "Programmatic access token is invalid."));
            case "SNOWFLAKE_JWT" ->
                isSigned(token, user, fold(data.path("ACCOUNT_NAME").asText()))
                        ? Optional.empty()
                        : Optional.of(new Refusal("390144", "JWT token is invalid."));
            case "OAUTH" -> Optional.of(new Refusal("390303", "Invalid OAuth access token."));
            default -> {
                String password = data.path("PASSWORD").asText();
                yield !password.isEmpty() && (password.equals(passwords.get(user)) || password.equals(tokens.get(user)))
                        ? Optional.empty()
                        : Optional.of(new Refusal("390100", "Incorrect username or password was specified."));
            }
        };
    }

    private boolean isSigned(String jwt, String user, String account) {
        PublicKey key = keys.get(user);
        String[] parts = jwt.split("\\.", -1);
        if (key == null || parts.length != 3) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            String subject = account + '.' + user;
            String fingerprint = "SHA256:"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && Objects.equals(claims.path("sub").asText(), subject)
                    && Objects.equals(claims.path("iss").asText(), subject + '.' + fingerprint)
                    && claims.path("exp").asLong() > Instant.now().getEpochSecond();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
