package com.skyflow.loader.testing.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A statement that was submitted.
 *
 * @param bindings what stands for its question marks, by their numbers
 * @param isDescribed whether it is only compiled
 * @param isAsync whether its result is not waited for
 * @param end a result, or an {@link SqlFailure}
 */
record Query(
        String id,
        Session session,
        String sql,
        Map<Integer, String> bindings,
        boolean isDescribed,
        boolean isAsync,
        CompletableFuture<Rows> end) {
    static Query of(Session session, JsonNode body) {
        Map<Integer, String> bindings = new TreeMap<>();
        body.path("bindings")
                .properties()
                .forEach(binding -> bindings.put(
                        Integer.valueOf(binding.getKey()),
                        binding.getValue().path("value").asText()));
        return new Query(
                UUID.randomUUID().toString(),
                session,
                body.path("sqlText").asText(),
                bindings,
                body.path("describeOnly").asBoolean(),
                body.path("asyncExec").asBoolean(),
                new CompletableFuture<>());
    }

    boolean isSelect() {
        return sql.stripLeading().regionMatches(true, 0, "SELECT", 0, "SELECT".length());
    }

    /** Whether its result is kept for others to scan. */
    boolean isPinned() {
        return isAsync && end.isDone() && !end.isCompletedExceptionally();
    }

    void fail(SqlFailure failure) {
        end.completeExceptionally(failure);
    }
}
