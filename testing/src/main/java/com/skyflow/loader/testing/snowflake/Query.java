package com.skyflow.loader.testing.snowflake;

import java.util.concurrent.CompletableFuture;

/** A statement that was submitted. Its end is a result, or an {@link SqlFailure}. */
record Query(String id, String user, String sql, CompletableFuture<Rows> end) {}
