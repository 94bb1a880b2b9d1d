package com.skyflow.loader.cli.health;

import com.skyflow.loader.common.config.HealthConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A small HTTP server for pages that are made when they are asked for; none where no port is set. Thread-safe. */
public final class HealthServer implements AutoCloseable {
    /** Nothing is loaded from elsewhere, kept, or shown within another page. */
    private static final Map<String, List<String>> HEADERS = Map.of(
            "Cache-Control",
            List.of("no-store"),
            "Content-Security-Policy",
            List.of(
                    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"),
            "Referrer-Policy",
            List.of("no-referrer"),
            "X-Content-Type-Options",
            List.of("nosniff"));

    private final Optional<HttpServer> server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HealthServer(Optional<HttpServer> server) {
        this.server = server;
    }

    /**
     * Opens the port, if there is one.
     *
     * @param pages by their paths
     * @throws LoaderException if the port or the host cannot be used
     */
    public static HealthServer open(HealthConfig config, Map<String, Supplier<Page>> pages) {
        return open("health", config, pages, Guard.NONE);
    }

    /**
     * The same for other pages.
     *
     * @param section the section of the settings that says where
     * @param guard says which requests are answered
     */
    public static HealthServer open(
            String section, HealthConfig config, Map<String, Supplier<Page>> pages, Guard guard) {
        OptionalInt port = config.port();
        HealthServer health = new HealthServer(
                port.isPresent() ? Optional.of(bind(section, config, port.getAsInt())) : Optional.empty());
        health.server.ifPresent(http -> {
            http.setExecutor(health.threads);
            pages.forEach((path, page) -> http.createContext(path, exchange -> answer(exchange, page, guard)));
            http.start();
        });
        return health;
    }

    private static HttpServer bind(String section, HealthConfig config, int port) {
        InetSocketAddress address = new InetSocketAddress(config.host(), port);
        if (address.isUnresolved()) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "%s.host: %s does not resolve (expected: an address of this machine)"
                            .formatted(section, config.host()));
        }
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "%s.port: %s:%d cannot be opened, %s (expected: a free port, or 0 for one that the system picks)"
                            .formatted(section, config.host(), port, e.getMessage()),
                    e);
        }
    }

    /** The port that is open; empty if none is. */
    public OptionalInt port() {
        return server.map(http -> OptionalInt.of(http.getAddress().getPort())).orElseGet(OptionalInt::empty);
    }

    private static void answer(HttpExchange exchange, Supplier<Page> page, Guard guard) throws IOException {
        try (exchange) {
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            if (!isHead && !exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            if (!exchange.getRequestURI()
                    .getPath()
                    .equals(exchange.getHttpContext().getPath())) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            Page answer = guard.refusal(exchange).orElseGet(page);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().putAll(HEADERS);
            exchange.sendResponseHeaders(answer.status(), isHead ? -1 : body.length);
            if (!isHead) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.ifPresent(http -> http.stop(0));
        threads.shutdownNow();
    }
}
