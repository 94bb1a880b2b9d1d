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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages of a process that serves a dashboard on a port that the system picked. */
record DashboardPages(ChildProcess process, String url) implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pattern URL = Pattern.compile("Dashboard: (http://127\\.0\\.0\\.1:\\d+/)");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();

    /** Waits until the pages are there. */
    static DashboardPages of(ChildProcess process) {
        Wait.until(
                "the dashboard of " + process,
                LONG,
                () -> URL.matcher(process.stderr()).find() || !process.isAlive());
        Matcher url = URL.matcher(process.stderr());
        if (!url.find()) {
            throw new AssertionError("ended without a dashboard: " + process);
        }
        return new DashboardPages(process, url.group(1));
    }

    void awaitReady() {
        Wait.until("readiness of " + process, LONG, () -> get("health/ready").statusCode() == 200);
    }

    JsonNode json(String page) {
        return WorkFolder.json(get(page).body());
    }

    HttpResponse<String> get(String page, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + page)).timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.close();
    }
}
