package com.skyflow.loader.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page in a real, headless Chromium, driven by its own DevTools protocol. What goes wrong in it, and what it asks the network for, is
 * kept. Owned by one thread.
 */
public final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://(127\\.0\\.0\\.1:\\d+)/");

    private final ChildProcess process;
    private final HttpClient http;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    private Chromium(ChildProcess process, HttpClient http, String address) {
        this.process = process;
        this.http = http;
        try {
            String page = http.send(
                            HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank"))
                                    .PUT(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            socket = http.newWebSocketBuilder()
                    .buildAsync(
                            URI.create(JSON.readTree(page)
                                    .path("webSocketDebuggerUrl")
                                    .asText()),
                            new Listener())
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no page in " + process, e);
        }
        Stream.of("Runtime.enable", "Log.enable", "Network.enable", "Page.enable")
                .forEach(domain -> call(domain, JSON.createObjectNode()));
    }

    /** The browser of this machine; empty if it has none. */
    public static Optional<Path> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with an empty page; what it keeps is in a new folder within this one, and stays there: it may still be at it when it is killed. */
    public static Chromium start(Path browser, Path within) {
        Path folder = profile(within);
        // Root may start it only without its sandbox; and nothing of it is to look for hosts of its maker.
        ChildProcess process = ChildProcess.start(
                new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder,
                        "about:blank"),
                folder);
        try {
            Wait.until(
                    "a browser",
                    PATIENCE,
                    () -> LISTENING.matcher(process.stderr()).find() || !process.isAlive());
            Matcher address = LISTENING.matcher(process.stderr());
            if (!address.find()) {
                throw new AssertionError("ended without a page: " + process);
            }
            return new Chromium(process, HttpClient.newHttpClient(), address.group(1));
        } catch (RuntimeException | AssertionError e) {
            process.close();
            throw e;
        }
    }

    private static Path profile(Path within) {
        try {
            return Files.createTempDirectory(Files.createDirectories(within.toAbsolutePath()), "profile-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes to a page. */
    public void open(String url) {
        call("Page.navigate", JSON.createObjectNode().put("url", url));
    }

    /** The value of an expression of JavaScript within the page. */
    public JsonNode evaluate(String expression) {
        return value(expression, call("Runtime.evaluate", evaluation(expression)));
    }

    private static ObjectNode evaluation(String expression) {
        return JSON.createObjectNode().put("expression", expression).put("returnByValue", true);
    }

    private static JsonNode value(String expression, JsonNode result) {
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.path("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    /** Waits until an expression of JavaScript is true. An element that is not there yet is as good as false. */
    public void await(String expression) {
        try {
            Wait.until(expression, PATIENCE, () -> holds(expression));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nin " + text() + "\nwith " + problems, e);
        }
    }

    private boolean holds(String expression) {
        String careful = "(() => { try { return Boolean(" + expression + "); } catch (e) { return false; } })()";
        // A page that is just taking another's place has nothing to evaluate with, and answers with an error.
        return value(careful, answer("Runtime.evaluate", evaluation(careful)).path("result"))
                .asBoolean();
    }

    /** What a person reads there. */
    public String text() {
        return evaluate("document.body ? document.body.innerText : ''").asText();
    }

    /** Types a key, such as {@code Tab}. */
    public void press(String key, int code) {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    JSON.createObjectNode()
                            .put("type", type)
                            .put("key", key)
                            .put("code", key)
                            .put("windowsVirtualKeyCode", code));
        }
    }

    /** Types a text where the focus is. */
    public void type(String text) {
        call("Input.insertText", JSON.createObjectNode().put("text", text));
    }

    /**
     * Looks at it as another device does.
     *
     * @param scheme {@code light} or {@code dark}
     */
    public void device(int width, int height, String scheme) {
        call(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", width < 600 ? 2 : 1)
                        .put("mobile", width < 600));
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        call("Emulation.setEmulatedMedia", media);
    }

    /** A picture of the whole page, as PNG. */
    public void screenshot(Path file) {
        JsonNode picture =
                call("Page.captureScreenshot", JSON.createObjectNode().put("captureBeyondViewport", true));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What went wrong in the page so far. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What it has asked the network for. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private JsonNode call(String method, ObjectNode parameters) {
        JsonNode given = answer(method, parameters);
        if (given.has("error")) {
            throw new AssertionError(method + ": " + given.path("error"));
        }
        return given.path("result");
    }

    private JsonNode answer(String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        try {
            socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " in " + process, e);
        }
    }

    private void take(JsonNode message) {
        CompletableFuture<JsonNode> answer = answers.remove(message.path("id").asInt());
        if (answer != null) {
            answer.complete(message);
        }
        JsonNode said = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown" -> problems.add(said.toString());
            case "Log.entryAdded" -> {
                if (said.at("/entry/level").asText().equals("error")) {
                    problems.add(said.at("/entry/text").asText()
                            + ' '
                            + said.at("/entry/url").asText());
                }
            }
            case "Network.requestWillBeSent" ->
                requests.add(said.at("/request/url").asText());
            default -> {
                // Of no interest.
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
        process.close();
    }

    /** Owned by the socket. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean isLast) {
            text.append(piece);
            if (isLast) {
                try {
                    take(JSON.readTree(text.toString()));
                } catch (JsonProcessingException e) {
                    throw new AssertionError(text.toString(), e);
                } finally {
                    text.setLength(0);
                }
            }
            from.request(1);
            return null;
        }
    }
}
