package com.skyflow.loader.monitor.errorlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.deadletter.OpenDeadLetters;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Checkpoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the dead letters of a run and vault to {@code error_log_<VAULT>_<yyyyMMdd_HHmmss>.json}, in the form of the loader that
 * this one replaces and some fields more. The file is a projection of the dead-letter topic: each time it is written whole, under
 * another name first, and readable by its owner alone.
 */
public final class ErrorLogs {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

    private final KafkaClients clients;
    private final Values values;

    public ErrorLogs(KafkaClients clients, Values values) {
        this.clients = clients;
        this.values = values;
    }

    /**
     * Writes the error log of one vault of a run.
     *
     * @param folder where to
     * @return the file; empty, and an earlier one is removed, if no dead letter is open
     * @throws LoaderException if the file cannot be written or Kafka does not answer
     */
    public Optional<Path> write(Checkpoint run, Path folder) {
        String topic = clients.settings().topics().deadLetters(run.vault());
        OpenDeadLetters letters = OpenDeadLetters.find(clients, topic, DeadLetterFilter.ofRun(run.run()));
        Path file = folder.resolve(name(run));
        if (letters.count() == 0) {
            remove(file);
            return Optional.empty();
        }
        try {
            write(run, letters, file);
        } catch (IOException | UncheckedIOException e) {
            throw new LoaderException(
                    ExitCode.UNFINISHED,
                    "Error log %s cannot be written (%s). Its %d dead letters stay in topic %s; make room or change the folder, and start again."
                            .formatted(file, e.getClass().getSimpleName(), letters.count(), topic),
                    e);
        }
        return Optional.of(file);
    }

    /** What an earlier start wrote is no longer true. */
    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LoaderException(
                    ExitCode.UNFINISHED,
                    "Error log %s cannot be removed (%s), though none of its dead letters is open any more. Remove it."
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }

    /** The name of a run's error log: that of its vault and start, in UTC. */
    public static String name(Checkpoint run) {
        return "error_log_%s_%s.json"
                .formatted(run.vault().text().toUpperCase(Locale.ROOT), TIME.format(run.startedAt()));
    }

    private void write(Checkpoint run, OpenDeadLetters letters, Path file) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + ".part");
        Files.deleteIfExists(draft);
        try {
            write(run, letters, file, draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void write(Checkpoint run, OpenDeadLetters letters, Path file, Path draft) throws IOException {
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(draft, StandardOpenOption.WRITE));
                JsonGenerator json = JSON.createGenerator(bytes).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("vault_name", run.vault().text().toUpperCase(Locale.ROOT));
            json.writeStringField("vault_id", run.destination().vaultId());
            json.writeStringField("column", run.destination().column());
            json.writeStringField("timestamp", Instant.now().toString());
            json.writeStringField("run", run.run());
            json.writeNumberField("total_errors", letters.count());
            json.writeNumberField("failed_records", letters.count());
            json.writeArrayFieldStart("errors");
            ErrorEntries entries = new ErrorEntries(json, values);
            letters.forEach(entries::write);
            json.writeEndArray();
            json.writeEndObject();
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
