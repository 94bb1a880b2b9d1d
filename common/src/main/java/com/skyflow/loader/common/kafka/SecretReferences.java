package com.skyflow.loader.common.kafka;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what stands elsewhere into client properties: {@code ${env:NAME}} is a variable of the environment, {@code ${file:PATH}} the
 * text of a file without the line break at its end. So a password is neither in the configuration nor in the process list.
 *
 * @param folder where relative paths start
 */
public record SecretReferences(Map<String, String> environment, Path folder) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    /** Not the values of the environment. */
    @Override
    public String toString() {
        return "SecretReferences[" + folder + "]";
    }

    /**
     * The properties with every reference replaced.
     *
     * @throws LoaderException if a variable is not set or a file cannot be read
     */
    public Map<String, String> resolve(Map<String, String> properties) {
        Map<String, String> resolved = new TreeMap<>();
        properties.forEach((key, text) -> resolved.put(key, resolve(key, text)));
        return resolved;
    }

    private String resolve(String key, String text) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (reference.find()) {
            String found = reference.group(1).equals("env")
                    ? variable(key, reference.group(2))
                    : text(key, reference.group(2));
            reference.appendReplacement(resolved, Matcher.quoteReplacement(quoted(key, found)));
        }
        return reference.appendTail(resolved).toString();
    }

    private String variable(String key, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> wrong(key, "the environment has no " + name + " (expected: it is set)"));
    }

    private String text(String key, String path) {
        try {
            return Files.readString(folder.resolve(path)).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            throw wrong(key, "the file " + path + " cannot be read (expected: a file that this user can read)");
        }
    }

    private static LoaderException wrong(String key, String what) {
        return new LoaderException(ExitCode.USAGE, "kafka.properties." + key + ": " + what);
    }

    /** In a JAAS configuration a secret stands between quotes. */
    private static String quoted(String key, String secret) {
        return key.endsWith("sasl.jaas.config") ? secret.replace("\\", "\\\\").replace("\"", "\\\"") : secret;
    }
}
