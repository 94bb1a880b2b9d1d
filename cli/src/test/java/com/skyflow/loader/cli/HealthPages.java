package com.skyflow.loader.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The health pages of a process that was started with {@code --health-port 0}. */
record HealthPages(ChildProcess process, String url) implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pattern URL = Pattern.compile("Health: (http://127\\.0\\.0\\.1:\\d+/health/)live");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();

    /** A page as it was answered. */
    record Answer(int status, String body) {
        JsonNode json() {
            return WorkFolder.json(body);
        }

        String reason() {
            return json().path("reason").asText();
        }
    }

    /** Waits until the pages are there. */
    static HealthPages of(ChildProcess process) {
        Wait.until(
                "the health pages of " + process,
                LONG,
                () -> URL.matcher(process.stderr()).find() || !process.isAlive());
        Matcher url = URL.matcher(process.stderr());
        if (!url.find()) {
            throw new AssertionError("ended without health pages: " + process);
        }
        return new HealthPages(process, url.group(1));
    }

    Answer live() {
        return get("live", "GET");
    }

    Answer ready() {
        return get("ready", "GET");
    }

    Answer get(String page, String method) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create(url + page).normalize())
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits until the process is ready and says so of a vault. */
    Answer awaitReady(Predicate<JsonNode> vault) {
        Wait.until("readiness of " + process, LONG, () -> {
            Answer answer = ready();
            return answer.status() == 200 && vault.test(answer.json().at("/vaults/name"));
        });
        return ready();
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.close();
    }
}
