package com.skyflow.loader.extractor.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.config.QueryMode;
import com.skyflow.loader.common.config.SnowflakeLogin;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginPropertiesTest {
    private static final Map<String, String> ALWAYS = Map.ofEntries(
            Map.entry("account", "ACME"),
            Map.entry("warehouse", "WH"),
            Map.entry("role", "LOADING"),
            Map.entry("disablePlatformDetection", "true"),
            Map.entry("CLIENT_TELEMETRY_ENABLED", "false"),
            Map.entry("CLIENT_SESSION_KEEP_ALIVE", "true"),
            Map.entry("CLIENT_PREFETCH_THREADS", "1"),
            Map.entry("HTTP_CLIENT_CONNECTION_TIMEOUT", "20000"),
            Map.entry("HTTP_CLIENT_SOCKET_TIMEOUT", "90000"),
            Map.entry("loginTimeout", "20"),
            Map.entry("STATEMENT_TIMEOUT_IN_SECONDS", "120"),
            Map.entry("ABORT_DETACHED_QUERY", "false"),
            Map.entry("QUERY_TAG", "tag"));

    private static Map<Object, Object> properties(SnowflakeLogin login) {
        return new HashMap<>(LoginProperties.of(Given.config(login, QueryMode.SIMPLE), "tag"));
    }

    private static Map<Object, Object> and(Map<String, String> more) {
        Map<Object, Object> all = new HashMap<>(ALWAYS);
        all.putAll(more);
        return all;
    }

    @Test
    void aBrowserNeedsOnlyTheUser() {
        assertThat(properties(Given.login("externalbrowser")))
                .isEqualTo(and(Map.of("user", "loader", "authenticator", "externalbrowser")));
    }

    @Test
    void oauthSendsItsToken() {
        assertThat(properties(Given.withToken("oauth", "o-1")))
                .isEqualTo(and(Map.of("user", "loader", "authenticator", "oauth", "token", "o-1")));
    }

    @Test
    void aPasswordGoesWithoutAnAuthenticator() {
        assertThat(properties(Given.withPassword("pw"))).isEqualTo(and(Map.of("user", "loader", "password", "pw")));
    }

    @Test
    void theAccountHasItsOwnUrl() {
        assertThat(LoginProperties.url(Given.login("snowflake")))
                .isEqualTo("jdbc:snowflake://ACME.snowflakecomputing.com/");
    }
}
