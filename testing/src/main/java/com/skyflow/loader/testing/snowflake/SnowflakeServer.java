package com.skyflow.loader.testing.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The server. What it does not know of Snowflake it does not pretend: it shows that a client keeps to the protocol of the driver and
 * survives its faults, not how Snowflake words an error or plans a query. Thread-safe.
 */
public final class SnowflakeServer implements AutoCloseable {
    public static final String ACCOUNT = "ACME";

    private static final String IN_PROGRESS = "333334";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Engine engine = new Engine();
    private final Faults faults = new Faults();
    private final Sessions sessions = new Sessions();
    private final Queries queries = new Queries(engine, faults, threads);
    private final Chunks chunks = new Chunks(faults);
    private volatile Format format = Format.JSON;
    private volatile int inline = 1_000;
    private volatile int chunk = 5_000;

    private SnowflakeServer(HttpServer http) {
        this.http = http;
    }

    /** Starts it on a free port of this machine. */
    public static SnowflakeServer start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SnowflakeServer server = new SnowflakeServer(http);
            http.setExecutor(server.threads);
            http.createContext("/", server::answer);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code snowflake.jdbc_url} is to be. */
    public String jdbcUrl() {
        return "jdbc:snowflake://127.0.0.1:" + http.getAddress().getPort() + "/?ssl=off";
    }

    public SnowflakeServer password(String user, String password) {
        sessions.users.password(user, password);
        return this;
    }

    public SnowflakeServer token(String user, String token) {
        sessions.users.token(user, token);
        return this;
    }

    public SnowflakeServer key(String user, PublicKey key) {
        sessions.users.key(user, key);
        return this;
    }

    /** Makes tables, in the language of DuckDB; a database is an attached {@code ':memory:'}. */
    public SnowflakeServer tables(String... statements) {
        engine.set(statements);
        return this;
    }

    /** How the rows of queries travel from now on. */
    public SnowflakeServer format(Format format) {
        this.format = format;
        return this;
    }

    /** How many rows stand in an answer, and in each chunk behind it. */
    public void pieces(int inline, int chunk) {
        this.inline = inline;
        this.chunk = chunk;
    }

    /** Lets something go wrong so many times from now on. */
    public void fail(Fault fault, int times) {
        faults.set(fault, times);
    }

    /** How often a fault is still to come. */
    public int left(Fault fault) {
        return faults.left(fault);
    }

    /** Asynchronous queries are accepted, but do not end, until {@link #release}. */
    public void hold() {
        queries.hold();
    }

    /** Of every result only so many chunks are delivered, until {@link #release}. */
    public void holdChunks(int delivered) {
        chunks.hold(delivered);
    }

    /** Lets what is held, and what comes, go on. */
    public void release() {
        queries.release();
        chunks.release();
    }

    /** Ends the queries that run, as happens when they take too long. */
    public void timeOut() {
        queries.timeOut();
    }

    /** Forgets all results that were kept, as happens after 24 hours. */
    public void forgetResults() {
        queries.forgetResults();
    }

    /** The logins, refused ones too. */
    public List<Login> logins() {
        return sessions.logins();
    }

    /** The statements that were run, each once however often it was sent. */
    public List<String> statements() {
        return queries.run().stream().map(Query::sql).toList();
    }

    /** The tags of the sessions that the asynchronous queries came from. */
    public List<String> tags() {
        return queries.run().stream()
                .filter(Query::isAsync)
                .map(query -> query.session().tag())
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                route(exchange);
            } catch (SqlFailure e) {
                Wire.send(exchange, e.answer());
            } catch (RuntimeException e) {
                // Anything but 200 would be tried again for a minute.
                Wire.send(exchange, Wire.failure("000001", "XX000", "stand-in: " + e));
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException, SqlFailure {
        String path = exchange.getRequestURI().getPath();
        String[] parts = path.split("/", -1);
        if (path.equals("/session/v1/login-request")) {
            Wire.send(exchange, sessions.login(Wire.body(exchange).path("data"), Wire.parameters(exchange)));
        } else if (path.equals("/session/token-request")) {
            Wire.send(exchange, sessions.renew(Wire.token(exchange)));
        } else if (path.equals("/session") && Wire.parameters(exchange).containsKey("delete")) {
            sessions.end(Wire.token(exchange)).ifPresent(queries::abort);
            Wire.send(exchange, Wire.success());
        } else if (path.equals("/queries/v1/query-request")) {
            query(exchange);
        } else if (path.equals("/queries/v1/abort-request")) {
            queries.abort(Wire.body(exchange).path("requestId").asText());
            Wire.send(exchange, Wire.success());
        } else if (path.startsWith("/queries/") && path.endsWith("/result")) {
            Wire.send(exchange, answer(queries.find(parts[2])));
        } else if (path.startsWith("/monitoring/queries/")) {
            Wire.send(exchange, queries.status(parts[3], session(exchange)));
        } else if (path.startsWith("/chunks/")) {
            chunks.deliver(exchange, parts[2], Integer.parseInt(parts[3]));
        } else {
            Wire.send(exchange, Wire.success());
        }
    }

    private Session session(HttpExchange exchange) throws SqlFailure {
        String token = Wire.token(exchange);
        return sessions.find(token).orElseThrow(SqlFailure::expired);
    }

    private void query(HttpExchange exchange) throws IOException, SqlFailure {
        JsonNode body = Wire.body(exchange);
        if (faults.strikes(Fault.QUERY_UNAVAILABLE)) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        if (faults.strikes(Fault.SESSION_EXPIRED)) {
            sessions.expire(Wire.token(exchange));
        }
        Session session = session(exchange);
        Query query = queries.submit(
                Optional.ofNullable(Wire.parameters(exchange).get("requestId")).orElseThrow(),
                () -> Query.of(session, body));
        ObjectNode answer =
                query.isAsync() && !query.end().isCompletedExceptionally() ? accepted(query) : answer(query);
        if (!faults.strikes(Fault.LOST_ANSWER)) {
            Wire.send(exchange, answer);
        }
    }

    private static ObjectNode accepted(Query query) {
        ObjectNode answer = Wire.success().put("code", IN_PROGRESS);
        answer.putObject("data")
                .put("queryId", query.id())
                .put("getResultUrl", "/queries/" + query.id() + "/result")
                .put("queryAbortsAfterSecs", 300);
        return answer;
    }

    private ObjectNode answer(Query query) {
        try {
            Rows rows = query.end().join();
            ObjectNode answer = Wire.success();
            ObjectNode data = answer.putObject("data");
            data.putArray("parameters");
            Result result = new Result(
                    rows,
                    query.isSelect() ? format : Format.JSON,
                    inline,
                    chunk,
                    "http://127.0.0.1:" + http.getAddress().getPort() + "/chunks/" + query.id() + '/');
            chunks.put(query.id(), result);
            result.write(data);
            data.put("queryId", query.id())
                    .put("statementTypeId", query.isSelect() ? 0x1000 : 0x4100)
                    .put("version", 1)
                    .put("sendResultTime", System.currentTimeMillis());
            return answer;
        } catch (CompletionException e) {
            ObjectNode answer = SqlFailure.of(e.getCause()).answer();
            answer.withObject("/data").put("queryId", query.id());
            return answer;
        }
    }

    @Override
    public void close() {
        release();
        http.stop(0);
        threads.close();
        engine.close();
    }
}
