package com.skyflow.loader.cli.dashboard;

import com.skyflow.loader.cli.health.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;

/** The page with its parts, all from the class path. */
final class StaticPages {
    private static final String CHARTS = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    private StaticPages() {}

    static Map<String, Supplier<Page>> pages() {
        return Map.of(
                "/", page("text/html; charset=utf-8", "/dashboard/index.html"),
                "/favicon.svg", page("image/svg+xml", "/dashboard/favicon.svg"),
                "/dashboard.css", page("text/css; charset=utf-8", "/dashboard/dashboard.css"),
                "/dashboard.js", page("text/javascript; charset=utf-8", "/dashboard/dashboard.js"),
                "/chart.js", page("text/javascript; charset=utf-8", chartLibrary()));
    }

    private static Supplier<Page> page(String type, String resource) {
        Page page = new Page(200, type, text(resource));
        return () -> page;
    }

    /** Its folder has its version in its name. */
    private static String chartLibrary() {
        try (InputStream resource = open(CHARTS)) {
            Properties properties = new Properties();
            properties.load(resource);
            return "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.min.js"
                    .formatted(properties.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String resource) {
        try (InputStream bytes = open(resource)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(StaticPages.class.getResourceAsStream(resource), resource);
    }
}
