package com.skyflow.loader.monitor.errorlog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.row.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An error log that shows values, as {@link ErrorLogs} wrote it, and as somebody may have corrected it since. It prints none of them.
 * Owned by one thread.
 */
public final class ErrorLog {
    /** So that what is read fits into a small heap. */
    private static final int MOST_ROWS = 1_000_000;

    private static final String MASK = "***";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String file;
    private final Map<Long, Pair> pairs = new HashMap<>();
    private String vault = "";
    private String run = "";
    private long unusable;

    private ErrorLog(String file) {
        this.file = file;
    }

    /**
     * Reads it whole.
     *
     * @throws LoaderException if it is none of this loader, or its values are masked
     */
    public static ErrorLog read(Path path) {
        ErrorLog log = new ErrorLog(path.toString());
        try (InputStream bytes = Files.newInputStream(path);
                JsonParser json = JSON.getFactory().createParser(bytes)) {
            log.read(json);
        } catch (NoSuchFileException e) {
            throw refused("There is no file %s (expected: an error log).".formatted(log.file));
        } catch (JacksonException e) {
            // Without the cause: its message quotes the file.
            throw log.foreign("it is no JSON");
        } catch (IOException e) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "File %s cannot be read (%s)."
                            .formatted(log.file, e.getClass().getSimpleName()),
                    e);
        }
        if (log.run.isEmpty() || log.vault.isEmpty()) {
            throw log.foreign("it names no run");
        }
        return log;
    }

    private void read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw foreign("it is no JSON object");
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "vault_name" -> vault = json.getValueAsString("");
                case "run" -> run = json.getValueAsString("");
                case "errors" -> readEntries(json);
                default -> json.skipChildren();
            }
        }
    }

    private void readEntries(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw foreign("its errors are no list");
        }
        for (int entry = 1; json.nextToken() != JsonToken.END_ARRAY; entry++) {
            add(entry, JSON.readTree(json));
        }
    }

    private void add(int number, JsonNode entry) {
        JsonNode row = entry.path("row");
        if (!row.isIntegralNumber() || entry.path("records").size() != 1) {
            throw foreign("entry %d names no row".formatted(number));
        }
        Optional<Pair> pair = pair(entry.path("records").path(0));
        if (pair.isEmpty() || row.asLong() < 1) {
            unusable++;
        } else if (pair.get().value().equals(MASK) && pair.get().token().equals(MASK)) {
            throw refused(
                    "%s is masked: it holds *** in place of values and tokens, so that nothing can be replayed from it. Leave --error-log out to replay what is open in Kafka, or have the log written anew with --error-log-values."
                            .formatted(file));
        } else {
            pairs.put(row.asLong(), pair.get());
        }
        if (pairs.size() > MOST_ROWS) {
            throw refused("%s holds more than a million rows. Split it.".formatted(file));
        }
    }

    private static Optional<Pair> pair(JsonNode record) {
        String value = record.path("Value").asText("");
        String token = record.path("Token").asText("");
        return value.isEmpty() || token.isEmpty() ? Optional.empty() : Optional.of(new Pair(value, token));
    }

    private LoaderException foreign(String reason) {
        return refused("%s is no error log of this loader (%s). Give one that a load wrote with --error-log-values."
                .formatted(file, reason));
    }

    private static LoaderException refused(String sentence) {
        return new LoaderException(ExitCode.USAGE, sentence);
    }

    /** The name of the vault, in capitals. */
    public String vault() {
        return vault;
    }

    /** The run whose rows they are. */
    public String run() {
        return run;
    }

    /** The rows, by their numbers. */
    public Map<Long, Pair> pairs() {
        return pairs;
    }

    /** Entries without a value and a token as text. */
    public long unusable() {
        return unusable;
    }
}
