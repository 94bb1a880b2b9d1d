package com.skyflow.loader.testing.snowflake;

import java.util.Optional;

/**
 * A session that logged in.
 *
 * @param user in upper case
 * @param schema database and schema, with a point between them
 */
record Session(String user, Optional<String> warehouse, Optional<String> schema) {}
