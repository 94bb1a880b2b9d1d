package com.skyflow.loader.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process tells Prometheus, in its text format 0.0.4.
 *
 * @param types the type of each metric
 * @param help the meaning of each
 * @param samples the value of each sample, by its name and labels as they stand there
 */
record Metrics(Map<String, String> types, Map<String, String> help, Map<String, Double> samples) {
    private static final Pattern LINE =
            Pattern.compile("# (TYPE|HELP) (\\S+) (.*)|([a-z_][a-z0-9_]*(?:\\{.*\\})?) (\\S+)");

    static Metrics of(HealthPages pages) {
        HealthPages.Answer answer = pages.get("../metrics", "GET");
        if (answer.status() != 200) {
            throw new AssertionError("no metrics: " + answer);
        }
        Map<String, String> types = new TreeMap<>();
        Map<String, String> help = new HashMap<>();
        Map<String, Double> samples = new TreeMap<>();
        answer.body().lines().forEach(line -> {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new AssertionError("no line of Prometheus' text format: " + line);
            }
            if (parts.group(1) == null) {
                samples.put(parts.group(4), number(parts.group(5)));
            } else {
                (parts.group(1).equals("TYPE") ? types : help).put(parts.group(2), parts.group(3));
            }
        });
        return new Metrics(types, help, samples);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The value of a sample of the vault called name; NaN if there is none. */
    double of(String name) {
        return samples.getOrDefault(name, Double.NaN);
    }
}
