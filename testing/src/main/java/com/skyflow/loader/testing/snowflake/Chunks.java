package com.skyflow.loader.testing.snowflake;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Delivers the pieces of results from addresses of their own, which need no session. Thread-safe. */
final class Chunks {
    private final Faults faults;
    private final Map<String, Result> results = new ConcurrentHashMap<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int firstHeld = Integer.MAX_VALUE;

    Chunks(Faults faults) {
        this.faults = faults;
    }

    void put(String queryId, Result result) {
        results.put(queryId, result);
    }

    void hold(int delivered) {
        gate = new CountDownLatch(1);
        firstHeld = delivered;
    }

    void release() {
        firstHeld = Integer.MAX_VALUE;
        gate.countDown();
    }

    void deliver(HttpExchange exchange, String queryId, int number) throws IOException {
        if (faults.strikes(Fault.CHUNK_EXPIRED)) {
            results.remove(queryId);
        }
        Result result = results.get(queryId);
        if (faults.strikes(Fault.CHUNK_UNAVAILABLE)) {
            exchange.sendResponseHeaders(503, -1);
        } else if (result == null) {
            exchange.sendResponseHeaders(403, -1);
        } else {
            awaitRelease(number);
            byte[] body = result.chunk(number);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, body.length);
            boolean truncated = faults.strikes(Fault.CHUNK_TRUNCATED);
            exchange.getResponseBody().write(truncated ? Arrays.copyOf(body, body.length / 2) : body);
            exchange.getResponseBody().flush();
        }
    }

    private void awaitRelease(int chunk) throws IOException {
        if (chunk >= firstHeld) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }
}
