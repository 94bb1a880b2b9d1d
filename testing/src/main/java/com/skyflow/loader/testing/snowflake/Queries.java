package com.skyflow.loader.testing.snowflake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that were submitted, and how they end. Thread-safe. */
final class Queries {
    private static final Pattern SCANNED = Pattern.compile("RESULT_SCAN\\(\\s*'([^']*)'", Pattern.CASE_INSENSITIVE);

    private final Engine engine;
    private final Faults faults;
    private final Executor threads;
    private final Map<String, Query> byId = new ConcurrentHashMap<>();
    private final Map<String, Query> byRequest = new ConcurrentHashMap<>();
    private final List<Query> run = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Queries(Engine engine, Faults faults, Executor threads) {
        this.engine = engine;
        this.faults = faults;
        this.threads = threads;
    }

    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    /** Those that were run, each once however often it was sent. */
    List<Query> run() {
        return List.copyOf(run);
    }

    /** Runs a statement, unless it was sent before: a call that is repeated bears the same request. */
    Query submit(String request, Supplier<Query> statement) {
        boolean[] isNew = new boolean[1];
        Query query = byRequest.computeIfAbsent(request, id -> {
            isNew[0] = true;
            return statement.get();
        });
        if (isNew[0]) {
            byId.put(query.id(), query);
            start(query);
        }
        return query;
    }

    private void start(Query query) {
        if (!query.isDescribed()) {
            run.add(query);
        }
        if (query.session().warehouse().isEmpty()
                && !query.isDescribed()
                && query.sql().contains(" FROM ")) {
            query.fail(SqlFailure.noWarehouse());
        } else if (query.isAsync()) {
            CountDownLatch until = gate;
            threads.execute(() -> pin(query, until));
        } else {
            complete(query);
        }
    }

    private void pin(Query query, CountDownLatch until) {
        try {
            until.await();
            if (!query.end().isDone()) {
                query.end().complete(engine.pin(query));
            }
        } catch (SqlFailure e) {
            query.fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void complete(Query query) {
        try {
            Matcher scanned = SCANNED.matcher(query.sql());
            boolean scans = scanned.find();
            if (scans) {
                ensureOwn(query.session(), scanned.group(1));
            }
            Rows rows = query.isDescribed() ? engine.describe(query) : engine.run(query);
            boolean isShort = scans && rows.cells().size() > 1 && faults.strikes(Fault.SHORT_RESULT);
            query.end().complete(isShort ? rows.withoutLast() : rows);
        } catch (SqlFailure e) {
            query.fail(e);
        }
    }

    private void ensureOwn(Session session, String id) throws SqlFailure {
        Query pinned = byId.get(id);
        if (pinned == null || !pinned.session().user().equals(session.user())) {
            throw SqlFailure.notFound(id);
        }
    }

    Query find(String id) throws SqlFailure {
        Query query = byId.get(id);
        if (query == null) {
            throw SqlFailure.notFound(id);
        }
        return query;
    }

    void abort(String request) {
        Query query = byRequest.get(request);
        if (query != null) {
            end(query, SqlFailure.canceled());
        }
    }

    /** A session that ends takes its queries with it. */
    void abort(Session ended) {
        byId.values().stream()
                .filter(query -> query.session().id().equals(ended.id()))
                .forEach(query -> end(query, SqlFailure.canceled()));
    }

    private void end(Query query, SqlFailure why) {
        query.fail(why);
        engine.cancel(query);
    }

    void timeOut() {
        byId.values().forEach(query -> end(query, SqlFailure.timedOut()));
    }

    void forgetResults() {
        byId.values().removeIf(query -> {
            if (query.isPinned()) {
                engine.drop(query.id());
            }
            return query.isPinned();
        });
    }

    ObjectNode status(String id, Session asking) {
        ObjectNode answer = Wire.success();
        ArrayNode listed = answer.putObject("data").putArray("queries");
        Query query = byId.get(id);
        if (query != null && query.session().user().equals(asking.user())) {
            ObjectNode status = listed.addObject().put("id", id).put("sqlText", query.sql());
            if (!query.end().isDone()) {
                status.put("status", "RUNNING");
            } else if (query.end().isCompletedExceptionally()) {
                SqlFailure failure = SqlFailure.of(query.end().exceptionNow());
                status.put("status", "FAILED_WITH_ERROR")
                        .put("errorCode", failure.code())
                        .put("errorMessage", failure.getMessage());
            } else {
                status.put("status", "SUCCESS");
            }
        }
        return answer;
    }
}
