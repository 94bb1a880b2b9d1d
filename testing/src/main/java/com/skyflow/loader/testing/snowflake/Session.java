package com.skyflow.loader.testing.snowflake;

import java.util.Optional;
import java.util.UUID;

/**
 * A session that logged in.
 *
 * @param user in upper case
 * @param schema database and schema, with a point between them
 * @param tag its QUERY_TAG; empty for none
 */
record Session(UUID id, String user, Optional<String> warehouse, Optional<String> schema, String tag) {}
