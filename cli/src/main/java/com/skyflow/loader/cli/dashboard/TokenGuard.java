package com.skyflow.loader.cli.dashboard;

import com.skyflow.loader.cli.health.Guard;
import com.skyflow.loader.cli.health.Page;
import com.skyflow.loader.common.config.MonitorConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.secret.Secret;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks for a token before it lets figures be seen; the page itself, which holds none, and the health pages are everybody's. Without a
 * token only this machine is served, and only under its own name: else a page of another site, whose name is made to lead here, could
 * read the figures.
 *
 * @param token empty where none is asked for
 */
record TokenGuard(Optional<Secret> token) implements Guard {
    private static final String VARIABLE = "SKYFLOW_LOADER_MONITOR_TOKEN";
    private static final int SHORTEST = 16;
    private static final String BEARER = "Bearer ";
    private static final Pattern THIS_MACHINE = Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?");

    /**
     * As it is set.
     *
     * @throws LoaderException if others could see the figures without a token, or the token is none
     */
    static TokenGuard of(MonitorConfig config, Map<String, String> environment) {
        Optional<Secret> token = config.tokenFile()
                .map(TokenGuard::read)
                .or(() -> Optional.ofNullable(environment.get(VARIABLE))
                        .filter(text -> !text.isBlank())
                        .map(text -> token(VARIABLE, text)));
        if (token.isEmpty() && !isLoopback(config.host())) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "monitor.host: %s lets other machines in (expected: a token, in the file of monitor.token_file or in %s)"
                            .formatted(config.host(), VARIABLE));
        }
        return new TokenGuard(token);
    }

    private static Secret read(Path file) {
        try {
            return token("monitor.token_file", Files.readString(file));
        } catch (IOException e) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "monitor.token_file: %s cannot be read (expected: a file with a token)".formatted(file),
                    e);
        }
    }

    private static Secret token(String source, String text) {
        if (text.strip().length() < SHORTEST) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "%s: %d characters (expected: %d or more)"
                            .formatted(source, text.strip().length(), SHORTEST));
        }
        return new Secret(text);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // That it does not resolve is said where the port is opened.
            return true;
        }
    }

    @Override
    public Optional<Page> refusal(HttpExchange exchange) {
        if (token.isEmpty()) {
            String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                    .orElse("");
            return THIS_MACHINE.matcher(host).matches()
                    ? Optional.empty()
                    : Optional.of(page(403, "only this machine is served, under its own name"));
        }
        if (!isGuarded(exchange.getRequestURI().getPath()) || isKnown(exchange, token.get())) {
            return Optional.empty();
        }
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        return Optional.of(page(401, "the token of the monitor is wanted, as Authorization: Bearer"));
    }

    private static boolean isGuarded(String path) {
        return path.startsWith("/api/") || path.equals("/metrics");
    }

    /** In a time that tells nothing of the token. */
    private static boolean isKnown(HttpExchange exchange, Secret token) {
        String header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        return header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8),
                        token.reveal().getBytes(StandardCharsets.UTF_8));
    }

    private static Page page(int status, String problem) {
        return new Page(status, "application/json", "{\"error\":\"" + problem + "\"}\n");
    }
}
