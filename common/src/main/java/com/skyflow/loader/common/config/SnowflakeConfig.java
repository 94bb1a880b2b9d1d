package com.skyflow.loader.common.config;

import com.skyflow.loader.common.secret.Secret;
import java.util.Optional;

/**
 * Where Snowflake is and how it is asked.
 *
 * @param password the password or programmatic access token
 * @param fetchSize rows of one fetch
 */
public record SnowflakeConfig(
        Optional<String> user,
        Optional<Secret> password,
        String authenticator,
        Optional<String> account,
        Optional<String> warehouse,
        Optional<String> database,
        Optional<String> schema,
        Optional<String> role,
        int fetchSize,
        QueryMode queryMode) {}
