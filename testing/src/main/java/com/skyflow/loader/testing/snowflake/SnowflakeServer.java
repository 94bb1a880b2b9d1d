package com.skyflow.loader.testing.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The server. What it does not know of Snowflake it does not pretend: it shows that a client keeps to the protocol of the driver and
 * survives its faults, not how Snowflake words an error or plans a query. Thread-safe.
 */
public final class SnowflakeServer implements AutoCloseable {
    public static final String ACCOUNT = "ACME";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("Snowflake Token=\"(.*)\"");
    private static final Pattern SCANNED = Pattern.compile("RESULT_SCAN\\(\\s*'([^']*)'", Pattern.CASE_INSENSITIVE);
    private static final String IN_PROGRESS = "333334";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Engine engine = new Engine();
    private final Users users = new Users();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Session> masters = new ConcurrentHashMap<>();
    private final Map<String, Query> queries = new ConcurrentHashMap<>();
    private final Map<String, Query> byRequest = new ConcurrentHashMap<>();
    private final Map<String, Result> chunked = new ConcurrentHashMap<>();
    private final List<Login> logins = new CopyOnWriteArrayList<>();
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final EnumMap<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private volatile Format format = Format.JSON;
    private volatile int inline = 1_000;
    private volatile int chunk = 5_000;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch chunkGate = new CountDownLatch(0);
    private volatile int firstHeldChunk = Integer.MAX_VALUE;

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
        users.password(user, password);
        return this;
    }

    public SnowflakeServer token(String user, String token) {
        users.token(user, token);
        return this;
    }

    public SnowflakeServer key(String user, PublicKey key) {
        users.key(user, key);
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
        synchronized (faults) {
            faults.put(fault, times);
        }
    }

    /** How often a fault is still to come. */
    public int left(Fault fault) {
        synchronized (faults) {
            return faults.getOrDefault(fault, 0);
        }
    }

    /** Asynchronous queries run, but do not end, until {@link #release}. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    /** Of every result only so many chunks are delivered, until {@link #release}. */
    public void holdChunks(int delivered) {
        chunkGate = new CountDownLatch(1);
        firstHeldChunk = delivered;
    }

    /** Lets what is held, and what comes, go on. */
    public void release() {
        firstHeldChunk = Integer.MAX_VALUE;
        gate.countDown();
        chunkGate.countDown();
    }

    /** Forgets all results that were kept, as happens after 24 hours. */
    public void forgetResults() {
        queries.values().removeIf(query -> {
            boolean kept = query.end().isDone() && !query.end().isCompletedExceptionally();
            if (kept && isPinned(query)) {
                engine.drop(query.id());
            }
            return kept;
        });
    }

    private static boolean isPinned(Query query) {
        return query.sql().startsWith("SELECT") && query.end().join().columns().isEmpty();
    }

    /** The logins, refused ones too. */
    public List<Login> logins() {
        return List.copyOf(logins);
    }

    /** The statements that were run, each once however often it was sent. */
    public List<String> statements() {
        return List.copyOf(statements);
    }

    private boolean strikes(Fault fault) {
        synchronized (faults) {
            int left = faults.getOrDefault(fault, 0);
            if (left > 0) {
                faults.put(fault, left - 1);
            }
            return left > 0;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                route(exchange);
            } catch (RuntimeException e) {
                // Anything but 200 would be tried again for a minute.
                send(exchange, failure("000001", "XX000", "stand-in: " + e));
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/session/v1/login-request")) {
            send(exchange, login(body(exchange).path("data"), parameters(exchange)));
        } else if (path.equals("/queries/v1/query-request")) {
            query(exchange);
        } else if (path.equals("/queries/v1/abort-request")) {
            send(exchange, success());
        } else if (path.equals("/session/token-request")) {
            send(exchange, renewed(exchange));
        } else if (path.startsWith("/queries/") && path.endsWith("/result")) {
            send(exchange, result(path.split("/", -1)[2]));
        } else if (path.startsWith("/monitoring/queries/")) {
            send(exchange, status(path.substring("/monitoring/queries/".length())));
        } else if (path.startsWith("/chunks/")) {
            chunk(exchange, path.split("/", -1));
        } else {
            send(exchange, success());
        }
    }

    private ObjectNode login(JsonNode data, Map<String, String> query) {
        Login login = Login.of(data, query);
        logins.add(login);
        Optional<Users.Refusal> refusal = users.refusal(data);
        if (refusal.isPresent()) {
            return failure(refusal.get().code(), "08001", refusal.get().message());
        }
        Session session = new Session(
                Users.fold(login.user()),
                Optional.ofNullable(query.get("warehouse")),
                Optional.ofNullable(query.get("databaseName"))
                        .map(database -> database + '.' + query.getOrDefault("schemaName", "PUBLIC")));
        ObjectNode answer = success();
        ObjectNode body = answer.putObject("data");
        tokens(session, body);
        body.put("validityInSeconds", 3600)
                .put("masterValidityInSeconds", 14_400)
                .put("serverVersion", "9.30.0")
                .put("sessionId", logins.size())
                .put("healthCheckInterval", 45);
        ArrayNode parameters = body.putArray("parameters");
        parameter(parameters, "AUTOCOMMIT").put("value", true);
        parameter(parameters, "CLIENT_RESULT_CHUNK_SIZE").put("value", 16);
        parameter(parameters, "CLIENT_PREFETCH_THREADS")
                .put("value", Integer.parseInt(login.parameters().getOrDefault("CLIENT_PREFETCH_THREADS", "4")));
        parameter(parameters, "CLIENT_TELEMETRY_ENABLED")
                .put(
                        "value",
                        !login.parameters()
                                .getOrDefault("CLIENT_TELEMETRY_ENABLED", "true")
                                .equals("false"));
        body.putObject("sessionInfo")
                .put("databaseName", query.get("databaseName"))
                .put("schemaName", query.get("schemaName"))
                .put("warehouseName", query.get("warehouse"))
                .put("roleName", query.get("roleName"));
        return answer;
    }

    private void tokens(Session session, ObjectNode body) {
        String token = UUID.randomUUID().toString();
        String master = UUID.randomUUID().toString();
        sessions.put(token, session);
        masters.put(master, session);
        body.put("token", token).put("sessionToken", token).put("masterToken", master);
    }

    private static ObjectNode parameter(ArrayNode parameters, String name) {
        return parameters.addObject().put("name", name);
    }

    private ObjectNode renewed(HttpExchange exchange) {
        Session session = masters.get(token(exchange));
        if (session == null) {
            return failure("390114", "08001", "Authentication token has expired.");
        }
        ObjectNode answer = success();
        tokens(session, answer.putObject("data"));
        return answer;
    }

    private static String token(HttpExchange exchange) {
        Matcher token =
                TOKEN.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        return token.matches() ? token.group(1) : "";
    }

    private void query(HttpExchange exchange) throws IOException {
        JsonNode body = body(exchange);
        if (strikes(Fault.QUERY_UNAVAILABLE)) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        Session session = sessions.get(token(exchange));
        if (session == null || strikes(Fault.SESSION_EXPIRED)) {
            send(exchange, failure("390112", "08001", "Your session has expired."));
            return;
        }
        String sql = body.path("sqlText").asText();
        boolean describe = body.path("describeOnly").asBoolean();
        boolean async = body.path("asyncExec").asBoolean();
        Query query = byRequest.computeIfAbsent(
                parameters(exchange).getOrDefault("requestId", ""), id -> submit(session, sql, describe, async));
        if (async && !query.end().isCompletedExceptionally()) {
            ObjectNode answer = success().put("code", IN_PROGRESS);
            answer.putObject("data")
                    .put("queryId", query.id())
                    .put("getResultUrl", "/queries/" + query.id() + "/result")
                    .put("queryAbortsAfterSecs", 300);
            sendOrLose(exchange, answer);
        } else {
            sendOrLose(exchange, answer(query));
        }
    }

    private void sendOrLose(HttpExchange exchange, ObjectNode answer) throws IOException {
        if (!strikes(Fault.LOST_ANSWER)) {
            send(exchange, answer);
        }
    }

    private Query submit(Session session, String sql, boolean describe, boolean async) {
        String id = UUID.randomUUID().toString();
        Query query = new Query(id, session.user(), sql, new CompletableFuture<>());
        queries.put(id, query);
        if (!describe) {
            statements.add(sql);
        }
        if (session.warehouse().isEmpty() && !describe && sql.contains(" FROM ")) {
            query.end().completeExceptionally(SqlFailure.noWarehouse());
        } else if (async) {
            CountDownLatch until = gate;
            threads.execute(() -> {
                try {
                    until.await();
                    engine.pin(session, sql, id);
                    query.end().complete(new Rows(List.of(), List.of()));
                } catch (SqlFailure | InterruptedException e) {
                    query.end().completeExceptionally(e);
                }
            });
        } else {
            complete(session, query, describe);
        }
        return query;
    }

    private void complete(Session session, Query query, boolean describe) {
        try {
            Matcher scanned = SCANNED.matcher(query.sql());
            if (scanned.find()) {
                Query pinned = queries.get(scanned.group(1));
                if (pinned == null || !pinned.user().equals(session.user())) {
                    throw new SqlFailure("000709", "02000", "Statement " + scanned.group(1) + " not found");
                }
            }
            if (describe) {
                query.end().complete(engine.describe(session, query.sql()));
            } else {
                Rows rows = engine.run(session, query.sql());
                boolean isShort = scanned.reset().find() && rows.cells().size() > 1 && strikes(Fault.SHORT_RESULT);
                query.end().complete(isShort ? rows.withoutLast() : rows);
            }
        } catch (SqlFailure e) {
            query.end().completeExceptionally(e);
        }
    }

    private ObjectNode result(String id) {
        Query query = queries.get(id);
        return query == null ? failure("000709", "02000", "Statement " + id + " not found") : answer(query);
    }

    private ObjectNode answer(Query query) {
        try {
            Rows rows = query.end().join();
            ObjectNode answer = success();
            ObjectNode data = answer.putObject("data");
            data.putArray("parameters");
            Result result = new Result(
                    rows,
                    query.sql().startsWith("SELECT") && !rows.columns().isEmpty() ? format : Format.JSON,
                    inline,
                    chunk,
                    "http://127.0.0.1:" + http.getAddress().getPort() + "/chunks/" + query.id() + '/');
            chunked.put(query.id(), result);
            result.write(data);
            data.put("queryId", query.id())
                    .put("statementTypeId", query.sql().startsWith("alter") ? 0x4100 : 0x1000)
                    .put("version", 1)
                    .put("sendResultTime", System.currentTimeMillis());
            return answer;
        } catch (CompletionException e) {
            SqlFailure failure = failure(e.getCause());
            ObjectNode answer = failure(failure.code(), failure.sqlState(), String.valueOf(failure.getMessage()));
            answer.withObject("/data").put("queryId", query.id());
            return answer;
        }
    }

    private static SqlFailure failure(@Nullable Throwable cause) {
        return cause instanceof SqlFailure failure
                ? failure
                : new SqlFailure("000604", "57014", "SQL execution canceled");
    }

    private ObjectNode status(String id) {
        ObjectNode answer = success();
        ArrayNode listed = answer.putObject("data").putArray("queries");
        Query query = queries.get(id);
        if (query != null) {
            ObjectNode status = listed.addObject().put("id", id).put("sqlText", query.sql());
            if (!query.end().isDone()) {
                status.put("status", "RUNNING");
            } else if (query.end().isCompletedExceptionally()) {
                SqlFailure failure = failure(query.end().exceptionNow());
                status.put("status", "FAILED_WITH_ERROR")
                        .put("errorCode", failure.code())
                        .put("errorMessage", failure.getMessage());
            } else {
                status.put("status", "SUCCESS");
            }
        }
        return answer;
    }

    private void chunk(HttpExchange exchange, String[] path) throws IOException {
        Result result = chunked.get(path[2]);
        if (strikes(Fault.CHUNK_UNAVAILABLE)) {
            exchange.sendResponseHeaders(503, -1);
        } else if (result == null || strikes(Fault.CHUNK_EXPIRED)) {
            exchange.sendResponseHeaders(403, -1);
        } else {
            int number = Integer.parseInt(path[3]);
            awaitRelease(number);
            byte[] body = result.chunk(number);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, body.length);
            boolean truncated = strikes(Fault.CHUNK_TRUNCATED);
            exchange.getResponseBody().write(truncated ? Arrays.copyOf(body, body.length / 2) : body);
            exchange.getResponseBody().flush();
        }
    }

    private void awaitRelease(int chunk) throws IOException {
        if (chunk >= firstHeldChunk) {
            try {
                chunkGate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .filter(pair -> pair.length == 2)
                        .collect(Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                                (first, second) -> second,
                                LinkedHashMap::new));
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream raw = exchange.getRequestBody();
                InputStream in = zipped ? new GZIPInputStream(raw) : raw) {
            return JSON.readTree(in);
        }
    }

    private static ObjectNode success() {
        return JSON.createObjectNode().put("success", true).putNull("code").putNull("message");
    }

    private static ObjectNode failure(String code, String sqlState, String message) {
        ObjectNode answer =
                JSON.createObjectNode().put("success", false).put("code", code).put("message", message);
        answer.putObject("data").put("errorCode", code).put("sqlState", sqlState);
        return answer;
    }

    private static void send(HttpExchange exchange, ObjectNode answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        release();
        http.stop(0);
        threads.close();
        engine.close();
    }
}
